"""The addresses of everything on the site, as folders below its root: "claims/some-id/", "" for the home page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spinesite.model import Corpus, Reference, Sourced
from spinesite.names import citekey_slug

HOME = ""
OPTIONS, COMPARE, CONDITIONS, OUTCOMES = "options/", "compare/", "conditions/", "outcomes/"
CLAIMS, REFERENCES, GUIDES = "claims/", "references/", "guides/"
EVIDENCE_MAP, UNSUPPORTED, CHANGES, GLOSSARY, DATA, SEARCH = (
    "evidence-map/",
    "unsupported/",
    "changes/",
    "glossary/",
    "data/",
    "search/",
)
SCORECARD = "scorecard/"

# Pages that every site has, by the name that `page:` links and the navigation use.
BUILT_IN: dict[str, str] = {
    "home": HOME,
    "options": OPTIONS,
    "compare": COMPARE,
    "conditions": CONDITIONS,
    "outcomes": OUTCOMES,
    "claims": CLAIMS,
    "references": REFERENCES,
    "guides": GUIDES,
    "evidence-map": EVIDENCE_MAP,
    "unsupported": UNSUPPORTED,
    "changes": CHANGES,
    "glossary": GLOSSARY,
    "data": DATA,
    "search": SEARCH,
}
# Pages of a site that has options to choose from.
ABOUT_OPTIONS: dict[str, str] = {"scorecard": SCORECARD}
# First segments of addresses that are not pages, and of pages still to come: no page of `content/pages` may take them.
RESERVED = frozenset({*BUILT_IN, *ABOUT_OPTIONS, "assets", "index", "404", "pagefind"})


def absolute(base_url: str, address: str) -> str:
    """Return the absolute address of a page or a file of a site that is published under a base address."""
    return f"{base_url if base_url.endswith('/') else base_url + '/'}{address}"


def option(id: str) -> str:
    """Return the address of an option."""
    return f"{OPTIONS}{id}/"


def condition(id: str) -> str:
    """Return the address of a condition."""
    return f"{CONDITIONS}{id}/"


def outcome(id: str) -> str:
    """Return the address of an outcome."""
    return f"{OUTCOMES}{id}/"


def guide(id: str) -> str:
    """Return the address of a guide."""
    return f"{GUIDES}{id}/"


def page(id: str) -> str:
    """Return the address of a page of `content/pages`."""
    return f"{id}/"


def claim(id: str) -> str:
    """Return the permanent address of a claim."""
    return f"{CLAIMS}{id}/"


def embed(id: str) -> str:
    """Return the address of a claim as other sites show it; nothing else lies in a claim's folder, or can."""
    return f"{claim(id)}embed/"


def reference(citekey: str) -> str:
    """Return the address of a reference."""
    return f"{REFERENCES}{citekey_slug(citekey)}/"


def fixed(corpus: Corpus) -> dict[str, str]:
    """Return the pages that no file of the site makes, by name."""
    return BUILT_IN | ABOUT_OPTIONS if corpus.options else BUILT_IN


def page_name(text: str) -> str:
    """Return the name of the page that a setting names: `/emergency/` means `emergency`, `/` the home page."""
    return text.strip("/") or "home"


def by_name(corpus: Corpus) -> dict[str, str]:
    """Return the pages that a `page:` link, the navigation or the emergency notice can name, with their addresses.

    A guide, an option and so on can also be named with its folder: `guides/some-id`.
    """
    named = fixed(corpus) | {found.id: page(found.id) for found in corpus.pages}
    for folder, records, address in (
        ("options", corpus.options, option),
        ("conditions", corpus.conditions, condition),
        ("guides", corpus.guides, guide),
    ):
        named |= {f"{folder}/{found.id}": address(found.id) for found in records}
    return named


def all_pages(corpus: Corpus) -> Iterator[tuple[str, Sourced[Any] | Reference]]:
    """Yield the address of every page that a corpus gives, and the record it is made of (fixed pages: the settings)."""
    yield from ((address, corpus.settings) for address in fixed(corpus).values())
    for records, address in (
        (corpus.options, option),
        (corpus.conditions, condition),
        (corpus.guides, guide),
        (corpus.pages, page),
        (corpus.outcomes, outcome),
    ):
        yield from ((address(found.id), found) for found in records)
    yield from ((claim(found.id), found) for found in corpus.claims if found.record.is_published)
    yield from ((reference(found.citekey), found) for found in works(corpus))


def works(corpus: Corpus) -> Iterator[Reference]:
    """Yield the references that have a page: not those that only lend their fields to others."""
    return (found for found in corpus.bibliography.references if found.is_work)
