"""Tables that would take the program's time or memory, or swallow their own rows."""

from __future__ import annotations

import csv

import pytest

from spinesite import tables

KNOWN = ("id", "statement")


def test_a_header_is_looked_at_for_its_first_part_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    reader = csv.reader

    def counted(lines, **options):  # type: ignore[no-untyped-def]
        read.extend(map(len, lines))
        return reader(lines, **options)

    monkeypatch.setattr(csv, "reader", counted)
    tables.header("id,statement," + "x," * 200_000, KNOWN)
    assert set(read) == {64 * 1024}


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows_in_silence() -> None:
    lines = ["id,statement\n", 'a,"begins\n', *["b,c\n"] * 99]
    assert [row.damage for row in tables.rows([*lines[:-1], 'ends"\n'], KNOWN, KNOWN)] == [""]
    damaged = list(tables.rows([*lines, 'ends"\n'], KNOWN, KNOWN))
    assert [row.damage for row in damaged] == ["goes on over 101 lines"]


def test_a_cell_that_is_too_long_is_damage() -> None:
    assert csv.field_size_limit() < 200_000
    found = list(tables.rows(["id,statement\n", f"a,{'x' * 200_000}\n", "b,c\n"], KNOWN, KNOWN))
    assert [row.damage.partition(" (")[0] for row in found] == ["cannot be read", ""]
