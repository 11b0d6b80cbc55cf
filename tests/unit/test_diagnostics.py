"""What a diagnostic says can be printed anywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spinesite.diagnostics import MAX_MESSAGE, Location
from spinesite.names import invalid_character
from spinesite.rules.files.yaml_syntax import RULE

PLACE = Location("content/claims/x.yaml")


def test_words_stay_as_they_are() -> None:
    found = RULE.at(PLACE, "the word 'naïve' – 🧑\u200d🍳", "write 'naive'")
    assert (found.message, found.hint) == ("the word 'naïve' – 🧑\u200d🍳", "write 'naive'")


def test_a_terminal_is_told_nothing() -> None:
    found = RULE.at(PLACE, "a\x1b[31m\u202eb\ud800\x85c", "a\r\n::error::b\x00")
    assert (found.message, found.hint) == ("a\ufffd[31m\ufffdb\ufffd\ufffdc", "a\ufffd\ufffd::error::b\ufffd")


def test_a_quotation_as_long_as_a_file_is_cut() -> None:
    found = RULE.at(PLACE, "x" * 250_000, "y" * 250_000)
    assert found.message == "x" * (MAX_MESSAGE - 1) + "…"
    assert len(found.hint) == MAX_MESSAGE


@given(st.text(max_size=2_000), st.text())
def test_any_words(message: str, hint: str) -> None:
    found = RULE.at(PLACE, message, hint)
    for words in (found.message, found.hint):
        assert len(words) <= MAX_MESSAGE
        assert not set("\r\n") & set(words)
        assert not invalid_character(words)
        words.encode()
