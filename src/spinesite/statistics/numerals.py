"""The numbers of a sentence made alike: a text of the same length in which one sign stands for each kind of number.

"About three in 10 people" becomes "About W____ in D_ people". Patterns over such a text are short, do not care whether
a number is in digits or words, and tell where in the sentence something was found, because nothing moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spinesite.numbers import find_number_words, find_numbers
from spinesite.statistics.lexicon import HAPPENED, UNITS, WHOLES

# One character of private use for each kind of number, then as many fillers as the number is long.
SIGNS = DIGIT, WORD, UNITY, CENT, PART, ANNO = "\ue000\ue001\ue002\ue003\ue004\ue005"
FILL, BLANK = "\ue006\ue007"
# The same as patterns. A number in digits; in words; the word "one"; a percentage; a fraction; a year; the first three.
IN_DIGITS, IN_WORDS, ONE, PERCENT, FRACTION, YEAR = (f"{sign}{FILL}*+" for sign in SIGNS)
NUMBER = f"[{DIGIT}{WORD}{UNITY}]{FILL}*+"
SEVERAL = f"[{DIGIT}{WORD}]{FILL}*+"  # not "one"

# Spaces that a pattern means as they are: within a set or a lookbehind.
_SPACE = re.compile(r"\[[^\]]*\]|\(\?<[!=][^()]*\)| ")


def pattern(*alternatives: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern over shapes that matches any of the alternatives; `#` is a NUMBER, a space any white space."""
    text = "|".join(alternatives).replace("#", NUMBER)
    return re.compile(_SPACE.sub(lambda match: r"\s+" if match[0] == " " else match[0], text), flags)


_LARGE_WORDS = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_LARGE = re.compile(
    rf"(?:{NUMBER}[ -]|\ban? |\bhalf an? )?\b({'|'.join(_LARGE_WORDS)})s?\b(?: of thousands\b| thousand\b| million\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d", re.ASCII)
_PERCENT = re.compile(
    rf"{NUMBER}(?:(?:\+|-odd)?[- ]{{0,2}}(?:%|per[- ]?cent\b|percentage\b|pct\b)|pc\b)", re.IGNORECASE
)

_PART = "(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth|thousandth)"
_GLYPHS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_HAS_PART = re.compile(rf"half|[{_GLYPHS}]|quarter|third|ths?\b", re.IGNORECASE)
_UNCOUNTED = rf"(?:of )?(?:(?:the|an?|your|each|this|its|one|my) )?(?:\w+ )?(?:{UNITS}|{WHOLES}|[12]\d\d\d)\b"
# What follows a share of people or things; "a third party" and "half asleep" go on otherwise.
_AFTER = (
    rf"(?= of\b(?! an?\b)(?! {_UNCOUNTED})"
    rf"| (?:{HAPPENED}|are|is|have|has|do|say|feel|get|need|would|could|will|may|might|can|never|not|again|more"
    r"|less|fewer"
    r"|stop|start|live|die|recover|improve|relapse|agree|disagree|find|use|take|want|keep|sleep|report|suffer"
    r"|drop out|still|develop|experience|leave|stay|return|choose|prefer"
    r"|lower|higher|as|that|what|and|or|but|in|at|by|on|among|with|without|after|whereas|while)\b|\s*[.,;:!?)]|\s*\Z)"
)
# "The first half" and "in half" are no shares; nor is "an hour and a half".
_NO_HALF = "".join(
    rf"(?<!\b{word} )"
    for word in (
        *("in", "and a", "first", "second", "last", "latter", "other", "better", "same", "my"),
        *("top", "bottom", "lower", "upper", "left", "right", "front", "back"),
    )
)
_FRACTIONS = (
    pattern(rf"(?:#[- ]{{1,2}}{_PART}s\b|[{_GLYPHS}])(?! {_UNCOUNTED})"),
    pattern(rf"(?:(?:\ban? |{ONE}[- ]{{1,2}}){_PART}|{ONE}[- ]{{1,2}}half)\b(?!-){_AFTER}"),
    pattern(
        rf"{_NO_HALF}(?<!\d )(?<![\w-])half(?![\w-])"
        rf"(?:{_AFTER}|(?= (?:the|their|its|our|those|these|them|us)\b)(?! {_UNCOUNTED}))"
    ),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A text whose numbers are replaced by signs, and what each number is worth, by where it begins."""

    text: str
    worth: Mapping[int, float]

    def numbers(self, start: int, end: int) -> list[float]:
        """Return what the whole and decimal numbers are worth that begin between two places, in order."""
        return [self.worth[place] for place in range(start, end) if place in self.worth]


def shape(text: str) -> Shape:
    """Return the shape of a text. Percentages and fractions are numbers of their own kind, and so are years.

    Digits that are part of a name (L5, SF-36) or of an ordinal (3rd) are no numbers.
    """
    shaped = re.sub(f"[{DIGIT}-{BLANK}]", " ", text)
    worth: dict[int, float] = {}
    parts: list[str] = []
    end = 0
    for found in sorted((*find_numbers(text), *find_number_words(text)), key=lambda found: found.start):
        written = text[found.start : found.end]
        value = float(found.number.text)
        sign = (ANNO if _YEAR.fullmatch(written) else DIGIT) if written[-1].isdigit() else UNITY if value == 1 else WORD
        parts += (shaped[end : found.start], _signed(sign, written))
        worth[found.start], end = value, found.end
    shaped = "".join((*parts, shaped[end:]))
    shaped = _LARGE.sub(lambda match: _large(match, worth), shaped)
    if worth:
        shaped = _PERCENT.sub(lambda match: _signed(CENT, match[0]), shaped)
    if _HAS_PART.search(shaped):
        for fraction in _FRACTIONS:
            shaped = fraction.sub(lambda match: _signed(PART, match[0]), shaped)
    return Shape(shaped, worth)


def blank(match: re.Match[str]) -> str:
    """Return what stands for words whose numbers were found to say nothing."""
    return BLANK * len(match[0])


def _signed(sign: str, written: str) -> str:
    return sign + FILL * (len(written) - 1)


def _large(match: re.Match[str], worth: dict[int, float]) -> str:
    worth[match.start()] = worth.get(match.start(), 1.0) * _LARGE_WORDS[match[1].lower()]
    return _signed(WORD, match[0])
