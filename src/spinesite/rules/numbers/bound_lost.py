"""A number with a bound keeps its bound wherever it is retold.

Why: "at most 30%" turns into "30%", and a ceiling into a rate. A sentence that gives a bounded number must have words
of the same bound somewhere: at most, no more than, up to, or fewer, or less | at least, or more, no fewer than |
under, below, fewer than, less than | over, above, more than | about, around, nearly, roughly; or a sign (<, ≤, >, ≥,
~) before the number. "No more than" is never "more than". A number that an estimate without a bound, a count, or the
claim's population, intervention, comparator, timeframe, arm or unit holds as well may stand alone. Prose is held to the
claims that a sentence links to and the references that it cites; a change to the claims that it names; the title and
the summary of a page, which search engines show, to all claims of the page.

Bad:
    statement: After a second operation, 30% of people report success.
    findings: [{…, estimates: [{measure: proportion, relation: at-most, value: "30", unit: percent}]}]
Good:
    statement: After a second operation, at most 30% of people report success.
Mend: write the bound in the same sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from spinesite.arithmetic import named_numbers
from spinesite.bounds import Lost, bounds_of, by_size, lost_bounds
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import BOUNDS
from spinesite.model import Corpus, Sourced
from spinesite.numbers import Number
from spinesite.said import Said, said
from spinesite.sentences import sizes_in, texts_of

if TYPE_CHECKING:
    from spinesite.records import Claim, Estimate, Finding

    # One finding of a claim and its position.
    Held = tuple[Sourced[Claim], int, Finding]


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each bounded number that a sentence gives without its bound."""
    of_claim, of_reference = _held(corpus)
    bounded = {key for held in (of_claim, of_reference) for key, found in held.items() if _has_bound(found)}
    if not bounded:
        return
    for sentence in said(corpus):
        claims = [claim.id for claim in sentence.claims]
        if not bounded.isdisjoint(claims) or not bounded.isdisjoint(sentence.citekeys):
            held = [one for id in claims for one in of_claim[id]]
            held += [one for citekey in sentence.citekeys for one in of_reference.get(citekey, ())]
            yield from _check_sentence(sentence, held)


def _held(corpus: Corpus) -> tuple[dict[str, list[Held]], dict[str, list[Held]]]:
    """Return the findings of each claim and of each reference."""
    of_claim: defaultdict[str, list[Held]] = defaultdict(list)
    of_reference: defaultdict[str, list[Held]] = defaultdict(list)
    for claim in corpus.claims:
        for position, finding in enumerate(claim.record.findings):
            of_claim[claim.id].append((claim, position, finding))
            of_reference[finding.citation.citekey].append((claim, position, finding))
    return of_claim, of_reference


def _has_bound(held: Iterable[Held]) -> bool:
    return any(estimate.relation != "exactly" for _, _, finding in held for estimate in finding.estimates)


def _check_sentence(sentence: Said, held: list[Held]) -> Iterator[Diagnostic]:
    index = by_size(bound for _, _, finding in held for estimate in finding.estimates for bound in bounds_of(estimate))
    if not lost_bounds(sentence.text, index, ()):
        return
    exact = {size for _, _, finding in held for size in exact_sizes(finding)}
    for lost in lost_bounds(sentence.text, index, exact):
        yield RULE.at(
            sentence.place(lost.found.start),
            f"{sentence.where} gives {lost.found.number} without its bound",
            f"write {_wording(lost)!r}",
            _related(held, lost.bounded.text),
        )


def exact_sizes(finding: Finding) -> set[str]:
    """Return the absolute values (`Number.size`) that a finding holds without a bound, so that they may stand alone.

    Quotes do not count, for the words around a number in a quote may be its bound; nor do levels of intervals.
    """
    sizes = {size for text in texts_of(finding) for size in sizes_in(text)}
    return sizes | {number.size for estimate in finding.estimates for number in _exact_numbers(estimate)}


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


def _related(held: Iterable[Held], text: str) -> tuple[Related, ...]:
    for claim, i, finding in held:
        for j, estimate in enumerate(finding.estimates):
            if any(bound.text == text for bound in bounds_of(estimate)):
                field = "value" if estimate.value is not None else "range" if estimate.range is not None else "events"
                return (Related(claim.at("findings", i, "estimates", j, field), f"the record says {text}"),)
    return ()


RULE = Rule("bound-lost", "numbers", Severity.ERROR, __doc__ or "", check=check)
