"""Tables in Markdown whose rows do not have as many cells as their header.

Python-Markdown drops what stands in a cell too many and shows a table with a ragged header as plain text, both in
silence; a missing cell would be a number that nobody misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spinesite.prose import Problem

DELIMITER = re.compile(r"[ ]{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_CELL_END = re.compile(r"(?<!\\)\|")


def ragged(text: str, first_line: int) -> Iterator[Problem]:
    """Yield the first ragged row of each table in a text whose code has lost its words; it begins on `first_line`."""
    lines = [line[quote.end() :] if (quote := QUOTE.match(line)) else line for line in text.split("\n")]
    width = 0
    for number, line in enumerate(lines):
        if not line.strip():
            width = 0
        elif width:
            if _cells(line) != width:
                yield _problem(number + first_line, _cells(line), width)
                width = 0
        elif number and "|" in line and DELIMITER.fullmatch(line) and "|" in lines[number - 1]:
            width, header = _cells(line), _cells(lines[number - 1])
            if header != width:
                yield _problem(number + first_line, width, header)
                width = 0


def _cells(line: str) -> int:
    line = line.strip()
    ends = len(_CELL_END.findall(line))
    outer = line.startswith("|") + (line.endswith("|") and not line.endswith("\\|") and len(line) > 1)
    return max(ends - outer + 1, 1)


def _problem(line: int, cells: int, width: int) -> Problem:
    return Problem(
        "markup-failed",
        f"a row of a table with {cells} {'cell' if cells == 1 else 'cells'} under a header with {width}",
        "give every row as many cells as the header; write \\| for a line that is no end of a cell",
        line,
        1,
    )
