"""References as CSL-JSON, the exchange format of citation processors and reference managers.

Owns the one mapping from BibTeX and BibLaTeX entry types and fields to CSL types and variables (CSL 1.0.2,
`csl-data.json` of citation-style-language/schema). The printed form of a reference is worked out in `nlm` from the
same variables, so that what readers see and what they download cannot disagree.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from spinesite import names
from spinesite.model import Name, PartialDate, Reference

# BibTeX or BibLaTeX entry type: CSL type. `document` is CSL's word for "something else".
TYPES = MappingProxyType(
    {
        "article": "article-journal",
        "suppperiodical": "article-journal",
        "review": "review",
        "periodical": "periodical",
        "book": "book",
        "mvbook": "book",
        "collection": "book",
        "mvcollection": "book",
        "reference": "book",
        "mvreference": "book",
        "proceedings": "book",
        "mvproceedings": "book",
        "manual": "book",
        "booklet": "pamphlet",
        "inbook": "chapter",
        "bookinbook": "chapter",
        "suppbook": "chapter",
        "incollection": "chapter",
        "suppcollection": "chapter",
        "inreference": "entry-encyclopedia",
        "inproceedings": "paper-conference",
        "conference": "paper-conference",
        "thesis": "thesis",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "report": "report",
        "techreport": "report",
        "online": "webpage",
        "electronic": "webpage",
        "www": "webpage",
        "dataset": "dataset",
        "software": "software",
        "patent": "patent",
        "standard": "standard",
        "unpublished": "manuscript",
        "audio": "song",
        "movie": "motion_picture",
        "video": "motion_picture",
        "image": "graphic",
        "artwork": "graphic",
        "performance": "performance",
        "letter": "personal_communication",
    }
)
SERIAL = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical", "review"})
# The types whose `number` counts within a series.
_IN_SERIES = frozenset({"book", "pamphlet", "chapter", "entry-encyclopedia", "paper-conference"})

# CSL variable and the field that holds it; where two fields may, the better one stands first.
_PLAIN = (
    ("container-title-short", "shortjournal"),
    ("title-short", "shorttitle"),
    ("volume", "volume"),
    ("number-of-volumes", "volumes"),
    ("number-of-pages", "pagetotal"),
    ("chapter-number", "chapter"),
    ("publisher-place", "location"),
    ("publisher-place", "address"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("version", "version"),
    ("status", "pubstate"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("keyword", "keywords"),
    ("note", "note"),
)
# What the work is part of: its title and its subtitle.
_CONTAINERS = (("journaltitle", "journalsubtitle"), ("journal", "journalsubtitle"), ("booktitle", "booksubtitle"))
_PUBLISHERS = ("institution", "school", "publisher", "organization", "howpublished")
CUSTOM = ("studydesign", "participants", "funding", "conflict", "checked")

_GENRES = MappingProxyType(
    {
        "phdthesis": "PhD thesis",
        "mathesis": "Master's thesis",
        "mastersthesis": "Master's thesis",
        "bathesis": "Bachelor's thesis",
        "candthesis": "Candidate thesis",
        "techreport": "Technical report",
        "resreport": "Research report",
        "patentde": "German patent",
        "patenteu": "European patent",
        "patentfr": "French patent",
        "patentuk": "British patent",
        "patentus": "U.S. patent",
    }
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_EDITION = re.compile(r"(?:(\d+)(?:st|nd|rd|th)?|(\w+))(?:\s+ed(?:ition|n)?\.?)?", re.IGNORECASE)
_LANGUAGES = MappingProxyType(
    {
        "american": "en-US",
        "usenglish": "en-US",
        "british": "en-GB",
        "ukenglish": "en-GB",
        "english": "en",
        "german": "de",
        "ngerman": "de",
        "french": "fr",
        "spanish": "es",
        "italian": "it",
        "portuguese": "pt",
        "dutch": "nl",
        "swedish": "sv",
        "danish": "da",
        "norwegian": "no",
        "finnish": "fi",
        "polish": "pl",
        "russian": "ru",
        "japanese": "ja",
        "chinese": "zh",
    }
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[/T].*)?", re.ASCII)
_DASHES = re.compile(r"\s*(?:-{2,}|[\u2012-\u2015\u2212])\s*")
_HYPHEN = re.compile(r"\s*[-\u2010\u2011]\s*")


def language(reference: Reference) -> str:
    """Return the language code of a work, from a code or a name as BibLaTeX has it; "" if it is neither."""
    named = reference.get("langid", "language").strip().lower()
    return _LANGUAGES.get(named, named if re.fullmatch(r"[a-z]{2}(-[a-z0-9]{2,8})?", named) else "")


def item(reference: Reference) -> dict[str, object]:
    """Return the reference as one CSL-JSON item; its keys always come in the same order.

    What CSL has no variable for (study design, funding, …) is in `custom`. CSL-JSON cannot say "and others": the last
    name is then the literal `others`, as pandoc writes and reads it.
    """
    made: dict[str, object] = {"id": reference.citekey, "type": item_type(reference), **texts(reference)}
    for variable, people, et_al in (
        ("author", reference.authors, reference.authors_et_al),
        ("editor", reference.editors, reference.editors_et_al),
    ):
        if people:
            made[variable] = [*map(_name, people), *([{"literal": "others"}] if et_al else [])]
    for variable, day in (("issued", reference.issued), ("accessed", accessed(reference))):
        if day:
            made[variable] = {"date-parts": [[part for part in (day.year, day.month, day.day) if part is not None]]}
    if custom := {name: reference.get(name) for name in CUSTOM if reference.get(name)}:
        made["custom"] = custom
    return made


def item_type(reference: Reference) -> str:
    """Return the CSL type of the reference."""
    if reference.kind == "article" and reference.get("entrysubtype") in ("magazine", "newspaper"):
        return f"article-{reference.get('entrysubtype')}"
    if reference.kind == "inbook" and not reference.get("booktitle"):
        return "book"  # BibTeX's own @inbook has the title of the book and at most the number of the chapter
    return TYPES.get(reference.kind, "document")


def texts(reference: Reference) -> dict[str, str]:
    """Return the CSL variables of the reference that are text, without the empty ones, in a fixed order."""
    kind = item_type(reference)
    series = "" if kind in SERIAL else reference.get("series")
    made = {
        "title": reference.title,
        "container-title": _container(reference),
        "collection-title": series,
        _number_variable(kind, bool(series)): reference.get("number", "issue"),
        "page": pages(reference.get("pages", "eid")),
        "edition": _edition(reference.get("edition")),
        "genre": _genre(reference),
        "publisher": _publisher(reference),
        "language": language(reference) or reference.get("langid", "language"),
        "DOI": names.bare_doi(reference.get("doi")),
        "PMID": reference.get("pmid"),
        "PMCID": pmcid(reference),
        "URL": _url(reference),
    }
    held = reference.fields
    for variable, field in _PLAIN:
        if field in held and not made.get(variable):
            made[variable] = held[field]
    return {variable: text for variable, text in made.items() if text}


def accessed(reference: Reference) -> PartialDate | None:
    """Return when the work was looked at (`urldate`), or None where that is not a date."""
    match = _DATE.fullmatch(reference.get("urldate"))
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year or 0, month, day)


def pages(text: str) -> str:
    """Return page numbers with a plain hyphen in each range.

    Hyphens within page numbers are kept, and the range then has an en dash ("I-12–I-15").
    """
    separator = "-" if not _HYPHEN.search(_DASHES.sub("", text)) else "–"
    return _DASHES.sub(separator, text) if _DASHES.search(text) else _HYPHEN.sub("-", text)


def pmcid(reference: Reference) -> str:
    """Return the PubMed Central id with its letters, however it was written."""
    text = reference.get("pmcid").upper()
    return f"PMC{text}" if text.isdigit() else text


def _number_variable(kind: str, in_series: bool) -> str:
    if kind in SERIAL:
        return "issue"
    return "collection-number" if kind in _IN_SERIES and in_series else "number"


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    made = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in made.items() if text}


def _url(reference: Reference) -> str:
    for field in ("url", "howpublished"):
        text = reference.fields.get(field)
        if text and names.safe_url(text):
            return text
    return ""


def _container(reference: Reference) -> str:
    for title, subtitle in _CONTAINERS:
        if text := reference.get(title):
            return f"{text}: {reference.get(subtitle)}" if reference.get(subtitle) else text
    return ""


def _publisher(reference: Reference) -> str:
    text = reference.get(*_PUBLISHERS)
    return "" if text == reference.get("howpublished") and names.safe_url(text) else text


def _edition(text: str) -> str:
    """Return "2" for "2", "2nd", "Second" and "2nd edition", so that processors can count it; other texts unchanged."""
    match = _EDITION.fullmatch(text)
    if match is None:
        return text
    digits, word = match.groups()
    if digits:
        return digits
    return str(_ORDINALS.index(word.lower()) + 1) if word.lower() in _ORDINALS else text


def _genre(reference: Reference) -> str:
    written = reference.get("type")
    if not written and reference.kind in ("phdthesis", "mastersthesis"):
        written = reference.kind
    return _GENRES.get(written, written)
