"""Whatever the style in which a text is written, its characters are found where they stand in the file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinesite import yamltree
from spinesite.diagnostics import Location
from spinesite.source import Source

WORDS = st.text(st.sampled_from("ab1[@|>-n:,é"), min_size=1, max_size=4).filter(str.strip)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)


def literal(lines: list[str]) -> str:
    return "|\n" + "".join(f"  {line}\n\n" for line in lines)


def folded(lines: list[str]) -> str:
    return ">-  # a comment\n" + "".join(f"    {line}\n" for line in lines)


def double(lines: list[str]) -> str:
    return json.dumps("\n\n".join(lines), ensure_ascii=False) + "\n"


def single(lines: list[str]) -> str:
    return "'it''s " + "\n\n   ".join(lines) + "'\n"


def broken(lines: list[str]) -> str:
    return '"' + " \\\n   ".join(lines) + '"\n'


@pytest.mark.parametrize("style", [literal, folded, double, single, broken])
@given(lines=LINES)
def test_every_character_is_found(style: Callable[[list[str]], str], lines: list[str]) -> None:
    text = f"a: a a a\ndetail: {style(lines)}z: a\n"
    tree, problems = yamltree.parse("f", text)
    assert not problems
    assert isinstance(tree, yamltree.Fields)
    value = yamltree.plain(tree.values["detail"])
    assert isinstance(value, str)
    rows = text.split("\n")
    found = []
    for offset, character in enumerate(value):
        place = Source("f", text).within(value, offset, "detail")
        if not character.isspace() and character != "'":
            assert rows[place.line - 1][place.column - 1] == character, (offset, place)
            found.append((place.line, place.column))
    assert found == sorted(set(found)), "each stands in a place of its own"


@pytest.mark.parametrize(
    ("text", "value", "offset", "column"),
    [
        ('detail: "a \\u0040b c"', "a @b c", 2, 1),  # an escape hides it: the value's place
        ('detail: "a \\u0040b c"', "a @b c", 5, 20),  # and nothing behind it
        ('detail: "a\\nn"', "a\nn", 2, 13),
        ("detail: a\\nb", "a\\nb", 3, 12),
        ('detail: "a \\\n  b"', "a b", 1, None),
        ("detail: a b ", "a b", 3, 9),  # behind the last word
    ],
)
def test_escapes(text: str, value: str, offset: int, column: int | None) -> None:
    place = Source("f", text).within(value, offset, "detail")
    expected = {None: Location("f", 2, 3), 1: Location("f", 1, 9)}.get(column, Location("f", 1, column or 1))
    assert place == expected


def test_the_places_of_many_characters_take_time_in_proportion() -> None:
    """Where time grows with the square of the length, this takes minutes."""
    for joint in (" ", ";"):
        value = joint.join(map(str, range(40_000)))
        text = f"detail: {value}\n"
        for offset in range(0, len(value), 5):
            assert Source("f", text).within(value, offset, "detail").column >= 9
