"""Diagnostics for programs: one JSON object, whose keys are part of the contract and always present."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from json import dumps

from spinesite.diagnostics import Diagnostic, Related
from spinesite.records import Waiver
from spinesite.reports.summary import Summary

VERSION = 1


def json(diagnostics: Iterable[Diagnostic], summary: Summary) -> str:
    """Return the object with all diagnostics in the order given; `hint` is empty text where there is none."""
    report = {
        "version": VERSION,
        "summary": asdict(summary),
        "diagnostics": [_diagnostic(found) for found in diagnostics],
    }
    return dumps(report, ensure_ascii=False, indent=2) + "\n"


def waived(waivers: Iterable[tuple[Diagnostic, Waiver]]) -> str:
    """Return an object with the diagnostics that waivers silence, each with the reason and the end of its waiver."""
    silenced = [
        {**_diagnostic(found), "waiver": {"reason": waiver.reason, "expires": waiver.expires.isoformat()}}
        for found, waiver in waivers
    ]
    return dumps({"version": VERSION, "waived": silenced}, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(found: Diagnostic) -> dict[str, object]:
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "path": found.location.path,
        "line": found.location.line,
        "column": found.location.column,
        "message": found.message,
        "hint": found.hint,
        "related": [_related(related) for related in found.related],
    }


def _related(related: Related) -> dict[str, object]:
    return {"path": related.location.path, "line": related.location.line, "message": related.message}
