"""Nothing that a starting file left to fill in may stay.

Why: a half-filled record must not be published.

Bad:
    statement: "FILL-IN: one sentence with its number"
Good:
    statement: In one trial, 36 of 286 people …
Mend: write the value and take the marker FILL-IN: out.
"""

import re
from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Location, Rule, Severity

MARKER = re.compile(r"FILL-IN:[ \t]*([^\n]*)")


def in_value(text: str, location: Location) -> Iterator[Diagnostic]:
    """Yield the breach, if a value that stands there holds a marker."""
    if match := MARKER.search(text):
        yield _at(location, match)


def in_body(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """Yield a breach for each marker of a text that begins on a line of a file."""
    for match in MARKER.finditer(text):
        before = text[: match.start()]
        yield _at(Location(path, first_line + before.count("\n"), len(before) - before.rfind("\n")), match)


def _at(location: Location, match: re.Match[str]) -> Diagnostic:
    wanted = match[1].strip()[:100]
    message = f"still to be filled in: {wanted}" if wanted else "still to be filled in"
    return RULE.at(location, message, "write it here, and take FILL-IN: out")


RULE = Rule("placeholder", "records", Severity.ERROR, __doc__ or "", always=True)
