"""Numbers of what is measured: means that agree with their differences, medians, spans, correlations."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from bakery.figures import Fields, Measured, Setting, common, interval, quoted, side, written


def _scale(setting: Setting) -> Fields:
    return (("scale", setting.outcome.scale),) if setting.outcome.scale else ()


def _two_levels(random: Random, setting: Setting, name: str) -> tuple[list[Fields], Fraction, Fraction, str]:
    """Return two arms of means or medians, both numbers, and the clause that states them."""
    what = setting.outcome
    unit = 10**what.decimals
    second = Fraction(random.randint(what.usual[0] * unit, what.usual[1] * unit), unit)
    step = max(1, (what.usual[1] - what.usual[0]) * unit // 20)
    gap = Fraction(random.randint(3, 8) * step if setting.apart else random.randint(0, step), unit)
    first = second + setting.sign * gap
    arms: list[Fields] = []
    for arm, level, short in ((setting.option, first, "new"), (setting.comparator, second, "usual")):
        spread = Fraction(random.randint(what.usual[0], what.usual[1]), 3)
        arms.append(
            (
                ("arm", arm),
                ("measure", name),
                ("value", quoted(written(level, what.decimals))),
                ("unit", what.unit),
                *_scale(setting),
                *((("sd", quoted(written(spread, what.decimals))), ("name", short)) if name == "mean" else ()),
                *common(setting),
            )
        )
    numbers = [f"{written(level, what.decimals)} {what.unit}" for level in (first, second)]
    clause = f"the {name} {what.noun} was {numbers[0]}, against {numbers[1]} with {setting.comparator}"
    return arms, first, second, clause


def means(random: Random, setting: Setting) -> Measured:
    arms, first, second, clause = _two_levels(random, setting, "mean")
    what, value = setting.outcome, first - second
    spread = Fraction(random.randint(1, 4), 4) * (what.usual[1] - what.usual[0]) / 4
    fields = (
        ("measure", "mean-difference"),
        ("value", quoted(written(value, what.decimals))),
        ("unit", what.unit),
        *_scale(setting),
        interval(value - spread, value + spread, what.decimals),
        side(setting, value - spread, value + spread, 0, what.decimals),
        ("derived", "new - usual"),
        *common(setting),
    )
    return Measured((*arms, fields), clause, clause, True)


def change(random: Random, setting: Setting) -> Measured:
    arms, first, second, clause = _two_levels(random, setting, "mean")
    value = 100 * (first - second) / second
    fields = (
        ("measure", "change-percent"),
        ("value", quoted(written(value, 1))),
        ("unit", "percent"),
        *common(setting),
    )
    return Measured((*arms, fields), f"{clause}, a change of {written(abs(value), 1)}%", clause, True)


def medians(random: Random, setting: Setting) -> Measured:
    arms, _, _, clause = _two_levels(random, setting, "median")
    return Measured(tuple(arms), clause, clause, True)


def standardised(random: Random, setting: Setting) -> Measured:
    value = setting.sign * Fraction(random.randint(25, 80) if setting.apart else random.randint(0, 8), 100)
    spread = Fraction(random.randint(9, 40), 100)
    fields = (
        ("measure", "standardised-mean-difference"),
        ("value", quoted(written(value, 2))),
        interval(value - spread, value + spread, 2),
        side(setting, value - spread, value + spread, 0, 2),
        *common(setting),
    )
    text = f"the standardised difference in {setting.outcome.noun} was {written(value, 2)}"
    return Measured((fields,), text, text, True, quote=text)


def span(random: Random, setting: Setting) -> Measured:
    what = setting.outcome
    low = random.randint(*what.usual)
    high = low + random.randint(1, max(2, (what.usual[1] - what.usual[0]) // 2))
    fields = (
        ("measure", "range"),
        ("range", f'{{low: "{low}", high: "{high}"}}'),
        ("unit", what.unit),
        *_scale(setting),
    )
    text = f"{what.noun} ran from {low} to {high} {what.unit}"
    return Measured((fields,), text, text, False)


def correlation(random: Random, setting: Setting) -> Measured:
    value = Fraction(random.randint(10, 70), 100)
    spread = Fraction(random.randint(5, 25), 100)
    fields = (
        ("measure", "correlation"),
        ("value", quoted(written(value, 2))),
        interval(value - spread, value + spread, 2),
        *common(setting),
    )
    text = f"{setting.outcome.noun} and the age of the flour went together, with a correlation of {written(value, 2)}"
    return Measured((fields,), text, text, False, quote=text)


def curve(random: Random, setting: Setting) -> Measured:
    value = Fraction(random.randint(55, 90), 100)
    spread = Fraction(random.randint(2, 9), 100)
    fields = (
        ("measure", "auc"),
        ("value", quoted(written(value, 2))),
        interval(value - spread, value + spread, 2),
        *common(setting),
    )
    text = (
        f"a tap test told loaves apart by {setting.outcome.noun}, with an area under the curve of {written(value, 2)}"
    )
    return Measured((fields,), text, text, False, quote=text)
