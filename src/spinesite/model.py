"""The frozen values of the pipeline that are not written as records: references, and a corpus as it was read.

No reading, no parsing, no printing. The records themselves (claims, options, …) are in `records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from spinesite.diagnostics import Location
from spinesite.prose import NO_PROSE, Prose
from spinesite.source import Source

if TYPE_CHECKING:
    from spinesite.records import (
        Category,
        Change,
        Claim,
        Notice,
        OptionPage,
        Outcome,
        PlainPage,
        SiteSettings,
        Term,
        Unsupported,
        Waiver,
    )

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name:
    """A person or body that made a work, as text (LaTeX already decoded).

    A body has only `literal`. `particle` stands before the family name ("van der"); `suffix` after the name ("Jr.").
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """The name as it stands in running text: the family name with its particle, or the body's name."""
        return self.literal or f"{self.particle} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the month and the day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The bibliographic record of one work: one BibTeX entry, decoded, with what it inherits.

    `kind` is the entry type in lower case (`article`, `inproceedings`, …). `fields` holds every field as decoded text,
    its name in lower case and in the entry's order; `doi`, `url` and other identifiers are not decoded and only lose
    the backslash before a sign that LaTeX reserves. `raw` holds the same fields as they were written, with string
    macros resolved. `locations` tells where a field's value stands; an inherited field stands where its parent wrote
    it. `inherited` names the fields that come from another entry. `authors_et_al` and `editors_et_al` tell that the
    list ends in "and others".
    """

    citekey: str
    kind: str
    location: Location
    fields: Mapping[str, str]
    raw: Mapping[str, str]
    locations: Mapping[str, Location]
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    authors_et_al: bool = False
    editors_et_al: bool = False
    issued: PartialDate | None = None
    inherited: frozenset[str] = frozenset()

    def get(self, *names: str) -> str:
        """Return the first of the named fields that has text, or an empty string."""
        for name in names:
            if text := self.fields.get(name, ""):
                return text
        return ""

    def at(self, *names: str) -> Location:
        """Return where the first of the named fields stands, or the entry if it has none of them."""
        for name in names:
            if name in self.locations:
                return self.locations[name]
        return self.location

    @property
    def is_work(self) -> bool:
        """False for entries that only lend their fields to others or group them."""
        return self.kind not in ("xdata", "set")

    @property
    def title(self) -> str:
        """The title with its subtitle."""
        title, subtitle = self.get("title"), self.get("subtitle")
        return f"{title}: {subtitle}" if title and subtitle else title

    @property
    def year(self) -> str:
        """The year as text, or an empty string."""
        return str(self.issued.year) if self.issued else ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All entries of all `.bib` files, in the order of files and lines.

    `broken` holds the citekeys of entries that were reported and left out: their citations are not reported as well.
    """

    references: tuple[Reference, ...] = ()
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A record with its id, the file it was read from, and its prose.

    `steps` lead to the record where its file holds a list. The prose is the body of a Markdown file, or the one field
    of a record that may hold Markdown; it is empty where there is none.
    """

    id: str
    record: T
    source: Source
    steps: tuple[str | int, ...] = ()
    prose: Prose = NO_PROSE

    def at(self, *steps: str | int) -> Location:
        """Return where a value of the record stands; a value that was left out stands at the record's first key."""
        return self.source.at(*self.steps, *steps)

    def find(self, words: str, *steps: str | int) -> Location:
        """Return where some words of a text value stand."""
        return self.source.find(words, *self.steps, *steps)

    def within(self, value: str, offset: int, *steps: str | int) -> Location:
        """Return where the character at an offset of a text value stands, or the value if escapes hide the place."""
        return self.source.within(value, offset, *self.steps, *steps)


@dataclass(frozen=True, slots=True)
class Named:
    """A name by which a claim that was refused points at something, or its own id, and where it stands.

    `kind` is "citekey", "option", "condition", "outcome" or "id".
    """

    kind: str
    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class Corpus:
    """A site as it was read, before anything is resolved. `today` is the date that it is judged on.

    `unread` holds ids of claims, options, … whose files were reported and could not be read ("claims/some-id"), so that
    what points at them is not reported as well. `named` holds what refused claims point at, `bodies` the texts of pages
    whose front matter was refused, each with the folder of its page.
    """

    today: date
    settings: Sourced[SiteSettings]
    categories: tuple[Sourced[Category], ...] = ()
    outcomes: tuple[Sourced[Outcome], ...] = ()
    terms: tuple[Sourced[Term], ...] = ()
    unsupported: tuple[Sourced[Unsupported], ...] = ()
    changes: tuple[Sourced[Change], ...] = ()
    waivers: tuple[Sourced[Waiver], ...] = ()
    claims: tuple[Sourced[Claim], ...] = ()
    options: tuple[Sourced[OptionPage], ...] = ()
    conditions: tuple[Sourced[PlainPage], ...] = ()
    guides: tuple[Sourced[PlainPage], ...] = ()
    pages: tuple[Sourced[PlainPage], ...] = ()
    bibliography: Bibliography = field(default_factory=Bibliography)
    notices: tuple[Sourced[Notice], ...] = ()
    unread: frozenset[str] = frozenset()
    named: tuple[Named, ...] = ()
    bodies: tuple[tuple[str, Sourced[None]], ...] = ()
