"""Diagnostics as workflow commands, which GitHub Actions turns into annotations of the changed lines.

Source of the format: "Workflow commands for GitHub Actions", and the runner's own parser (`ActionCommand.cs`).
"""

from __future__ import annotations

from collections.abc import Iterable

from spinesite.diagnostics import Diagnostic, Severity


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one workflow command a line for each diagnostic, errors before warnings, else in the order given.

    GitHub shows about ten annotations of each kind for a step; all of them are printed. Whatever the text of a
    diagnostic holds, it cannot begin a command of its own.
    """
    errors_first = sorted(diagnostics, key=lambda found: found.severity is not Severity.ERROR)
    return "".join(f"{_command(found)}\n" for found in errors_first)


def _command(found: Diagnostic) -> str:
    at = found.location
    lines = [found.message]
    if found.hint:
        lines.append(f"hint: {found.hint}")
    for related in found.related:
        place = related.location
        lines.append(f"see: {place.path}:{place.line}:{place.column}: {related.message}")
    text = "\n".join(lines)
    where = f"file={_property(at.path)},line={at.line},col={at.column},title={_property(found.rule)}"
    return f"::{found.severity} {where}::{_data(text)}"


def _data(text: str) -> str:
    """Escape what would end the line; the runner undoes it. The percent sign goes first, lest it be escaped twice."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape what would end the line, the property or the list of properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
