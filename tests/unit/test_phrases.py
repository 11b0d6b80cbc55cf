"""Patterns that look at words look at so many of them: what is longer than any sentence would take seconds each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spinesite.diagnostics import Location
from spinesite.phrases import MAX_PARAGRAPH, MAX_SENTENCE, has_count, names_a_study, says_unsure
from spinesite.promises import promises_in
from spinesite.rules.wording.relative_without_absolute import _has_absolutes, _relative_in
from spinesite.said import Said


def has_absolutes(text: str) -> bool:
    return _has_absolutes(Said("prose", "It cut the risk by half.", text, lambda offset: Location("a")), {})


@pytest.mark.parametrize(
    ("found", "words", "most"),
    [
        (names_a_study, "One trial found it.", MAX_PARAGRAPH),
        (says_unsure, "It is uncertain.", MAX_PARAGRAPH),
        (has_count, "So did 3 of 17.", MAX_PARAGRAPH),
        (lambda text: bool(list(promises_in(text))), "It is a miracle cure.", MAX_SENTENCE),
        (lambda text: bool(list(_relative_in(text))), "It halves the risk of pain.", MAX_SENTENCE),
        (has_absolutes, "It was 12 of 100 people and 24 of 100 people.", MAX_PARAGRAPH),
    ],
    ids=["a study", "doubt", "a count", "a promise", "a relative figure", "absolute figures"],
)
def test_words_are_looked_for_in_so_many_letters(found: Callable[[str], bool], words: str, most: int) -> None:
    before = "bread " * (most // 6)
    assert found(words)
    assert found(before[: most - len(words) - 60] + words)
    assert not found(before + words)
