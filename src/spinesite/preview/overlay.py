"""What the preview adds to a page: the script that loads it again, and over the page what is wrong with the sources.

All of it is text of strangers, so all of it is escaped. Nothing is put in line: the page's policy stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from spinesite.diagnostics import Diagnostic, Location
from spinesite.preview.builder import State
from spinesite.render import POLICY

# No page of a site begins with an underscore.
OWN = "/__spinesite__/"
EVENTS = f"{OWN}events"
FILES = {f"{OWN}{name}": (Path(__file__).parent / name).read_bytes() for name in ("preview.js", "preview.css")}
# More problems than anybody would mend before saving again.
MOST = 100


def dressed(page: bytes, state: State) -> bytes:
    """Return a page with the script, and with what is wrong over it."""
    head, end, tail = page.rpartition(b"</body>")
    added = _added(state).encode()
    return head + added + end + tail if end else page + added


def alone(state: State) -> bytes:
    """Return the page that is shown while there is no good one."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Preview</title>\n</head>\n'
        f"<body>\n{_added(state)}</body>\n</html>\n"
    ).encode()


def _added(state: State) -> str:
    name = escape(state.name)
    script = f'<script src="{OWN}preview.js" data-state="{name}" data-events="{EVENTS}"></script>\n'
    return (_overlay(state) if state.is_behind else "") + script


def _overlay(state: State) -> str:
    items = [f"<li><p>{escape(state.failure)}</p></li>"] if state.failure else []
    items += [f"<li>{''.join(_lines(found))}</li>" for found in state.problems[:MOST]]
    if len(state.problems) > MOST:
        items.append(f"<li><p>and {len(state.problems) - MOST:,} more; the terminal lists them all</p></li>")
    count = len(state.problems) + bool(state.failure)
    under = "This is the last good page." if state.shown else "There is no good page yet."
    return (
        f'<link rel="stylesheet" href="{OWN}preview.css">\n'
        '<aside class="spinesite-preview" aria-label="Errors in the sources">\n<details open>\n'
        f"<summary>{count:,} error{'' if count == 1 else 's'}: a build would stop. {under}</summary>\n"
        f"<ul>\n{''.join(f'{item}{chr(10)}' for item in items)}</ul>\n</details>\n</aside>\n"
    )


def _lines(found: Diagnostic) -> Iterator[str]:
    rule = f'<span class="rule">[{escape(found.rule)}]</span>'
    yield f"<p>{_place(found.location)} {escape(found.message)} {rule}</p>"
    if found.hint:
        yield f'<p class="more">hint: {escape(found.hint)}</p>'
    for related in found.related:
        yield f'<p class="more">see {_place(related.location)} {escape(related.message)}</p>'


def _place(location: Location) -> str:
    return f"<code>{escape(f'{location.path}:{location.line}:{location.column}')}</code>"
