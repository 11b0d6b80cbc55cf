"""Two claims must not give different numbers for one and the same thing.

Why: readers who find both lose their trust in either. The thing is what citekey, population, intervention, comparator,
outcome, timeframe, arm, measure, unit and scale say together. A field left out equals only a field left out; a
comparator that is null says that nothing was compared, and differs from one left out. Numbers differ in value, range
or bound; 30 and 30.0 are equal. An estimate with counts alone is compared by its counts. Drafts are compared too,
withdrawn claims are not.

Bad:
    content/claims/a.yaml: {citation: smith2020, outcome: recovery, estimates: [{measure: proportion, value: "0.12"}]}
    content/claims/b.yaml: {citation: smith2020, outcome: recovery, estimates: [{measure: proportion, value: "0.13"}]}
Good:
    content/claims/a.yaml: {…, timeframe: 1 year, estimates: [{measure: proportion, value: "0.12"}]}
    content/claims/b.yaml: {…, timeframe: 2 years, estimates: [{measure: proportion, value: "0.13"}]}
Mend: correct the number that is wrong, withdraw a claim that is outdated, or write down what tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import number_text
from spinesite.model import Corpus, Sourced
from spinesite.numbers import Number

if TYPE_CHECKING:
    from spinesite.records import Claim, Estimate, Finding

Key = tuple[object, ...]
Given = tuple[str, ...]
_DISTINGUISHING = ("population", "intervention", "comparator", "timeframe", "arm", "unit", "scale")


@dataclass(slots=True)
class _First:
    """The first claim that gives something, with everything that it gives for it."""

    claim: Sourced[Claim]
    place: tuple[int, int]
    estimate: Estimate
    given: set[Given] = field(default_factory=set)


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each estimate that contradicts the first claim on the same thing."""
    firsts: dict[Key, _First] = {}
    for claim in corpus.claims:
        if claim.record.status == "withdrawn":
            continue
        for i, finding, j, estimate in claim.record.numbered():
            given = _given(estimate)
            if given is None:
                continue
            key = _key(finding, estimate, given[0])
            first = firsts.get(key)
            if first is None:
                firsts[key] = first = _First(claim, (i, j), estimate)
            if first.claim is claim:
                first.given.add(given)
            elif given not in first.given:
                yield _conflict(claim, (i, j), finding, estimate, first)


def _key(finding: Finding, estimate: Estimate, kind: str) -> Key:
    return (
        kind,
        finding.citation.citekey,
        finding.population,
        finding.intervention,
        finding.comparator,
        "comparator" in finding.model_fields_set,
        finding.outcome,
        finding.timeframe,
        estimate.arm,
        estimate.measure,
        estimate.unit,
        estimate.scale,
    )


def _given(estimate: Estimate) -> Given | None:
    """Return what an estimate gives, equal for equal numbers; its first item says what kind of number it is."""
    if estimate.value is not None:
        return ("number", estimate.relation, _signed(estimate.value))
    if estimate.range is not None:
        return ("number", estimate.relation, _signed(estimate.range.low), _signed(estimate.range.high))
    if estimate.events is not None:
        total = _signed(estimate.total) if estimate.total is not None else ""
        return ("count", estimate.relation, _signed(estimate.events), total)
    return None


def _signed(number: Number) -> str:
    size = number.size
    return f"-{size}" if size != "0" and number.text.startswith("-") else size


def _conflict(
    claim: Sourced[Claim], place: tuple[int, int], finding: Finding, estimate: Estimate, first: _First
) -> Diagnostic:
    given = [name for name in _DISTINGUISHING if getattr(finding, name, None) or getattr(estimate, name, None)]
    left_out = [name for name in ("population", "timeframe", "arm") if name not in given]
    fields = " or ".join(f"`{name}`" for name in left_out or ("population", "timeframe", "arm"))
    return RULE.at(
        claim.at("findings", place[0], "estimates", place[1], _main_field(estimate)),
        f"{number_text(estimate)} here and {number_text(first.estimate)} in the claim {first.claim.id!r} "
        f"are numbers of {finding.citation.citekey} for the same thing",
        f"correct the wrong one; if both are right, say in {fields} what tells them apart",
        (
            Related(
                first.claim.at("findings", first.place[0], "estimates", first.place[1], _main_field(first.estimate)),
                f"{number_text(first.estimate)} stands here",
            ),
        ),
    )


def _main_field(estimate: Estimate) -> str:
    return "value" if estimate.value is not None else "range" if estimate.range is not None else "events"


RULE = Rule("conflicting-claims", "numbers", Severity.ERROR, __doc__ or "", check=check)
