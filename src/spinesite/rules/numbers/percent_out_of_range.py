"""A share of people lies between nobody and everybody: 0 to 100 percent, or 0 to 1.

Why: a percentage above 100 is no share. It may be a change, a slip of the point, or a number without its unit. The
ends of ranges and intervals are checked too; a unit in words ("per 1,000 births") that holds a number is left alone.
Where the source itself prints such a number, `discrepancy` says so.

Bad:
    measure: proportion
    value: "126"
    unit: percent
Good:
    measure: proportion
    value: "12.6"
    unit: percent
Mend: correct the number, write `unit: percent` if it is one, or name another measure, such as change-percent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spinesite.arithmetic import all_estimates, exceeds_total
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.numbers import Number

if TYPE_CHECKING:
    from spinesite.records import Estimate


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each number of a proportion that is no proportion."""
    for claim, i, j, estimate in all_estimates(corpus):
        if estimate.measure != "proportion" or estimate.discrepancy is not None:
            continue
        whole = 100 if estimate.unit == "percent" else 1
        if whole == 1 and any(character.isdigit() for character in estimate.unit or ""):
            continue
        for steps, number in estimate.named_numbers():
            if 0 <= number.value <= whole or (steps == ("value",) and _follows_from_counts(estimate, number, whole)):
                continue
            sign = "%" if whole == 100 else ""
            hint = "correct the number; a change is `measure: change-percent`, a difference `measure: risk-difference`"
            if whole == 1 and 0 <= number.value <= 100:
                hint = "write `unit: percent` if it is a percentage, else correct the number"
            yield RULE.at(
                claim.at("findings", i, "estimates", j, *steps),
                f"{number}{sign} is no share: it is not between 0{sign} and {whole}{sign}",
                hint,
            )


def _follows_from_counts(estimate: Estimate, number: Number, whole: int) -> bool:
    """Tell whether a value over the whole is only what too many events give, which another rule reports."""
    if not exceeds_total(estimate) or estimate.events is None or estimate.total is None:
        return False
    return number.is_rounding_of(whole * estimate.events.value / estimate.total.value)


RULE = Rule("percent-out-of-range", "numbers", Severity.ERROR, __doc__ or "", check=check)
