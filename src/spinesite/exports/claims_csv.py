"""Claims as a table: one row for each estimate, and one for each finding without a number.

A spreadsheet runs a cell that begins with = + - @ or a control character as a formula. Cells of free text that do are
written with an apostrophe before them; cells of numbers are plain decimals and stay as they were written, also -3.2.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from spinesite.addresses import absolute
from spinesite.records import Estimate
from spinesite.site import Report, Site, Statement

NUMBERS = (
    "value",
    "range_low",
    "range_high",
    "events",
    "total",
    "interval_low",
    "interval_high",
    "interval_level",
    "sd",
    "p",
)
# A text that a spreadsheet would run, and one with apostrophes before that, so that one can be taken off again.
_MARKED = re.compile(r"'*[=+@\t\r-]")
COLUMNS = (
    "id",
    "statement",
    "status",
    "options",
    "conditions",
    "direction",
    "certainty",
    "rated_by",
    "certainty_reason",
    "finding",
    "citekey",
    "locator",
    "locator_value",
    "population",
    "intervention",
    "comparator",
    "outcome",
    "timeframe",
    "quote",
    "checked",
    "summary",
    "estimate",
    "arm",
    "measure",
    "relation",
    *NUMBERS[:3],
    "unit",
    "scale",
    *NUMBERS[3:],
    "favours",
    "above_favours",
    "basis",
    "name",
    "derived",
    "discrepancy",
    "reviewed",
    "review_by",
    "url",
)


def export(site: Site) -> bytes:
    """Return the table as UTF-8 with a byte-order mark (spreadsheets need it to read UTF-8) and CRLF line ends."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for statement in site.statements:
        writer.writerows(_safe(row) for row in _rows(site, statement))
    return stream.getvalue().encode("utf-8-sig")


def _rows(site: Site, statement: Statement) -> Iterator[dict[str, str]]:
    claim = statement.claim
    shared = {
        "id": claim.id,
        "statement": claim.statement,
        "status": claim.status,
        "options": "; ".join(claim.options),
        "conditions": "; ".join(claim.conditions),
        "direction": claim.direction or "",
        "certainty": claim.certainty.level,
        "rated_by": claim.certainty.rated_by or "",
        "certainty_reason": claim.certainty.reason or "",
        "reviewed": claim.reviewed.isoformat(),
        "review_by": claim.review_by.isoformat() if claim.review_by else "",
        "url": absolute(site.settings.base_url, statement.address),
    }
    for position, report in enumerate(statement.reports, 1):
        finding = shared | _finding(report, position)
        if not report.figures:
            yield finding
        for number, figure in enumerate(report.figures, 1):
            yield finding | _estimate(figure.estimate, number)


def _finding(report: Report, position: int) -> dict[str, str]:
    finding = report.finding
    locator = finding.citation.locator
    compared = "comparator" in finding.model_fields_set
    return {
        "finding": str(position),
        "citekey": finding.citation.citekey,
        "locator": locator.label if locator else "",
        "locator_value": locator.value if locator else "",
        "population": finding.population or "",
        "intervention": finding.intervention or "",
        "comparator": finding.comparator or ("null" if compared else ""),
        "outcome": finding.outcome,
        "timeframe": finding.timeframe or "",
        "quote": finding.quote or "",
        "checked": finding.checked or "",
        "summary": finding.summary or "",
    }


def _estimate(estimate: Estimate, number: int) -> dict[str, str]:
    ends, interval = estimate.range, estimate.interval
    values = {
        "value": estimate.value,
        "range_low": ends and ends.low,
        "range_high": ends and ends.high,
        "events": estimate.events,
        "total": estimate.total,
        "interval_low": interval and interval.low,
        "interval_high": interval and interval.high,
        "interval_level": interval and interval.level,
        "sd": estimate.sd,
        "p": estimate.p,
        "arm": estimate.arm,
        "unit": estimate.unit,
        "scale": estimate.scale,
        "favours": estimate.favours,
        "above_favours": estimate.above_favours,
        "name": estimate.name,
        "derived": estimate.derived,
        "discrepancy": estimate.discrepancy,
    }
    own = {name: str(value) for name, value in values.items() if value is not None}
    return own | {
        "estimate": str(number),
        "measure": estimate.measure,
        "relation": estimate.relation,
        "basis": estimate.basis,
    }


def _safe(row: dict[str, str]) -> dict[str, str]:
    return {name: f"'{text}" if name not in NUMBERS and _MARKED.match(text) else text for name, text in row.items()}


def unmarked(name: str, cell: str) -> str:
    """Return the text that a cell of the column stands for: without the apostrophe that makes it harmless."""
    return cell[1:] if name not in NUMBERS and cell.startswith("'") and _MARKED.match(cell) else cell
