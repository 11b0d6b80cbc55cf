"""Every promise of SECURITY.md names tests that hold it, and these are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = re.findall(
    r"^- (.*?)(?=^- |\Z)", PAGE.split("## What is promised")[1].split("\n## ")[0], re.DOTALL | re.MULTILINE
)
NAMED = re.compile(r"`((?:unit|reliability|browser|rules|golden)/\w+\.py)(?:::(\w+))?`")


def test_there_are_promises() -> None:
    assert len(PROMISES) > 10


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.split("**")[1])
def test_a_promise_is_held(promise: str) -> None:
    named = NAMED.findall(promise)
    assert named
    for file, test in named:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        found = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        assert found, file
        assert not test or test in found, f"{file}::{test}"


def test_what_looks_like_a_test_is_one() -> None:
    """A slip in a name would take it out of the list above."""
    assert len(NAMED.findall(PAGE)) == PAGE.count(".py::") + len(re.findall(r"test_\w+\.py`", PAGE))
