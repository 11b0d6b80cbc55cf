"""Where marks stand in a plot, in percent of its width, for estimates that share a measure, a unit and a scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from spinesite.drawings import AVERAGES, DIFFERENCES, label, placer, round_up, spread
from spinesite.figures import MEASURES, unit_text
from spinesite.numbers import Number
from spinesite.records import Estimate
from spinesite.sides import COMPARATOR, INTERVENTION, RATIOS, above, left_and_right
from spinesite.site import Figure, Report, Statement

# What is no count of people never gets a count's mark.
_NO_COUNTS = AVERAGES | DIFFERENCES
# Counts are out of different numbers of people; how likely chance is, and how many have to be treated, is no size.
_NO_AXIS = frozenset({"count", "p-value", "number-needed-to-treat"})
# What a scale is counted in goes without saying.
_POINTS = frozenset({"", "points"})


@dataclass(frozen=True, slots=True)
class Mark:
    """How one estimate is drawn: kind is count, average, limit or range; places are percent of the width, or None.

    Where only a limit is known, `limit` is its place, and the number may lie anywhere from `low` to `high`.
    """

    kind: str
    at: float | None
    low: float | None
    high: float | None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An estimate with its mark and everything that has to stand beside a number."""

    statement: Statement
    report: Report
    figure: Figure
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Group:
    """Estimates that can share an axis. `null` is where no effect lies (percent of the width), if it is on the axis.

    `important` are the ends of what is too small to matter, where the scale says so. `sides` are whom the left and the
    right favour: sources that count the other way round are drawn the other way round, and `is_turned` says that.
    """

    title: str
    rows: tuple[Row, ...]
    low_label: str
    high_label: str
    null: float | None
    is_log: bool
    important: tuple[float, float] | None = None
    sides: tuple[str, str] | None = None
    is_turned: bool = False


def groups(reported: Iterable[tuple[Statement, Report]]) -> tuple[Group, ...]:
    """Return the estimates by measure, unit and scale, each group with one axis."""
    found: dict[tuple[str, str, str], list[tuple[Statement, Report, Figure]]] = {}
    for statement, report in reported:
        for figure in report.figures:
            own = figure.estimate
            found.setdefault((own.measure, own.unit or "", figure.scale_label), []).append((statement, report, figure))
    return tuple(_group(key, rows) for key, rows in sorted(found.items()))


def _group(key: tuple[str, str, str], rows: list[tuple[Statement, Report, Figure]]) -> Group:
    measure, unit, scale = key
    is_log = measure in RATIOS
    numbers = [number for _, _, figure in rows for number in _numbers(figure.estimate) if not is_log or number > 0]
    low, high = _axis(measure, unit, numbers, rows[0][2].ends)
    place = placer(low, high, is_log)
    shown_unit = unit_text(unit).strip()
    name = MEASURES[measure]
    parts = [name[:1].upper() + name[1:], scale, "" if scale and unit in _POINTS else shown_unit]
    title = ", ".join(part for part in parts if part)
    has_axis = bool(numbers) and measure not in _NO_AXIS
    drawn = tuple(Row(s, r, f, _mark(f.estimate, place) if has_axis else None) for s, r, f in rows)
    right = _right(drawn)
    turned = [row.mark is not None and right is not None and above(row.figure) != right for row in drawn]
    drawn = tuple(
        replace(row, mark=_turned(row.mark)) if turn and row.mark else row
        for row, turn in zip(drawn, turned, strict=True)
    )
    null = 1.0 if is_log else 0.0
    has_null = measure in RATIOS | DIFFERENCES and has_axis and low <= null <= high
    smallest = rows[0][2].important if measure in DIFFERENCES and has_axis else None
    important = (place(-float(smallest.value)), place(float(smallest.value))) if smallest else None
    ends = (label(low), label(high))
    if right is not None:
        # How far to either side: the sign is that of the way in which most sources count.
        ends = (f"{ends[1]} times",) * 2 if is_log and any(turned) else ends if is_log else (ends[1], ends[1])
    return Group(
        title,
        drawn,
        *ends,
        place(null) if has_null else None,
        is_log,
        important,
        sides=left_and_right(right),
        is_turned=any(turned),
    )


def _right(rows: tuple[Row, ...]) -> str | None:
    """Return whom the right of a plot favours: less is to the left of more. None if that is not known of each row."""
    known = {above(row.figure) for row in rows if row.mark}
    if not known or None in known:
        return None
    if rows[0].figure.better == "neither":
        return known.pop() if len(known) == 1 else INTERVENTION
    return INTERVENTION if rows[0].figure.better == "higher" else COMPARATOR


def _turned(mark: Mark) -> Mark:
    """Return a mark on the other side of the middle of its line."""
    at, low, high, limit = (
        None if place is None else round(100 - place, 2) for place in (mark.at, mark.high, mark.low, mark.limit)
    )
    return Mark(mark.kind, at, low, high, limit)


def _numbers(estimate: Estimate) -> list[float]:
    found = [estimate.value] if estimate.value is not None else []
    for ends in (estimate.range, estimate.interval):
        found += [ends.low, ends.high] if ends is not None else []
    return [float(number.value) for number in found]


def _axis(measure: str, unit: str, numbers: list[float], ends: tuple[Number, Number] | None) -> tuple[float, float]:
    """Return the ends of the axis.

    They are 0 to 100 for shares, the ends of the scale for averages on one: an average is small or large on its scale,
    and not beside another. For differences and ratios no effect lies in the middle: neither side gets more room.
    """
    if measure in AVERAGES and ends:
        whole = [*numbers, *(float(end.value) for end in ends)]
        return min(whole), max(whole)
    if measure == "proportion":
        return (0.0, 100.0) if unit == "percent" else (0.0, max([1.0, *numbers]))
    if measure in RATIOS:
        most = round_up(math.exp(max([math.log(2), *(abs(math.log(n)) for n in numbers)])))
        return (1 / most, most)
    if measure in DIFFERENCES:
        most = round_up(max((abs(n) for n in numbers), default=0.0) or 1.0)
        return (-most, most)
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    return (low, round_up(high) if high > 0 else low + 1 if high <= low else high)


def _mark(estimate: Estimate, place: Callable[[float], float]) -> Mark | None:
    """Choose the picture by the kind of number: a limit is never drawn as a result."""
    interval = estimate.interval
    low, high = (place(float(interval.low.value)), place(float(interval.high.value))) if interval else (None, None)
    if estimate.range is not None:
        return Mark("range", None, place(float(estimate.range.low.value)), place(float(estimate.range.high.value)))
    if estimate.value is None:
        return Mark("range", None, low, high) if interval else None
    kind = "average" if estimate.measure in _NO_COUNTS else "count"
    at, low, high, limit = spread(estimate.relation, place(float(estimate.value.value)), (low, high))
    return Mark("limit" if limit is not None else kind, at, low, high, limit)
