"""What every estimate shares: numbers as they are written, intervals, sides, and the words for a bound."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bakery.words import Outcome

BOUND_WORDS = {
    "at-most": ("at most", "no more than"),
    "at-least": ("at least", "no fewer than"),
    "less-than": ("under", "less than"),
    "more-than": ("over", "more than"),
    "about": ("about", "around", "nearly", "roughly"),
}
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The estimates of one finding, and a clause that states them with every bound they have.

    `short` is the clause for a page. `quote` are a few words that hold the number, where there is only one estimate.
    """

    estimates: tuple[Fields, ...]
    clause: str
    short: str
    compared: bool
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is measured, on what, and which way it goes: `sign` is 1 where the option has the larger number, else -1.

    `apart` tells whether the arms differ clearly.
    """

    outcome: Outcome
    option: str
    comparator: str
    sign: int
    apart: bool
    basis: str = "raw"
    bound: str = ""


def written(value: Fraction, decimals: int) -> str:
    """Return a number with that many decimals, rounded half up away from zero."""
    steps = int(abs(value) * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(steps, 10**decimals)
    sign = "-" if value < 0 and steps else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def quoted(text: str) -> str:
    """Return a number as editors write it in YAML."""
    return f'"{text}"'


def interval(low: Fraction, high: Fraction, decimals: int, level: str = "95") -> tuple[str, str]:
    ends = f'low: "{written(low, decimals)}", high: "{written(high, decimals)}"'
    return ("interval", f'{{{ends}, level: "{level}"}}')


def common(setting: Setting) -> Fields:
    return () if setting.basis == "raw" else (("basis", setting.basis),)


def side(setting: Setting, low: Fraction, high: Fraction, nothing: int, decimals: int) -> tuple[str, str]:
    """Say which side an interval favours, as it is printed."""
    if Fraction(written(low, decimals)) <= nothing <= Fraction(written(high, decimals)):
        return ("favours", "neither")
    larger_is_better = setting.outcome.better == "higher"
    return ("favours", "intervention" if (low > nothing) == larger_is_better else "comparator")
