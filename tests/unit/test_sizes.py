"""How much one record may hold: what is at a cap is read, what is over it is reported where it stands."""

from __future__ import annotations

import pytest

from spinesite.markup import compiler
from spinesite.markupholes import MAX_CARDS
from spinesite.reading import Contents, reader
from spinesite.records import MAX_ESTIMATES, MAX_FINDINGS

CLAIM = "id: a\nstatement: s\nreviewed: 2026-01-01\nfindings:\n"
FINDING = "- {citation: k, outcome: o, summary: s}\n"
ESTIMATE = "  - {measure: mean, value: '1'}\n"


def read(findings: str) -> Contents:
    return reader()("content/claims/a.yaml", CLAIM + findings)


def with_estimates(*counts: int) -> str:
    return "".join(f"- citation: k\n  outcome: o\n  estimates:\n{ESTIMATE * count}" for count in counts)


@pytest.mark.parametrize("findings", [FINDING * MAX_FINDINGS, with_estimates(MAX_ESTIMATES - 7, 7)])
def test_as_much_as_is_allowed(findings: str) -> None:
    contents = read(findings)
    assert contents.records
    assert not contents.diagnostics


@pytest.mark.parametrize(
    ("findings", "line", "message"),
    [
        (FINDING * (MAX_FINDINGS + 1), 5, "findings: holds more than the 500 items that are allowed"),
        (with_estimates(MAX_ESTIMATES - 7, 8), 1, "501 estimates; a claim may have 500"),
    ],
)
def test_one_more_than_is_allowed(findings: str, line: int, message: str) -> None:
    contents = read(findings)
    assert not contents.records
    (found,) = contents.diagnostics
    assert (found.rule, found.location.line, found.message) == ("invalid-value", line, message)
    assert found.hint


def test_cards() -> None:
    compile_prose = compiler(whole_page=True)
    text = "![words](claim:a)\n\n" * MAX_CARDS
    assert not compile_prose(text, 1).problems
    (problem,) = compile_prose(text + "Words.\n\n![words](claim:a) ![words](claim:b)\n", 1).problems
    assert (problem.rule, problem.line, problem.column) == ("markup-failed", 2 * MAX_CARDS + 3, 10)
