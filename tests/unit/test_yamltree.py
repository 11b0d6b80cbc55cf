"""The YAML reader: text stays text, places are right, and both of PyYAML's parsers say the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import yamltree
from spinesite.source import Source

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "yes",
        "12:30:45",
        "010",
        "1_000",
        ".nan",
        ".inf",
        "1e5",
        "1.0e+400",
        "10.1000",
        "2020-13-45",
        "0x1F",
        "9" * 5000,
        "0.30",
    ],
)
def test_scalars_stay_text(text: str, loader: type) -> None:
    tree, problems = yamltree.parse("f", f"value: {text}\n", loader=loader)
    assert not problems
    assert tree is not None
    assert yamltree.plain(tree) == {"value": text}


def test_nulls_are_plain_only() -> None:
    tree, _ = yamltree.parse("f", "a:\nb: ~\nc: null\nd: 'null'\ne: ''\n")
    assert tree is not None
    assert yamltree.plain(tree) == {"a": None, "b": None, "c": None, "d": "null", "e": ""}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1),
        ("caf\u00e9: 1\ncafe\u0301: 2\n", "yaml-duplicate-key", 2, 1),
        ("a: &x 1\nb: *x\n", "yaml-alias", 1, 4),
        ("a: &x [1]\n", "yaml-alias", 1, 4),
        ("a: &x {b: 1}\n", "yaml-alias", 1, 4),
        ("a: *x\n", "yaml-alias", 1, 4),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, 4),
        ("a: !x {b: c}\n", "yaml-tag", 1, 4),
        ("b: {<<: {a: 1}}\n", "yaml-alias", 1, 5),
        ("a: !!python/name:os.system\n", "yaml-tag", 1, 4),
        ("a: ! b\n", "yaml-tag", 1, 4),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1),
        ("a: b: c\n", "yaml-syntax", 1, None),
        ("a:\n\t- b\n", "yaml-syntax", 2, 1),
        ("? [a]\n: b\n", "yaml-syntax", 1, 3),
        ("a: 'x\nb: y\n", "yaml-syntax", 1, 4),
        ('a: "\\x02"\n', "invalid-character", 1, 4),
        ('ab: "\\ud800"\n', "invalid-character", 1, 5),
        ('ab: "\\U00110000"\n', "invalid-character", 1, None),
        ('ab: "\\Uffffffff"\n', "invalid-character", 1, None),
        ("a: " + "[" * 12 + "]" * 12, "yaml-too-deep", 1, 15),
        ("[" * 50_000, "yaml-too-deep", 1, 13),
        ("- a\n" * 20_001, "yaml-too-deep", 20_000, 3),
    ],
)
def test_refusals(text: str, rule: str, line: int, column: int | None, loader: type) -> None:
    tree, problems = yamltree.parse("f", text, loader=loader)
    assert tree is None
    assert [problem.rule for problem in problems] == [rule]
    assert problems[0].location.line == line
    assert column is None or problems[0].location.column == column


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1,", (1, 7)),  # what is missing is missing at the end, and on no line after it
        ("a: [1,\n\n", (1, 7)),
        ('{"a": 1,\n "b": [\n', (2, 8)),
        ("a: 1\nb: {c", (2, 4)),  # what is never closed begins there
        ("a: 'x\u2028y'\nb: !c d\n", (2, 4)),  # no line ends at U+2028
        ("a: 'x\u2029y\u2028'\nb: &c d\n", (2, 4)),
        ("x: {a: '\u2028', b: !c d}", (1, 16)),
    ],
)
def test_places_are_those_of_editors(text: str, place: tuple[int, int], loader: type) -> None:
    tree, problems = yamltree.parse("f", text, loader=loader)
    assert tree is None
    assert (problems[0].location.line, problems[0].location.column) == place


def test_twelve_levels_are_allowed() -> None:
    tree, problems = yamltree.parse("f", "a: " + "[" * 11 + "]" * 11)
    assert tree is not None
    assert not problems


def test_bombs_do_not_go_off(tmp_path: Path) -> None:
    """In a process of its own: a crash of the C parser would take the tests along."""
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    (tmp_path / "content/claims").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: T\nbase_url: https://example.org/\nlanguage: en\n")
    (tmp_path / "content/claims/bomb.yaml").write_text(bomb)
    (tmp_path / "content/claims/merge.yaml").write_text(
        "a: &a {x: 1}\n" + "".join(f"b{i}: {{<<: *a}}\n" for i in range(99))
    )
    (tmp_path / "content/claims/deep.yaml").write_text("[" * 50_000)
    (tmp_path / "content/claims/block.yaml").write_text("".join("  " * i + "a:\n" for i in range(480)))
    command = [sys.executable, "-m", "spinesite", "check", "--root", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": "src", "PATH": ""})
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "[yaml-alias]" in ended.stdout
    assert ended.stdout.count("[yaml-too-deep]") == 2


def test_places_are_found_again() -> None:
    source = Source("f", "a: 1\nlist:\n  - x: é𝄞\n    y: {z: w}\n")
    assert (source.at("list", 0, "y", "z").line, source.at("list", 0, "y", "z").column) == (4, 12)
    assert source.key("list", 0, "y", "z").column == 9
    assert (source.at("list", 0, "missing").line, source.at("list", 0, "missing").column) == (3, 5)
    assert source.find("𝄞", "list", 0, "x").column == 9


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_raises(text: str) -> None:
    trees = [yamltree.parse("f", text, loader=loader) for loader in LOADERS]
    assert len({tree is None for tree, _ in trees}) == 1 or any(p.rule == "yaml-syntax" for _, ps in trees for p in ps)
