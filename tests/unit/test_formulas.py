"""Formulas over names: exact results, faults as values, nothing evaluated but four operations."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.formulas import MAX_DEPTH, MAX_LENGTH, Fault, evaluate

VALUES = {
    "a": Fraction("12.6"),
    "b": Fraction("9.1"),
    "a-b": Fraction(1),
    "early-surgery": Fraction(3),
    "early": Fraction(2),
    "surgery": Fraction(5),
    "nothing": Fraction(0),
    "end-": Fraction(7),
}


def result_of(formula: str) -> Fraction | Fault:
    return evaluate(formula, VALUES, VALUES.__getitem__)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a - b", "3.5"),
        ("a-b", "1"),  # the longest known name
        ("a -b", "3.5"),
        ("early-surgery", "3"),
        ("early - surgery", "-3"),
        ("surgery-early", "3"),  # no name of its own, so a difference
        ("end--early", "5"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 4 - 3", "3"),
        ("12 / 3 / 2", "2"),
        ("0.1 + 0.2", "0.3"),
        ("-a + +b", "-3.5"),
        ("--a", "12.6"),
        ("3 * -2", "-6"),
        ("100*(a - b)/b", "350/9.1"),
    ],
)
def test_results_are_exact(formula: str, expected: str) -> None:
    top, _, bottom = expected.partition("/")
    assert result_of(formula) == Fraction(top) / Fraction(bottom or "1")


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("", "ends where a value is due"),
        ("a +", "ends where a value is due"),
        ("a b", "unexpected 'b'"),
        ("a ** 2", "unexpected '*'"),
        ("a // b", "unexpected '/'"),
        (")", "unexpected ')'"),
        ("a)", "unexpected ')'"),
        ("()", "unexpected ')'"),
        ("(a b", "unexpected 'b'"),
        ("(a", "not closed"),
        ("a / nothing", "divides by zero"),
        ("a / (b - 9.10)", "divides by zero"),
        ("c", "no estimate of this claim is named 'c'"),
        ("ab", "no estimate of this claim is named 'ab'"),
        ("earley", "named 'earley'"),
        ("2a", "cannot be read at character 1"),
        ("1,000 * a", "cannot be read at character 1"),
        (".5", "cannot be read at character 1"),
        ("a.b", "cannot be read at character 2"),
        ("a − b", "'−' in the formula"),
        ("a × b", "'×' in the formula"),
        ("__import__('os')", "cannot be read"),
        ("a[0]", "cannot be read"),
        ("é", "cannot be read"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "deep"),
        ("a+" * MAX_LENGTH + "a", "characters"),
    ],
)
def test_faults_are_values(formula: str, message: str) -> None:
    found = result_of(formula)
    assert isinstance(found, Fault)
    assert message in found.message


def test_a_slip_gets_a_suggestion() -> None:
    assert result_of("surgry") == Fault("no estimate of this claim is named 'surgry'", "did you mean 'surgery'?")


def test_a_suggestion_is_looked_for_among_the_first_names() -> None:
    others = [f"{a}{b}{c}x" for a in "abcdefgh" for b in "ijklm" for c in "nopqr"]
    assert len(others) == 200
    hints = [
        evaluate("surgry", dict.fromkeys([*names, "surgery"]), lambda name: Fraction(0))
        for names in (others[1:], others)
    ]
    assert [isinstance(hint, Fault) and hint.hint for hint in hints] == [
        "did you mean 'surgery'?",
        "give `name` to the estimate that you mean",
    ]


def test_the_deepest_and_the_longest_that_are_allowed() -> None:
    assert result_of("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == VALUES["a"]
    assert result_of("-" * (MAX_LENGTH - 1) + "b") == -VALUES["b"]


def test_a_name_without_a_value_is_a_fault() -> None:
    assert evaluate("x + 1", {"x"}, lambda name: Fault(f"{name} is empty")) == Fault("x is empty")


@given(st.text(alphabet="ab-+*/() 0123456789.,e_", max_size=60))
@settings(derandomize=True, max_examples=500, database=None)
def test_no_text_raises(formula: str) -> None:
    assert isinstance(result_of(formula), Fraction | Fault)
