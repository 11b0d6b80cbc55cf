"""The Retraction Watch list: which of its rows speak of works in our bibliography.

The list is a CSV file of some 70,000 rows, free from Crossref. Its dates are `m/d/yyyy 0:00`, the items of its lists
end in `;`, a missing PMID is `0`, a missing DOI is empty or `unavailable`. Only what matches by DOI or PMID is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from spinesite.errors import UsageError
from spinesite.model import Bibliography
from spinesite.names import bare_doi, invalid_character
from spinesite.records import Notice
from spinesite.samework import identifiers
from spinesite.tables import Row, rows

DATE, DOI, PMID, NATURE, REASON = COLUMNS = (
    "RetractionDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
_NATURES = {"retraction": "Retraction", "expression of concern": "Expression of concern"}
_NATURES |= {"correction": "Correction", "reinstatement": "Reinstatement"}
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?", re.ASCII)
_PMID = re.compile(r"0*([1-9]\d{0,7})(?:\.0)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list says: the notices about works of ours, and how many rows it has.

    `problems` are rows that may speak of a work of ours and cannot be used, in words that follow the file's name.
    """

    notices: tuple[Notice, ...]
    rows: int
    problems: tuple[str, ...]


def read(text: Iterable[str], bibliography: Bibliography) -> Listed:
    """Return what the rows of the list say of the works of a bibliography, in a fixed order.

    Raises UsageError if it is not this list: if a column is missing, or there are no rows.
    """
    ours = _identified(bibliography)
    notices: list[Notice] = []
    problems: list[str] = []
    count = 0
    for row in rows(text, COLUMNS, COLUMNS):
        count += 1
        if row.damage:
            problems += _in_damaged(row, ours)
        elif matched := _matched(row, ours):
            try:
                notices += _notices(row, matched)
            except ValueError as error:
                problems.append(f"row {row.number} ({', '.join(matched)}): {error}; add this notice by hand")
    if not count:
        raise UsageError("the list holds no rows")
    return Listed(_in_order(_merged(notices)), count, tuple(problems))


def keep(
    listed: Iterable[Notice], before: Iterable[Notice], bibliography: Bibliography
) -> tuple[tuple[Notice, ...], tuple[Notice, ...], tuple[Notice, ...]]:
    """Return the notices to pin, those of them that only the pinned file had, and those that are dropped from it.

    A notice that the list does not hold is kept, because an editor may have added it. One about a work that is no
    longer in the bibliography is dropped.
    """
    new = tuple(listed)
    ours = _identified(bibliography)
    only_before = [notice for notice in before if not any(_is_same(notice, other) for other in new)]
    kept = tuple(n for n in only_before if ("doi", n.doi) in ours or ("pmid", n.pmid) in ours)
    dropped = tuple(notice for notice in only_before if notice not in kept)
    return _in_order([*new, *kept]), kept, dropped


def as_json(notices: Iterable[Notice]) -> bytes:
    """Return the pinned file: one notice a line, so that two versions compare well."""
    lines = ",\n".join("    " + json.dumps(_written(notice), ensure_ascii=False) for notice in notices)
    held = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "version": 1,\n  "notices": {held}\n}}\n'.encode()


def _written(notice: Notice) -> dict[str, object]:
    named = {name: value for name in ("doi", "pmid") if (value := getattr(notice, name))}
    return {**named, "nature": notice.nature, "date": notice.date.isoformat(), "reasons": list(notice.reasons)}


def _identified(bibliography: Bibliography) -> frozenset[tuple[str, str | None]]:
    """Return the DOIs (in small letters) and PMIDs of all works."""
    return frozenset(
        (field, value)
        for reference in bibliography.references
        if reference.is_work
        for field, value in identifiers(reference)
        if field in ("doi", "pmid")
    )


def _matched(row: Row, ours: frozenset[tuple[str, str | None]]) -> dict[str, str]:
    """Return the identifiers of the row that are ours."""
    found: dict[str, str] = {}
    for doi in _items(row.cells[DOI]):
        if ("doi", bare := bare_doi(doi).lower()) in ours:
            found.setdefault("doi", bare)
    for text in _items(row.cells[PMID]):
        if (match := _PMID.fullmatch(text)) and ("pmid", match[1]) in ours:
            found.setdefault("pmid", match[1])
    return found


def _items(cell: str) -> Iterator[str]:
    """Yield the whole cell, because DOIs may hold a semicolon, and then the items of the list that it may be."""
    yield cell.strip()
    if ";" in cell:
        yield from filter(None, (item.strip() for item in cell.split(";")))


def _notices(row: Row, matched: Mapping[str, str]) -> Iterator[Notice]:
    """Yield the notice of a row. Raises ValueError if its kind or its date cannot be read."""
    nature = _NATURES.get(" ".join(row.cells[NATURE].lower().split()))
    if nature is None:
        raise ValueError(f"{row.cells[NATURE][:40]!r} is no kind of notice that is known")
    reasons = tuple(
        dict.fromkeys(text for item in row.cells[REASON].split(";") if (text := _plain(item.strip().lstrip("+"))))
    )
    yield Notice(**matched, nature=nature, date=_date(row.cells[DATE]), reasons=reasons)


def _plain(text: str) -> str:
    return " ".join("".join(c for c in text if not invalid_character(c)).split())


def _date(text: str) -> date:
    if match := _AMERICAN.fullmatch(text.strip()):
        month, day, year = map(int, match.groups())
    elif match := _ISO.fullmatch(text.strip()):
        year, month, day = map(int, match.groups())
    else:
        raise ValueError(f"{text[:40]!r} is no date (month/day/year)")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no day {text[:40]!r} (month/day/year)") from None


def _in_damaged(row: Row, ours: frozenset[tuple[str, str | None]]) -> Iterator[str]:
    """Yield a problem for a row that cannot be relied on, where a DOI of ours stands in it."""
    text = row.text.lower()
    named = sorted(value for field, value in ours if field == "doi" and value and value in text)
    if named or not row.text:
        what = f" and names {', '.join(named)}" if named else ""
        yield f"row {row.number} is damaged: it {row.damage}{what}; look into the file"


def _is_same(one: Notice, other: Notice) -> bool:
    """Tell whether two notices are one: of the same work, kind and day."""
    same_work = (one.doi and one.doi == other.doi) or (one.pmid and one.pmid == other.pmid)
    return bool(same_work) and (one.nature, one.date) == (other.nature, other.date)


def _merged(notices: Iterable[Notice]) -> list[Notice]:
    """Return the notices, each once, with all of its reasons and identifiers, whatever their order is."""
    made: list[Notice] = []
    for notice in sorted(notices, key=lambda notice: (not (notice.doi and notice.pmid), notice.doi or "")):
        at = next((n for n, other in enumerate(made) if _is_same(notice, other)), None)
        if at is None:
            made.append(notice)
        else:
            first = made[at]
            reasons = tuple(sorted({*first.reasons, *notice.reasons}))
            update = {"doi": first.doi or notice.doi, "pmid": first.pmid or notice.pmid, "reasons": reasons}
            made[at] = first.model_copy(update=update)
    return made


def _in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(notices, key=lambda n: (n.doi or "~", n.pmid or "", n.date, n.nature, n.reasons)))
