"""Who cites what: every use of a citekey in the findings and the prose of a corpus, and the texts that prose stands in.

Places are worked out when they are asked for, because most uses of most corpora have nothing wrong with them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spinesite.diagnostics import Diagnostic, Location, Rule
from spinesite.model import Corpus, Sourced
from spinesite.prose import Cite, Link, Problem
from spinesite.source import line_starts

# What can cite: the folders and the list whose records have findings or prose.
CITING = ("claims", "options", "conditions", "guides", "pages", "unsupported")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in restricted Markdown and the record that it belongs to.

    `kind` is one of `CITING`. `field` is the field that holds the text, or empty for the body of a Markdown file.
    """

    kind: str
    owner: Sourced[Any]
    field: str = ""

    def at(self, problem: Problem) -> Location:
        """Return where a problem of the text stands in its file; the start of the text if escapes hide the place."""
        if not self.field:
            return Location(self.owner.source.path, problem.line, problem.column)
        # The problem's line counts from 1 within the value: where that stands is only worked out here.
        return self._within(self._written, _offset(self._written, problem.line - 1, problem.column))

    def place(self, offset: int) -> Location:
        """Return where the character at an offset of the text stands in its file."""
        prose = self.owner.prose
        if self.field:
            return self._within(self._written, offset)
        starts = line_starts(prose.text)
        row = bisect_right(starts, offset) - 1
        return Location(self.owner.source.path, prose.first_line + row, offset - starts[row] + 1)

    @property
    def _written(self) -> str:
        return str(getattr(self.owner.record, self.field))

    def _within(self, text: str, offset: int) -> Location:
        return self.owner.within(text, offset, self.field)


def _offset(text: str, row: int, column: int) -> int:
    """Return the position of a place, its row counted from 0 and its column from 1."""
    return line_starts(text)[row] + column - 1


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a citekey is used: the citation of a finding, or a citation or a `ref:` link in prose.

    `finding` is the position of the finding, from 0. A use in prose has the passage and its place there instead.
    """

    citekey: str
    kind: str
    owner: Sourced[Any]
    finding: int | None = None
    passage: Passage | None = None
    start: int = 0
    is_link: bool = False

    def at(self) -> Location:
        """Return where the citekey stands (a citation in prose stands at its @)."""
        if self.passage is not None:
            return self.passage.place(self.start)
        return self.owner.at("findings", self.finding or 0, "citation", "citekey")


def passages(corpus: Corpus) -> Iterator[Passage]:
    """Yield every text of a corpus that was compiled, in the order of kinds and files; then those of refused pages."""
    for kind, records, field in (
        ("claims", corpus.claims, "detail"),
        ("options", corpus.options, ""),
        ("conditions", corpus.conditions, ""),
        ("guides", corpus.guides, ""),
        ("pages", corpus.pages, ""),
        ("unsupported", corpus.unsupported, "why"),
    ):
        for owner in records:
            if owner.prose.parts or owner.prose.problems:
                yield Passage(kind, owner, field)
    for kind, body in corpus.bodies:
        yield Passage(kind, body)


def uses(corpus: Corpus) -> Iterator[Use]:
    """Yield every use of a citekey: those of findings first, then those in prose."""
    for claim in corpus.claims:
        for position, finding in enumerate(claim.record.findings):
            yield Use(finding.citation.citekey, "claims", claim, finding=position)
    for passage in passages(corpus):
        for part, start in passage.owner.prose.placed:
            if not isinstance(part, Link):
                yield Use(part.citekey, passage.kind, passage.owner, passage=passage, start=start)
            elif part.kind == "ref":
                yield Use(part.target, passage.kind, passage.owner, passage=passage, start=start, is_link=True)


def citekeys(corpus: Corpus) -> Iterator[str]:
    """Yield the citekey of every use, known or not, as often as it is used."""
    for claim in corpus.claims:
        yield from (finding.citation.citekey for finding in claim.record.findings)
    for passage in passages(corpus):
        for part in passage.owner.prose.parts:
            if isinstance(part, Cite):
                yield part.citekey
            elif isinstance(part, Link) and part.kind == "ref":
                yield part.target


def by_citekey(corpus: Corpus) -> dict[str, tuple[Use, ...]]:
    """Return the uses of every citekey that is used, known or not."""
    found: dict[str, list[Use]] = {}
    for use in uses(corpus):
        found.setdefault(use.citekey, []).append(use)
    return {citekey: tuple(of_citekey) for citekey, of_citekey in found.items()}


def all_read(corpus: Corpus) -> bool:
    """Tell whether everything that could cite was read, and every text compiled, so that a missing use is missing."""
    if any(name.partition("/")[0] in CITING for name in corpus.unread):
        return False
    unread = ("markup-failed", "invalid-character")
    return not any(p.rule in unread for passage in passages(corpus) for p in passage.owner.prose.problems)


def problems(corpus: Corpus, rule: Rule) -> Iterator[Diagnostic]:
    """Yield what was wrong with the texts of a corpus when they were compiled, as far as it breaks one rule."""
    for passage in passages(corpus):
        # An address that is defined once and used twice is wrong twice in one place.
        for problem in dict.fromkeys(passage.owner.prose.problems):
            if problem.rule == rule.id:
                yield rule.at(passage.at(problem), problem.message, problem.hint)
