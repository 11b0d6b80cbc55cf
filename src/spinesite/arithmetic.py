"""What the numbers of one estimate say exactly: the arithmetic that several rules share.

Nothing here reads or reports. Numbers stay as they were written; every calculation is done on fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spinesite.intervals import rounded
from spinesite.model import Corpus, Sourced
from spinesite.numbers import Number

if TYPE_CHECKING:
    from spinesite.records import Claim, Estimate, Relation


def all_estimates(corpus: Corpus) -> Iterator[tuple[Sourced[Claim], int, int, Estimate]]:
    """Yield every estimate of every claim, drafts and withdrawn ones too, with its finding's position and its own."""
    for claim in corpus.claims:
        for i, finding in enumerate(claim.record.findings):
            for j, estimate in enumerate(finding.estimates):
                yield claim, i, j, estimate


def whole_of(estimate: Estimate) -> int | None:
    """Return what all people together are in the unit of a proportion: 100 in percent, 1 without a unit.

    None for other measures, and for units in words ("per 1,000 births"), which are not calculated with.
    """
    if estimate.measure != "proportion":
        return None
    return 100 if estimate.unit == "percent" else 1 if estimate.unit in (None, "proportion") else None


def exceeds_total(estimate: Estimate) -> bool:
    """Tell whether an estimate counts more events than there were people."""
    return (
        estimate.events is not None
        and estimate.total is not None
        and estimate.events.value > estimate.total.value
        and estimate.discrepancy is None
    )


def from_counts(estimate: Estimate) -> Fraction | None:
    """Return the exact proportion, in the estimate's unit, that raw counts give; None if missing or impossible."""
    whole = whole_of(estimate)
    if whole is None or estimate.events is None or estimate.total is None or estimate.basis != "raw":
        return None
    exact = whole * estimate.events.value / estimate.total.value
    return exact if exact <= whole else None


def keeps(number: Number, relation: Relation, exact: Fraction) -> bool:
    """Tell whether an exact value is what a written number and its bound say.

    A number without a bound must be the value rounded to its decimals. A bound is kept or broken by the exact value.
    "About" says little, and is held to little: a quarter of the value, or what rounding to its first signs allows.
    """
    if relation == "exactly":
        return number.is_rounding_of(exact)
    value = number.value
    if relation == "about":
        return abs(value - exact) <= max(abs(exact) / 4, _rough_step(number))
    return {
        "at-most": exact <= value,
        "at-least": exact >= value,
        "less-than": exact < value,
        "more-than": exact > value,
    }[relation]


def _rough_step(number: Number) -> Fraction:
    """Return half a unit of the last digit of a number that is not 0: of 200 it is 50, of 30 it is 5."""
    digits = number.text.lstrip("-").replace(".", "")
    zeros: int = len(digits) - len(digits.rstrip("0")) if number.value else 0
    return number.half_step * int(10**zeros)


def counts_disagree(estimate: Estimate) -> Fraction | None:
    """Return the exact proportion that an estimate's counts give if its value says another one, else None.

    None, too, where the value is no possible proportion, or where `discrepancy` says that the source is at fault. "At
    most 33%" of 1 in 3 is right: a printed percentage agrees with its counts when it is what they round to.
    """
    if estimate.value is None or estimate.discrepancy is not None:
        return None
    exact = from_counts(estimate)
    if exact is None or keeps(estimate.value, estimate.relation, exact):
        return None
    if estimate.relation in ("at-most", "at-least") and estimate.value.is_rounding_of(exact):
        return None
    return exact if 0 <= estimate.value.value <= (whole_of(estimate) or 1) else None


def shown(exact: Fraction, beside: Number, relation: Relation = "exactly") -> str:
    """Return an exact value with one decimal more than the number that it is held against.

    More decimals are given where one would hide the difference: 12.6499 beside 12.7 is not shown as 12.65.
    """
    text = rounded(exact, beside.decimals)
    for extra in range(1, 9):
        if Fraction(text) == exact:
            break
        text = rounded(exact, beside.decimals + extra)
        if not keeps(beside, relation, Fraction(text)):
            break
    return text
