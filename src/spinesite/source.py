"""One YAML text of the site, able to tell where any of its values stands.

Places are worked out again from the text when a diagnostic needs one: reading a record twice costs a fraction of a
millisecond, remembering every place of every record of a large site costs hundreds of megabytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from spinesite.diagnostics import Location

if TYPE_CHECKING:
    from spinesite import yamltree

# The run of characters that stands in a YAML file as it stands in the value: no white space, quotes or escapes.
_RUN = re.compile(r"[^\s'\"\\]+")


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
        lines = self.text.split("\n")
        for row in range(start.line - self.first_line, len(lines)):
            column = lines[row].find(words, start.column - 1 if row == start.line - self.first_line else 0)
            if column >= 0:
                return Location(self.path, row + self.first_line, column + 1)
        return start

    def within(self, value: str, offset: int, *steps: str | int) -> Location:
        """Return where the character at an offset of a text value stands, or the value if escapes hide the place."""
        start = self.at(*steps)
        run = _RUN.search(value, offset)
        if run is None:
            return start
        # The same run of characters may stand in the value several times: the one that is meant is found by counting.
        found = sum(len(line) + 1 for line in self.text.split("\n")[: start.line - self.first_line]) + start.column - 1
        for count in range(value.count(run.group(), 0, run.start()) + 1):
            found = self.text.find(run.group(), found + (len(run.group()) if count else 0))
            if found < 0:
                return start
        row = self.text.count("\n", 0, found)
        return Location(self.path, self.first_line + row, found - self.text.rfind("\n", 0, found))

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
