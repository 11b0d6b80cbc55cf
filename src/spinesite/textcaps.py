"""What a text in Markdown may not exceed, looked at before it is parsed.

Python-Markdown's time grows with the square of brackets and of nesting, and deep nesting crashes it. What passes and is
one paragraph for the library all the same is refused when it has made its paragraphs (`markuplinear`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from spinesite.markuptables import DELIMITER
from spinesite.names import describe_character, invalid_character
from spinesite.prose import Problem

MAX_PARAGRAPH = 2_000
MAX_BRACKETS = 64
MAX_LIST_DEPTH = 8
# Rules, underlines, headings and the like in lines with no empty line between them. At each, all that follows is read
# again.
MAX_DIVIDERS = 1_000

_MARKER = re.compile(r"[ ]{0,3}(?:>[ ]?|(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))")
_OPENING = re.compile(r"\s*[>*+\-\d]")  # of any item or quotation: a fast look before a slow one
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}")
_DIVIDER = re.compile(r"\s*(?:[#>:\[]|[-=*_+\s]*$)")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`~\n]*$")
_NUMERIC_ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")


def excess(text: str, first_line: int) -> tuple[tuple[Problem, ...], str]:
    """Return what of a text is refused and why, and the text with that part blanked; each line keeps its place.

    `first_line` is the line on which the text begins.
    """
    lines = text.split("\n")
    refused = [
        *_hidden_characters(lines),
        *_too_long(lines),
        *_too_divided(lines),
        *_too_deep(lines),
        *_open_fence(lines),
    ]
    if not refused:
        return (), text
    problems = tuple(Problem(one.rule, one.message, one.hint, first_line + one.first, one.column) for one in refused)
    for one in refused:
        for number in range(one.first, one.end):
            lines[number] = " " * len(lines[number])
    return problems, "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Lines from `first` to before `end`, counted from 0, that are not parsed, and why."""

    first: int
    end: int
    message: str
    hint: str
    column: int = 1
    rule: Literal["markup-failed", "invalid-character"] = "markup-failed"


def _hidden_characters(lines: list[str]) -> Iterator[_Refused]:
    """Find characters that may stand in no text, written as entities."""
    for number, line in enumerate(lines):
        for entity in _NUMERIC_ENTITY.finditer(line):
            code = int(entity.group(1), 16) if entity.group(1) else int(entity.group(2))
            if code == 0 or code > 0x10FFFF or invalid_character(chr(code)):
                name = describe_character(chr(code)) if code <= 0x10FFFF else f"number {code}"
                message = f"the text holds the character {name} as an entity"
                yield _Refused(number, number + 1, message, "delete it", entity.start() + 1, "invalid-character")


def crowded(paragraph: str) -> tuple[str, str] | None:
    """Return what a paragraph has too much of and how to mend it, or None."""
    if len(paragraph) > MAX_PARAGRAPH:
        return f"a paragraph of more than {MAX_PARAGRAPH:,} characters", "divide it with empty lines"
    if paragraph.count("[") > MAX_BRACKETS:
        message = f"a paragraph with more than {MAX_BRACKETS} opening brackets"
        return message, "divide it with empty lines, or take brackets out"
    return None


def _too_long(lines: list[str]) -> Iterator[_Refused]:
    """Find paragraphs, list items and table rows that are too long or hold too many brackets."""
    for first, end in _paragraphs(lines):
        if found := crowded("\n".join(lines[first:end])):
            yield _Refused(first, end, *found)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph, list item and table row begins and ends."""
    first = 0
    begins, in_table = True, False
    for number, line in enumerate((*lines, "")):
        is_blank = not line.strip(" \t")
        in_table = not is_blank and (in_table or (begins and _is_table(lines[number : number + 2])))
        if is_blank or in_table or _ITEM.match(line):
            if number > first:
                yield first, number
            first = number + 1 if is_blank else number
        begins = is_blank or _HEADING.match(line) is not None


def _too_divided(lines: list[str]) -> Iterator[_Refused]:
    """Find lists without an empty line that something else divides too often."""
    for is_blank, run in groupby(range(len(lines)), key=lambda number: not lines[number].strip(" \t")):
        own = () if is_blank else tuple(run)
        if sum(_DIVIDER.match(lines[number]) is not None for number in own) > MAX_DIVIDERS:
            message = f"more than {MAX_DIVIDERS:,} rules, headings or other breaks without an empty line"
            yield _Refused(own[0], own[-1] + 1, message, "divide it with empty lines, or take some out")


def _is_table(head: list[str]) -> bool:
    """Tell whether two lines begin a table; any others with bars are a paragraph, however many they are."""
    header, delimiter = (*head, "")[:2]
    return "|" in header and "|" in delimiter and DELIMITER.fullmatch(delimiter.lstrip()) is not None


def _too_deep(lines: list[str]) -> Iterator[_Refused]:
    """Find where lists or quotations are nested too deep; lines below each other are one place."""
    for is_too_deep, run in groupby(range(len(lines)), key=lambda number: _depth(lines[number]) > MAX_LIST_DEPTH):
        if is_too_deep:
            first, *others = run
            message = f"lists or quotations nested more than {MAX_LIST_DEPTH} deep"
            yield _Refused(first, first + len(others) + 1, message, "flatten the list")


def _depth(line: str) -> int:
    """Count the levels of a list or quotation that one line opens or stands in."""
    if not _OPENING.match(line):
        return 0
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    rest = line.lstrip()
    depth = indent // 4 if _ITEM.match(line) or rest.startswith(">") else 0
    while rest and (match := _MARKER.match(rest)):
        depth += 1
        rest = rest[match.end() :].lstrip()
    return depth


def _open_fence(lines: list[str]) -> Iterator[_Refused]:
    """Find a code fence that is never closed: all that follows it would be shown as code."""
    fence, opened = "", 0
    for number, line in enumerate(lines):
        if fence and line.rstrip(" ") == fence:
            fence = ""
        elif not fence and (match := _FENCE.match(line)):
            fence, opened = match.group(1), number
    if fence:
        yield _Refused(opened, len(lines), "a code fence that is never closed", f"close it with a line {fence}")
