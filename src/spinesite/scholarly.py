"""A work for other programs: as an object of schema.org, and as the tags by which reference managers save it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spinesite import csl, words
from spinesite.addresses import absolute
from spinesite.model import Name, PartialDate, Reference
from spinesite.site import Source

Node = dict[str, object]

# CSL type: schema.org type; everything else is a CreativeWork.
_TYPES = MappingProxyType(
    {
        "article-journal": "ScholarlyArticle",
        "review": "ScholarlyArticle",
        "paper-conference": "ScholarlyArticle",
        "article-magazine": "Article",
        "article-newspaper": "NewsArticle",
        "periodical": "PublicationIssue",
        "book": "Book",
        "chapter": "Chapter",
        "entry-encyclopedia": "Chapter",
        "thesis": "Thesis",
        "report": "Report",
        "webpage": "WebPage",
        "dataset": "Dataset",
        "software": "SoftwareApplication",
    }
)
_ARTICLES = csl.SERIAL - {"periodical"}
_IN_BOOKS = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})
# CSL type: the tag by which reference managers tell the kind of work, and the CSL variable that it holds.
_KINDS = MappingProxyType(
    {
        **dict.fromkeys(_ARTICLES, ("citation_journal_title", "container-title")),
        "chapter": ("citation_book_title", "container-title"),
        "entry-encyclopedia": ("citation_book_title", "container-title"),
        "paper-conference": ("citation_conference_title", "container-title"),
        "thesis": ("citation_dissertation_institution", "publisher"),
        "report": ("citation_technical_report_institution", "publisher"),
    }
)
_IDENTIFIERS = ("DOI", "PMID", "PMCID")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
# Two ends with one hyphen between them or, where the pages have hyphens of their own, with one dash.
_PAGE_RANGE = re.compile(r"([^\s,;–-]+)-([^\s,;–-]+)|([^\s,;–]+)–([^\s,;–]+)")
_ONE_PAGE = re.compile(r"[^\s,;–]+")


def node(kind: str, values: Mapping[str, object]) -> Node:
    """Return an object of a schema.org type without its empty values; without any value it is itself empty."""
    filled = {name: value for name, value in values.items() if value}
    return {"@type": kind, **filled} if filled else {}


def organization(name: str | None) -> Node:
    """Return a body by its name, or an empty object where the name is not recorded."""
    return node("Organization", {"name": recorded(name)})


def recorded(text: str | None) -> str:
    """Return a text, or an empty one where it says that it is not recorded."""
    return "" if text is None or text.strip(" .").casefold() == words.NOT_RECORDED else text


def named(source: Source, base_url: str) -> Node:
    """Return no more than the type and the id of a work. The id is the same everywhere, and not that of its page."""
    kind = _TYPES.get(csl.item_type(source.reference), "CreativeWork")
    return {"@type": kind, "@id": f"{absolute(base_url, source.address)}#work"}


def cited(source: Source, base_url: str) -> Node:
    """Return a work as far as it is needed where it is cited: its title, date and identifiers, and a retraction."""
    reference = source.reference
    identifiers = [
        node("PropertyValue", {"propertyID": label, "value": text})
        for label, text, _ in source.links
        if label in _IDENTIFIERS
    ]
    values = {
        "name": reference.title or source.label,
        "datePublished": _date(reference.issued, "-"),
        "identifier": identifiers,
        "creativeWorkStatus": "Retracted" if source.is_retracted else None,
    }
    return named(source, base_url) | {name: value for name, value in values.items() if value}


def work(source: Source, base_url: str) -> Node:
    """Return a work with everything that is recorded of it and that schema.org has a property for."""
    reference = source.reference
    texts, kind = csl.texts(reference), csl.item_type(reference)
    first, last = _page_ends(texts.get("page", ""))
    # The editors and the publisher of a part are those of the book.
    is_part = kind in _IN_BOOKS
    language = texts.get("language", "")
    values = {
        "mainEntityOfPage": absolute(base_url, source.address),
        "url": next((address for label, _, address in source.links if label == "URL"), None),
        "sameAs": [address for label, _, address in source.links if label in _IDENTIFIERS],
        "author": [_maker(name) for name in reference.authors],
        "editor": [_maker(name) for name in reference.editors if not is_part],
        "publisher": organization(None if is_part or kind in csl.SERIAL else texts.get("publisher")),
        "isbn": texts.get("ISBN") if kind == "book" else None,
        "bookEdition": texts.get("edition") if kind == "book" else None,
        "reportNumber": texts.get("number") if kind == "report" else None,
        "isPartOf": _whole(reference, texts, kind),
        "pageStart": first,
        "pageEnd": last,
        "pagination": None if first else texts.get("page"),
        "inLanguage": language if _LANGUAGE.fullmatch(language) else None,
        "funder": recorded(reference.get("funding")),
    }
    return cited(source, base_url) | {name: value for name, value in values.items() if value}


def _whole(reference: Reference, texts: Mapping[str, str], kind: str) -> Node:
    """Return what a work is part of: the issue of a volume of a periodical, a book, a site; empty if nothing."""
    title = texts.get("container-title")
    if kind in _ARTICLES:
        whole = node("Periodical", {"name": title, "issn": texts.get("ISSN")})
        if volume := texts.get("volume"):
            whole = node("PublicationVolume", {"volumeNumber": volume, "isPartOf": whole})
        if issue := texts.get("issue"):
            whole = node("PublicationIssue", {"issueNumber": issue, "isPartOf": whole})
        return whole
    if kind in _IN_BOOKS:
        book = {
            "name": title,
            "editor": [_maker(name) for name in reference.editors],
            "publisher": organization(texts.get("publisher")),
            "isbn": texts.get("ISBN"),
        }
        return node("Book", book)
    return node("WebSite", {"name": title}) if kind == "webpage" else {}


def _maker(name: Name) -> Node:
    if name.literal:
        return organization(name.literal)
    return node(
        "Person",
        {
            "name": _inverted(name),
            "familyName": name.short,
            "givenName": name.given,
            "honorificSuffix": name.suffix,
        },
    )


def _inverted(name: Name) -> str:
    """Return "van der Berg, Hans, Jr.": right for names of every language, whichever part it puts first."""
    return name.literal or ", ".join(filter(None, (name.short, name.given, name.suffix)))


def graph_type(reference: Reference) -> str:
    """Return the Open Graph type under which reference managers file a work rightly.

    A book has no `citation_` tag of its own; a work that none of the tags names would be taken for an article.
    """
    kind = csl.item_type(reference)
    return "book" if kind == "book" else "article" if kind in _KINDS else "website"


def highwire(source: Source) -> tuple[tuple[str, str], ...]:
    """Return the `citation_` tags by which a reference manager saves the work itself, in a fixed order; none is empty.

    Dates are YYYY/MM/DD as far as they are known. Editors are those of the work, or of the book that it is part of.
    """
    return tuple((name, text) for name, text in _tags(source) if text)


def _tags(source: Source) -> Iterator[tuple[str, str]]:
    reference = source.reference
    texts, kind = csl.texts(reference), csl.item_type(reference)
    links = {label: (text, address) for label, text, address in source.links}
    pages = texts.get("page", "")
    first, last = _page_ends(pages)
    name_of_kind, variable = _KINDS.get(kind, ("", ""))
    yield "citation_title", reference.title
    yield from (("citation_author", _inverted(name)) for name in reference.authors)
    yield from (("citation_editor", _inverted(name)) for name in reference.editors)
    yield "citation_publication_date", _date(reference.issued, "/")
    yield name_of_kind, texts.get(variable, "")
    if kind in _ARTICLES:
        yield "citation_journal_abbrev", texts.get("container-title-short", "")
    if kind == "report":
        yield "citation_technical_report_number", texts.get("number", "")
    yield "citation_volume", texts.get("volume", "")
    yield "citation_issue", texts.get("issue", "")
    yield "citation_firstpage", first or _first_of_many(pages)
    yield "citation_lastpage", last
    yield "citation_doi", links.get("DOI", ("", ""))[0]
    yield "citation_pmid", links.get("PMID", ("", ""))[0]
    yield "citation_isbn", texts.get("ISBN", "")
    yield "citation_issn", texts.get("ISSN", "")
    yield "citation_publisher", "" if variable == "publisher" else texts.get("publisher", "")
    yield "citation_language", texts.get("language", "")
    # Without it, the work would be saved with the address of the page about it.
    yield "citation_public_url", next((links[label][1] for label in ("URL", *_IDENTIFIERS) if label in links), "")


def _page_ends(pages: str) -> tuple[str, str]:
    """Return the first and the last page; both are empty where there is more than one range or one page."""
    if match := _PAGE_RANGE.fullmatch(pages):
        first, last = filter(None, match.groups())
        return first, last
    return (pages, "") if _ONE_PAGE.fullmatch(pages) else ("", "")


def _first_of_many(pages: str) -> str:
    """Return the first page of several ranges; a hyphen is part of it only where dashes stand between the ends."""
    first = _ONE_PAGE.match(pages)
    return "" if first is None else first[0] if "–" in pages else first[0].partition("-")[0]


def _date(date: PartialDate | None, mark: str) -> str:
    if date is None:
        return ""
    day = date.day if date.month else None
    return mark.join([f"{date.year:04}", *(f"{part:02}" for part in (date.month, day) if part)])
