"""Reads when a work was issued: `date` in ISO 8601 or EDTF, or `year` and `month` as BibTeX has them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping

from spinesite.bibvalues import MONTHS
from spinesite.model import PartialDate

# Level 1 of EDTF: a doubtful (?), approximate (~) or both (%) date; X for unknown digits of month and day.
_ISO = re.compile(
    r"(?:(?P<year>-?\d{4})|[Yy](?P<long>-?\d{5,9}))"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?:T[\d:.Z+-]*)?\s*[?~%]*",
    re.ASCII,
)
_YEAR = re.compile(
    r"[\[(]?\s*(?:(?:c|ca|circa|©)\.?\s*)?(?P<year>-?\d{1,6})[?~%]*(?:\s*(?:--?|–|/)\s*\d{2,4}[?~%]*)?\s*[\])]?",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?P<name>{'|'.join(MONTHS)})[a-z]*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)


def issued(fields: Mapping[str, str]) -> PartialDate | None:
    """Return when the work was issued, or None if its fields do not tell a year.

    `fields` are undecoded. `date` wins over `year` and `month`. Of a range the start counts, or the end if the start is
    open; seasons count as no month.
    """
    if date := _text(fields.get("date", "")):
        return _iso(date)
    year = _text(fields.get("year", ""))
    found = _YEAR.fullmatch(year)
    if not found:
        return _iso(year)
    month, day = _month(_text(fields.get("month", "")))
    if month and not day:
        day = int(fields["day"]) if re.fullmatch(r"\d{1,2}", fields.get("day", ""), re.ASCII) else None
    return _checked(int(found["year"]), month, day)


def _text(value: str) -> str:
    return " ".join(value.replace("{", "").replace("}", "").replace("~", " ").split())


def _iso(text: str) -> PartialDate | None:
    """Return an ISO 8601 or EDTF date, or None if the text is none or the day does not exist."""
    start, _, end = text.partition("/")
    found = _ISO.fullmatch((start if start.strip() not in ("", "..") else end).strip())
    if not found:
        return None
    year = int(found["year"] or found["long"])
    month, day = (int(part) if part and part != "XX" else None for part in found.group("month", "day"))
    if month is None:
        return PartialDate(year)
    if 21 <= month <= 41:  # EDTF's seasons, quarters and halves of a year
        return PartialDate(year)
    checked = _checked(year, month, day)
    return checked if checked.month and checked.day == day else None


def _month(text: str) -> tuple[int | None, int | None]:
    """Return the month and, where it is given along, the day: `may`, `5`, `May--June`, `may # "~12"`."""
    named = _MONTH.search(text)
    numbers = [int(number) for number in _NUMBER.findall(text)]
    if named:
        return MONTHS.index(named["name"].lower()) + 1, numbers[0] if numbers else None
    return (numbers[0], None) if numbers and not re.search(r"[^\W\d]", text) else (None, None)


def _checked(year: int, month: int | None, day: int | None) -> PartialDate:
    """Return the date without a month or a day that the calendar does not have."""
    if month is None or not 1 <= month <= 12:
        return PartialDate(year)
    last = monthrange(year if 1 <= year <= 9999 else 2000, month)[1]
    return PartialDate(year, month, day if day and 1 <= day <= last else None)
