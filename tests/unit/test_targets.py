"""Names of records, and what is said of names that nothing has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pytest

from spinesite import targets
from spinesite.diagnostics import Location, Related, Rule, Severity
from spinesite.targets import MAX_COMPARED, MAX_HINTS, Names, Pointer, dangling, meant

RULE = Rule("unknown-loaf", "records", Severity.ERROR, "")
WHEAT, RYE = Location("loaves.yaml", 3, 7), Location("loaves.yaml", 9, 7)
LOAVES = Names({"wheat": lambda: WHEAT, "rye": lambda: RYE, "any": None}, frozenset({"oats"}), has_own_file=False)


def pointer(name: str, names: Names = LOAVES) -> Pointer:
    return Pointer(names, name, partial(Location, "claim.yaml"), f"unknown loaf {name!r}")


def test_what_was_not_read_is_not_lacking() -> None:
    assert [name for name in ("wheat", "any", "oats", "spelt") if LOAVES.lacks(name)] == ["spelt"]
    assert not Names({}, is_whole=False).lacks("spelt")


def test_hints_name_the_nearest_and_its_place() -> None:
    assert LOAVES.hint("wheet") == ("did you mean 'wheat' (loaves.yaml:3)?", (Related(WHEAT, "defined here"),))
    assert LOAVES.hint("anny") == ("did you mean 'any'?", ())
    assert LOAVES.hint("brioche") == ("", ())


def test_capitals_are_the_first_thing_to_look_at() -> None:
    assert LOAVES.hint("WHEAT")[0] == "did you mean 'wheat' (loaves.yaml:3)?"


def test_a_file_of_its_own_needs_no_line() -> None:
    names = Names({"wheat": lambda: Location("loaves/wheat.md", 2, 1)})
    assert names.hint("wheet")[0] == "did you mean 'wheat' (loaves/wheat.md)?"


def test_only_what_leads_nowhere_is_reported() -> None:
    found = list(dangling(RULE, [pointer("wheat"), pointer("ry"), pointer("oats"), pointer("ry")]))
    assert [(d.message, d.hint) for d in found] == [
        ("unknown loaf 'ry'", "did you mean 'rye' (loaves.yaml:9)?"),
        ("unknown loaf 'ry'", "did you mean 'rye' (loaves.yaml:9)?"),
    ]


def test_one_name_in_two_kinds_has_two_hints() -> None:
    buns = Names({"bun": None})
    found = dangling(RULE, [pointer("bum", buns), pointer("bum")])
    assert [d.hint for d in found] == ["did you mean 'bun'?", ""]


def test_hints_end_where_they_would_take_minutes() -> None:
    found = list(dangling(RULE, [pointer(f"wheat{n}") for n in range(MAX_HINTS + 5)]))
    assert [bool(d.hint) for d in found] == [True] * MAX_HINTS + [False] * 5


def test_the_nearest_of_many_names_is_found() -> None:
    names = Names(dict.fromkeys(f"loaf-{n:05d}-of-{n % 7}" for n in range(5000)))
    assert names.nearest("loaf-03333-off-1") == "loaf-03333-of-1"


def test_a_name_is_compared_letter_by_letter_with_the_likely_ones_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(name: str, known: Iterable[str]) -> str:
        compared.append(len(list(known)))
        return ""

    monkeypatch.setattr(targets, "did_you_mean", counted)
    for count in (3, MAX_COMPARED, MAX_COMPARED + 1, 5_000):
        Names(dict.fromkeys(f"loaf-{n}" for n in range(count))).nearest("loaf")
    assert compared == [3, MAX_COMPARED, MAX_COMPARED, MAX_COMPARED]


def test_what_was_meant_is_looked_for_up_to_a_number() -> None:
    buns = Names(dict.fromkeys(f"bun-number-{n}" for n in range(1_000, 1_000 + MAX_HINTS + 5)))
    mistyped = [f"{name}x" for name in buns.places]
    assert meant(buns, mistyped) == set(list(buns.places)[:MAX_HINTS])


def test_what_was_probably_meant() -> None:
    assert meant(LOAVES, ["wheat", "ry", "oats", "ry"]) == {"rye"}
    assert targets.meant(LOAVES, []) == frozenset()
