"""Numbers as they were written, and exact arithmetic on them.

A number keeps its text for ever: `0.30` is printed and exported as `0.30`. Arithmetic is done on fractions, so that no
binary rounding can make an honest number look wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from unicodedata import digit

MAX_DIGITS = 12
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
WHOLE = re.compile(r"0|[1-9][0-9]*", re.ASCII)

# Digits with or without a decimal part or thousands separators, not glued to letters (L5, SF-36, NG59, COVID-19, L4/5).
# A unit may follow without a space (5kg), and a decimal point may be a middle dot, as some journals print it.
# A minus sign before a number is left aside: numbers agree when they are equal in absolute value.
# Its first character comes first and is looked back over, because a pattern that begins with a set is searched fast.
_IN_TEXT = re.compile(
    r"[\d.·](?<![\w.,·].)"
    r"(?:(?<![A-Za-z][-–].)|(?<=\b(?:in|to|of|or)[-–].))(?<![A-Za-z]\d[-–/].)(?<![A-Za-z]\d\d[-–/].)"
    r"(?:(?<=\d)(?:\d{0,2}(?:,\d{3})+|\d*)(?:[.·]\d+)?|(?<=[.·])\d+)"
    r"(?![.,·]\d|[¼½¾]|(?!(?:[kmc]?g|mcg|[kcm]?m|m?l|mL|h|hrs?|mins?|x|pp|pct?|pts?|wks?|yrs?)\b)\w)",
    re.ASCII | re.DOTALL,
)
_PERCENT_SIGNS = "％﹪٪"
_FOREIGN = re.compile(rf"[{_PERCENT_SIGNS}]|(?![0-9])\d")
_LISTED = re.compile(r"([.·]\d+),(?=\d)", re.ASCII)

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORTH = {
    "zero": 0,
    "a": 1,
    **{word: 1 + i for i, word in enumerate(_ONES)},
    **{word: 10 + i for i, word in enumerate(_TEENS)},
    **{word: 20 + 10 * i for i, word in enumerate(_TENS)},
}
_BELOW_HUNDRED = f"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|zero)"
_IN_WORDS = re.compile(
    rf"\b(?:(a|{'|'.join(_ONES)})[ -]hundred(?:[ -](?:and[ -])?({_BELOW_HUNDRED}))?|({_BELOW_HUNDRED}))\b",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A plain decimal number: its text as written, and its exact value."""

    text: str

    @property
    def value(self) -> Fraction:
        """The exact value."""
        return Fraction(Decimal(self.text))

    @property
    def decimals(self) -> int:
        """How many decimals were written."""
        return len(self.text.partition(".")[2])

    @property
    def half_step(self) -> Fraction:
        """Half a unit of the last decimal written: how far rounding may have moved the number."""
        return Fraction(1, 2 * 10**self.decimals)

    @property
    def size(self) -> str:
        """The absolute value in its shortest writing: the same for numbers that are equal in absolute value.

        It is compared far more often than calculated with, and comparing texts is many times faster.
        """
        return _size(self.text)

    def is_rounding_of(self, exact: Fraction) -> bool:
        """Tell whether the exact value, rounded half up or half even to the decimals written, gives this number.

        Cutting the decimals off is not rounding. Half up is taken away from zero, as people do it by hand.
        """
        difference = abs(self.value - exact)
        if difference != self.half_step:
            return difference < self.half_step
        steps = self.value * 10**self.decimals
        return abs(self.value) > abs(exact) or steps.numerator % 2 == 0

    def __str__(self) -> str:
        return self.text


def parse_number(text: str) -> Number:
    """Return the number that a text is.

    Raises ValueError, with a message for editors, unless the text is a plain ASCII decimal of at most 12 digits.
    """
    if not NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain decimal number{_number_hint(text)}")
    if sum(character.isdigit() for character in text) > MAX_DIGITS:
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    return Number(text)


def parse_whole(text: str) -> Number:
    """Return the whole number, from 0 up, that a text is; raises ValueError with a message for editors."""
    if not WHOLE.fullmatch(text):
        raise ValueError(f"{text!r} is not a whole number")
    return parse_number(text)


def _number_hint(text: str) -> str:
    if re.fullmatch(r"-?\d+,\d+", text):
        return ": write a point for decimals and nothing between thousands"
    if text.endswith("%"):
        return ": leave out the % sign and write `unit: percent`"
    if text[:1] in "<>≤≥~=":
        return ": leave out the sign and give a `relation`"
    if text[:1] == "−":
        return ": write a hyphen as the minus sign"
    return ""


@dataclass(frozen=True, slots=True)
class Found:
    """A number that stands in a text, and where it begins and ends there."""

    number: Number
    start: int
    end: int


def find_numbers(text: str) -> tuple[Found, ...]:
    """Return the numbers that stand in a text in digits, without their signs, in order, with their places.

    Thousands separators are dropped; digits that are part of a name (L5, SF-36) are no numbers.
    """
    return tuple(Found(Number(_plain(match[0])), match.start(), match.end()) for match in _matches(text))


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers that stand in a text in digits, without their signs, in order (see `find_numbers`)."""
    return tuple(Number(_plain(match[0])) for match in _matches(text))


def sizes_in_digits(text: str) -> set[str]:
    """Return the absolute values (see `Number.size`) of the numbers that stand in a text in digits."""
    return {_size(_plain(match[0])) for match in _matches(text)}


def find_number_words(text: str) -> tuple[Found, ...]:
    """Return the whole numbers below a thousand that stand in a text in English words, in order, with their places."""
    return tuple(
        Found(Number(str(_worth(*match.groups(default="")))), match.start(), match.end())
        for match in _IN_WORDS.finditer(text)
    )


def in_ascii(text: str) -> str:
    """Return a text of the same length in which digits and percent signs of other scripts are those of ASCII.

    Whoever reads "３０％" reads a number, so the rules on numbers must too.
    """
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return _FOREIGN.sub(lambda match: "%" if match[0] in _PERCENT_SIGNS else str(digit(match[0])), text)


def _matches(text: str) -> Iterator[re.Match[str]]:
    text = in_ascii(text)
    if "," in text and _LISTED.search(text):
        # A comma after a decimal part parts two numbers, as in "(1.72,2.22)"; it never groups thousands.
        text = _LISTED.sub(r"\1;", text)
    return _IN_TEXT.finditer(text)


def _plain(written: str) -> str:
    if written.isdigit():
        return written
    text = written.replace(",", "").replace("·", ".")
    return "0" + text if text[0] == "." else text


def _size(text: str) -> str:
    text = text.lstrip("-0")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text or "0"


def _worth(hundreds: str, rest: str, alone: str) -> int:
    below = re.split("[ -]", (rest or alone).lower()) if rest or alone else []
    return 100 * (_WORTH[hundreds.lower()] if hundreds else 0) + sum(_WORTH[word] for word in below)
