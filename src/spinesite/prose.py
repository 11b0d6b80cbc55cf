"""Compiled prose: sanitised HTML cut at the places that only a page can fill in, and what the text points at.

`markup` makes these values; everything else only reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["claim", "option", "condition", "guide", "page", "ref", "term"]


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in prose; `locator` is text such as "p. 12", or empty."""

    citekey: str
    locator: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a record of the site; `embed` asks for the claim's evidence card in its place."""

    kind: Kind
    target: str
    embed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, and the rule that it breaks.

    Line and column are those of the file for the body of a Markdown file, and count from the beginning of the value for
    a text within a record.
    """

    rule: Literal["markup-failed", "unsafe-url", "unknown-link", "invalid-character"]
    message: str
    hint: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its id, for a list of contents."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A compiled text. `parts` are runs of safe HTML and, between them, citations and links to be filled in.

    `places` tells where in the text each citation and each link begins, in the order of the parts. `text` is what was
    compiled, and `first_line` the line on which it begins. What was refused of it is blank, and every character that is
    left keeps its place.
    """

    parts: tuple[str | Cite | Link, ...] = ()
    places: Sequence[int] = ()
    headings: tuple[Heading, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: str = ""
    first_line: int = 1

    @property
    def placed(self) -> Iterator[tuple[Cite | Link, int]]:
        """The citations and links with their places, in the order of the parts."""
        return zip((part for part in self.parts if not isinstance(part, str)), self.places, strict=True)

    @property
    def placed_links(self) -> Iterator[tuple[Link, int]]:
        """The links to records, cards included, with their places: quick where a text has thousands of citations."""
        return ((part, start) for part, start in self.placed if isinstance(part, Link)) if self.links else iter(())

    @property
    def cites(self) -> tuple[Cite, ...]:
        """The citations, in the order of the text."""
        return tuple(part for part in self.parts if isinstance(part, Cite))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links to records, cards included, in the order of the text."""
        return tuple(part for part in self.parts if isinstance(part, Link))


NO_PROSE = Prose()
