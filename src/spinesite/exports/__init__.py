"""What is published for machines: one format a file, all of them in the literal tuples below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from spinesite.exports import (
    badge,
    claims_csv,
    claims_json,
    claims_jsonl,
    datapackage,
    due_ics,
    due_json,
    evidence_fhir,
    evidence_sqlite,
    feed,
    headers,
    oembed,
    references_bib,
    references_json,
    references_ris,
    robots,
    sitemap,
)
from spinesite.exports.datapackage import DataFile
from spinesite.model import Reference
from spinesite.site import Site, Source, Statement
from spinesite.turns import Mine, all_of_them


@dataclass(frozen=True, slots=True)
class Export:
    """A file that holds the whole corpus in one format.

    `path` is its path on the site, `title` says what it holds and `opens` what opens it, both for readers; `make`
    makes it.
    """

    path: str
    title: str
    opens: str
    make: Callable[[Site], bytes]

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition("/")[2]

    @property
    def is_data(self) -> bool:
        """Whether it is listed on the data page and described in the data package."""
        return self.path.startswith("data/")


def _references(site: Site) -> Sequence[Reference]:
    return sorted((source.reference for source in site.sources), key=lambda reference: reference.citekey)


def _described(export: Export, data: bytes) -> DataFile:
    return DataFile(export.path, export.title, len(data), sha256(data).hexdigest())


def _description(site: Site) -> bytes:
    """Return the description of the other data files, which are made for it."""
    others = (each for each in EXPORTS if each.is_data and each.make is not _description)
    return datapackage.export(site.settings, [_described(each, each.make(site)) for each in others])


_ANY_LANGUAGE, _MANAGER = "Any programming language", "A reference manager, such as Zotero"
EXPORTS: tuple[Export, ...] = (
    Export("data/claims.csv", "Every estimate as a row", "A spreadsheet, R, pandas", claims_csv.export),
    Export("data/claims.json", "Every claim with its findings, as JSON", _ANY_LANGUAGE, claims_json.export),
    Export("data/claims.jsonl", "The same, one claim a line", f"{_ANY_LANGUAGE}, jq", claims_jsonl.export),
    Export(
        "data/evidence.sqlite",
        "A database, with views that answer plain questions",
        "sqlite3, DB Browser for SQLite, Datasette",
        evidence_sqlite.export,
    ),
    Export(
        "data/evidence.fhir.ndjson",
        "Findings, outcomes and works as FHIR R5, one resource a line",
        "Health care software that reads FHIR",
        evidence_fhir.export,
    ),
    Export(
        references_json.PATH,
        "References as CSL-JSON",
        f"{_MANAGER}; Pandoc",
        lambda site: references_json.export(_references(site)),
    ),
    Export(
        references_bib.PATH,
        "References as BibTeX",
        f"{_MANAGER}; LaTeX",
        lambda site: references_bib.export(_references(site)),
    ),
    Export(references_ris.PATH, "References as RIS", _MANAGER, lambda site: references_ris.export(_references(site))),
    Export("data/due.json", "When the review of each claim and page is due", _ANY_LANGUAGE, due_json.export),
    Export("data/due.ics", "The same as a calendar, to subscribe to", "A calendar", due_ics.export),
    # After all others, as it holds their sizes and hashes.
    Export(
        "data/datapackage.json",
        "What these files are: columns, sizes, SHA-256",
        "Frictionless, R, any programming language",
        _description,
    ),
    Export("feed.xml", "What changed, as a feed", "A feed reader", feed.export),
)


def made(site: Site) -> Iterator[tuple[Export, bytes]]:
    """Yield every export with its bytes. Each is made once, also for the one that describes the others."""
    files: list[DataFile] = []
    for export in EXPORTS:
        if export.make is _description:
            data = datapackage.export(site.settings, files)
        else:
            data = export.make(site)
            files += [_described(export, data)] if export.is_data else []
        yield export, data


# Files that stand beside the page of each claim: their names, and what makes them for the claims of a site.
CLAIM_EXPORTS: tuple[tuple[str, Callable[[Site], Callable[[Statement], bytes]]], ...] = (
    ("claim.json", lambda _: claims_json.one),
    ("evidence.fhir.json", evidence_fhir.bundles),
    ("oembed.json", oembed.answers),
    ("badge.svg", badge.badges),
)
# The same for each reference.
REFERENCE_EXPORTS: tuple[tuple[str, Callable[[Source], bytes]], ...] = (
    ("reference.bib", lambda source: references_bib.one(source.reference).encode()),
    ("reference.ris", lambda source: references_ris.one(source.reference).encode()),
    ("reference.json", lambda source: references_json.one(source.reference).encode()),
)


def beside_pages(site: Site, is_mine: Mine = all_of_them, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of every file that stands beside a page.

    Where several share in the work, `is_mine` tells which claims and references are one's own, counted from `first`.
    """
    makers = [(name, make(site)) for name, make in CLAIM_EXPORTS]
    for position, statement in enumerate(site.statements, first):
        if is_mine(position):
            yield from ((f"{statement.address}{name}", make(statement)) for name, make in makers)
    for position, source in enumerate(site.sources, first + len(site.statements)):
        if is_mine(position):
            yield from ((f"{source.address}{name}", make(source)) for name, make in REFERENCE_EXPORTS)


def well_known(site: Site, published: Sequence[str], policy: str, search_policy: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that crawlers and hosts look for. `published` holds the addresses of all pages."""
    yield "sitemap.xml", sitemap.export(site, published)
    yield "robots.txt", robots.export(site)
    yield "_headers", headers.export(policy, search_policy)
