"""The numbers of a sentence that state evidence, each with what kind of number it is.

In the shape of a sentence all numbers look alike (`numerals`). Those that say nothing are blanked (`innocents`). Then
each way to write each kind of evidence (`kinds`) is looked for: `shares`, `ratios`, `estimates`, `counts`, `changes`
and `lasting`. The word lists (`lexicon`) are English, and know no subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spinesite.numbers import in_ascii
from spinesite.statistics.changes import CHANGES
from spinesite.statistics.counts import COUNTS
from spinesite.statistics.estimates import ESTIMATES
from spinesite.statistics.innocents import without_innocents
from spinesite.statistics.kinds import Way
from spinesite.statistics.lasting import LASTING, lasting
from spinesite.statistics.lexicon import TRIGGERS
from spinesite.statistics.numerals import shape
from spinesite.statistics.ratios import RATIOS
from spinesite.statistics.shares import SHARES

WAYS: tuple[Way, ...] = (*SHARES, *RATIOS, *ESTIMATES, *COUNTS, *CHANGES)

# Without a digit or one of these words no number can state anything; most sentences stop here.
_DIGITS = re.compile(r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_WORD = re.compile(r"[a-z]+")
# What is asked is not stated, but for what is only dressed as a question.
_ASKED = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|may|might|should)\b"
    r"(?! (?:you (?:know|believe|realise|realize)|it any wonder|n['’]t|not)\b)[^?]*\?\W*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>]+|\b10\.\d{4,9}/[^\s<>]+|(?<![\w.%+-])[\w.%+-]++@[\w-]++(?:\.[\w-]++)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number that states evidence: what kind it is ("a percentage"), its words, and where they begin in the text."""

    kind: str
    words: str
    start: int


def statistics_in(text: str) -> tuple[Statistic, ...]:
    """Return the numbers that state evidence in a sentence, in order; of several written alike, the first."""
    text = in_ascii(text)
    if not _DIGITS.search(text) and TRIGGERS.isdisjoint(_WORD.findall(text.lower())):
        return ()
    if "?" in text and _ASKED.fullmatch(text):
        return ()
    if "@" in text or "." in text[:-1]:
        # No spaces: long runs of them make patterns try each way to divide them.
        text = _ADDRESS.sub(lambda match: "¤" * len(match[0]), text)
    whole = shape(text)
    spans = [(LASTING, *span)] if (span := lasting(whole.text)) else []
    bare = without_innocents(whole)
    spans += [(way.kind, *span) for way in WAYS if (span := way.span(bare))]
    found: list[Statistic] = []
    for kind, start, end in sorted(spans, key=lambda one: (one[1], -one[2])):
        if not found or start >= found[-1].start + len(found[-1].words):
            words = text[start:end]
            stripped = words.lstrip(" ,;:(")
            found.append(Statistic(kind, stripped.rstrip(" ,;:("), start + len(words) - len(stripped)))
    return tuple(found)
