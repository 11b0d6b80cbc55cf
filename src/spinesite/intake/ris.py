"""RIS into references, as Zotero, EndNote, Mendeley, Scopus, Embase, ProQuest and publishers write it.

The format has no standard that is kept: a value may go on over several lines, the blanks around the hyphen vary, and
each program has tags of its own for the same thing. A record begins with `TY`; everything up to the next is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from spinesite.csl import CUSTOM
from spinesite.diagnostics import Location
from spinesite.exports.references_ris import TYPES
from spinesite.intake import csl_items
from spinesite.intake.found import Found, address, clean, doi, noted, person, pmid, when
from spinesite.model import Name

# RIS type: CSL type. Ours first, then those that other programs write for the same.
_TYPES = MappingProxyType(
    {
        **{ris: kind for kind, ris in TYPES.items()},
        **dict.fromkeys(("JFULL", "EJOUR", "ABST", "INPR"), "article-journal"),
        **dict.fromkeys(("EBOOK", "EDBOOK", "SER"), "book"),
        **dict.fromkeys(("ECHAP",), "chapter"),
        **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
        **dict.fromkeys(("GOVDOC", "HEAR", "LEGAL"), "report"),
        **dict.fromkeys(("ICOMM", "BLOG", "WEB"), "webpage"),
        **dict.fromkeys(("DBASE", "AGGR"), "dataset"),
        **dict.fromkeys(("DICT",), "entry-dictionary"),
        "JOUR": "article-journal",
    }
)
_START = re.compile(r"^[^\S\n]*TY(?P<gap>[^\S\n]*-[^\S\n]*)(?P<type>[A-Z]*)[^\S\n]*(?=\n|\Z)", re.MULTILINE)
_NOTED_FIELD = re.compile(rf"({'|'.join(CUSTOM)}): (.+)", re.DOTALL)
_PUBMED = re.compile(r"https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/(\d+)/?", re.ASCII)

Tags = Mapping[str, Sequence[str]]


def is_ris(text: str) -> bool:
    """Tell whether a text holds a record of this format."""
    return _START.search(text) is not None


def read(text: str, path: str) -> tuple[Found, ...]:
    """Return the works of a file, in its order. Lines must end in line feeds."""
    starts = list(_START.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    found: list[Found] = []
    line, counted = 1, 0
    for start, end in zip(starts, ends, strict=True):
        line += text.count("\n", counted, start.start("gap"))
        counted = start.start("gap")
        found.append(_found(start["type"], _tags(text[start.end() : end], start["gap"]), Location(path, line)))
    return tuple(found)


def _tags(body: str, gap: str) -> Tags:
    """Return the values of each tag. `gap` is what stands between tag and value in the record's first line."""
    before, after = gap.rstrip(), r"[^\S\n]*" if gap.endswith("-") else r"(?:[^\S\n]+|$)"
    tag_line = re.compile(rf"[^\S\n]*([A-Z][A-Z0-9])(?:  -|{re.escape(before)}){after}(.*)")
    end = re.compile(r"[^\S\n]*ER[^\S\n]*-[^\S\n]*(?:\d+\.)?")
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in body.split("\n"):
        if end.fullmatch(line):
            last = []
        elif match := tag_line.fullmatch(line):
            last = found.setdefault(match[1], [])
            last.append(match[2].strip())
        elif last and line.strip():
            # The value goes on; or, as EndNote has it, this is one value more of the same tag.
            last[-1] += "\n" + line.strip()
    return {tag: [value for value in values if value.strip()] for tag, values in found.items()}


def _found(ris_type: str, tags: Tags, location: Location) -> Found:
    kind = _TYPES.get(ris_type, "document")
    is_serial = kind.startswith("article")
    authors = _first(tags, "AU", "A1")
    editors = _first(tags, "ED", *(() if is_serial else ("A2",)))
    item: dict[str, object] = {
        "type": kind,
        "id": _one(tags, "ID"),
        "title": _one(tags, "TI", "T1", *(("CT",) if kind == "chapter" else ()), "BT"),
        "author": _people(authors),
        "editor": _people(editors),
        "container-title": _container(tags, kind),
        "collection-title": _one(tags, "T3") if not is_serial else "",
        "volume": _one(tags, "VL"),
        "issue": _one(tags, "IS", "CP"),
        "number": _one(tags, "IS", "M1") if not is_serial else "",
        "edition": _one(tags, "ET"),
        "genre": _one(tags, "M3") if kind in ("report", "thesis", "patent") else "",
        "publisher": _one(tags, "PB"),
        "publisher-place": _one(tags, "CY", "PP"),
        "page": _pages(tags),
        "URL": _url(tags),
        "DOI": _doi(tags),
        "PMID": _pmid(tags),
        "PMCID": " ".join(_first(tags, "C2", "PMC")),
        "language": _one(tags, "LA"),
        "abstract": _one(tags, "AB", "N2"),
        "keyword": _one(tags, "KW"),
        "note": "\n".join(_first(tags, "N1", "RN")),
        "custom": {match[1]: match[2] for note in tags.get("N1", ()) if (match := _NOTED_FIELD.fullmatch(note))},
        "ISSN" if is_serial else "ISBN": _one(tags, "SN"),
    }
    if accessed := when(_one(tags, "Y2")):
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month or 0, accessed.day or 0]]}
    if issued := _issued(tags):
        item["issued"] = {"date-parts": [[part for part in issued if part]]}
    return csl_items.found(item, location)


def _first(tags: Tags, *wanted: str) -> Sequence[str]:
    """Return the values of the first of the tags that has any."""
    return next((tags[tag] for tag in wanted if tags.get(tag)), [])


def _one(tags: Tags, *wanted: str) -> str:
    return next(iter(_first(tags, *wanted)), "")


def _people(written: Sequence[str]) -> list[Name]:
    """Return the names; programs also put several into one value."""
    return [person(name) for value in written for part in re.split(r"[\n;]", value) if (name := clean(part))]


def _container(tags: Tags, kind: str) -> str:
    if kind.startswith("article"):
        return _one(tags, "JF", "T2", "JO", "JA", "J2", "J1")
    return _one(tags, "T2", "BT", "JF", "JO") if _one(tags, "TI", "T1", "CT") else _one(tags, "T2", "JF")


def _pages(tags: Tags) -> str:
    first, last = _one(tags, "SP"), _one(tags, "EP")
    if not first:
        return _one(tags, "C7") or last
    if not last or last == first or re.search(r"[-–]", first):
        return first
    return f"{first}-{last}"


def _doi(tags: Tags) -> str:
    candidates = [value for tag in ("DO", "DI", "M3", "L3", "UR", "L2") for value in tags.get(tag, ())]
    return next((doi(value) for value in candidates if doi(value)), "")


def _pmid(tags: Tags) -> str:
    """Return the PMID: PubMed's own number, but not the number of another database."""
    databases = " ".join([*tags.get("DB", ()), *tags.get("DP", ())]).lower()
    numbers = _first(tags, "AN") if not databases or re.search(r"pubmed|medline|nlm", databases) else ()
    if "medline" in databases and "embase" in databases:
        numbers = _first(tags, "C5")
    linked = [match[1] for url in tags.get("UR", ()) if (match := _PUBMED.match(url))]
    notes = [noted(note).get("pmid", "") for note in tags.get("N1", ())]
    return next((pmid(text) for text in (*numbers, *linked, *notes) if pmid(text)), "")


def _url(tags: Tags) -> str:
    """Return the first address that may be linked to and is neither the DOI's nor PubMed's."""
    written = [url for value in tags.get("UR", ()) for url in re.split(r"[\s;]+(?=https?:)|\n", value)]
    return next((url for url in written if address(url) and not _PUBMED.match(url)), "")


def _issued(tags: Tags) -> tuple[int, int, int] | None:
    """Return year, month and day, 0 where they are not known; the month counts only where it is one of that year."""
    days = [day for tag in ("PY", "Y1", "DA") if (day := when(_one(tags, tag)))]
    if not days:
        return None
    best = max((day for day in days if day.year == days[0].year), key=lambda d: (bool(d.month), bool(d.day)))
    if not best.month and (month := when(f"{_one(tags, 'DA')} {best.year}")) and month.year == best.year:
        best = month  # EndNote writes the day without its year: "Jun 4"
    return best.year, best.month or 0, best.day or 0
