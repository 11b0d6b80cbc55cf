"""A stated difference or ratio must follow from the two arms that it compares.

Why: when the arms and the difference are copied from different rows, both look right on their own. Checked within one
finding that has exactly two raw estimates with an `arm`: proportions for a risk difference, risk ratio, odds ratio or
number needed to treat, means (else medians) for a mean difference of the same unit and scale, where given. It is the
first arm against the second, in the order of the record. With counts in an arm they are used exactly; else its true
value may lie anywhere that rounding allows, and so may the stated number, and only what cannot meet is reported. The
plain difference of the two printed values is accepted, and a number needed to treat that is rounded up. Bounds, pooled
and modelled (adjusted) numbers, and numbers with a `discrepancy`, are left alone; so are those with a formula
(`derived`), which is checked instead.

Bad:
    - {arm: sourdough, measure: proportion, value: "12.6", unit: percent}
    - {arm: yeast, measure: proportion, value: "9.1", unit: percent}
    - {measure: risk-difference, value: "5.3", unit: percentage-points}
Good:
    - {measure: risk-difference, value: "3.5", unit: percentage-points}
Mend: correct the number that was copied wrongly or the order of the arms; an adjusted number has `basis: model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from spinesite.arithmetic import counts_disagree, from_counts, shown, whole_of
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import count_text, number_text
from spinesite.model import Corpus, Sourced
from spinesite.numbers import Number

if TYPE_CHECKING:
    from spinesite.records import Claim, Estimate, Finding

    Arms = tuple[tuple[int, Estimate], tuple[int, Estimate]]

FROM_PROPORTIONS = frozenset({"risk-difference", "risk-ratio", "odds-ratio", "number-needed-to-treat"})
_STATED = FROM_PROPORTIONS | {"mean-difference"}


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a true value may lie, both ends included; `high` is None where it has no upper end."""

    low: Fraction
    high: Fraction | None

    def meets(self, low: Fraction, high: Fraction) -> bool:
        return low <= high and low <= (high if self.high is None else self.high) and self.low <= high


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each stated difference or ratio that its arms cannot give."""
    for claim in corpus.claims:
        for i, finding in enumerate(claim.record.findings):
            for j, stated in enumerate(finding.estimates):
                if stated.measure in _STATED and stated.value is not None and _is_plain(stated):
                    arms = _arms(finding, stated)
                    if arms is not None:
                        yield from _compare(claim, (i, j), stated, stated.value, arms)


def _is_plain(estimate: Estimate) -> bool:
    exact = estimate.relation == "exactly" and estimate.basis == "raw"
    return exact and estimate.discrepancy is None and estimate.derived is None


def _arms(finding: Finding, stated: Estimate) -> Arms | None:
    """Return the two arms that a stated number compares, if there are two and each is sound by itself."""
    for measure in ("mean", "median") if stated.measure == "mean-difference" else ("proportion",):
        arms = [(j, e) for j, e in enumerate(finding.estimates) if e.arm is not None and e.measure == measure]
        if len(arms) == 2:
            first, second = arms
            sound = all(_is_plain(e) and counts_disagree(e) is None for _, e in arms)
            like = first[1].unit == second[1].unit and first[1].scale == second[1].scale
            if measure != "proportion":
                like = like and all(
                    theirs is None or own is None or theirs == own
                    for theirs, own in ((first[1].unit, stated.unit), (first[1].scale, stated.scale))
                )
            return (first, second) if sound and like else None
    return None


def _compare(
    claim: Sourced[Claim], place: tuple[int, int], stated: Estimate, value: Number, arms: Arms
) -> Iterator[Diagnostic]:
    first, second = _true_values(arms[0][1]), _true_values(arms[1][1])
    if first is None or second is None or (scale := _scale(stated)) is None:
        return
    span = _contrast(stated.measure, first, second)
    if span is None:
        return
    span = _Span(span.low * scale, None if span.high is None else span.high * scale)
    if _agrees(stated, value, span) or _is_printed_difference(stated, value, scale, arms):
        return
    i, j = place
    name = stated.measure.replace("-", " ")
    hint = "correct the number that was copied wrongly; give an adjusted number `basis: model`; "
    if stated.measure.endswith("difference") and _agrees(stated, _turned(value), span):
        hint = "the first arm minus the second has the other sign: turn the sign, or put the arms in the other order; "
    yield RULE.at(
        claim.at("findings", i, "estimates", j, "value"),
        f"{'an' if name[0] == 'o' else 'a'} {name} of {number_text(stated)} does not follow from "
        f"{_arm_text(arms[0][1])} and {_arm_text(arms[1][1])}, which give {_span_text(span, value)}",
        hint + f"if the source itself prints {value}, say so in `discrepancy`",
        tuple(
            Related(claim.at("findings", i, "estimates", k, "value"), f"the {which} arm stands here")
            for which, (k, _) in zip(("first", "second"), arms, strict=True)
        ),
    )


def _true_values(arm: Estimate) -> _Span | None:
    """Return where an arm's true value may lie: its exact counts, else what rounds to its value. Shares from 0 to 1."""
    whole = whole_of(arm) if arm.measure == "proportion" else 1
    if whole is None:
        return None
    exact = from_counts(arm)
    if exact is not None:
        return _Span(exact / whole, exact / whole)
    if arm.value is None:
        return None
    low, high = arm.value.value - arm.value.half_step, arm.value.value + arm.value.half_step
    if arm.measure == "proportion":
        if not 0 <= arm.value.value <= whole:
            return None
        low, high = max(low, Fraction(0)), min(high, Fraction(whole))
    return _Span(low / whole, high / whole)


def _scale(stated: Estimate) -> int | None:
    """Return how many of the stated number's units make 1 on the scale of the arms; None if they cannot be compared."""
    if stated.measure == "risk-difference":
        return {"percent": 100, "percentage-points": 100, None: 1, "proportion": 1}.get(stated.unit)
    return None if stated.unit == "percent" and stated.measure != "mean-difference" else 1


def _contrast(measure: str, first: _Span, second: _Span) -> _Span | None:
    """Return where a difference or ratio of two arms may lie; None where it is not defined."""
    first_high, second_high = first.high or Fraction(0), second.high or Fraction(0)
    difference = _Span(first.low - second_high, first_high - second.low)
    if measure in ("risk-difference", "mean-difference"):
        return difference
    if measure == "number-needed-to-treat":
        return _inverted(difference)
    if measure == "risk-ratio":
        return _quotient(first, second)
    return None if first.low == 1 else _quotient(_odds(first), _odds(second))


def _inverted(difference: _Span) -> _Span | None:
    ends = (abs(difference.low), abs(difference.high or Fraction(0)))
    if max(ends) == 0:
        return None
    holds_zero = difference.low <= 0 <= (difference.high or Fraction(0))
    return _Span(1 / max(ends), None if holds_zero or min(ends) == 0 else 1 / min(ends))


def _odds(share: _Span) -> _Span:
    high = share.high or Fraction(0)
    low = share.low / (1 - share.low) if share.low < 1 else Fraction(0)
    return _Span(low, high / (1 - high) if high < 1 else None)


def _quotient(first: _Span, second: _Span) -> _Span | None:
    if second.high == 0:
        return None
    low = Fraction(0) if second.high is None else first.low / second.high
    return _Span(low, None if first.high is None or second.low == 0 else first.high / second.low)


def _agrees(stated: Estimate, value: Number, span: _Span) -> bool:
    if stated.measure == "number-needed-to-treat":
        value = _turned(value) if value.value < 0 else value
        if value.decimals == 0 and span.low <= value.value and (span.high is None or span.high > value.value - 1):
            return True
    if span.low == span.high:
        return value.is_rounding_of(span.low)
    return span.meets(value.value - value.half_step, value.value + value.half_step)


def _turned(value: Number) -> Number:
    return Number(value.text[1:] if value.text.startswith("-") else f"-{value.text}")


def _is_printed_difference(stated: Estimate, value: Number, scale: int, arms: Arms) -> bool:
    first, second = arms[0][1], arms[1][1]
    if not stated.measure.endswith("difference") or first.value is None or second.value is None:
        return False
    return value.value / scale == (first.value.value - second.value.value) / (whole_of(first) or 1)


def _arm_text(arm: Estimate) -> str:
    return count_text(arm) if from_counts(arm) is not None else number_text(arm)


def _span_text(span: _Span, value: Number) -> str:
    low = shown(span.low, value)
    if span.high is None:
        return f"{low} or more"
    return low if span.low == span.high else f"{low} to {shown(span.high, value)}"


RULE = Rule("arms-disagree", "numbers", Severity.ERROR, __doc__ or "", check=check)
