"""`data/references.ris`: the bibliography in the RIS format of reference managers.

One line a value, two spaces before the hyphen, CRLF line ends, UTF-8. No value can end its line or its record: white
space of any kind within a value becomes one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from spinesite import csl
from spinesite.model import Name, PartialDate, Reference

PATH = "data/references.ris"

TYPES = MappingProxyType(
    {
        "article-journal": "JOUR",
        "article-magazine": "MGZN",
        "article-newspaper": "NEWS",
        "review": "JOUR",
        "periodical": "JFULL",
        "book": "BOOK",
        "pamphlet": "PAMP",
        "chapter": "CHAP",
        "entry-encyclopedia": "ENCYC",
        "paper-conference": "CPAPER",
        "thesis": "THES",
        "report": "RPRT",
        "webpage": "ELEC",
        "dataset": "DATA",
        "software": "COMP",
        "patent": "PAT",
        "standard": "STAND",
        "manuscript": "UNPB",
        "song": "SOUND",
        "motion_picture": "MPCT",
        "graphic": "ART",
        "personal_communication": "PCOMM",
    }
)
# RIS tag: CSL variable, in the order of the record.
_TAGS = (
    ("T2", "container-title"),
    ("J2", "container-title-short"),
    ("T3", "collection-title"),
    ("M3", "genre"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("IS", "collection-number"),
    ("IS", "number"),
    ("ET", "edition"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("SN", "ISBN"),
    ("SN", "ISSN"),
    ("DO", "DOI"),
    ("AN", "PMID"),
    ("C2", "PMCID"),
    ("UR", "URL"),
    ("LA", "language"),
    ("N1", "note"),
)
_PAGE_RANGE = re.compile(r"([^\s,–-]+)-([^\s,–-]+)|([^\s,–]+)–([^\s,–]+)")


def one(reference: Reference) -> str:
    """Return the record of one work, from its `TY` line to its `ER` line."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _values(reference)]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def export(references: Sequence[Reference]) -> bytes:
    """Return the records of all works, sorted by citekey, with an empty line between them."""
    works = sorted((each for each in references if each.is_work), key=lambda each: each.citekey.lower())
    return "\r\n".join(map(one, works)).encode()


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    texts = csl.texts(reference)
    yield "TY", TYPES.get(csl.item_type(reference), "GEN")
    yield "ID", reference.citekey
    for tag, people in (("AU", reference.authors), ("ED", reference.editors)):
        yield from ((tag, _name(name)) for name in people)
    yield "TI", reference.title
    if reference.issued:
        yield "PY", f"{reference.issued.year:04}"
        yield "DA", _date(reference.issued)
    yield from ((tag, texts[variable]) for tag, variable in _TAGS if variable in texts)
    yield from _pages(texts.get("page", ""))
    if accessed := csl.accessed(reference):
        yield "Y2", _date(accessed)
    for keyword in re.split(r"[,;]", texts.get("keyword", "")):
        if keyword.strip():
            yield "KW", keyword
    for name in csl.CUSTOM:
        if text := reference.get(name):
            yield "N1", f"{name}: {text}"


def _name(name: Name) -> str:
    """Return "van der Berg, Hans, Jr."; the name of a body stands alone."""
    if name.literal:
        return name.literal
    return ", ".join(filter(None, (name.short, name.given, name.suffix)))


def _date(date: PartialDate) -> str:
    """Return the date as year, month, day and other information, each of which may be empty but for the year."""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.month and date.day else ""
    return f"{date.year:04}/{month}/{day}/"


def _pages(text: str) -> Iterator[tuple[str, str]]:
    match = _PAGE_RANGE.fullmatch(text)
    if match:
        first, last = filter(None, match.groups())
        yield "SP", first
        yield "EP", last
    elif text:
        yield "SP", text
