"""Formulas over the names of estimates: `sourdough - yeast`, worked out exactly.

Four operations, brackets, numbers and names; nothing else, and nothing of Python's own evaluation. A formula comes from
strangers, so its length and its depth are capped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from spinesite.diagnostics import did_you_mean

MAX_LENGTH = 500
MAX_DEPTH = 20
_MAX_SUGGESTED_FROM = 200

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\w.,])", re.ASCII)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_LOOKALIKES = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", ":": "/"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a formula has no result: a message for editors and a hint."""

    message: str
    hint: str = ""


class _FaultError(Exception):
    """Carries the fault at which the reading of a formula ends."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(message, hint)


def evaluate(formula: str, names: Collection[str], value_of: Callable[[str], Fraction | Fault]) -> Fraction | Fault:
    """Return the exact result of a formula, or why it has none.

    `names` are the names that it may use; `value_of` gives the value of each, or the fault of having none. Names may
    hold hyphens: of the ways to read `dried-yeast`, the one with the longest known name wins.
    """
    if len(formula) > MAX_LENGTH:
        return Fault(
            f"the formula has {len(formula):,} characters, more than {MAX_LENGTH}", "divide it over several estimates"
        )
    try:
        reader = _Reader(formula, tuple(_tokens(formula, names)), value_of)
        result, end = _sum(reader, 0, 0)
        if end < len(reader.tokens):
            raise _unexpected(reader.tokens[end])
    except _FaultError as error:
        return error.fault
    return result


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "number", "name", or the operator itself
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class _Reader:
    formula: str
    tokens: tuple[_Token, ...]
    value_of: Callable[[str], Fraction | Fault]

    def kind(self, position: int) -> str:
        return self.tokens[position].kind if position < len(self.tokens) else "end"


def _tokens(formula: str, names: Collection[str]) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    while position < len(formula):
        character = formula[position]
        if character.isspace():
            position += 1
            continue
        if match := _NUMBER.match(formula, position):
            token = _Token("number", match[0], position + 1)
        elif match := _WORD.match(formula, position):
            token = _Token("name", _longest_known(match[0], names), position + 1)
        elif character in "+-*/()":
            token = _Token(character, character, position + 1)
        else:
            raise _strange(formula, position)
        found.append(token)
        position += len(token.text)
    return found


def _longest_known(word: str, names: Collection[str]) -> str:
    """Return the longest known name that a word begins with and a hyphen ends; the whole word if there is none."""
    for end in range(len(word), 0, -1):
        if (end == len(word) or word[end] == "-" or word[end - 1] == "-") and word[:end] in names:
            return word[:end]
    close = did_you_mean(word, islice(names, _MAX_SUGGESTED_FROM))
    hint = f"did you mean {close!r}?" if close else "give `name` to the estimate that you mean"
    raise _FaultError(f"no estimate of this claim is named {word!r}", hint)


def _strange(formula: str, position: int) -> _FaultError:
    character = formula[position]
    if character in _LOOKALIKES:
        return _FaultError(f"{character!r} in the formula", f"write {_LOOKALIKES[character]}")
    if character.isascii() and character.isdigit():
        hint = "write a plain decimal, without separators between thousands, and an operator before a name"
    else:
        hint = "use + - * / ( ), numbers, and names of estimates of this claim"
    return _FaultError(
        f"the formula cannot be read at character {position + 1}: {formula[position : position + 12]!r}", hint
    )


def _unexpected(token: _Token) -> _FaultError:
    hint = (
        "open the bracket that it closes, or delete it" if token.kind == ")" else "write + - * or / between two values"
    )
    return _FaultError(f"unexpected {token.text!r} at character {token.column} of the formula", hint)


# Each reading function returns its result and the position of the first token that it did not read.


def _sum(reader: _Reader, position: int, depth: int) -> tuple[Fraction, int]:
    result, position = _product(reader, position, depth)
    while (kind := reader.kind(position)) in ("+", "-"):
        operand, position = _product(reader, position + 1, depth)
        result = result + operand if kind == "+" else result - operand
    return result, position


def _product(reader: _Reader, position: int, depth: int) -> tuple[Fraction, int]:
    result, position = _factor(reader, position, depth)
    while (kind := reader.kind(position)) in ("*", "/"):
        operand, position = _factor(reader, position + 1, depth)
        if kind == "/" and operand == 0:
            raise _FaultError("the formula divides by zero", "correct the formula or the value that it divides by")
        result = result * operand if kind == "*" else result / operand
    return result, position


def _factor(reader: _Reader, position: int, depth: int) -> tuple[Fraction, int]:
    sign = 1
    while (kind := reader.kind(position)) in ("+", "-"):
        sign = -sign if kind == "-" else sign
        position += 1
    if kind == "end":
        raise _FaultError("the formula ends where a value is due", "write a number or the name of an estimate there")
    token = reader.tokens[position]
    if kind == "number":
        return sign * Fraction(token.text), position + 1
    if kind == "name":
        value = reader.value_of(token.text)
        if isinstance(value, Fault):
            raise _FaultError(value.message, value.hint)
        return sign * value, position + 1
    if kind != "(":
        raise _unexpected(token)
    if depth == MAX_DEPTH:
        raise _FaultError(f"brackets more than {MAX_DEPTH} deep", "divide the formula over several estimates")
    result, position = _sum(reader, position + 1, depth + 1)
    if reader.kind(position) != ")":
        if reader.kind(position) != "end":
            raise _unexpected(reader.tokens[position])
        raise _FaultError("a bracket is not closed", "write ) where the bracket ends")
    return sign * result, position + 1
