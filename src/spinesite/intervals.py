"""Statistics that are worked out from counts, with the standard library alone.

Proportions go from 0 to 1 and levels from 0 to 100, as in the records. Whoever prints a result says that it is derived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from statistics import NormalDist

LEVEL = 95.0
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Derived:
    """A number worked out from counts, with the two ends of its interval."""

    estimate: float
    low: float
    high: float


def _z(level: float) -> float:
    if not 0 < level < 100:
        raise ValueError(f"a level lies between 0 and 100, not at {level}")
    return _NORMAL.inv_cdf(0.5 + level / 200)


def _require_counts(events: int, total: int) -> None:
    if total < 1 or not 0 <= events <= total:
        raise ValueError(f"{events} of {total} is no count out of a total")


def wilson(events: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion, its ends from 0 to 1.

    Source: Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;
    22:209-212. With no events the lower end is 0, with nothing but events the upper end is 1. Raises ValueError unless
    0 <= events <= total, total >= 1 and 0 < level < 100.
    """
    _require_counts(events, total)
    z = _z(level)
    share = events / total
    width = 1 + z * z / total
    centre = (share + z * z / (2 * total)) / width
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / width
    return (max(0.0, centre - half) if events else 0.0, min(1.0, centre + half) if events < total else 1.0)


def risk_difference(
    first_events: int, first_total: int, second_events: int, second_total: int, level: float = LEVEL
) -> Derived:
    """Return the first arm's proportion minus the second's, from -1 to 1, with Newcombe's hybrid score interval.

    Source: Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
    methods. Stat Med 1998;17:873-890, method 10 (no continuity correction). Raises ValueError as `wilson` does.
    """
    first_low, first_high = wilson(first_events, first_total, level)
    second_low, second_high = wilson(second_events, second_total, level)
    first, second = first_events / first_total, second_events / second_total
    difference = float(Fraction(first_events, first_total) - Fraction(second_events, second_total))
    return Derived(
        difference,
        max(-1.0, difference - sqrt((first - first_low) ** 2 + (second_high - second) ** 2)),
        min(1.0, difference + sqrt((first_high - first) ** 2 + (second - second_low) ** 2)),
    )


def risk_ratio(
    first_events: int, first_total: int, second_events: int, second_total: int, level: float = LEVEL
) -> Derived | None:
    """Return the first arm's proportion divided by the second's, with the log interval; None if an arm has no events.

    Source: Katz D, Baptista J, Azen SP, Pike MC. Obtaining confidence intervals for the risk ratio in cohort studies.
    Biometrics 1978;34:469-474. Without events the logarithm does not exist, and adding halves to the counts would give
    a number that is not the source's. Raises ValueError as `wilson` does.
    """
    _require_counts(first_events, first_total)
    _require_counts(second_events, second_total)
    z = _z(level)
    if not first_events or not second_events:
        return None
    ratio = float(Fraction(first_events * second_total, second_events * first_total))
    spread = z * sqrt(
        Fraction(1, first_events) - Fraction(1, first_total) + Fraction(1, second_events) - Fraction(1, second_total)
    )
    return Derived(ratio, exp(log(ratio) - spread), exp(log(ratio) + spread))


def number_needed_to_treat(
    first_events: int, first_total: int, second_events: int, second_total: int, level: float = LEVEL
) -> Derived | None:
    """Return how many people make the difference of one outcome: 1 / |risk difference|, with its interval.

    Always positive: whether it is a benefit or a harm, the sign of the risk difference and the outcome tell. The
    interval is that of `risk_difference`, its ends inverted and in rising order. None if that interval holds 0: the
    number then runs from benefit through infinity to harm, and no single interval says so (Altman DG. Confidence
    intervals for the number needed to treat. BMJ 1998;317:1309-1312). Raises ValueError as `wilson` does.
    """
    difference = risk_difference(first_events, first_total, second_events, second_total, level)
    if difference.low <= 0 <= difference.high:
        return None
    near, far = sorted((abs(difference.low), abs(difference.high)))
    return Derived(1 / abs(difference.estimate), 1 / far, 1 / near)


def denominator(shares: Iterable[Fraction]) -> int:
    """Return what the shares of a page (0 to 1) are counted out of: 100, or 1,000 where a share needs it.

    A share needs it that is above 0 and under 1 in 100. One denominator for all, because people compare the first
    numbers of "1 in 7" and "1 in 20" and get it wrong.
    """
    return 1000 if any(0 < share < Fraction(1, 100) for share in shares) else 100


def natural_frequency(share: Fraction, denominator: int) -> int:
    """Return how many out of the denominator a share (0 to 1) is, rounded half up to a whole number.

    Raises ValueError for a share below 0 or above 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    return int(share * denominator + Fraction(1, 2))


def rounded(value: Fraction | float, decimals: int = 0) -> str:
    """Return a derived number as text, rounded half up (away from zero) to some decimals, never as "-0".

    The binary value of a float is rounded exactly, so that every machine prints the same text.
    """
    exact = Fraction(value)
    steps = int(abs(exact) * 10**decimals + Fraction(1, 2))
    digits = str(steps).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if steps and exact < 0 else text
