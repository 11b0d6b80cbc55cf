"""How words stand in a sentence: whether they are quoted, asked, denied or left open by what comes before them.

A sentence is not parsed. What is decided here leans to the side of silence: an odd sentence passes.
"""
# ruff: noqa: SIM905
# Lists of words are easier to read and to keep as words.

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# A longer sentence, or a longer paragraph, is none; looking at more of it could take minutes.
MAX_SENTENCE = 2_000
MAX_PARAGRAPH = 4_000
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_LETTERS = re.compile(r"[a-z]+")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
# What ends the reach of a "no" or a "whether".
_CLAUSE = re.compile(r"[;:()\[\]–—]|,?\s\b(?:but|while|whereas|although|though|yet|because)\b", re.IGNORECASE)
_LISTING_COMMA = re.compile(r",\s+(?!and\b|or\b|nor\b)", re.IGNORECASE)
_FINITE = frozenset(
    "is are was were be been being has have had does do did can could may might will would should shall must".split()
)
_DENIALS = frozenset("no not never nothing none nobody neither nor cannot without hardly".split())
# What leaves open whether the words after it hold, or says what somebody else thinks of them.
_OPEN = frozenset(
    (
        "whether if unless unclear unknown unproven unsure uncertain so-called "
        "hope hopes hoped aim aims aimed meant intended intends designed supposed idea theory goal purpose question "
        "believe believes believed think thinks thought myth claim claims claimed advertise advertises advertised "
        "promise promises promised expect expects expected suspect suspected assume assumed"
    ).split()
)
# Some one study, named as such ("in one trial", "the review of 12 trials"), or people counted ("213 adults").
_STUDY = re.compile(
    r"\b(?:one|a|an|the|this|that|another|both|its?|their|each|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)\s+"
    r"(?:(?!(?:that|which|who|and|as|of|in|if|for|to|by)\b)[\w'’-]+,?\s+){0,4}"
    r"(?:trials?|stud(?:y|ies)|reviews?|meta-analys[ei]s|surveys?|series|cohorts?|registr(?:y|ies)|"
    r"guidelines?|cost model|reports?|papers?|articles?|analys[ei]s|experiments?)\b"
    r"|\b(?:of|in|among|with) \d[\d,]* (?:[\w'’-]+ ){0,2}(?:people|adults|children|women|men|patients|participants)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?<![\w'’)-])([\w'’)-]+)\s+(?:says?|said|reports?|reported|found|finds|concludes?|concluded|advises?|advised|recommends?|"
    r"recommended|warns?|warned|states?|stated|notes?|noted|writes?|wrote|rated|rates|judged|lists?|listed|tells?|told|counted|estimated)\b",
    re.IGNORECASE,
)
# Nobody in particular: "studies show", "experts say".
_VAGUE = frozenset(
    "studies research science scientists experts doctors surgeons specialists many some people patients they we trials "
    "evidence everyone clients customers users".split()
)
_UNSURE = re.compile(
    r"\b(?:unsure|uncertain(?:ty)?|not (?:at all )?sure|unclear|very low certainty|not known|nobody knows)\b",
    re.IGNORECASE,
)
# A result in numbers: "30%", "3 of 17", "12 in 100", "5 points".
_COUNT = re.compile(r"\d\s?(?:%|per\s?cent\b|of\b|out of\b|in\b|points?\b)", re.IGNORECASE)
# "Why it works" does not say that it does; "why it is a miracle" does.
_OPEN_BEFORE_VERBS = _OPEN | frozenset("how why what would should".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, with a straight apostrophe, and its ends in the sentence."""

    word: str
    start: int
    end: int


def tokens(sentence: str) -> tuple[Token, ...]:
    """Return the words of a sentence; a hyphenated word is one."""
    return tuple(Token(m[0].lower().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(sentence))


def word_set(sentence: str) -> frozenset[str]:
    """Return the words of a sentence in lower case, parts of hyphenated ones each: a fast look before a slow one."""
    return frozenset(_LETTERS.findall(sentence.lower()))


def quoted_spans(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return where words stand between quotation marks: they are someone else's."""
    return tuple(match.span() for match in _QUOTED.finditer(sentence))


def is_within(position: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a position lies within one of some spans."""
    return any(start <= position < end for start, end in spans)


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks and states nothing."""
    return sentence.rstrip(" )]\"'”’").endswith("?")


def clause_before(sentence: str, position: int) -> str:
    """Return what stands before a position in the same clause."""
    start = 0
    for match in _CLAUSE.finditer(sentence, 0, position):
        start = match.end()
    return sentence[start:position]


def is_denial(word: str) -> bool:
    """Tell whether a word denies what follows it."""
    return word in _DENIALS or word.endswith("n't")


def is_left_open(before: tuple[Token, ...]) -> bool:
    """Tell whether words before a verb leave open whether it holds, or say what somebody else thinks."""
    return any(token.word in _OPEN_BEFORE_VERBS for token in before)


def is_denied(sentence: str, position: int) -> bool:
    """Tell whether the word at a position is denied or left open: "not proven", "no drug is a cure", "whether".

    A comma ends the reach of a denial, unless what follows it has no subject ("no drug, however new, is a cure").
    """
    before = clause_before(sentence, position)
    parts = _LISTING_COMMA.split(before)
    reach = parts[-1:]
    first = WORD.match(parts[-1].lstrip())
    if first and first[0].lower() in _FINITE:
        reach = parts[-3:]
    found = tokens(" , ".join(reach))
    return any(is_denial(token.word) or token.word in _OPEN for token in found)


@lru_cache(maxsize=4)  # asked for each verb of a sentence
def names_a_study(sentence: str) -> bool:
    """Tell whether a sentence reports what some one study, review or body found or said, and not "studies show"."""
    sentence = sentence[:MAX_PARAGRAPH]
    if _STUDY.search(sentence):
        return True
    return any(match[1].lower() not in _VAGUE for match in _SAYS.finditer(sentence))


@lru_cache(maxsize=4)  # asked for each verb of a sentence
def says_unsure(text: str) -> bool:
    """Tell whether a text says that nobody can be sure: "we are very unsure"."""
    return _UNSURE.search(text[:MAX_PARAGRAPH]) is not None


@lru_cache(maxsize=4)  # asked for each verb of a sentence
def has_count(text: str) -> bool:
    """Tell whether a text gives a result in numbers: "30%", "3 of 17"."""
    return _COUNT.search(text[:MAX_PARAGRAPH]) is not None
