"""CSL-JSON into references: what Zotero and Mendeley export, and what doi.org returns for Crossref and DataCite.

The other direction of `spinesite.csl`. Every other format but BibTeX is turned into such items first, so that there is
one mapping from the types and variables of databases to entry types and fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from spinesite import names
from spinesite.csl import CUSTOM
from spinesite.diagnostics import Location
from spinesite.errors import UsageError
from spinesite.intake.found import (
    FIELDS,
    Found,
    address,
    clean,
    date,
    doi,
    is_others,
    isbn,
    issn,
    named,
    noted,
    pmcid,
    pmid,
    title,
    when,
)
from spinesite.model import Name, PartialDate, Reference
from spinesite.rules.records.invalid_value import CHOICES

# CSL type, or Crossref's own word for it: entry type. Whatever is not here is @misc.
KINDS = MappingProxyType(
    {
        **dict.fromkeys(("article-journal", "journal-article", "article-magazine", "article-newspaper"), "article"),
        **dict.fromkeys(("review", "review-book"), "review"),
        "periodical": "periodical",
        **dict.fromkeys(("book", "monograph", "edited-book", "reference-book"), "book"),
        "pamphlet": "booklet",
        **dict.fromkeys(("chapter", "book-chapter", "book-section", "book-part"), "incollection"),
        **dict.fromkeys(("entry", "entry-encyclopedia", "entry-dictionary", "reference-entry"), "inreference"),
        **dict.fromkeys(("paper-conference", "proceedings-article"), "inproceedings"),
        **dict.fromkeys(("thesis", "dissertation"), "thesis"),
        **dict.fromkeys(("report", "report-component", "monograph-report"), "report"),
        **dict.fromkeys(("webpage", "post", "post-weblog"), "online"),
        "dataset": "dataset",
        "software": "software",
        "patent": "patent",
        "standard": "standard",
        "manuscript": "unpublished",
        "song": "audio",
        "motion_picture": "movie",
        "graphic": "image",
        "performance": "performance",
        "personal_communication": "letter",
    }
)
_SERIAL = frozenset({"article", "review", "periodical"})
_PREPRINTS = frozenset({"article", "posted-content"})
# What a source may say and an entry does not take: private, or not needed to find the work.
_NOT_TAKEN = ("abstract", "keyword", "note", "annote")
# The variables that stand in one field whatever the type, in the order of an entry.
_PLAIN = (
    ("collection-title", "series"),
    ("volume", "volume"),
    ("edition", "edition"),
    ("version", "version"),
    ("number-of-volumes", "volumes"),
    ("chapter-number", "chapter"),
    ("number-of-pages", "pagetotal"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("publisher-place", "address"),
)
_PUBLISHER = MappingProxyType({"report": "institution", "thesis": "institution", "online": "organization"})
_DATES = ("issued", "published-print", "published", "published-online")
_PAGES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_LANGUAGES = {"eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "por": "pt"}


def read(text: str, path: str) -> tuple[Found, ...]:
    """Return the works of a file in CSL-JSON: an array of items, one item, or what a service wraps around them.

    Raises UsageError for anything else.
    """
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{path}:{error.lineno}:{error.colno}: no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        ) from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no CSL-JSON: it is nested too deep, or holds a number that is too long") from None
    for wrapper in ("message", "items"):  # Crossref's own interface; Zotero's
        if isinstance(held, dict) and isinstance(held.get(wrapper), (dict, list)):
            held = held[wrapper]
    items = held if isinstance(held, list) else [held]
    for position, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not ({"title", "type", "DOI"} & item.keys()):
            raise UsageError(f"{path} is no CSL-JSON: its item {position} has neither a title nor a type")
    return tuple(found(item, Location(path, line)) for item, line in zip(items, _lines(text, len(items)), strict=True))


def _lines(text: str, count: int) -> Iterator[int]:
    """Yield the line on which each item begins, where that can be told: where one begins on every such line."""
    starts = [n for n, line in enumerate(text.split("\n"), start=1) if re.match(r"(?: {0,4}|\t)(?:\[\s?)?\{", line)]
    yield from starts if len(starts) == count else [1] * count


def found(item: Mapping[str, Any], location: Location) -> Found:
    """Return the work that an item describes. Its lists of people may also hold names that are taken apart already."""
    kind = _kind(item)
    fields: dict[str, str] = {}
    raw: dict[str, str] = {}
    authors, authors_et_al = _people(item.get("author"))
    editors, editors_et_al = _people(item.get("editor"))
    for role, people in (("author", authors), ("editor", editors)):
        if people:
            fields[role] = " and ".join(name.short for name in people)
    fields["title"] = title(item.get("title"))
    if not authors and kind == "online" and "publisher" not in item:
        item = {**item, "publisher": item.get("container-title")}
    fields["subtitle"] = title(item.get("subtitle"))
    if fields["subtitle"] and fields["subtitle"].casefold() in fields["title"].casefold():
        del fields["subtitle"]
    _place(item, kind, fields, raw)
    issued = next((day for name in _DATES if (day := _date(item.get(name)))), None)
    fields |= _written(issued)
    fields |= _identifiers(item, kind)
    held = item.get("custom")
    custom = {name: clean(held.get(name)) for name in CUSTOM} if isinstance(held, dict) else {}
    fields |= {name: text for name, text in custom.items() if text in CHOICES.get(name, (text,))}
    reference = Reference(
        clean(item.get("citation-key") or item.get("citation-label") or item.get("id")),
        kind,
        location,
        {name: fields[name] for name in FIELDS if fields.get(name)},
        raw,
        {},
        authors,
        editors,
        authors_et_al,
        editors_et_al,
        issued,
    )
    return Found(reference, tuple(name for name in _NOT_TAKEN if clean(item.get(name))), tuple(_marks(item)))


def _kind(item: Mapping[str, Any]) -> str:
    written = clean(item.get("type"))
    if written in _PREPRINTS and not clean(item.get("container-title")):
        return "online" if address(item.get("URL")) or clean(item.get("DOI")) else "misc"
    return "article" if written == "article" else KINDS.get(written, "misc")


def _place(item: Mapping[str, Any], kind: str, fields: dict[str, str], raw: dict[str, str]) -> None:
    """Fill in where the work was published."""
    container = clean(item.get("container-title"))
    if kind in _SERIAL:
        fields["journal"] = container or clean(item.get("container-title-short"))
        if item.get("type") in ("article-magazine", "article-newspaper"):
            fields["entrysubtype"] = str(item["type"]).removeprefix("article-")
    elif kind != "online":
        fields["booktitle"] = container
    number = item.get("issue") if kind in _SERIAL else item.get("number") or item.get("collection-number")
    for variable, field in _PLAIN:
        if not (kind in _SERIAL and variable in ("collection-title", "publisher-place", "edition")):
            fields[field] = clean(item.get(variable))
        if variable == "volume":
            fields["number"] = clean(number)
            written = clean(item.get("page") or item.get("article-number"))
            fields["pages"] = _PAGES.sub("–", written) if _PAGES.search(written) else written
            if fields["pages"] != written and re.fullmatch(r"[\w.:/]+–[\w.:/]+", fields["pages"]):
                raw["pages"] = fields["pages"].replace("–", "--")
    if kind not in _SERIAL:
        fields[_PUBLISHER.get(kind, "publisher")] = clean(item.get("publisher"))
        if kind in ("report", "thesis", "patent"):
            fields["type"] = clean(item.get("genre"))


def _written(day: PartialDate | None) -> dict[str, str]:
    parts = {"year": day.year, "month": day.month, "day": day.day} if day else {}
    return {name: str(part) for name, part in parts.items() if part is not None}


def _identifiers(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Return the identifiers, the address where there is no better one, and the language."""
    lines = noted(item.get("note"))
    own_doi = doi(item.get("DOI") or item.get("doi") or lines.get("doi"))
    language = clean(item.get("language"))
    made = {
        "doi": own_doi,
        "pmid": pmid(item.get("PMID") or lines.get("pmid")),
        "pmcid": pmcid(item.get("PMCID") or lines.get("pmcid")),
        "isbn": isbn(item.get("ISBN")),
        "issn": issn(item.get("ISSN")),
        "language": _LANGUAGES.get(language, language) if re.fullmatch(r"[A-Za-z][A-Za-z ()-]*", language) else "",
    }
    url = address(item.get("URL") or item.get("url"))
    # An address of a database says less than the DOI, and often holds a session.
    if kind == "online" or not own_doi:
        made["url"] = url or (names.doi_url(own_doi) if own_doi and kind == "online" else "")
        if made["url"] and (accessed := _date(item.get("accessed"))):
            made["urldate"] = "-".join(
                f"{part:02}" for part in (accessed.year, accessed.month, accessed.day) if part is not None
            )
    return made


def _people(held: object) -> tuple[tuple[Name, ...], bool]:
    """Return the names of a list, and whether it ends in "and others"."""
    people: list[Name] = []
    et_al = False
    for each in held if isinstance(held, list) else ():
        name = _person(each)
        if is_others(name.short):
            et_al = True
        elif name.short:
            people.append(name)
    return tuple(people), et_al and bool(people)


def _person(held: object) -> Name:
    if isinstance(held, Name):
        return held
    if not isinstance(held, dict):
        return Name(literal=clean(held))
    if literal := clean(held.get("literal") or held.get("name")):
        return Name(literal=literal)
    family, given = clean(held.get("family")), clean(held.get("given"))
    if not (family and given):
        return Name(literal=family or given)
    particle = clean(held.get("non-dropping-particle") or held.get("dropping-particle"))
    return named(family, given, clean(held.get("suffix")), particle)


def _date(held: object) -> PartialDate | None:
    if isinstance(held, dict):
        parts = held.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        numbers = [int(part) for part in map(clean, first[:3]) if part.isascii() and part.isdigit() and len(part) < 5]
        if numbers and len(numbers) == len(first[:3]):
            return date(*numbers)
        held = held.get("raw") or held.get("literal") or held.get("edtf")
    return when(held)


def _marks(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the record says of the work's fate: Crossref lists notices about it in `updated-by`."""
    updates = item.get("updated-by")
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, dict) and (kind := clean(update.get("type"))):
            yield f"has a notice of the kind {kind.replace('_', ' ')!r}"
    if re.match(r"\W*(?:retracted|withdrawn)\b", clean(item.get("title")), re.IGNORECASE):
        yield "says in its title that it was retracted or withdrawn"
