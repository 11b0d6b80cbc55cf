"""One YAML text of the site, able to tell where any of its values stands.

Places are worked out again from the text when a diagnostic needs one: reading a record twice costs a fraction of a
millisecond, remembering every place of every record of a large site costs hundreds of megabytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from spinesite.diagnostics import Location

if TYPE_CHECKING:
    from spinesite import yamltree

# The run of characters that stands in a YAML file as it stands in the value: no white space, quotes or escapes.
_RUN = re.compile(r"[^\s'\"\\]+")
# What stands between two such runs, as it is written; and how much further a run is looked for where an escape for a
# letter stands in the way.
_GAP = re.compile(r"(?:[\s'\"]|\\(?:x..|u.{4}|U.{8}|.)?)*", re.DOTALL)
_FURTHER = 200
# What begins a text of several lines.
_HEADER = re.compile(r"[|>][-+\d]*[^\S\n]*(?:#.*)?\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML text that has been read without a problem. `first_line` is the line of the file on which it begins."""

    path: str
    text: str
    first_line: int = 1

    def at(self, *steps: str | int) -> Location:
        """Return where the value stands; one that was left out stands at the first key of the record that lacks it."""
        return self._place(steps, of_key=False)

    def key(self, *steps: str | int) -> Location:
        """Return where the key of a value stands, or the value itself where it has no key."""
        return self._place(steps, of_key=True)

    def find(self, words: str, *steps: str | int) -> Location:
        """Return where some words stand within a text value, or the value if they are not found as they are written."""
        start = self.at(*steps)
        found = self.text.find(words, self._offset(start))
        return start if found < 0 or "\n" in words else self._at(found)

    def within(self, value: str, offset: int, *steps: str | int) -> Location:
        """Return where the character at an offset of a text value stands, or the value if escapes hide the place."""
        start = self.at(*steps)
        runs, places = _aligned(value, self.text, self._offset(start))
        run = bisect_right(runs, offset, key=lambda each: each[1])  # the first that ends behind the offset
        if run == len(runs) or places[run] < 0:
            return start
        return self._at(places[run] + max(offset - runs[run][0], 0))

    def _offset(self, place: Location) -> int:
        return line_starts(self.text)[place.line - self.first_line] + place.column - 1

    def _at(self, offset: int) -> Location:
        starts = line_starts(self.text)
        row = bisect_right(starts, offset) - 1
        return Location(self.path, self.first_line + row, offset - starts[row] + 1)

    def _place(self, steps: tuple[str | int, ...], of_key: bool) -> Location:
        tree = _tree(self.path, self.text, self.first_line)
        if tree is None:
            return Location(self.path, self.first_line)
        from spinesite import yamltree

        return Location(self.path, *yamltree.place_of(tree, steps, of_key))


@lru_cache(maxsize=4)
def _tree(path: str, text: str, first_line: int) -> yamltree.Node | None:
    """Return the tree of a text; the last few are kept, as a file with a thousand mistakes is asked for each."""
    from spinesite import yamltree  # commands that only name rules start faster without it

    return yamltree.parse_on(path, text, first_line)[0]


# A file may hold thousands of mistakes, and a place is asked for each: what does not change from one to the next is
# worked out once, or time would grow with the square of their number.


@lru_cache(maxsize=4)
def line_starts(text: str) -> tuple[int, ...]:
    """Return the offsets at which the lines of a text begin. Those of the last few texts are kept."""
    return (0, *(end.end() for end in re.finditer("\n", text)))


@lru_cache(maxsize=4)
def _aligned(value: str, text: str, start: int) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Return the span of each run of a value, and where the run stands in the text; -1 where escapes hide it.

    `start` is where the value begins. The runs stand there in the same order, with quotes, escapes and white space
    between them.
    """
    header = _HEADER.match(text, start)
    end = header.end() if header else start
    runs: list[tuple[int, int]] = []
    places: list[int] = []
    for run in _RUN.finditer(value):
        words = run.group()
        place = _GAP.match(text, end).end()  # type: ignore[union-attr]
        if not text.startswith(words, place):
            place = text.find(words, end, end + len(words) + _FURTHER)
        runs.append(run.span())
        places.append(place)
        end = place + len(words) if place >= 0 else end
    return tuple(runs), tuple(places)
