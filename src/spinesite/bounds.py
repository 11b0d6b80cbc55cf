"""Bounds in words: whether a sentence that gives "at most 30%" still says "at most".

A ceiling that is retold as a rate is the most common way in which a number goes wrong as it is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinesite.figures import BOUNDS, number_text
from spinesite.numbers import Found, Number
from spinesite.sentences import (
    DENOMINATORS,
    frequencies_in,
    roundings,
    share_whole,
    sizes_in,
    stated_numbers,
    texts_of,
)
from spinesite.sharewords import shares_in_digits, shares_in_words

if TYPE_CHECKING:
    from spinesite.records import Estimate, Finding, Relation


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


def _any_of(words: str) -> re.Pattern[str]:
    # Not within a longer word: neither "follow-up to" nor "cross-over" gives a bound.
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


_WORDS: dict[Relation, re.Pattern[str]] = {
    "about": _any_of(r"about|around|nearly|roughly"),
    "at-most": _any_of(r"at most|(?:no|not|never) more than|up to|or fewer|or less(?! than)"),
    "at-least": _any_of(r"at least|(?:no|not|never) (?:fewer|less) than|or more(?! than)"),
    "less-than": _any_of(r"under|below|(?<!\bno )(?<!\bnot )(?<!\bnever )(?:fewer|less) than"),
    "more-than": _any_of(r"over|above|(?<!\bno )(?<!\bnot )(?<!\bnever )more than"),
}
_PERCENT = re.compile(r"\s?(?:[%％﹪٪]|per\s?cent\b)", re.IGNORECASE)
# What stands behind a number and tells what it is a number of; words of one kind may stand for each other.
_KINDS = {
    "people": "people|persons?|patients?|participants?|adults?|children|women|men",
    "studies": "stud(?:y|ies)|trials?|reviews?",
    "parts of a text": "numbers|questions|options|steps|ways|reasons|tips|claims|sources|references|pages|things",
    **{
        f"{unit}s": f"{unit}s?"
        for unit in ("second", "minute", "hour", "day", "week", "month", "year", "point", "mile")
    },
    "times": "times",
    "money": "pounds|euros|dollars",
    "measures": "[kcm]?m|[km]?g|litres?",
}
_KIND = re.compile("|".join(f"({words})" for words in _KINDS.values()), re.IGNORECASE)
_COUNTED = re.compile(rf"[\s-](?:{_KIND.pattern})\b", re.IGNORECASE)
_UNIT = re.compile(rf"\b(?:{_KIND.pattern})\b", re.IGNORECASE)
_PARTS_OF_TEXT = 1 + tuple(_KINDS).index("parts of a text")
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
    whole = share_whole(estimate)
    if estimate.value is None or whole is None:
        return
    for denominator in DENOMINATORS:
        for size in sorted(roundings(abs(estimate.value.value) * denominator / whole) - set(sizes)):
            yield Bounded(estimate.relation, (size,), text, denominator)


def by_size(bounded: Iterable[Bounded]) -> dict[str, list[Bounded]]:
    """Return bounded numbers by their (first) absolute value, each once, as `lost_bounds` looks them up."""
    index: dict[str, list[Bounded]] = {}
    seen: set[tuple[Relation, tuple[str, ...], int]] = set()
    for one in bounded:
        key = (one.relation, one.sizes, one.denominator)
        if key not in seen:
            seen.add(key)
            index.setdefault(one.sizes[0], []).append(one)
    return index


@dataclass(frozen=True, slots=True)
class Held:
    """Findings whose bounded numbers a sentence may not give without their bounds; numbers in `names` are none."""

    findings: tuple[Finding, ...]
    bounded: Mapping[str, list[Bounded]]
    names: tuple[str, ...] = ()

    def lost_in(self, sentence: str) -> tuple[Lost, ...]:
        """Return the bounded numbers that a sentence gives without words of their bound."""
        for name in self.names:
            sentence = sentence.replace(name, " " * len(name))
        # What may stand alone takes longer to find out, and is seldom asked for.
        if not lost_bounds(sentence, self.bounded, ()):
            return ()
        return lost_bounds(sentence, self.bounded, {size for found in self.findings for size in exact_sizes(found)})


def held(findings: Iterable[Finding], names: tuple[str, ...] = ()) -> Held:
    """Return what findings hold."""
    found = tuple(findings)
    bounded = by_size(bound for one in found for estimate in one.estimates for bound in bounds_of(estimate))
    return Held(found, bounded, names)


def exact_sizes(finding: Finding) -> set[str]:
    """Return the absolute values (`Number.size`) that a finding holds without a bound, so that they may stand alone.

    Quotes do not count, for the words around a number in a quote may be its bound; nor do levels of intervals.
    """
    sizes = {size for text in texts_of(finding) for size in sizes_in(text)}
    return sizes | {number.size for estimate in finding.estimates for number in _exact_numbers(estimate)}


def _exact_numbers(estimate: Estimate) -> Iterator[Number]:
    is_exact = estimate.relation == "exactly"
    for steps, number in estimate.named_numbers():
        if is_exact or steps[0] == "interval":
            yield number
    # A bound on an estimate with nothing but counts is a bound on its events.
    bounds_events = not is_exact and estimate.value is None and estimate.range is None
    for number_or_none in (None if bounds_events else estimate.events, estimate.total, estimate.sd, estimate.p):
        if number_or_none is not None:
            yield number_or_none


def wording(lost: Lost) -> str:
    """Return how a sentence gives the number with its bound: "at most 30%", "at most 30 in 100"."""
    if not lost.bounded.denominator:
        return lost.bounded.text
    return f"{BOUNDS[lost.bounded.relation]}{lost.found.number} in {lost.bounded.denominator:,}"


def lost_bounds(sentence: str, bounded: Mapping[str, Iterable[Bounded]], exact: Collection[str]) -> tuple[Lost, ...]:
    """Return the bounded numbers (by size, see `by_size`) that a sentence gives without words of their bound.

    The words may stand anywhere in the sentence; a sign (<, ≤, >, ≥, ~) must stand before the number. A number that has
    several bounds needs words of one of them. `exact` holds the sizes of numbers that the sentence may give without any
    bound, because something else than a bounded estimate has them too.
    """
    places: dict[str, list[Found]] = {}
    for found in stated_numbers(sentence):
        places.setdefault(found.number.size, []).append(found)
    ways: dict[tuple[str, ...], list[Bounded]] = {}
    for size in places:
        for one in bounded.get(size, ()):
            if all(other in places for other in one.sizes) and not all(other in exact for other in one.sizes):
                ways.setdefault(one.sizes, []).append(one)
    shares = _shares_of(sentence, bounded, exact)
    if not ways and not shares:
        return ()
    denominators = {0, *(frequency.denominator for frequency in frequencies_in(sentence))}
    said = {relation for relation, words in _WORDS.items() if words.search(sentence)}
    lost: list[Lost] = []
    for sizes, given in ways.items():
        meant = [
            one
            for one in given
            if one.denominator in denominators and not _is_another(sentence, places[sizes[-1]], one.text)
        ]
        signs = {_sign_before(sentence, found) for found in places[sizes[0]]}
        if meant and not any(one.relation in said or one.relation in signs for one in meant):
            lost.append(Lost(meant[0], places[sizes[0]][0]))
    lost += [Lost(given[0], found) for found, given in shares if not any(one.relation in said for one in given)]
    return tuple(sorted(lost, key=lambda one: one.found.start))


def _shares_of(
    sentence: str, bounded: Mapping[str, Iterable[Bounded]], exact: Collection[str]
) -> list[tuple[Found, list[Bounded]]]:
    """Return the shares ("three in ten", "3 in 10") that are a bounded number of percent, and the bounds it has."""
    shares = []
    for share in (*shares_in_words(sentence), *shares_in_digits(sentence)):
        percent = share.value * 100
        if percent.denominator == 1 and str(percent) not in exact:
            found = Found(Number(str(percent)), share.start, share.end)
            given = [one for one in bounded.get(str(percent), ()) if one.denominator == 100 or "%" in one.text]
            shares += [(found, given)] if given else []
    return shares


def _is_another(sentence: str, places: Iterable[Found], text: str) -> bool:
    """Tell whether a number stands everywhere with a unit that is not its own: "20 minutes" is not "at most 20%"."""
    if "%" in text:
        return all(_COUNTED.match(sentence, found.end) for found in places)
    own = {match.lastindex for match in _UNIT.finditer(text)}
    return all(_is_of_another_kind(sentence, found, own, "percent" in text) for found in places)


def _is_of_another_kind(sentence: str, found: Found, own: Collection[int | None], is_percent: bool) -> bool:
    """Tell whether what follows a number is no unit of the kinds `own`; a number without a unit may be of any kind."""
    if _PERCENT.match(sentence, found.end):
        return not is_percent
    counted = _COUNTED.match(sentence, found.end)
    if counted is None or counted.lastindex in own:
        return False
    return bool(own) or counted.lastindex == _PARTS_OF_TEXT


def _sign_before(sentence: str, found: Found) -> Relation | None:
    return _SIGNS.get(sentence[max(0, found.start - 2) : found.start].rstrip()[-1:])
