"""PubMed into references: its summary service, and the MEDLINE format of its "Citation manager" button (`.nbib`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spinesite.diagnostics import Location
from spinesite.intake import csl_items
from spinesite.intake.found import SUFFIX, Found, clean, doi, named, pmcid, pubmed_person
from spinesite.model import Name

_START = re.compile(r"^PMID\s*-[^\S\n]", re.MULTILINE)
_TAG = re.compile(r"([A-Z]{2,4})\s*-[^\S\n]*(.*)")
# Publication types of PubMed that tell what became of a work.
_FATES = {
    "retracted publication": "is marked as retracted",
    "retraction of publication": "is the notice of a retraction, not a study",
    "expression of concern": "is an expression of concern, not a study",
    "published erratum": "is an erratum, not a study",
    "duplicate publication": "is marked as published twice",
}

Tags = Mapping[str, Sequence[str]]


def is_medline(text: str) -> bool:
    """Tell whether a text holds a record in the MEDLINE format."""
    return _START.search(text) is not None


def read(text: str, path: str) -> tuple[Found, ...]:
    """Return the works of a file in the MEDLINE format, in its order. Lines must end in line feeds."""
    starts = [match.start() for match in _START.finditer(text)]
    found: list[Found] = []
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", counted, start)
        counted = start
        found.append(_medline(_tags(text[start:end]), Location(path, line)))
    return tuple(found)


def summary(held: Mapping[str, Any], location: Location) -> Found:
    """Return the work of one record of the summary service (`esummary`, version 1.0 as JSON)."""
    identifiers = {clean(each.get("idtype")): each.get("value") for each in _dicts(held.get("articleids"))}
    people = [
        (clean(each.get("name")), clean(each.get("authtype")) == "CollectiveName")
        for each in _dicts(held.get("authors"))
    ]
    pages, place = clean(held.get("pages")), clean(held.get("elocationid"))
    pubtypes = held.get("pubtype")
    is_book = clean(held.get("doctype")) in ("book", "chapter") or not clean(held.get("source"))
    item = {
        "type": "book" if is_book else "article-journal",
        "title": held.get("title") or held.get("booktitle"),
        "author": [Name(literal=name) if body else pubmed_person(name) for name, body in people if name],
        "container-title": "" if is_book else held.get("fulljournalname") or held.get("source"),
        "publisher": held.get("publishername"),
        "publisher-place": held.get("publisherlocation"),
        "edition": held.get("edition"),
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        "page": pages,
        "issued": {"raw": held.get("pubdate") or held.get("epubdate") or held.get("sortpubdate")},
        "DOI": identifiers.get("doi") or re.sub(r"(?i)^.*?doi:\s*", "", place),
        "PMID": held.get("uid"),
        "PMCID": identifiers.get("pmc") or identifiers.get("pmcid"),
        "language": _language(held.get("title"), held.get("lang")),
    }
    types = pubtypes if isinstance(pubtypes, list) else ()
    return _marked(csl_items.found(item, location), map(clean, types))


def _medline(tags: Tags, location: Location) -> Found:
    full, short, bodies = tags.get("FAU", ()), tags.get("AU", ()), tags.get("CN", ())
    people = [_full_name(name) for name in full] if len(full) >= len(short) else [pubmed_person(name) for name in short]
    located = [*tags.get("LID", ()), *tags.get("AID", ()), *tags.get("SO", ())]
    dois = [re.sub(r"\s*\[doi\].*", "", value, flags=re.DOTALL) for value in located if "[doi]" in value]
    is_book = "BTI" in tags and "JT" not in tags
    item = {
        "type": "book" if is_book else "article-journal",
        "title": _one(tags, "TI", "BTI"),
        "author": [*people, *(Name(literal=clean(body)) for body in bodies)],
        "container-title": _one(tags, "JT", "TA"),
        "publisher": _one(tags, "PB"),
        "publisher-place": _one(tags, "PL") if is_book else "",
        "volume": _one(tags, "VI"),
        "issue": _one(tags, "IP"),
        "page": _one(tags, "PG"),
        "issued": {"raw": _one(tags, "DP")},
        "DOI": next((doi(value) for value in dois if doi(value)), ""),
        "PMID": _one(tags, "PMID"),
        "PMCID": pmcid(_one(tags, "PMC")),
        "language": _language(_one(tags, "TI", "BTI"), _one(tags, "LA")),
        "abstract": _one(tags, "AB"),
        "keyword": _one(tags, "MH", "OT"),
        "ISSN": _one(tags, "IS"),
    }
    return _marked(csl_items.found(item, location), tags.get("PT", ()))


def _marked(found: Found, types: Iterable[str]) -> Found:
    """Return the work with what its publication types tell of its fate."""
    return replace(found, marks=(*found.marks, *(_FATES[kind.lower()] for kind in types if kind.lower() in _FATES)))


def _tags(text: str) -> Tags:
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.split("\n"):
        if match := _TAG.fullmatch(line):
            last = found.setdefault(match[1], [])
            last.append(match[2].strip())
        elif last and line[:1].isspace():
            last[-1] += " " + line.strip()
    return found


def _language(title: object, language: object) -> str:
    """Return the language of a title; PubMed puts its own translations in brackets."""
    return "" if clean(title).startswith("[") or clean(language) == "eng" else clean(language)


def _one(tags: Tags, *wanted: str) -> str:
    return next((value for tag in wanted for value in tags.get(tag, ()) if value), "")


def _full_name(text: str) -> Name:
    """Return a name as `FAU` has it: "van Tulder, Maurits W", with bare initials that get their dots."""
    family, _, given = (part.strip() for part in clean(text).partition(","))
    given, _, suffix = (part.strip() for part in given.partition(","))
    if not (family and given):
        return Name(literal=family or given)
    *most, last = given.split()
    if most and SUFFIX.fullmatch(last):
        given, suffix = " ".join(most), last
    words = [f"{word}." if len(word) == 1 and word.isupper() else word for word in given.split()]
    return named(family, " ".join(words), suffix)


def _dicts(held: object) -> list[Mapping[str, Any]]:
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
