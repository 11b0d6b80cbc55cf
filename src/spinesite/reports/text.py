"""Diagnostics for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from spinesite.diagnostics import Diagnostic
from spinesite.records import Waiver


def text(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one line for each diagnostic, and indented lines for its hint and the other places it speaks of."""
    lines: list[str] = []
    for found in diagnostics:
        at = found.location
        lines.append(f"{at.path}:{at.line}:{at.column}: {found.severity}: {found.message} [{found.rule}]")
        if found.hint:
            lines.append(f"  hint: {found.hint}")
        for related in found.related:
            place = related.location
            lines.append(f"  see: {place.path}:{place.line}:{place.column}: {related.message}")
    return _joined(lines)


def waived(waivers: Iterable[tuple[Diagnostic, Waiver]]) -> str:
    """Return one line for each diagnostic that a waiver silences, and an indented one for the reason and its end."""
    lines: list[str] = []
    for found, waiver in waivers:
        at = found.location
        lines.append(f"{at.path}:{at.line}:{at.column}: {found.severity}, waived: {found.message} [{found.rule}]")
        lines.append(f"  until {waiver.expires.isoformat()}: {waiver.reason}")
    return _joined(lines)


def _joined(lines: Iterable[str]) -> str:
    """End every line once: a line end within a message could begin a line of its own that means something else."""
    return "".join(" ".join(line.splitlines()) + "\n" for line in lines)
