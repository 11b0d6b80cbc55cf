"""When the review of each claim and page is due, as a calendar that programs can subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from spinesite.addresses import absolute
from spinesite.review import Review
from spinesite.site import Site

_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
# A calendar must hold something (3.6): one without reviews holds the definition of a time zone.
_NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def export(site: Site) -> bytes:
    """Return all due dates as a calendar (see `calendar`)."""
    return calendar(site.reviews, site.settings.title, site.settings.base_url).encode()


def calendar(reviews: Iterable[Review], title: str, base_url: str) -> str:
    """Return due dates as a calendar: an event of a whole day for each.

    It depends on the records alone, not on the day on which it is made: an event's stamp is the day of the last review.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//spinesite//due//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(f'{title}: reviews')}",
    ]
    events = [line for review in reviews for line in _event(review, base_url)]
    lines += [*(events or _NOTHING), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(review: Review, base_url: str) -> Iterator[str]:
    site = base_url.split("//", 1)[1].rstrip("/")
    told = [review.title]
    told += [f"It rests on: {', '.join(review.claims)}."] if review.claims else []
    told += [f"Last reviewed on {review.reviewed}.", review.path]
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(f'{review.kind}-{review.id}@{site}')}"
    yield f"DTSTAMP:{_date(review.reviewed)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_date(review.due)}"
    yield f"SUMMARY:{_text(f'Review due: {review.kind} {review.id}')}"
    yield "DESCRIPTION:" + _text("\n".join(told))
    yield f"URL:{absolute(base_url, review.address)}"
    yield f"CATEGORIES:{_text(review.kind)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """Return a text as a value (3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _folded(line: str) -> str:
    """Return a line in pieces of 75 octets at most, each but the first after a space; no character is divided."""
    pieces, room = [""], _LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append("")
            room = _LINE - 1
        pieces[-1] += character
        room -= size
    return "\r\n ".join(pieces)
