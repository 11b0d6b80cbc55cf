"""The numbers of a finding: which measures it gives, and with what bound."""

from __future__ import annotations

from random import Random

from bakery import levels, shares
from bakery.figures import BOUND_WORDS, Fields, Measured, Setting, quoted

_COUNTED = (
    *(shares.difference, shares.risk_ratio, shares.share, shares.pooled_ratio),
    *(shares.number_needed, shares.share_range, shares.count, shares.tested),
)
_MEASURED = (
    *(levels.means, levels.means, levels.change, levels.standardised),
    *(levels.medians, levels.span, levels.correlation, levels.curve),
)


def measure(random: Random, setting: Setting) -> Measured:
    """Return numbers for a finding."""
    if setting.bound:
        return _bounded(random, setting)
    return random.choice(_COUNTED if setting.outcome.event else _MEASURED)(random, setting)


def measure_once(random: Random, setting: Setting) -> Measured:
    """Return a single estimate, for a finding that a statement does not speak of."""
    return (shares.share if setting.outcome.event else levels.standardised)(random, setting)


def _bounded(random: Random, setting: Setting) -> Measured:
    value = random.randint(8, 92)
    phrase = random.choice(BOUND_WORDS[setting.bound])
    what = setting.outcome
    fields: Fields = (
        ("measure", "proportion"),
        ("relation", setting.bound),
        ("value", quoted(str(value))),
        ("unit", "percent"),
    )
    text = f"{phrase} {value}% of {what.counted} {what.event}"
    if not what.event:
        fields = (
            ("measure", "mean"),
            ("relation", setting.bound),
            ("value", quoted(str(value % 9 + 1))),
            ("unit", what.unit),
            *((("scale", what.scale),) if what.scale else ()),
        )
        text = f"the mean {what.noun} was {phrase} {value % 9 + 1} {what.unit}"
    return Measured((fields,), text, text, False, quote=text)
