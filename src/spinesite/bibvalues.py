"""Turns a value as a `.bib` file has it (`{…}`, `"…"`, names of strings, `#`) into its text. Decodes no LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MAX_DEPTH = 1000

_MARK = re.compile(r"(?<!\\)[{}\"]")
_WORD = re.compile(r"[^\s#{}\",=]+")
_JOIN = re.compile(r"\s*(#?)\s*")
_NEXT_FIELD = re.compile(r"[^\s=,{}\"#]+\s*=")


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a value.

    `undefined` are the names that no string defines; they stand in the text as they are. `borrowed` is the number of
    characters that come from strings. `fault` says what is wrong with the value, in words that follow its name.
    """

    text: str
    undefined: tuple[str, ...] = ()
    borrowed: int = 0
    fault: str = ""


def plain_text(value: str) -> str | None:
    """Return the text of a value that needs no more than taking its braces off, or None. Most values are such."""
    if value[:1] == "{" and value.find("}") == len(value) - 1 and value.find("{", 1) < 0:
        return value[1:-1]
    return value if value.isascii() and value.isdigit() else None


def resolve(value: str, strings: Mapping[str, str], room: int) -> Value:
    """Return the text of a value; `strings` maps names in lower case to their text.

    At most `room` characters may come from strings: a few lines of strings made of strings can stand for gigabytes.
    """
    parts: list[str] = []
    undefined: list[str] = []
    borrowed = position = 0
    while position < len(value):
        if value[position] in '{"':
            end = _closing(value, position)
            if isinstance(end, str):
                return Value("", fault=end)
            parts.append(value[position + 1 : end])
            position = end + 1
        elif word := _WORD.match(value, position):
            name = word[0].lower()
            text = strings.get(name, "")
            if name in strings:
                parts.append(text)
                borrowed += len(text)
            else:
                parts.append(word[0])
                if name not in MONTHS and not (name.isascii() and name.isdigit()):
                    undefined.append(word[0])
            position = word.end()
        else:
            return Value("", fault="is no text in braces or quotation marks")
        join = _JOIN.match(value, position)
        position = join.end() if join else position
        if position == len(value):
            if join and join[1]:
                return Value("", fault="ends with a '#' that joins it to nothing")
        elif not (join and join[1]):
            missing = _NEXT_FIELD.match(value, position)
            return Value("", fault="has no comma after its value" if missing else "goes on after its value is closed")
        if borrowed > room:
            return Value("", fault="grows too long through the strings that it uses")
    if not parts:
        return Value("", fault="has no value")
    return Value("".join(parts), tuple(dict.fromkeys(undefined)), borrowed)


def _closing(value: str, start: int) -> int | str:
    """Return the offset of the sign that closes the text which opens at `start`, or what is wrong with it."""
    opening = value[start]
    depth = 0
    for mark in _MARK.finditer(value, start + 1):
        sign = mark[0]
        if sign == "{":
            depth += 1
            if depth > MAX_DEPTH:
                return f"has braces nested more than {MAX_DEPTH} deep"
        elif sign == "}":
            if depth == 0:
                return mark.start() if opening == "{" else "has a closing brace that closes nothing"
            depth -= 1
        elif opening == '"' and depth == 0:
            return mark.start()
    return "is not closed"
