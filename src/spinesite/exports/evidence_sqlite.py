"""The evidence as a SQLite database: tables with foreign keys, and views that answer plain questions.

The same site gives the same bytes: rows go in by their keys, the settings that a library may be built with are given,
and what SQLite leaves in the file of itself is overwritten (see `_canonical`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from spinesite import addresses
from spinesite.addresses import absolute
from spinesite.errors import MachineError
from spinesite.exports.evidence_tables import TABLES, VIEWS
from spinesite.figures import number_text
from spinesite.numbers import Number
from spinesite.records import Estimate
from spinesite.scholarly import recorded
from spinesite.site import Site
from spinesite.words import NOT_RECORDED

if TYPE_CHECKING:
    import sqlite3

# `STRICT` tables came with it.
OLDEST = (3, 37, 0)
PAGE_SIZE = 4096
# The size of the header of a page, by its first byte: inner pages of indexes and tables, and their leaves.
_HEADER_SIZES = {2: 12, 5: 12, 10: 8, 13: 8}
_SETTINGS = (
    f"page_size = {PAGE_SIZE}",
    "encoding = 'UTF-8'",
    "auto_vacuum = NONE",
    "secure_delete = ON",  # deleted content is overwritten with zeros
    "foreign_keys = ON",
    "user_version = 1",
)
Row = tuple[str | int | float | None, ...]


def export(site: Site) -> bytes:
    """Return the database file. Raises MachineError where Python's SQLite is too old to make it."""
    import sqlite3  # here, as most commands need none

    if sqlite3.sqlite_version_info < OLDEST:
        needed = ".".join(map(str, OLDEST[:2]))
        raise MachineError(f"Python's SQLite is {sqlite3.sqlite_version}; evidence.sqlite needs {needed} or newer")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.executescript(f"BEGIN; {TABLES} {VIEWS} COMMIT;")
        database.execute("BEGIN")
        for table, rows in _ROWS:
            _fill(database, table, rows(site))
        database.execute("COMMIT")
        return _canonical(database.serialize())


def _fill(database: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        statement = f'INSERT INTO "{table}" VALUES ({marks})'  # noqa: S608 - a table's name is never content
        database.execute(statement, first)
        database.executemany(statement, rows)


def _canonical(data: bytes) -> bytes:
    """Return the file without what a library leaves in it of itself (sqlite.org/fileformat2.html, 1.3 and 1.6).

    The header counts changes, at 24 and 92, and names the version that wrote last, at 96. Between the pointers of a
    page and its cells lies room that nobody reads, with what stood there before. Other versions of SQLite were seen to
    differ in nothing else.
    """
    made = bytearray(data)
    made[24:28] = made[92:96] = (1).to_bytes(4, "big")
    major, minor, patch = OLDEST
    made[96:100] = (major * 1_000_000 + minor * 1_000 + patch).to_bytes(4, "big")
    for page in range(0, len(made), PAGE_SIZE):
        head = page + (100 if page == 0 else 0)
        if made[head] in _HEADER_SIZES:  # else it carries on a long value, and begins with the number of a page
            cells = int.from_bytes(made[head + 3 : head + 5], "big")
            start = head + _HEADER_SIZES[made[head]] + 2 * cells
            end = page + int.from_bytes(made[head + 5 : head + 7], "big")
            made[start:end] = bytes(end - start)
    return bytes(made)


def _about(site: Site) -> Iterator[Row]:
    settings = site.settings
    yield "funding", recorded(settings.funding) or NOT_RECORDED
    yield "language", settings.language
    yield "licence", recorded(settings.licence) or NOT_RECORDED
    yield "publisher", recorded(settings.publisher) or NOT_RECORDED
    yield "title", settings.title
    yield "url", absolute(settings.base_url, addresses.HOME)


def _options(site: Site) -> Iterator[Row]:
    """Yield options by id; their position is the neutral order, from the least to the most invasive."""
    for position, found in sorted(enumerate(site.options, 1), key=lambda option: option[1].id):
        record, url = found.record, absolute(site.settings.base_url, addresses.option(found.id))
        yield found.id, record.title, record.category, record.summary, position, url


def _conditions(site: Site) -> Iterator[Row]:
    for found in sorted(site.conditions, key=lambda condition: condition.id):
        url = absolute(site.settings.base_url, addresses.condition(found.id))
        yield found.id, found.record.title, found.record.summary, url


def _outcomes(site: Site) -> Iterator[Row]:
    for found in sorted(site.outcomes, key=lambda outcome: outcome.id):
        url = absolute(site.settings.base_url, addresses.outcome(found.id))
        yield found.id, found.label, found.better, found.plain, url


def _scales(site: Site) -> Iterator[Row]:
    for outcome in sorted(site.outcomes, key=lambda outcome: outcome.id):
        for id, scale in sorted({scale.id: scale for scale in outcome.scales}.items()):
            yield outcome.id, id, scale.label, *_real(scale.low), *_real(scale.high), *_real(scale.important)


def _references(site: Site) -> Iterator[Row]:
    for found in sorted(site.sources, key=lambda source: source.citekey):
        reference = found.reference
        identifiers = {label: text for label, text, _ in found.links}
        yield (
            found.citekey,
            found.citation,
            reference.title,
            reference.issued.year if reference.issued else None,
            identifiers.get("DOI"),
            identifiers.get("PMID"),
            reference.get("studydesign") or None,
            reference.get("participants") or None,
            recorded(reference.get("funding")) or None,
            recorded(reference.get("conflict")) or None,
            reference.get("checked") or None,
            int(found.is_retracted),
            absolute(site.settings.base_url, found.address),
        )


def _notices(site: Site) -> Iterator[Row]:
    for source in sorted(site.sources, key=lambda source: source.citekey):
        for position, notice in enumerate(source.notices, 1):
            yield source.citekey, position, notice.nature, notice.date.isoformat(), "; ".join(notice.reasons)


def _claims(site: Site) -> Iterator[Row]:
    for found in site.statements:
        claim = found.claim
        yield (
            claim.id,
            claim.statement,
            claim.detail,
            claim.status,
            claim.status_reason,
            claim.direction,
            claim.certainty.level,
            claim.certainty.rated_by,
            claim.certainty.reason,
            claim.would_change,
            claim.reviewed.isoformat(),
            found.due.isoformat(),
            absolute(site.settings.base_url, found.address),
        )


def _concerns(site: Site) -> Iterator[Row]:
    for found in site.statements:
        for position, concern in enumerate(found.claim.certainty.concerns, 1):
            yield found.id, position, concern.domain, concern.concern, concern.why


def _claim_options(site: Site) -> Iterator[Row]:
    return ((found.id, id) for found in site.statements for id in sorted({*found.claim.options}))


def _claim_conditions(site: Site) -> Iterator[Row]:
    return ((found.id, id) for found in site.statements for id in sorted({*found.claim.conditions}))


def _quoted_as(site: Site) -> Iterator[Row]:
    for found in site.statements:
        for position, quoted in enumerate(found.claim.quoted_as, 1):
            yield found.id, position, quoted.where, quoted.says, quoted.match, quoted.why


def _findings(site: Site) -> Iterator[Row]:
    for statement in site.statements:
        for position, report in enumerate(statement.reports, 1):
            finding, locator = report.finding, report.finding.citation.locator
            yield (
                statement.id,
                position,
                report.source.citekey,
                locator.label if locator else None,
                locator.value if locator else None,
                finding.population,
                finding.intervention,
                report.compared_with,
                finding.outcome,
                finding.timeframe,
                finding.quote,
                finding.checked,
                finding.summary,
            )


def _estimates(site: Site) -> Iterator[Row]:
    for statement in site.statements:
        for position, report in enumerate(statement.reports, 1):
            for number, figure in enumerate(report.figures, 1):
                yield statement.id, position, number, *_estimate(figure.estimate)


def _estimate(own: Estimate) -> Row:
    ends, interval = own.range, own.interval
    return (
        number_text(own),
        own.arm,
        own.measure,
        own.relation,
        *_real(own.value),
        *_real(ends.low if ends else None),
        *_real(ends.high if ends else None),
        own.unit,
        own.scale,
        *_whole(own.events),
        *_whole(own.total),
        *_real(interval.low if interval else None),
        *_real(interval.high if interval else None),
        *_real(interval.level if interval else None),
        *_real(own.sd),
        *_real(own.p),
        own.favours,
        own.above_favours,
        own.basis,
        own.name,
        own.derived,
        own.discrepancy,
    )


def _real(number: Number | None) -> tuple[str | None, float | None]:
    """Return a number as it was written, and as one to calculate with."""
    return (number.text, float(number.text)) if number is not None else (None, None)


def _whole(number: Number | None) -> tuple[str | None, int | None]:
    return (number.text, int(number.text)) if number is not None else (None, None)


# In an order in which every row finds what it refers to.
_ROWS: tuple[tuple[str, Callable[[Site], Iterator[Row]]], ...] = (
    ("about", _about),
    ("options", _options),
    ("conditions", _conditions),
    ("outcomes", _outcomes),
    ("scales", _scales),
    ("references", _references),
    ("notices", _notices),
    ("claims", _claims),
    ("concerns", _concerns),
    ("claim_options", _claim_options),
    ("claim_conditions", _claim_conditions),
    ("quoted_as", _quoted_as),
    ("findings", _findings),
    ("estimates", _estimates),
)
