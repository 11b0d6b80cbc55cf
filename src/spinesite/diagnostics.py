"""What is wrong, where, and how to mend it: the values that every reader and rule produces.

An editor's mistake is a `Diagnostic`, never an exception. This module knows no file format and no output format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from spinesite.names import invalid_character

if TYPE_CHECKING:
    from spinesite.model import Corpus
    from spinesite.said import Text

# A message quotes what strangers wrote, which may be as long as a file.
MAX_MESSAGE = 1_000


class Severity(StrEnum):
    """An error stops the build; a warning stops it under `--strict` only."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the site: POSIX path relative to the root; line and column (in code points) from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a diagnostic talks about, such as the first of two equal keys."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `message` says what is wrong, `hint` how to mend it; neither ends in a full stop."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column, rule, then the message, so that the order is total."""
        return (self.location.path, self.location.line, self.location.column, self.rule, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that can be wrong. The module that defines it explains it in its docstring.

    `always` marks the rules that no option and no waiver switches off. `check` finds every breach in a corpus. `reads`
    takes from a corpus what has to be known, and returns what finds the breaches in one text of it, or None where there
    is nothing to find. A rule has neither where a reader or the verifier applies it while it works.
    """

    id: str
    family: str
    severity: Severity
    doc: str
    always: bool = False
    check: Callable[[Corpus], Iterable[Diagnostic]] | None = None
    reads: Callable[[Corpus], Callable[[Text], Iterable[Diagnostic]] | None] | None = None

    def at(
        self,
        location: Location,
        message: str,
        hint: str = "",
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Return the diagnostic that says this rule is broken at that place.

        Of what it quotes, at most `MAX_MESSAGE` characters are said, on one line, and none that may stand in no text: a
        terminal would obey them.
        """
        return Diagnostic(self.id, severity or self.severity, location, _sayable(message), _sayable(hint), related)


def _sayable(words: str) -> str:
    if len(words) > MAX_MESSAGE:
        words = words[: MAX_MESSAGE - 1] + "…"
    if words.isprintable():
        return words
    return "".join("\ufffd" if c in "\r\n" or invalid_character(c) else c for c in words)


def did_you_mean(word: str, known: Iterable[str], closeness: float = 0.6) -> str:
    """Return the closest of the known words, or an empty string if none is close (from 0, nothing in common, to 1)."""
    close = get_close_matches(word, list(known), n=1, cutoff=closeness)
    return close[0] if close else ""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them stops a build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
