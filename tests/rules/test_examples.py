"""Every rule is shown by examples that are found automatically: adding a case is adding a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spinesite.rules.registry import BY_ID, RULES
from tests.rules.examples import HERE, diagnose, lay_over_base

CASES = sorted(path for path in HERE.glob("*/*/*") if path.is_dir() and path.parts[-2] in ("good", "bad"))


def test_the_base_is_clean() -> None:
    assert diagnose(HERE / "base") == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_example(case: Path, tmp_path: Path) -> None:
    rule = BY_ID.get(case.parts[-3])
    printed = diagnose(lay_over_base(case, tmp_path / "site"), with_pages=rule is not None and rule.family == "output")
    if case.parts[-2] == "good":
        assert printed == ""
        return
    expected = case / "expected.txt"
    if os.environ.get("SPINESITE_REWRITE_EXAMPLES"):
        expected.write_text(printed, encoding="utf-8")
    assert f"[{case.parts[-3]}]" in printed
    assert printed == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_examples(rule) -> None:  # type: ignore[no-untyped-def]
    kinds = {case.parts[-2] for case in CASES if case.parts[-3] == rule.id}
    assert kinds == {"good", "bad"}


def test_examples_belong_to_rules() -> None:
    """Taking a rule out of the registry leaves its examples behind, and this test fails."""
    assert {case.parts[-3] for case in CASES} == {rule.id for rule in RULES}
