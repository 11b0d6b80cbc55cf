"""Numbers in words: the only place that turns an estimate into the text that a reader sees.

A number is printed as it was written, with its bound and its unit. What is worked out from it is marked as derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from spinesite import intervals
from spinesite.intervals import rounded
from spinesite.numbers import Number

if TYPE_CHECKING:
    from spinesite.records import Ends, Estimate, Interval

BOUNDS = {
    "exactly": "",
    "about": "about ",
    "at-most": "at most ",
    "at-least": "at least ",
    "less-than": "less than ",
    "more-than": "more than ",
}
# Of fewer people than this, a share says less than the count.
SMALL_GROUP = 100
# What is at most 30 of 100 leaves at least 70.
_OTHERS = {
    "at-most": "at least ",
    "at-least": "at most ",
    "less-than": "more than ",
    "more-than": "less than ",
}
UNITS = {"percent": "%", "percentage-points": " percentage points"}
MEASURES = {
    "proportion": "share",
    "count": "count",
    "mean": "average",
    "median": "median",
    "range": "range",
    "change-percent": "average change",
    "mean-difference": "difference between averages",
    "standardised-mean-difference": "standardised difference",
    "risk-difference": "difference between shares",
    "risk-ratio": "risk ratio",
    "odds-ratio": "odds ratio",
    "hazard-ratio": "hazard ratio",
    "number-needed-to-treat": "number needed to treat",
    "correlation": "correlation",
    "auc": "area under the curve",
    "p-value": "p-value",
}


def number_text(estimate: Estimate) -> str:
    """Return an estimate's number as written, with its bound and its unit: "at most 30%".

    Where the source gives no value: its range, its count, its interval or its p-value, in this order.
    """
    unit = unit_text(estimate.unit)
    bound = BOUNDS[estimate.relation]
    if estimate.value is not None:
        return f"{bound}{estimate.value}{unit}"
    if estimate.range is not None:
        return f"{bound}{ends_text(estimate.range)}{unit}"
    if estimate.events is not None:
        return f"{bound}{count_text(estimate)}"
    if estimate.interval is not None:
        return f"{ends_text(estimate.interval)}{unit}"
    return f"p = {estimate.p}"


def unit_text(unit: str | None) -> str:
    """Return a unit as it stands behind a number: "%", " points", or "" where there is none."""
    return UNITS.get(unit or "", f" {unit}" if unit else "")


def ends_text(ends: Ends | Interval) -> str:
    """Return the two ends of a range or an interval, as written: "6 to 41"."""
    return f"{ends.low} to {ends.high}"


def count_text(estimate: Estimate) -> str:
    """Return the count behind a share: "3 of 17"; the events alone if there is no total."""
    return f"{estimate.events} of {estimate.total}" if estimate.total is not None else str(estimate.events)


def details(estimate: Estimate) -> tuple[tuple[str, str, str], ...]:
    """Return what else the source gives as written: (part, label, text) for count, interval, sd and p."""
    found: list[tuple[str, str, str]] = []
    has_main = estimate.value is not None or estimate.range is not None
    if estimate.events is not None and has_main:
        found.append(("count", "count", count_text(estimate)))
    elif estimate.total is not None and estimate.events is None:
        found.append(("total", "out of", str(estimate.total)))
    if estimate.interval is not None and (has_main or estimate.events is not None):
        found.append(("interval", f"{estimate.interval.level}% interval", ends_text(estimate.interval)))
    if estimate.sd is not None:
        found.append(("sd", "standard deviation", str(estimate.sd)))
    if estimate.p is not None and (has_main or estimate.events is not None or estimate.interval is not None):
        found.append(("p", "p", str(estimate.p)))
    return tuple(found)


def detail_text(estimate: Estimate, part: str) -> str:
    """Return the text of one of the `details`, or an empty string if the estimate has no such part."""
    return next((text for own, _, text in details(estimate) if own == part), "")


def share(estimate: Estimate) -> Fraction | None:
    """Return the share of people (0 to 1) that an estimate states, or None if it states none.

    Only shares with a single value have one; averages, differences and ratios never do.
    """
    if estimate.measure != "proportion":
        return None
    if estimate.value is not None:
        exact = estimate.value.value / (100 if estimate.unit == "percent" else 1)
    elif estimate.events is not None and estimate.total is not None:
        exact = estimate.events.value / estimate.total.value
    else:
        return None
    return exact if 0 <= exact <= 1 else None


@dataclass(frozen=True, slots=True)
class Frequency:
    """A share as people would count it: `did` and `did_not` out of `denominator`, a number or a range each.

    `bound` stands before the one, as in "at most ", and `others` before the other, as in "at least ".
    """

    bound: str
    did: str
    others: str
    did_not: str
    denominator: int


def frequency(estimate: Estimate, denominator: int) -> Frequency | None:
    """Return a share as a natural frequency with the page's denominator (100 or 1,000), or None if it is no share."""
    if estimate.measure != "proportion" or estimate.unit not in ("percent", "proportion", None):
        return None
    exact = share(estimate)
    whole = 100 if estimate.unit == "percent" else 1
    ends = estimate.range if estimate.value is None else None
    shares = [exact] if exact is not None else [end.value / whole for end in (ends.low, ends.high)] if ends else []
    if not shares or not all(0 <= own <= 1 for own in shares):
        return None
    did = [intervals.natural_frequency(own, denominator) for own in shares]
    did_not = [denominator - count for count in reversed(did)]
    bound = BOUNDS[estimate.relation]
    return Frequency(bound, _to(did), _OTHERS.get(estimate.relation, bound), _to(did_not), denominator)


def _to(counts: list[int]) -> str:
    return " to ".join(f"{count:,}" for count in counts)


def leads_with_count(estimate: Estimate) -> bool:
    """Tell whether the count says more than the number: of a tally, and of a share of few people (under 100)."""
    if estimate.events is None or estimate.total is None or estimate.value is None:
        return False
    return estimate.measure == "count" or (estimate.measure == "proportion" and _whole(estimate.total) < SMALL_GROUP)


def wilson_text(estimate: Estimate, denominator: int) -> str:
    """Return our own 95% interval (Wilson) for a raw count, in whole numbers out of the denominator, or ""."""
    counted = estimate.events is not None and estimate.total is not None and estimate.measure in ("proportion", "count")
    if not counted or estimate.basis != "raw" or estimate.relation != "exactly" or estimate.discrepancy:
        return ""
    events, total = _whole(estimate.events), _whole(estimate.total)
    if events > total:
        return ""
    low, high = intervals.wilson(events, total)
    return f"{rounded(low * denominator)} to {rounded(high * denominator)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing worked out from two arms with counts, with its name."""

    label: str
    text: str


def comparisons(first: Estimate, second: Estimate, denominator: int) -> tuple[Comparison, ...]:
    """Return what we work out from two arms with raw counts: difference, ratio and number needed to treat.

    Each has its 95% interval; the difference is counted in people out of the denominator.
    """
    arms = (first, second)
    if any(a.measure != "proportion" or a.basis != "raw" or a.relation != "exactly" or a.discrepancy for a in arms):
        return ()
    if any(a.events is None or a.total is None or a.events.value > a.total.value for a in arms):
        return ()
    counts = (_whole(first.events), _whole(first.total), _whole(second.events), _whole(second.total))
    found: list[Comparison] = []
    difference = intervals.risk_difference(*counts)
    found.append(
        Comparison(
            "difference",
            f"{rounded(difference.estimate * denominator)} in {denominator:,} "
            f"(from {rounded(difference.low * denominator)} to {rounded(difference.high * denominator)})",
        )
    )
    if ratio := intervals.risk_ratio(*counts):
        found.append(
            Comparison(
                "ratio", f"{rounded(ratio.estimate, 2)} (from {rounded(ratio.low, 2)} to {rounded(ratio.high, 2)})"
            )
        )
    if needed := intervals.number_needed_to_treat(*counts):
        found.append(
            Comparison(
                "number needed to treat",
                f"{rounded(needed.estimate)} (from {rounded(needed.low)} to {rounded(needed.high)})",
            )
        )
    return tuple(found)


def _whole(number: Number | None) -> int:
    return int(number.value) if number is not None else 0
