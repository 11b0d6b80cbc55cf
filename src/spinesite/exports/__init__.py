"""What is published for machines: one format a file, all of them in the literal tuples below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spinesite.exports import (
    claims_csv,
    claims_json,
    claims_jsonl,
    due_ics,
    due_json,
    feed,
    headers,
    references_bib,
    references_json,
    references_ris,
    robots,
    sitemap,
)
from spinesite.model import Reference
from spinesite.site import Site


@dataclass(frozen=True, slots=True)
class Export:
    """A file that holds the whole corpus in one format: its path on the site, a title for readers, and its maker."""

    path: str
    title: str
    make: Callable[[Site], bytes]


def _references(site: Site) -> Sequence[Reference]:
    return sorted((source.reference for source in site.sources), key=lambda reference: reference.citekey)


EXPORTS: tuple[Export, ...] = (
    Export("data/claims.json", "Every claim with its findings, as JSON", claims_json.export),
    Export("data/claims.jsonl", "The same, one claim a line", claims_jsonl.export),
    Export("data/claims.csv", "Every estimate as a row, for spreadsheets", claims_csv.export),
    Export(references_json.PATH, "References as CSL-JSON", lambda site: references_json.export(_references(site))),
    Export(references_bib.PATH, "References as BibTeX", lambda site: references_bib.export(_references(site))),
    Export(references_ris.PATH, "References as RIS", lambda site: references_ris.export(_references(site))),
    Export("data/due.json", "When the review of each claim and page is due", due_json.export),
    Export("data/due.ics", "The same as a calendar, to subscribe to", due_ics.export),
    Export("feed.xml", "What changed, as a feed", feed.export),
)


def _claim_files(site: Site) -> Iterator[tuple[str, bytes]]:
    for statement in site.statements:
        yield f"{statement.address}claim.json", claims_json.one(statement)


def _reference_files(site: Site) -> Iterator[tuple[str, bytes]]:
    for source in site.sources:
        yield f"{source.address}reference.bib", references_bib.one(source.reference).encode()
        yield f"{source.address}reference.ris", references_ris.one(source.reference).encode()
        yield f"{source.address}reference.json", references_json.one(source.reference).encode()


# Files that stand beside the page of one record.
RECORD_EXPORTS: tuple[Callable[[Site], Iterator[tuple[str, bytes]]], ...] = (_claim_files, _reference_files)


def well_known(site: Site, published: Sequence[str], policy: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files that crawlers and hosts look for. `published` holds the addresses of all pages."""
    yield "sitemap.xml", sitemap.export(site, published)
    yield "robots.txt", robots.export(site)
    yield "_headers", headers.export(policy)
