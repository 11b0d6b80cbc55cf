"""One way to write a kind of number, and the phrases and questions that many ways share.

Every repetition in a pattern is bounded, so that the time grows with the length of a text and no faster.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from spinesite.statistics.lexicon import NO_ADJECTIVES, UNITS
from spinesite.statistics.numerals import Shape, pattern

Guard = Callable[[re.Match[str], Shape], bool]

# What may stand between a number and what it counts: a few adjectives, and no plural, which would be counted itself.
ADJECTIVES = rf"(?: (?!(?:{NO_ADJECTIVES}|{UNITS})\b|[a-z]*[^us\W]s\b)[a-z][\w'’-]*,?){{0,3}}?"
ANYTHING = r"(?: [^\s.;:!?]+){0,6}?"
ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|some|only|just|at least|at most|up to|over|under"
    r"|(?:more|less|fewer) than|as (?:much|many|high|low) as|an? (?:average|mean) of) ){0,3}"
)
NO_UNIT = rf"(?!\s*(?:{UNITS})\b|[-–]|\s*%| (?:to|or|and) #\s*(?:{UNITS})\b)"
COMPARED = (
    "more|less|fewer|higher|lower|better|worse|greater|larger|bigger|smaller|faster|slower|longer|shorter"
    "|stronger|weaker"
    "|rarer|likelier|cheaper|safer|commoner|further"
)
_BEFORE = 60  # how far before a number words may stand that belong to it


@dataclass(frozen=True, slots=True)
class Way:
    """One way to write a kind of number. `guard` decides what a pattern cannot.

    Where the pattern has a group `n`, the words that are quoted begin there.
    """

    kind: str
    regex: re.Pattern[str]
    guard: Guard | None = None

    def span(self, whole: Shape) -> tuple[int, int] | None:
        """Return where the first number that is written this way begins and ends in a shape."""
        for match in self.regex.finditer(whole.text):
            if self.guard is None or self.guard(match, whole):
                begins_at = "n" if "n" in self.regex.groupindex and match["n"] else 0
                return match.start(begins_at), match.end()
        return None


def ways(kind: str, *written: re.Pattern[str] | tuple[re.Pattern[str], Guard]) -> tuple[Way, ...]:
    """Return the ways to write one kind of number, each a pattern, or a pattern and a guard."""
    return tuple(Way(kind, *(one if isinstance(one, tuple) else (one,))) for one in written)


def after(*words: str) -> Guard:
    """Return a guard that wants these words before the match. They are looked for last, where a number fits already."""
    alternatives = "|".join(words)
    begins, before = pattern(rf"(?=(?:{alternatives}))"), pattern(rf"(?:{alternatives})\s*\Z")

    # Where the words may begin is looked for once in a text, which may have hundreds of numbers.
    @lru_cache(maxsize=2)
    def places(text: str) -> tuple[int, ...]:
        return tuple(found.start() for found in begins.finditer(text))

    def guard(match: re.Match[str], whole: Shape) -> bool:
        found, end = places(whole.text), match.start()
        near = found[bisect_left(found, end - _BEFORE) : bisect_left(found, end)]
        return any(before.match(whole.text, place, end) for place in near)

    return guard


def numbers(match: re.Match[str], whole: Shape) -> list[float]:
    """Return what the numbers of a match are worth."""
    return whole.numbers(match.start(), match.end())


def is_many(match: re.Match[str], whole: Shape) -> bool:
    """Tell whether the first number is ten or more: fewer are seldom counted by a study."""
    return numbers(match, whole)[0] >= 10
