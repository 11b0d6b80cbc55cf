"""Numbers of what is counted: shares agree with their counts, differences and ratios with their arms."""

from __future__ import annotations

from fractions import Fraction
from math import exp, sqrt
from random import Random

from bakery.figures import Fields, Measured, Setting, common, interval, quoted, side, written

# Totals out of which every count is a share with at most one decimal: what is worked out from the printed shares and
# from the counts is then the same.
_EXACT = (50, 100, 125, 200, 250, 500, 1000)
_NEEDED = (4, 5, 10, 20, 25)


def _arm(setting: Setting, arm: str, events: int, total: int) -> tuple[Fields, str]:
    share = Fraction(100 * events, total)
    text = written(share, 0 if (share).denominator == 1 else 1)
    fields = (
        ("arm", arm),
        ("measure", "proportion"),
        ("value", quoted(text)),
        ("unit", "percent"),
        ("events", quoted(str(events))),
        ("total", quoted(str(total))),
        *common(setting),
    )
    return fields, text


def _two_arms(
    random: Random, setting: Setting, gap: int | None = None
) -> tuple[Fields, Fields, Fraction, Fraction, str, str]:
    """Return two arms with exact shares, both shares, and the clause that states them, long and short."""
    totals = (200, 200) if gap else (random.choice(_EXACT), random.choice(_EXACT))
    gap = gap or (random.randint(6, 20) if setting.apart else random.randint(0, 2))
    base = random.randint(30, 60)
    events = [total * share // 100 for total, share in zip(totals, (base + setting.sign * gap, base), strict=True)]
    one, one_text = _arm(setting, setting.option, events[0], totals[0])
    two, two_text = _arm(setting, setting.comparator, events[1], totals[1])
    what = setting.outcome
    counts = [f" ({some} of {total})" for some, total in zip(events, totals, strict=True)]
    long = (
        f"{one_text}% of {what.counted}{counts[0]} {what.event}, "
        f"against {two_text}%{counts[1]} with {setting.comparator}"
    )
    short = f"{one_text}% of {what.counted} {what.event}, against {two_text}% with {setting.comparator}"
    shares = [Fraction(100 * some, total) for some, total in zip(events, totals, strict=True)]
    return one, two, shares[0], shares[1], long, short


def difference(random: Random, setting: Setting) -> Measured:
    one, two, first, second, long, short = _two_arms(random, setting)
    value = first - second
    decimals = 0 if value.denominator == 1 else 1
    spread = Fraction(random.randint(10, 95), 10)
    fields = (
        ("measure", "risk-difference"),
        ("value", quoted(written(value, decimals))),
        ("unit", "percentage-points"),
        interval(value - spread, value + spread, 1),
        side(setting, value - spread, value + spread, 0, 1),
        *common(setting),
    )
    more = f", a difference of {written(abs(value), decimals)} percentage points" if random.random() < 0.5 else ""
    return Measured((one, two, fields), long + more, short, True)


def _ratio(random: Random, setting: Setting, name: str, value: Fraction, basis: str) -> Fields:
    spread = Fraction(exp(random.uniform(0.08, 0.4))).limit_denominator(1000)
    low, high = value / spread, value * spread
    return (
        ("measure", name),
        ("value", quoted(written(value, 2))),
        interval(low, high, 2),
        side(setting, low, high, 1, 2),
        *((("basis", basis),) if basis != "raw" else ()),
    )


def risk_ratio(random: Random, setting: Setting) -> Measured:
    one, two, first, second, long, short = _two_arms(random, setting)
    ratio = _ratio(random, setting, "risk-ratio", first / second, setting.basis)
    return Measured((one, two, ratio), f"{long} (risk ratio {written(first / second, 2)})", short, True)


def pooled_ratio(random: Random, setting: Setting) -> Measured:
    basis = "pooled" if setting.basis == "pooled" else "model"
    one, two, first, second, long, short = _two_arms(random, setting)
    odds = (first / (100 - first)) / (second / (100 - second))
    if random.random() < 0.5:
        ratio = _ratio(random, setting, "odds-ratio", odds, basis)
        return Measured((one, two, ratio), f"{long} (odds ratio {written(odds, 2)})", short, True)
    ratio = _ratio(random, setting, "hazard-ratio", first / second, basis)
    return Measured((one, two, ratio), f"{long} (hazard ratio {written(first / second, 2)})", short, True)


def number_needed(random: Random, setting: Setting) -> Measured:
    needed = random.choice(_NEEDED)
    one, two, _, _, long, short = _two_arms(random, setting, gap=100 // needed)
    fields = (("measure", "number-needed-to-treat"), ("value", quoted(str(needed))), *common(setting))
    return Measured((one, two, fields), long, short, True)


def tested(random: Random, setting: Setting) -> Measured:
    one, two, _, _, long, short = _two_arms(random, setting)
    chance = f"0.0{random.randint(1, 9)}" if setting.apart else f"0.{random.randint(20, 90)}"
    fields = (("measure", "p-value"), ("value", quoted(chance)), *common(setting))
    return Measured((one, two, fields), long, short, True)


def share(random: Random, setting: Setting) -> Measured:
    total = random.randint(37, 420)
    events = random.randint(total // 5, total * 4 // 5)
    share = Fraction(100 * events, total)
    decimals = random.choice((0, 1))
    text = written(share, decimals)
    # Wilson's interval; it holds the share.
    centre = (events + 1.92) / (total + 3.84)
    spread = 1.96 * sqrt(events * (total - events) / total + 0.96) / (total + 3.84)
    fields = (
        ("measure", "proportion"),
        ("value", quoted(text)),
        ("unit", "percent"),
        ("events", quoted(str(events))),
        ("total", quoted(str(total))),
        interval(Fraction(100 * (centre - spread)), Fraction(100 * (centre + spread)), 1),
        *common(setting),
    )
    what = setting.outcome
    long = f"{text}% of {what.counted} ({events} of {total}) {what.event}"
    quote = f"{events} of {total} ({text}%) {what.event}"
    return Measured((fields,), long, f"{text}% of {what.counted} {what.event}", False, quote)


def share_range(random: Random, setting: Setting) -> Measured:
    low = random.randint(5, 40)
    high = low + random.randint(5, 40)
    fields = (
        ("measure", "proportion"),
        ("range", f'{{low: "{low}", high: "{high}"}}'),
        ("unit", "percent"),
        *common(setting),
    )
    text = f"from {low}% to {high}% of {setting.outcome.counted} {setting.outcome.event}"
    return Measured((fields,), text, text, False)


def count(random: Random, setting: Setting) -> Measured:
    value = random.randint(12, 300)
    fields = (("measure", "count"), ("value", quoted(str(value))), ("unit", setting.outcome.counted))
    text = f"{value} {setting.outcome.counted} {setting.outcome.event}"
    return Measured((fields,), text, text, False, quote=text)
