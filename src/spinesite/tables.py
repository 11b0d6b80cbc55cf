"""Tables as spreadsheets and databases write them (CSV), row by row: whatever the encoding and the separator.

Nothing is held but the row at hand, so that a table may be larger than memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from spinesite.errors import MachineError, UsageError

_SEPARATORS = ",;\t"
_MAX_HEADER = 64 * 1024
# No cell of a sound table has as many lines: a quotation mark that is never closed swallows the rows behind it.
_MAX_LINES = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts (the header is row 1) and its cells by the names of their columns.

    `columns` gives the number of each column, from 1. `damage` says what is wrong with a row that cannot be relied on;
    `text` is then all that it holds.
    """

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    damage: str = ""
    text: str = ""


@contextmanager
def lines(path: Path) -> Iterator[Iterator[str]]:
    """Give the lines of a text file in UTF-8 or UTF-16; what is neither becomes U+FFFD.

    Raises MachineError if the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            encoding = "utf-16" if stream.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        with path.open(encoding=encoding, errors="replace", newline="") as text:
            yield iter(text)
    except OSError as error:
        raise MachineError(f"cannot read {path}: {error.strerror or error}") from error


def header(first: str, known: Sequence[str]) -> tuple[list[str], str]:
    """Return the names of the columns in a table's first line, and the separator.

    Names are as `known` has them, whatever their capitals and blanks; others as they stand. The separator is the one
    that gives most of the known names.
    """
    by_plain = {_plain(name): name for name in known}
    best: tuple[list[str], str] = ([], ",")
    for separator in _SEPARATORS:
        names = next(csv.reader([first[:_MAX_HEADER]], delimiter=separator), [])
        named = [by_plain.get(_plain(name), name.strip()) for name in names]
        if len(set(named) & set(known)) > len(set(best[0]) & set(known)) or not best[0]:
            best = named, separator
    return best


def rows(text: Iterable[str], known: Sequence[str], needed: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table below its header. An empty row is left out, and counted.

    `known` are the names that columns may have, `needed` those that must be there. Raises UsageError if there is no
    header, or a column that is needed is missing.
    """
    remaining = iter(text)
    first = next(remaining, "")
    if not first.strip():
        raise UsageError("the table is empty; its first row has to name the columns")
    names, separator = header(first, known)
    while names and not names[-1]:
        names.pop()  # a separator behind the last name
    columns = {name: number for number, name in reversed(list(enumerate(names, start=1)))}
    if twice := next((name for name in known if names.count(name) > 1), ""):
        raise UsageError(f"the table has two columns {twice!r}; delete one")
    if missing := [name for name in needed if name not in columns]:
        raise UsageError(f"the table has no column {', '.join(missing)}; its first row has to name the columns")
    reader = csv.reader(chain([first], remaining), delimiter=separator)
    next(reader)
    number, begun = 1, reader.line_num
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(number, {}, columns, f"cannot be read ({error})")
            continue
        if cells is None:
            return
        count, begun = reader.line_num - begun, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        held = {name: cells[at - 1] if at <= len(cells) else "" for name, at in columns.items()}
        if count > _MAX_LINES:
            yield Row(number, held, columns, f"goes on over {count} lines", "\n".join(cells))
        elif any(cell.strip() for cell in cells[len(names) :]):
            yield Row(number, held, columns, f"has more than {len(names)} cells", "\n".join(cells))
        else:
            yield Row(number, held, columns)


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
