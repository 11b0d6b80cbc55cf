"""A percentage of a number of people must come from a whole number of them.

Why: of 40 people, 29 are 73% and 28 are 70%, so 71% is wrong, or 40 is not what it was counted out of. This is the
GRIM test (Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369), applied where the record has a total and
no events. Rounding half up and half even are both accepted. Pooled and modelled percentages, percentages with a bound,
and those that the source itself gets wrong (`discrepancy`) are left alone.

Bad:
    value: "71"
    unit: percent
    total: "40"
Good:
    value: "70"
    unit: percent
    total: "40"
Mend: correct the percentage or the total; if people were lost, give the total that the percentage was worked out from.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from spinesite.arithmetic import all_estimates, whole_of
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.intervals import rounded
from spinesite.model import Corpus
from spinesite.numbers import Number

if TYPE_CHECKING:
    from spinesite.records import Estimate


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each proportion that no whole number of its total gives."""
    for claim, i, j, estimate in all_estimates(corpus):
        value, total, whole = estimate.value, estimate.total, whole_of(estimate)
        if value is None or total is None or whole is None or not _is_checked(estimate):
            continue
        if not 0 <= value.value <= whole or _is_possible(value, int(total.value), whole):
            continue
        sign = "%" if whole == 100 else ""
        yield RULE.at(
            claim.at("findings", i, "estimates", j, "value"),
            f"no whole number out of {total} is {value}{sign}: {_nearest(value, int(total.value), whole, sign)}",
            "correct the percentage or the total, or give the total that the percentage was worked out from; "
            f"if the source itself prints {value}, say so in `discrepancy`",
            (Related(claim.at("findings", i, "estimates", j, "total"), "the total stands here"),),
        )


def _is_checked(estimate: Estimate) -> bool:
    return (
        estimate.events is None
        and estimate.relation == "exactly"
        and estimate.basis == "raw"
        and estimate.discrepancy is None
    )


def _is_possible(value: Number, total: int, whole: int) -> bool:
    """Tell whether some count gives the value. Worked out backwards, for a total may have twelve digits."""
    lowest = max(0, ceil((value.value - value.half_step) * total / whole))
    highest = min(total, floor((value.value + value.half_step) * total / whole))
    # Only the outermost counts can lie exactly between two roundings, where neither way of rounding may give the value.
    candidates = {lowest, lowest + 1, highest} if lowest <= highest else set()
    return any(
        lowest <= count <= highest and value.is_rounding_of(Fraction(whole * count, total)) for count in candidates
    )


def _nearest(value: Number, total: int, whole: int, sign: str) -> str:
    below = min(total, floor(value.value * total / whole))
    counts = [count for count in (below, below + 1) if count <= total]
    decimals = value.decimals
    return " and ".join(f"{count} is {rounded(Fraction(whole * count, total), decimals)}{sign}" for count in counts)


RULE = Rule("percent-impossible", "numbers", Severity.ERROR, __doc__ or "", check=check)
