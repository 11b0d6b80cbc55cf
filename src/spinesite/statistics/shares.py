"""How many of how many: percentages, fractions, x in y, x of y, x versus y, so many per hundred."""

from __future__ import annotations

import re

from spinesite.statistics.kinds import ABOUT, ADJECTIVES, ANYTHING, NO_UNIT, Way, numbers, ways
from spinesite.statistics.lexicon import MEASURES, PEOPLE, PERSON, STUDIES, TRIALS, UNITS
from spinesite.statistics.numerals import FRACTION, IN_DIGITS, PERCENT, UNITY, Shape, pattern

_TO = r"\s*(?:[-–]|to\b|and\b|or\b)\s*"
_THEM = r"(?: (?:the|our|these|those|all|its|his|her|their|every|each))?(?: (?:other|first|total|remaining))?"
_COUNTED = pattern(rf"(?: [a-z]+)? (?:{PEOPLE}|{STUDIES})\b")
_ON = re.compile(r"\b(?:on|by|until|till|from|since|before|after)\s+\Z", re.IGNORECASE)


def _is_less(match: re.Match[str], whole: Shape) -> bool:
    first, *_, last = numbers(match, whole)
    return first < last


def _is_of_ten(match: re.Match[str], whole: Shape) -> bool:
    """Tell whether nine plants in ten are meant, and not nine plants in one of two beds."""
    return _is_less(match, whole) and numbers(match, whole)[-1] in (10, 100, 1_000)


def _is_at_most(match: re.Match[str], whole: Shape) -> bool:
    first, *_, last = numbers(match, whole)
    return first <= last and last > 1


def _is_some_of(match: re.Match[str], whole: Shape) -> bool:
    """Tell whether x of y counts: "one of the two ways" does not, "one of the two trials" and "one of 30" do."""
    if not _is_at_most(match, whole):
        return False
    may_count = whole.text[match.start()] != UNITY or numbers(match, whole)[-1] >= 10
    return may_count or bool(_COUNTED.match(whole.text, match.end()))


def _is_share(match: re.Match[str], whole: Shape) -> bool:
    """Tell whether two numbers with a stroke between them count something (60/40, 5/44), and are no day and month."""
    part, total = numbers(match, whole)
    if part + total == 100:
        return True
    is_day = min(part, total) <= 12 and max(part, total) <= 31 and _ON.search(whole.text, 0, match.start())
    return 1 < total >= part and not is_day


def _is_per_many(match: re.Match[str], whole: Shape) -> bool:
    return numbers(match, whole)[-1] in (100, 1_000, 10_000, 100_000, 1_000_000)


SHARES: tuple[Way, ...] = (
    *ways("a percentage", pattern(rf"(?:#{_TO})?{PERCENT}(?:{_TO}{PERCENT})?(?: points?\b)?")),
    *ways(
        "a fraction",
        pattern(rf"{FRACTION}(?! as (?:likely|many|much|common|often))"),
        pattern(rf"\bevery (?:second|third|fourth|fifth|sixth|tenth) (?:[a-z]+ )?(?:{PERSON}|{TRIALS})\b"),
        pattern(
            r"\b(?:risks?|times?|rates?|numbers?|costs?|prices?|odds|deaths|loss(?:es)?|use|pain|waste|bills?)\b"
            r"[^.;:!?]{0,30}? (?P<n>(?:cut|reduced|slashed) in half)",
            r"\b(?:cuts?|reduce[sd]?|slashe[sd]) (?:(?:the|your|its|their) )?(?:risks?|rates?|odds|deaths|costs?)\b"
            r"[^.;:!?]{0,30}? in half\b",
        ),
    ),
    *ways(
        "x in y",
        (pattern(rf"#{ADJECTIVES} in (?:every |each |an? )?#{NO_UNIT}(?! of the (?:{UNITS})\b)"), _is_less),
        (pattern(rf"# [a-z]+s in (?:every |each )?#{NO_UNIT}(?! [a-z]+s\b)"), _is_of_ten),
        (pattern(rf"#-in-#{NO_UNIT}"), _is_less),
        (pattern(rf"# times (?:in|out of){_THEM} #{NO_UNIT}"), _is_less),
        (pattern(rf"#{ADJECTIVES} out of{_THEM} #{NO_UNIT}"), _is_at_most),
    ),
    *ways(
        "x of y",
        (pattern(rf"#{ADJECTIVES} of{_THEM} #{NO_UNIT}"), _is_some_of),
        pattern(rf"\bof{_THEM} #(?! (?:{UNITS})\b| to #)(?: [^\s.;:!?,]+){{1,7}}?, {ABOUT}#(?! (?:or|and) #)"),
        (pattern(rf"(?<![\w/.,-]){IN_DIGITS}\s?/\s?{IN_DIGITS}(?![/\w]|[.,-]\w)"), _is_share),
    ),
    *ways(
        "x versus y",
        pattern(
            rf"#{ANYTHING},? (?:versus|vs\.?|(?-i:v)\.?|against|(?:as )?compared (?:with|to)"
            rf"|as opposed to){ANYTHING} {ABOUT}#"
        ),
        pattern(
            rf"#(?: [a-z]+){{0,3}}? (?:in|on|with) (?:#|the|a|each) (?:[^\s.;:!?]+ ){{0,2}}?(?:group|arm),? (?:and|but)"
            rf" {ABOUT}#"
        ),
        pattern(
            rf"#(?: [^\s.;:!?]+){{0,3}}? with(?:out)?(?: [^\s.;:!?]+){{0,4}}?,? (?:and"
            rf"|but) {ABOUT}#(?: [^\s.;:!?]+){{0,3}}? with(?:out)?\b"
        ),
    ),
    *ways(
        "so many per hundred",
        (
            pattern(
                rf"(?:#{ADJECTIVES} )?(?:\bper|\b(?:for|in|of|out of|among) (?:every|each))[ -]#(?!\s*(?:{MEASURES})\b)"
            ),
            _is_per_many,
        ),
    ),
)
