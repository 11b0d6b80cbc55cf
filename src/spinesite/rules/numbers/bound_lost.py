"""A number with a bound keeps its bound wherever it is retold.

Why: "at most 30%" turns into "30%", and a ceiling into a rate. A sentence that gives a bounded number must have words
of the same bound somewhere: at most, no more than, up to, or fewer, or less | at least, or more, no fewer than |
under, below, fewer than, less than | over, above, more than | about, around, nearly, roughly; or a sign (<, ≤, >, ≥,
~) before the number. "No more than" is never "more than". A number that an estimate without a bound, a count, or the
claim's population, intervention, comparator, timeframe, arm or unit holds as well may stand alone.

Bad:
    statement: After a second operation, 30% of people report success.
    findings: [{…, estimates: [{measure: proportion, relation: at-most, value: "30", unit: percent}]}]
Good:
    statement: After a second operation, at most 30% of people report success.
Mend: write the bound in the same sentence.
"""

from collections.abc import Iterator

from spinesite.arithmetic import named_numbers
from spinesite.bounds import Lost, bounds_of, by_size, lost_bounds
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import BOUNDS
from spinesite.model import Corpus, Sourced
from spinesite.numbers import Found, Number
from spinesite.records import Claim, Estimate
from spinesite.sentences import places_of, sentences, sizes_in, texts_of


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each bounded number that a statement gives without its bound."""
    for claim in corpus.claims:
        bounded = [estimate for _, _, _, estimate in claim.record.numbered() if estimate.relation != "exactly"]
        if bounded:
            yield from _check_statement(claim, bounded)


def _check_statement(claim: Sourced[Claim], bounded: list[Estimate]) -> Iterator[Diagnostic]:
    index = by_size(bound for estimate in bounded for bound in bounds_of(estimate))
    parts = tuple(sentences(claim.record.statement))
    if not any(lost_bounds(sentence, index, ()) for _, sentence in parts):
        return
    exact = exact_sizes(claim.record)
    lost = [
        (one, Found(one.found.number, offset + one.found.start, offset + one.found.end))
        for offset, sentence in parts
        for one in lost_bounds(sentence, index, exact)
    ]
    related = {text: _related(claim, text) for text in {one.bounded.text for one, _ in lost}}
    for (one, found), place in zip(lost, places_of(claim, [found for _, found in lost]), strict=True):
        yield RULE.at(
            place,
            f"the statement gives {found.number} without its bound",
            f"write {_wording(one)!r}",
            related[one.bounded.text],
        )


def exact_sizes(claim: Claim) -> set[str]:
    """Return the absolute values (`Number.size`) that a claim holds without a bound, so that they may stand alone.

    Quotes do not count, for the words around a number in a quote may be its bound; nor do levels of intervals.
    """
    sizes: set[str] = set()
    for finding in claim.findings:
        for text in texts_of(finding):
            sizes |= sizes_in(text)
        for estimate in finding.estimates:
            sizes.update(number.size for number in _exact_numbers(estimate))
    return sizes


def _exact_numbers(estimate: Estimate) -> Iterator[Number]:
    is_exact = estimate.relation == "exactly"
    for steps, number in named_numbers(estimate):
        if is_exact or steps[0] == "interval":
            yield number
    # A bound on an estimate with nothing but counts is a bound on its events.
    bounds_events = not is_exact and estimate.value is None and estimate.range is None
    for number_or_none in (None if bounds_events else estimate.events, estimate.total, estimate.sd, estimate.p):
        if number_or_none is not None:
            yield number_or_none


def _wording(lost: Lost) -> str:
    if not lost.bounded.denominator:
        return lost.bounded.text
    return f"{BOUNDS[lost.bounded.relation]}{lost.found.number} in {lost.bounded.denominator:,}"


def _related(claim: Sourced[Claim], text: str) -> tuple[Related, ...]:
    for i, _, j, estimate in claim.record.numbered():
        if any(bound.text == text for bound in bounds_of(estimate)):
            field = "value" if estimate.value is not None else "range" if estimate.range is not None else "events"
            return (Related(claim.at("findings", i, "estimates", j, field), f"the record says {text}"),)
    return ()


RULE = Rule("bound-lost", "numbers", Severity.ERROR, __doc__ or "", check=check)
