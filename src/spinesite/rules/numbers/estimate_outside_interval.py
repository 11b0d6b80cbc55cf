"""An estimate lies within its interval.

Why: an interval is drawn around its estimate; a value outside it was copied from another row. A value with a bound
must leave room for a number within the interval ("at most 30" with an interval from 12 to 25 does); "about" is not
checked. An interval of a number needed to treat that runs from below 0 to above 0 is the one through infinity, so its
value lies outside the two ends. Where the source itself prints such numbers, `discrepancy` says so.

Bad:
    value: "1.97"
    interval: {low: "1.02", high: "1.72", level: "95"}
Good:
    value: "1.97"
    interval: {low: "1.72", high: "2.22", level: "95"}
Mend: correct the number that was copied wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spinesite.arithmetic import all_estimates
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus

if TYPE_CHECKING:
    from spinesite.records import Estimate


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each estimate that lies outside its interval."""
    for claim, i, j, estimate in all_estimates(corpus):
        if estimate.interval is not None and estimate.discrepancy is None and _is_outside(estimate):
            yield RULE.at(
                claim.at("findings", i, "estimates", j, "value"),
                f"{estimate.value} lies outside its interval, {estimate.interval.low} to {estimate.interval.high}",
                "correct the number that was copied wrongly; if the source itself prints them so, "
                "say so in `discrepancy`",
                (Related(claim.at("findings", i, "estimates", j, "interval"), "the interval stands here"),),
            )


def _is_outside(estimate: Estimate) -> bool:
    if estimate.value is None or estimate.interval is None:
        return False
    value, low, high = estimate.value.value, estimate.interval.low.value, estimate.interval.high.value
    if low > high or estimate.relation == "about":
        return False
    if estimate.measure == "number-needed-to-treat" and low < 0 < high:
        return low < value < high
    too_low = value < low and estimate.relation not in ("at-least", "more-than")
    too_high = value > high and estimate.relation not in ("at-most", "less-than")
    return too_low or too_high


RULE = Rule("estimate-outside-interval", "numbers", Severity.ERROR, __doc__ or "", check=check)
