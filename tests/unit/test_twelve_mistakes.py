"""Twelve slips that editors make, in one site: one run reports all of them, each with its place and how to mend it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from spinesite import cli

ROOT = Path(__file__).parents[2]
SITE = ROOT / "tests/fixtures/twelve-mistakes"
PAGE = ROOT / "docs/messages.md"
RULES = {
    "citations/bread.bib": ["bibtex-unknown-macro", "duplicate-reference"],
    "content/claims/sourdough-burns.yaml": ["yaml-syntax"],
    "content/claims/sourdough-crust.yaml": ["yaml-syntax"],
    "content/claims/sourdough-keeps.yaml": ["unknown-citekey"],
    "content/claims/sourdough-mould.yaml": ["percent-mismatch"],
    "content/claims/sourdough-needs-time.yaml": ["invalid-value"],
    "content/claims/sourdough-price.yaml": ["id-matches-file"],
    "content/claims/sourdough-rise.yaml": ["yaml-duplicate-key"],
    "content/claims/sourdough-smell.yaml": ["unknown-option"],
    "content/claims/sourdough-starter-dies.yaml": ["bound-lost"],
    "content/claims/sourdough-tastes-better.yaml": ["missing-field"],
}


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["check", "--root", str(SITE), "--today", "2026-06-01", *arguments]) == 1
    return capsys.readouterr().out


def test_all_are_reported_as_the_page_on_messages_shows(capsys: pytest.CaptureFixture[str]) -> None:
    before, start, rest = PAGE.read_text(encoding="utf-8").partition("```text\n")
    shown, end, after = rest.partition("```\n")
    found = printed(capsys, "--format", "text")
    if os.environ.get("SPINESITE_REWRITE_EXAMPLES"):
        PAGE.write_text(before + start + found + end + after, encoding="utf-8")
    assert found == shown, "`make examples` writes docs/messages.md afresh"


def test_each_is_one_error_with_a_place_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "--format", "json"))["diagnostics"]
    rules: dict[str, list[str]] = {}
    for diagnostic in found:
        rules.setdefault(diagnostic["path"], []).append(diagnostic["rule"])
        assert diagnostic["severity"] == "error"
        assert diagnostic["hint"]
        lines = (SITE / diagnostic["path"]).read_text(encoding="utf-8").split("\n")
        assert 1 <= diagnostic["column"] <= len(lines[diagnostic["line"] - 1])
    assert rules == RULES
    assert len(found) == 12


def test_annotations_and_sarif_name_the_same_places(capsys: pytest.CaptureFixture[str]) -> None:
    places = [
        (d["path"], d["line"], d["column"], d["rule"])
        for d in json.loads(printed(capsys, "--format", "json"))["diagnostics"]
    ]
    annotations = re.findall(
        r"^::error file=(.+?),line=(\d+),col=(\d+),title=([a-z-]+)::",
        printed(capsys, "--format", "github"),
        re.MULTILINE,
    )
    assert [(file, int(line), int(column), rule) for file, line, column, rule in annotations] == places
    sarif = [
        (at["artifactLocation"]["uri"], at["region"]["startLine"], at["region"]["startColumn"], result["ruleId"])
        for result in json.loads(printed(capsys, "--format", "sarif"))["runs"][0]["results"]
        for at in [result["locations"][0]["physicalLocation"]]
    ]
    assert sarif == places
