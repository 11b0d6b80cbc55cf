"""What a text in Markdown may not exceed, looked at before it is parsed.

Python-Markdown's time grows with the square of brackets and of nesting, and deep nesting crashes it. A text that passes
is parsed in milliseconds whatever it holds; the caps are those of the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spinesite.names import describe_character, invalid_character
from spinesite.prose import Problem

MAX_PARAGRAPH = 2_000
MAX_BRACKETS = 64
MAX_LIST_DEPTH = 8

_MARKER = re.compile(r"[ ]{0,3}(?:>[ ]?|(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))")
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_FENCE = re.compile(r"`{3,}|~{3,}")
_NUMERIC_ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")


def excess(text: str, first_line: int) -> tuple[Problem, ...]:
    """Return why a text is refused, or nothing. `first_line` is the line on which the text begins."""
    for found in (_hidden_character(text, first_line), _length(text, first_line), _open_fence(text, first_line)):
        for problem in found:
            return (problem,)
    return ()


def _hidden_character(text: str, first_line: int) -> Iterator[Problem]:
    """Find characters that may stand in no text, written as entities."""
    for entity in _NUMERIC_ENTITY.finditer(text):
        code = int(entity.group(1), 16) if entity.group(1) else int(entity.group(2))
        if code == 0 or code > 0x10FFFF or invalid_character(chr(code)):
            line = first_line + text.count("\n", 0, entity.start())
            column = entity.start() - text.rfind("\n", 0, entity.start())
            name = describe_character(chr(code)) if code <= 0x10FFFF else f"number {code}"
            message = f"the text holds the character {name} as an entity"
            yield Problem("invalid-character", message, "delete it", line, column)


def _length(text: str, first_line: int) -> Iterator[Problem]:
    """Find paragraphs, list items and table rows that are too long, hold too many brackets or stand too deep."""
    length = brackets = 0
    start = first_line
    for number, line in enumerate(text.split("\n"), start=first_line):
        if not line.strip() or _ITEM.match(line) or line.lstrip().startswith("|"):
            length, brackets, start = 0, 0, number if line.strip() else number + 1
        length += len(line) + 1
        brackets += line.count("[")
        if length > MAX_PARAGRAPH + 1:
            message = f"a paragraph of more than {MAX_PARAGRAPH:,} characters"
            yield Problem("markup-failed", message, "divide it with empty lines", start, 1)
            return
        if brackets > MAX_BRACKETS:
            message = f"a paragraph with more than {MAX_BRACKETS} opening brackets"
            yield Problem("markup-failed", message, "divide it with empty lines, or take brackets out", start, 1)
            return
        if _depth(line) > MAX_LIST_DEPTH:
            message = f"lists or quotations nested more than {MAX_LIST_DEPTH} deep"
            yield Problem("markup-failed", message, "flatten the list", number, 1)
            return


def _depth(line: str) -> int:
    """Count the levels of a list or quotation that one line opens or stands in."""
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    rest = line.lstrip()
    depth = indent // 4 if _ITEM.match(line) or rest.startswith(">") else 0
    while rest and (match := _MARKER.match(rest)):
        depth += 1
        rest = rest[match.end() :].lstrip()
    return depth


def _open_fence(text: str, first_line: int) -> Iterator[Problem]:
    """Find a code fence that is never closed: all that follows it would be shown as code."""
    fence, opened = "", first_line
    for number, line in enumerate(text.split("\n"), start=first_line):
        if match := _FENCE.match(line):
            if not fence:
                fence, opened = match.group()[:3], number
            elif line.startswith(fence):
                fence = ""
    if fence:
        hint = f"close it with a line {fence}"
        yield Problem("markup-failed", "a code fence that is never closed", hint, opened, 1)
