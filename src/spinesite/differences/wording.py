"""What changed in a sentence, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Words on either side of a change that are shown; texts longer than this are not compared word by word.
AROUND, MOST_WORDS = 5, 600


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row: that stayed, that went or that came; "left-out" stands for some that stayed."""

    kind: Literal["same", "gone", "new", "left-out"]
    words: str = ""


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return what went and what came, each within a few words that stayed."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > MOST_WORDS:
        return (Piece("gone", " ".join(old)), Piece("new", " ".join(new)))
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            first = AROUND if old_start else 0
            last = AROUND if old_end < len(old) or new_end < len(new) else 0
            words = old[old_start:old_end]
            if len(words) <= first + last + 1:
                yield Piece("same", " ".join(words))
                continue
            for part in (words[:first], None, words[len(words) - last :]):
                if part is None:
                    yield Piece("left-out")
                elif part:
                    yield Piece("same", " ".join(part))
            continue
        if old_end > old_start:
            yield Piece("gone", " ".join(old[old_start:old_end]))
        if new_end > new_start:
            yield Piece("new", " ".join(new[new_start:new_end]))
