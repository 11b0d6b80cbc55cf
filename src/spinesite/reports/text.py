"""Diagnostics for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from spinesite.diagnostics import Diagnostic


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
    return "".join(f"{line}\n" for line in lines)
