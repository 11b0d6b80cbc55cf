"""Bounds in words: whether a sentence that gives "at most 30%" still says "at most".

A ceiling that is retold as a rate is the most common way in which a number goes wrong as it is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from spinesite.figures import number_text
from spinesite.numbers import Found
from spinesite.records import Estimate, Relation
from spinesite.statements import DENOMINATORS, denominators_in, frequency_sizes, shares_of, stated_numbers


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with a bound, as a sentence may give it.

    `sizes` holds its absolute value (`Number.size`), or both ends of a range. `denominator` is 100 or 1,000 where the
    sizes are a natural frequency and mean the number only in a sentence that counts out of that many, else 0. `text` is
    the number with its bound, as readers see it.
    """

    relation: Relation
    sizes: tuple[str, ...]
    text: str
    denominator: int = 0


@dataclass(frozen=True, slots=True)
class Lost:
    """A number that a sentence gives without its bound, and where the number stands in the sentence."""

    bounded: Bounded
    found: Found


_NEGATED = "(?:no|not|never)"
_WORDS: dict[Relation, re.Pattern[str]] = {
    relation: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    for relation, words in {
        "about": r"about|around|nearly|roughly",
        "at-most": rf"at most|{_NEGATED} more than|up to|or fewer|or less(?! than)",
        "at-least": rf"at least|or more(?! than)|{_NEGATED} (?:fewer|less) than",
        "less-than": r"under|below|(?<!\bno )(?<!\bnot )(?<!\bnever )(?:fewer|less) than",
        "more-than": r"over|above|(?<!\bno )(?<!\bnot )(?<!\bnever )more than",
    }.items()
}
_SIGNS: dict[str, Relation] = {
    "<": "less-than",
    ">": "more-than",
    "≤": "at-most",
    "≥": "at-least",
    "~": "about",
    "≈": "about",
}


def bounds_of(estimate: Estimate) -> Iterator[Bounded]:
    """Yield the ways in which a sentence may give an estimate's bounded number; none if it has no bound."""
    if estimate.relation == "exactly":
        return
    if estimate.value is not None:
        sizes: tuple[str, ...] = (estimate.value.size,)
    elif estimate.range is not None:
        sizes = (estimate.range.low.size, estimate.range.high.size)
    elif estimate.events is not None:
        sizes = (estimate.events.size,)
    else:
        return
    text = number_text(estimate)
    yield Bounded(estimate.relation, sizes, text)
    if len(sizes) == 1 and (share := next(shares_of(estimate), None)) is not None:
        for denominator in DENOMINATORS:
            for size in sorted(frequency_sizes((share,), denominator) - set(sizes)):
                yield Bounded(estimate.relation, (size,), text, denominator)


def lost_bounds(sentence: str, bounded: Iterable[Bounded], exact: Collection[str]) -> tuple[Lost, ...]:
    """Return the bounded numbers that a sentence gives without words of their bound.

    The words may stand anywhere in the sentence; a sign (<, ≤, >, ≥, ~) must stand before the number. A number that has
    several bounds needs words of one of them. `exact` holds the sizes of numbers that the sentence may give without any
    bound, because something else than a bounded estimate has them too.
    """
    places: dict[str, list[Found]] = {}
    for found in stated_numbers(sentence):
        places.setdefault(found.number.size, []).append(found)
    given = [
        b for b in bounded if all(size in places for size in b.sizes) and not all(size in exact for size in b.sizes)
    ]
    if not given:
        return ()
    denominators = denominators_in(sentence)
    given = [b for b in given if not b.denominator or b.denominator in denominators]
    said = {relation for relation, words in _WORDS.items() if words.search(sentence)}
    lost: list[Lost] = []
    for sizes, same in groupby(sorted(given, key=lambda b: b.sizes), key=lambda b: b.sizes):
        ways = tuple(same)
        signs = {_SIGNS.get(sentence[: found.start].rstrip()[-1:]) for found in places[sizes[0]]}
        if not any(way.relation in said or way.relation in signs for way in ways):
            lost.append(Lost(ways[0], places[sizes[0]][0]))
    return tuple(sorted(lost, key=lambda one: one.found.start))
