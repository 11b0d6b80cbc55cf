"""One YAML text of the site, able to tell where any of its values stands.

Places are worked out again from the text when a diagnostic needs one: reading a record twice costs a fraction of a
millisecond, remembering every place of every record of a large site costs hundreds of megabytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spinesite import yamltree
from spinesite.diagnostics import Location


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

    def _place(self, steps: tuple[str | int, ...], of_key: bool) -> Location:
        tree = _tree(self.path, self.text, self.first_line)
        if tree is None:
            return Location(self.path, self.first_line)
        return Location(self.path, *yamltree.place_of(tree, steps, of_key))


@lru_cache(maxsize=4)
def _tree(path: str, text: str, first_line: int) -> yamltree.Node | None:
    """Return the tree of a text; the last few are kept, as a file with a thousand mistakes is asked for each."""
    return yamltree.parse(path, text, first_line)[0]
