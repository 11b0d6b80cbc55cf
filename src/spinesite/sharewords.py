"""Shares of a whole: "nine in ten", "9 in 10", "half of the people", "three quarters of them"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from spinesite.numbers import find_number_words, in_ascii

_IN = re.compile(r"\s+(?:in|out of)\s+(?:every\s+)?", re.IGNORECASE)
# Out of 100 or 1,000 a count is rounded, and is no share to the letter (`sentences.frequencies_in`).
_IN_DIGITS = re.compile(
    r"(?<![\w.,/])(\d{1,3})\s+(?:in|out\s+of|of(?=\s+(?:every|each)\b))\s+(?:every\s+|each\s+)?(?!100\b)(\d{1,3})"
    r"(?![\w/%]|[.,]\d|\s+(?:per|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b)",
    re.ASCII | re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_PART_OF = re.compile(
    r"\b(?:(a|one|two|three|four)\s+)?((?:half|third|quarter|fifth|tenth)s?)\s+(?:of\s+|(?=the\b))(?:the\s+|all\s+)?"
    r"(?:people|persons|patients|adults|participants|children|women|men|them|those)\b",
    re.IGNORECASE,
)
_PART_ALONE = re.compile(
    r"\b(?:(a|one|two|three|four)[\s-])?((?:half|third|quarter|fifth|tenth)s?)"
    r"(?=\s+(?:had|were|got|felt|said|did|recovered|improved|reported|needed|returned|died|relapsed|responded)\b)",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|over|under|above|below|more than|less than|fewer than|at most|at least|"
    r"up to|some)\s+(?:a\s+|one\s+)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole, where it begins, and whether words of a bound or of roughness stand before it."""

    words: str
    start: int
    value: Fraction
    is_rough: bool

    @property
    def end(self) -> int:
        """Where the words end in the text."""
        return self.start + len(self.words)


def shares_in_words(text: str) -> Iterator[Share]:
    """Yield the shares that a text gives in words, each kind in the order of the text."""
    numbers = find_number_words(text)
    for first, second in pairwise(numbers):
        count, whole = first.number.value, second.number.value
        if _IN.fullmatch(text, first.end, second.start) and 0 < count < whole:
            yield _share(text, first.start, second.end, count / whole)
    for match in (*_PART_OF.finditer(text), *_PART_ALONE.finditer(text)):
        value = Fraction(_COUNTS[(match[1] or "").lower()], _PARTS[match[2].lower().removesuffix("s")])
        # "The third had less pain" counts nobody: a part without a number before it is a half.
        is_counted = match.re is _PART_OF or match[1] or match[2].lower() == "half"
        if value < 1 and is_counted:
            yield _share(text, match.start(), match.end(2), value)


def shares_in_digits(text: str) -> Iterator[Share]:
    """Yield the shares that a text gives in small numbers, in order: "1 in 4", "3 out of every 10"."""
    for match in _IN_DIGITS.finditer(in_ascii(text)):
        count, whole = int(match[1]), int(match[2])
        if 0 < count < whole:
            yield _share(text, match.start(), match.end(), Fraction(count, whole))


def _share(text: str, start: int, end: int, value: Fraction) -> Share:
    return Share(text[start:end], start, value, _ROUGHLY.search(text, max(start - 20, 0), start) is not None)
