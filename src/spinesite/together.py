"""Which findings of a claim are shown as one, and in which order.

What has to stand beside a number (who was studied, who paid) is said once for findings that share all of it. A ratio
comes after the shares or averages that it is a ratio of: alone it sounds larger than it is.
"""

from __future__ import annotations

from itertools import groupby

from spinesite.sides import RATIOS
from spinesite.site import Report, Statement


def together(statement: Statement) -> tuple[tuple[Report, ...], ...]:
    """Return the findings of a claim in groups that share everything but their outcomes and their numbers."""
    ordered = sorted(statement.reports, key=is_relative)
    return tuple(tuple(group) for _, group in groupby(ordered, key=_beside))


def is_relative(report: Report) -> bool:
    """Tell whether all numbers of a finding are ratios."""
    return bool(report.figures) and all(figure.estimate.measure in RATIOS for figure in report.figures)


def shared_measure(report: Report) -> str:
    """Return the measure that all numbers of a finding have, with their scale, or "" where they differ."""
    found = {(figure.estimate.measure, figure.scale_label) for figure in report.figures}
    return report.figures[0].estimate.measure if len(found) == 1 else ""


def _beside(report: Report) -> tuple[object, ...]:
    finding = report.finding
    return (
        finding.population,
        finding.intervention,
        report.compared_with,
        finding.timeframe,
        report.source.citekey,
        finding.citation.locator,
        report.checked,
    )
