"""How hard a text is to read, measured without syllables: the automated readability index.

The index is a school grade of the United States; the age of its pupils is five years more (R. J. Senter and
E. A. Smith, 1967). It says nothing about what a text means, and little about short texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST_WORDS = 60
# The grade that everybody's pages may reach: age 11.
EASY = 6
# Headings, cells and lists of names are no sentences.
SHORTEST_SENTENCE = 4
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_IN_WORDS = str.maketrans("", "", "'’.,-")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text: words, their letters and digits, and sentences."""

    letters: int
    words: int
    sentences: int

    @property
    def grade(self) -> float:
        """The automated readability index; 0 for a text without a sentence."""
        if not self.sentences:
            return 0.0
        return 4.71 * self.letters / self.words + 0.5 * self.words / self.sentences - 21.43


def word_count(sentence: str) -> int:
    """Return the number of words in a sentence."""
    return len(_WORD.findall(sentence))


def reading(sentences: Iterable[str]) -> Reading:
    """Count the words of the sentences of a text; those of fewer than four words are left out."""
    letters = words = count = 0
    for sentence in sentences:
        found = _WORD.findall(sentence)
        if len(found) >= SHORTEST_SENTENCE:
            letters += len("".join(found).translate(_IN_WORDS))
            words += len(found)
            count += 1
    return Reading(letters, words, count)
