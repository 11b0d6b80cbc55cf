"""What other programs read in a page: JSON-LD (schema.org) and Open Graph. The tags of works are in `scholarly`.

A number stands here only within the sentence of its claim, which holds its bound; no property holds a bare number from
an estimate. What others made of a number (`quoted_as`) may have lost its bound and is left out. ClaimReview is not
used: it is for reviews of what somebody else said, and the claims are the site's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from spinesite import addresses, scholarly, words
from spinesite.exports import Export
from spinesite.exports.datapackage import MEDIA_TYPES
from spinesite.page import Page, shown
from spinesite.prose import Prose
from spinesite.records import OptionPage, Outcome
from spinesite.scholarly import Node, node, organization, recorded
from spinesite.site import Site, Source, Statement

CONTEXT = "https://schema.org"
WEB_PAGE = "WebPage"
# The pages below these are about what was studied, and carry the type that the templates name.
_ON_EVIDENCE = (addresses.OPTIONS, addresses.CONDITIONS, addresses.OUTCOMES, addresses.GUIDES)
_LISTS = frozenset({*_ON_EVIDENCE, addresses.CLAIMS, addresses.REFERENCES, addresses.GLOSSARY, addresses.UNSUPPORTED})
_FIXED = frozenset((addresses.BUILT_IN | addresses.ABOUT_OPTIONS).values())
_REGION = re.compile(r"[A-Za-z]{2}", re.ASCII)
# What could end a script element or begin a comment in it, and what ends a line for some readers of JSON.
_ESCAPES = MappingProxyType({ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def inert(value: object) -> str:
    """Return JSON that says nothing to an HTML parser: it can't end the script element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def structured(page: Page, site: Site, evidence_page: str = WEB_PAGE) -> Node | None:
    """Return what a page shows as one schema.org object, or None for the page of addresses that do not exist.

    `evidence_page` is the schema.org type of pages on what was studied (options, conditions, outcomes, guides); the
    templates name it, for the program knows no subject. No key is empty. Lists do not repeat their entries.
    """
    if page.address.endswith(".html"):
        return None
    match page.parts:
        case {"statement": Statement() as statement}:
            found = _claim(statement, site)
        case {"source": Source() as source}:
            found = scholarly.work(source, site.settings.base_url)
        case {"prose": Prose() as prose, "statements": tuple() as listed, "record": record}:
            embedded, rest = shown(site, prose, listed)
            found = _web_page(page, site, evidence_page) | _evidence(page, site, (*embedded, *rest))
            if isinstance(record, OptionPage) and record.names:
                found["about"] = node("Thing", {"name": record.title, "alternateName": list(record.names)})
        case {"outcome": Outcome() as outcome}:
            statements = (statement for statement, _ in site.of_outcome.get(outcome.id, ()))
            found = _web_page(page, site, evidence_page) | _evidence(page, site, statements)
        case {"files": tuple() as files}:
            found = _dataset(page, site, files)
        case _:
            found = _web_site(site) if page.address == addresses.HOME else _web_page(page, site, evidence_page)
    return {"@context": CONTEXT, **found}


def open_graph(page: Page, site: Site) -> tuple[tuple[str, str], ...]:
    """Return the Open Graph properties of a page and its card for X; none for addresses that do not exist.

    On the page of a reference, reference managers take them for properties of the work: its type is that of the work,
    and the name of the site, which they would take for that of a journal, is left out.
    """
    if page.address.endswith(".html"):
        return ()
    source = page.parts.get("source")
    if isinstance(source, Source):
        kind, site_name = scholarly.graph_type(source.reference), ""
    else:
        kind = "website" if page.address in _FIXED else "article"
        site_name = site.settings.title
    found = (
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:type", kind),
        ("og:url", _absolute(site, page.address)),
        ("og:site_name", site_name),
        ("og:locale", _locale(site.settings.language)),
        ("twitter:card", "summary"),
    )
    return tuple((name, text) for name, text in found if text)


def _locale(language: str) -> str:
    """Return "en_GB" for "en-GB"; a language without a region is no locale."""
    code, *rest = language.split("-")
    region = next((part for part in rest if _REGION.fullmatch(part)), "")
    return f"{code.lower()}_{region.upper()}" if region else ""


def _web_site(site: Site) -> Node:
    settings = site.settings
    values = {
        "url": _absolute(site, addresses.HOME),
        "description": settings.tagline,
        "inLanguage": settings.language,
        "publisher": organization(settings.publisher),
        "license": _licence(site),
    }
    return _site_stub(site) | {name: value for name, value in values.items() if value}


def _site_stub(site: Site) -> Node:
    return node("WebSite", {"@id": _absolute(site, addresses.HOME), "name": site.settings.title})


def _web_page(page: Page, site: Site, evidence_page: str) -> Node:
    is_list = page.address in _LISTS
    on_evidence = page.address.startswith(_ON_EVIDENCE)
    url = _absolute(site, page.address)
    return node(
        "CollectionPage" if is_list else evidence_page if on_evidence else WEB_PAGE,
        {
            "@id": url,
            "url": url,
            "name": page.title,
            "description": page.description,
            "inLanguage": site.settings.language,
            "isPartOf": _site_stub(site),
        },
    )


def _evidence(page: Page, site: Site, statements: Iterable[Statement]) -> Node:
    """Return the sources of a page, and the day on which the claim was reviewed whose review is the oldest.

    The sources are only named: a page may have fifty, and each is described in full on its own page.
    """
    found: Node = {}
    if reviewed := [statement.claim.reviewed for statement in statements]:
        found["lastReviewed"] = min(reviewed).isoformat()
    if page.notes:
        found["citation"] = [scholarly.named(source, site.settings.base_url) for source in page.notes]
    return found


def _claim(statement: Statement, site: Site) -> Node:
    claim = statement.claim
    url = _absolute(site, statement.address)
    label, meaning = words.CERTAINTY[claim.certainty.level]
    return node(
        "Claim",
        {
            "@id": url,
            "url": url,
            "mainEntityOfPage": url,
            "text": claim.statement,
            "description": f"{label}. {meaning}",
            "creativeWorkStatus": "Withdrawn" if claim.status == "withdrawn" else None,
            "dateModified": claim.reviewed.isoformat(),
            "inLanguage": site.settings.language,
            "isPartOf": _site_stub(site),
            "citation": [scholarly.cited(source, site.settings.base_url) for source in statement.sources],
            "appearance": [
                node(WEB_PAGE, {"@id": _absolute(site, address), "name": title})
                for address, title in _appearances(statement, site).items()
            ],
            "encoding": _file(site, f"{statement.address}claim.json"),
        },
    )


def _appearances(statement: Statement, site: Site) -> Mapping[str, str]:
    """Return the addresses and titles of the pages that show a claim; one that was withdrawn is listed on none."""
    claim = statement.claim
    found: dict[str, str] = {}
    if claim.status != "withdrawn":
        found |= {addresses.option(each.id): each.record.title for each in site.options if each.id in claim.options}
        found |= {
            addresses.condition(each.id): each.record.title for each in site.conditions if each.id in claim.conditions
        }
        found |= {addresses.outcome(report.outcome.id): report.outcome.label for report in statement.reports}
    return found | {use.address: use.title for use in site.uses.get(statement.id, ())}


def _dataset(page: Page, site: Site, files: Iterable[Export]) -> Node:
    settings = site.settings
    reviewed = max((statement.claim.reviewed for statement in site.statements), default=None)
    return node(
        "Dataset",
        {
            "@id": _absolute(site, page.address),
            "url": _absolute(site, page.address),
            "name": f"{settings.title}: {page.title}",
            "description": f"{page.description} Numbers are kept as text, as they were written.",
            "inLanguage": settings.language,
            "isPartOf": _site_stub(site),
            "dateModified": reviewed.isoformat() if reviewed else None,
            "creator": organization(settings.publisher),
            "license": _licence(site),
            "distribution": [_file(site, export.path, export.title) for export in files],
        },
    )


def _file(site: Site, path: str, title: str = "") -> Node:
    values = {
        "name": title,
        "contentUrl": _absolute(site, path),
        "encodingFormat": MEDIA_TYPES.get(path.rpartition(".")[2]),
    }
    return node("DataDownload", values)


def _licence(site: Site) -> Node:
    return node("CreativeWork", {"name": recorded(site.settings.licence)})


def _absolute(site: Site, address: str) -> str:
    return addresses.absolute(site.settings.base_url, address)
