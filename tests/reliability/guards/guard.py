"""A guard: the text that makes it, what stands there when it is taken away, and the tests that miss it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
SOURCE = "src/spinesite/"


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard of the program.

    `written` stands exactly once in `file`, which is a path below `src/spinesite/`, or below the repository for a
    template; `without` takes its place. `tests` are node ids of pytest below `tests/`, of which one has to fail.
    `only` narrows them down, as pytest's option `-k` does.
    """

    name: str
    file: str
    written: str
    without: str
    tests: tuple[str, ...]
    only: str = ""

    @property
    def path(self) -> str:
        """The file's path in the repository."""
        return self.file if self.file.startswith("templates/") else SOURCE + self.file

    def taken_away(self, text: str) -> str:
        """Return a text of the file without the guard. Raises ValueError unless the guard stands in it exactly once."""
        count = text.count(self.written)
        if count != 1:
            raise ValueError(f"{self.name}: {self.written!r} stands {count} times in {self.path}")
        if self.written == self.without:
            raise ValueError(f"{self.name}: nothing is taken away")
        return text.replace(self.written, self.without)


def of(file: str, *rows: tuple[str, ...]) -> tuple[Guard, ...]:
    """Return the guards of a file: each a name, what is written, what stands there without it, and its tests.

    A row has one node id or several, parted by blanks, and may end in what narrows them down.
    """
    return tuple(
        Guard(name, file, written, without, tuple(tests.split()), *only)
        for name, written, without, tests, *only in rows
    )
