"""A number with a bound keeps its bound wherever it is retold.

Why: "at most 30%" turns into "30%", and a ceiling into a rate. A sentence that gives a bounded number must have words
of the same bound somewhere: at most, no more than, up to, or fewer, or less | at least, or more, no fewer than | under,
below, fewer than, less than | over, above, more than | about, around, nearly, roughly; or a sign (<, ≤, >, ≥, ~) before
the number. "No more than" is never "more than". A number that an estimate without a bound, a count, or the claim's
population, intervention, comparator, timeframe, arm or unit holds as well may stand alone, and so may "20 minutes"
beside "at most 20%". A share ("three in ten", "3 in 10") is read as its percentage. Prose is held to the claims that a
sentence links to and the references that it cites; a change to the claims that it names; the title and the summary of a
page, which search engines show, to all claims of the page.

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

from spinesite.bounds import bounds_of, held, wording
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus, Sourced
from spinesite.said import Judge, Said, Text

if TYPE_CHECKING:
    from spinesite.records import Claim, Finding

    # One finding of a claim and its position.
    Placed = tuple[Sourced[Claim], int, Finding]


def reads(corpus: Corpus) -> Judge | None:
    """Return what finds each bounded number that a sentence gives without its bound."""
    of_claim, of_reference = _findings(corpus)
    bounded = {key for findings in (of_claim, of_reference) for key, found in findings.items() if _has_bound(found)}
    if not bounded:
        return None

    def judge(text: Text) -> Iterator[Diagnostic]:
        for sentence in text.said:
            claims = [claim.id for claim in sentence.claims]
            if not bounded.isdisjoint(claims) or not bounded.isdisjoint(sentence.citekeys):
                findings = [one for id in claims for one in of_claim[id]]
                findings += [one for citekey in sentence.citekeys for one in of_reference.get(citekey, ())]
                yield from _check_sentence(sentence, findings)

    return judge


def _findings(corpus: Corpus) -> tuple[dict[str, list[Placed]], dict[str, list[Placed]]]:
    """Return the findings of each claim and of each reference."""
    of_claim: defaultdict[str, list[Placed]] = defaultdict(list)
    of_reference: defaultdict[str, list[Placed]] = defaultdict(list)
    for claim in corpus.claims:
        for position, finding in enumerate(claim.record.findings):
            of_claim[claim.id].append((claim, position, finding))
            of_reference[finding.citation.citekey].append((claim, position, finding))
    return of_claim, of_reference


def _has_bound(findings: Iterable[Placed]) -> bool:
    return any(estimate.relation != "exactly" for _, _, finding in findings for estimate in finding.estimates)


def _check_sentence(sentence: Said, findings: list[Placed]) -> Iterator[Diagnostic]:
    for lost in held(finding for _, _, finding in findings).lost_in(sentence.text):
        yield RULE.at(
            sentence.place(lost.found.start),
            f"{sentence.where} gives {lost.found.number} without its bound",
            f"write {wording(lost)!r}",
            _related(findings, lost.bounded.text),
        )


def _related(findings: Iterable[Placed], text: str) -> tuple[Related, ...]:
    for claim, i, finding in findings:
        for j, estimate in enumerate(finding.estimates):
            if any(bound.text == text for bound in bounds_of(estimate)):
                field = "value" if estimate.value is not None else "range" if estimate.range is not None else "events"
                return (Related(claim.at("findings", i, "estimates", j, field), f"the record says {text}"),)
    return ()


RULE = Rule("bound-lost", "numbers", Severity.ERROR, __doc__ or "", reads=reads)
