"""The lower end of an interval or a range comes first.

Why: an interval from 41 down to 6 cannot be drawn or checked. Of two negative numbers, the one that is further from 0
is the lower. `discrepancy` does not silence this rule: the source chooses the numbers, the record puts them in order.

Bad:
    interval: {low: "-0.47", high: "-5.9", level: "95"}
Good:
    interval: {low: "-5.9", high: "-0.47", level: "95"}
Mend: swap the two ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spinesite.arithmetic import all_estimates
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus

if TYPE_CHECKING:
    from spinesite.records import Ends, Interval


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each range and interval whose ends are in the wrong order."""
    for claim, i, j, estimate in all_estimates(corpus):
        ends: tuple[tuple[str, Ends | Interval | None], ...] = (
            ("range", estimate.range),
            ("interval", estimate.interval),
        )
        for field, pair in ends:
            if pair is not None and pair.low.value > pair.high.value:
                yield RULE.at(
                    claim.at("findings", i, "estimates", j, field, "low"),
                    f"the {field} runs from {pair.low} down to {pair.high}",
                    f"write low: {pair.high} and high: {pair.low}",
                )


RULE = Rule("interval-reversed", "numbers", Severity.ERROR, __doc__ or "", check=check)
