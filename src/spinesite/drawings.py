"""What picture an estimate may have: the kind of number decides, and there is no other pairing.

A share is drawn as people, a limit as people of whom nobody knows, a range as both; a difference, a ratio or an average
as a strip in its own shape; everything else, such as a tally of papers or a p-value, is text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from spinesite import intervals
from spinesite.figures import number_text, share, unit_text
from spinesite.records import Estimate
from spinesite.sides import RATIOS, above, left_and_right
from spinesite.site import Figure

# One person in a drawing, in units of its view box.
WIDTH, HEIGHT = 10, 14
COLUMNS = {100: 20, 1000: 50}
NARROW_COLUMNS = {100: 10, 1000: 25}
SMALL_GROUP = 20
DIFFERENCES = frozenset({"mean-difference", "standardised-mean-difference", "risk-difference", "correlation"})
AVERAGES = frozenset({"mean", "median", "change-percent"})
CEILINGS = frozenset({"at-most", "less-than"})
LIMITS = CEILINGS | {"at-least", "more-than"}
# The ends of every line, in percent of the width of its drawing.
FIRST, LAST = 3.0, 97.0
# No longer a unit stands at the ends of a line.
_SHORT_UNIT = 8


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of people of one kind.

    They are `on` (did), `bad` (was harmed), `maybe` and `maybe-bad` (could be either), `off` (did not).
    """

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class People:
    """Rows of people, filled from the bottom; `words` say what is drawn."""

    blocks: tuple[Block, ...]
    width: int
    height: int
    words: str

    @property
    def has_unknown(self) -> bool:
        """Whether some could be either."""
        return any(block.kind.startswith("maybe") for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Strip:
    """A line with a mark, all places in percent of its width. `kind` is difference, ratio, average or share.

    `null` is where there is no effect, `important` the ends of what is too small to matter, where the scale says so.
    Where only a limit is known, `limit` is its place, and the number may lie anywhere from `low` to `high`. `sides` are
    whom the left and the right favour; `better` says which averages are better.
    """

    kind: str
    at: float | None
    low: float | None
    high: float | None
    null: float | None
    important: tuple[float, float] | None
    low_label: str
    high_label: str
    limit: float | None = None
    sides: tuple[str, str] | None = None
    better: str = "neither"


def people(figure: Figure, denominator: int, is_narrow: bool = False, by_group: bool = True) -> People | None:
    """Return a share as people out of the denominator (100 or 1,000), or out of the group itself if it is small.

    A narrow drawing has room for another one beside it. Groups of different sizes beside each other have to be drawn
    out of one number, and so not `by_group`.
    """
    estimate = figure.estimate
    if estimate.measure != "proportion" or estimate.unit not in ("percent", "proportion", None):
        return None
    if figure.share is not None:
        own = _group(estimate) if by_group else None
        total = own or denominator
        did = (
            int(estimate.events.value) if own and estimate.events else intervals.natural_frequency(figure.share, total)
        )
        counts = _by_relation(estimate.relation, did, total)
    elif estimate.range is not None:
        whole = 100 if estimate.unit == "percent" else 1
        low, high = (_clamped(end.value / whole) for end in (estimate.range.low, estimate.range.high))
        total = denominator
        least, most = intervals.natural_frequency(low, total), intervals.natural_frequency(high, total)
        counts = (least, max(most - least, 0), total - max(most, least))
    else:
        return None
    bound = f"{number_text(estimate)}, drawn as " if estimate.relation != "exactly" else ""
    columns = (NARROW_COLUMNS if is_narrow else COLUMNS).get(total, total)
    return _rows(counts, total, columns, figure.is_harm, bound)


def said_of_people(estimate: Estimate) -> Iterator[str]:
    """Yield what the drawings of an estimate as people say of themselves, out of each number of people it may be."""
    figure = Figure("", "", estimate, share=share(estimate))
    for denominator, by_group in product(COLUMNS, (True, False)):
        if drawn := people(figure, denominator, by_group=by_group):
            yield drawn.words


def _group(estimate: Estimate) -> int | None:
    """Return the size of a group that is small enough to be drawn as it is."""
    if estimate.events is None or estimate.total is None or estimate.basis != "raw" or estimate.relation != "exactly":
        return None
    total = int(estimate.total.value)
    return total if total <= SMALL_GROUP and estimate.events.value <= total else None


def _by_relation(relation: str, did: int, total: int) -> tuple[int, int, int]:
    """Return how many did, could have, and did not: where only a limit is known, the people beyond it are unknown."""
    if relation in CEILINGS:
        return (0, did, total - did)
    if relation in LIMITS:
        return (did, total - did, 0)
    return (did, 0, total - did)


def _clamped(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def _rows(counts: tuple[int, int, int], total: int, columns: int, is_harm: bool, bound: str) -> People:
    rows = -(-total // columns)
    blocks: list[Block] = []
    begin = 0
    for kind, count in zip(("bad", "maybe-bad", "off") if is_harm else ("on", "maybe", "off"), counts, strict=True):
        blocks += _blocks(kind, begin, begin + count, columns, rows)
        begin += count
    spoken = ("filled", "half filled, because nobody knows", "empty")
    words = ", ".join(f"{count:,} {how}" for count, how in zip(counts, spoken, strict=True) if count)
    return People(tuple(blocks), columns * WIDTH, rows * HEIGHT, f"{bound}{total:,} figures: {words}")


def _blocks(kind: str, begin: int, end: int, columns: int, rows: int) -> list[Block]:
    """Return the rectangles that the places from begin to end cover, counted from the left of the bottom row."""
    found: list[Block] = []
    place = begin
    while place < end:
        row, column = divmod(place, columns)
        if column == 0 and end - place >= columns:
            full = (end - place) // columns
            found.append(Block(kind, 0, (rows - row - full) * HEIGHT, columns * WIDTH, full * HEIGHT))
            place += full * columns
        else:
            width = min(columns - column, end - place)
            found.append(Block(kind, column * WIDTH, (rows - row - 1) * HEIGHT, width * WIDTH, HEIGHT))
            place += width
    return found


def share_line(figure: Figure) -> Strip | None:
    """Return a share of people as a mark on a line from none to all, for a table that has no room for people."""
    estimate = figure.estimate
    if estimate.measure != "proportion" or estimate.unit not in ("percent", "proportion", None):
        return None
    whole = 100 if estimate.unit == "percent" else 1
    ends = estimate.range or estimate.interval
    place = placer(0.0, 1.0, is_log=False)
    at = place(float(_clamped(figure.share))) if figure.share is not None else None
    span = (
        (place(float(_clamped(ends.low.value / whole))), place(float(_clamped(ends.high.value / whole))))
        if ends
        else (None, None)
    )
    if at is None and span[0] is None:
        return None
    at, low, high, limit = spread(estimate.relation, at, span)
    return Strip("share", at, low, high, None, None, "0", "100", limit)


def spread(
    relation: str, at: float | None, span: tuple[float | None, float | None]
) -> tuple[float | None, float | None, float | None, float | None]:
    """Return where a number may lie, from its place and the ends around it: place, from, to, and the place of a limit.

    Of a limit nobody knows the place: it may lie anywhere between the limit and an end of the line.
    """
    if at is None or relation not in LIMITS:
        return at, *span, None
    return (None, FIRST, at, at) if relation in CEILINGS else (None, at, LAST, at)


def strip(figure: Figure) -> Strip | None:
    """Return a difference, a ratio or an average as a mark on a line, or None for any other kind of number."""
    estimate = figure.estimate
    is_ratio = estimate.measure in RATIOS
    kind = "ratio" if is_ratio else "difference" if estimate.measure in DIFFERENCES else "average"
    if kind == "average" and estimate.measure not in AVERAGES:
        return None
    ends = estimate.range or estimate.interval
    numbers = [float(n.value) for n in (estimate.value, *((ends.low, ends.high) if ends else ())) if n is not None]
    if not numbers or (is_ratio and min(numbers) <= 0):
        return None
    important = float(figure.important.value) if figure.important and kind == "difference" else None
    low, high = _axis(kind, figure, numbers, important)
    place = placer(low, high, is_ratio)
    at = place(float(estimate.value.value)) if estimate.value is not None else None
    span = (place(float(ends.low.value)), place(float(ends.high.value))) if ends else (None, None)
    at, span_low, span_high, limit = spread(estimate.relation, at, span)
    unit = unit_text(estimate.unit) if kind == "difference" else ""
    unit = unit if len(unit) <= _SHORT_UNIT else ""
    return Strip(
        kind=kind,
        at=at,
        low=span_low,
        high=span_high,
        limit=limit,
        null=place(1.0) if is_ratio else place(0.0) if kind == "difference" else None,
        important=(place(-important), place(important)) if important else None,
        low_label=label(low) + unit,
        high_label=label(high) + unit,
        sides=left_and_right(above(figure)),
        better=figure.better if kind == "average" else "neither",
    )


def _axis(kind: str, figure: Figure, numbers: list[float], important: float | None) -> tuple[float, float]:
    """Return the ends of the line: the scale for averages, else as far to one side of no effect as to the other."""
    if kind == "ratio":
        most = max(max(abs(math.log(n)) for n in numbers), math.log(2))
        return (1 / round_up(math.exp(most)), round_up(math.exp(most)))
    if kind == "difference":
        most = round_up(max(abs(n) for n in (*numbers, important or 0.0)) or 1.0)
        return (-most, most)
    if figure.ends is not None:
        return (float(figure.ends[0].value), float(figure.ends[1].value))
    if figure.estimate.measure == "change-percent":
        return (min(0.0, *numbers), max(100.0, *numbers))
    low, high = min(0.0, *numbers), max(numbers)
    return (low, high if high > low else low + 1)


def round_up(number: float) -> float:
    """Return the next of 1, 2, 3, 5 or 10 times a power of ten, so that the ends of a line are easy to read."""
    power = 10.0 ** math.floor(math.log10(number))
    return next(step * power for step in (1, 2, 3, 5, 10) if step * power >= number * 0.999999)


def placer(low: float, high: float, is_log: bool) -> Callable[[float], float]:
    """Return what gives the place of a number on a line from low to high; one beyond them stands at the end."""

    def place(number: float) -> float:
        if is_log:
            share = (math.log(max(number, low)) - math.log(low)) / (math.log(high) - math.log(low))
        else:
            share = (number - low) / (high - low)
        return round(FIRST + (LAST - FIRST) * min(max(share, 0.0), 1.0), 2)

    return place


def label(number: float) -> str:
    """Return the end of a line as text."""
    return f"{number:.3g}"
