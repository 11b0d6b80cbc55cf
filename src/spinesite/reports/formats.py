"""All formats of a report, by the name that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable

from spinesite.check import Checked
from spinesite.errors import UsageError
from spinesite.reports.github import github
from spinesite.reports.json import json
from spinesite.reports.sarif import sarif
from spinesite.reports.summary import Summary
from spinesite.reports.text import text

FORMATS: dict[str, Callable[[Checked, Summary], str]] = {
    "text": lambda checked, _: text(checked.diagnostics),
    "json": lambda checked, summary: json(checked.diagnostics, summary),
    "github": lambda checked, _: github(checked.diagnostics),
    "sarif": lambda checked, _: sarif(checked),
}


def report(format: str, checked: Checked, summary: Summary) -> str:
    """Return what was found in one of the formats, ending in a line end unless it is empty.

    Raises UsageError for a name that is not in `FORMATS`.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
    return FORMATS[format](checked, summary)
