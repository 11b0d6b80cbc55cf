"""What the preview puts over a page is text, whatever it says, and no more than a person mends at once."""

from __future__ import annotations

import pytest

from spinesite.diagnostics import Diagnostic, Location, Related, Severity
from spinesite.preview.builder import State
from spinesite.preview.overlay import MOST, alone, dressed
from spinesite.render import POLICY

HOSTILE = "</details><script>pwned()</script>&amp;\"'"
ESCAPED = "&lt;/details&gt;&lt;script&gt;pwned()&lt;/script&gt;&amp;amp;&quot;&#x27;"


def problem(message: str = "plain", hint: str = "", path: str = "a.yaml", related: str = "") -> Diagnostic:
    also = (Related(Location("b.yaml", 2, 3), related),) if related else ()
    return Diagnostic("invalid-value", Severity.ERROR, Location(path), message, hint, also)


@pytest.mark.parametrize(
    "state",
    [
        State(HOSTILE, failure="x"),
        State("1", failure=HOSTILE),
        State("1", problems=(problem(HOSTILE),)),
        State("1", problems=(problem(hint=HOSTILE),)),
        State("1", problems=(problem(path=HOSTILE),)),
        State("1", problems=(problem(related=HOSTILE),)),
    ],
    ids=["name", "failure", "message", "hint", "path", "related"],
)
def test_what_is_said_is_text(state: State) -> None:
    for page in (dressed(b"<body><p>x</p></body>", state), alone(state)):
        assert HOSTILE.encode() not in page
        assert ESCAPED.encode() in page
        assert page.count(b"<script") == 1


def test_as_many_problems_are_shown_as_anybody_mends() -> None:
    state = State("1", problems=tuple(problem(f"number {n}") for n in range(MOST + 23)))
    page = alone(state).decode()
    assert page.count("<li>") == MOST + 1
    assert "and 23 more" in page
    assert f"{MOST + 23} errors" in page
    full = alone(State("1", problems=state.problems[:MOST])).decode()
    assert full.count("<li>") == MOST
    assert "more; the terminal" not in full


def test_a_page_of_the_preview_has_the_policy_of_all_pages() -> None:
    page = alone(State("1")).decode()
    assert (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">'.replace("'", "&#x27;")
        in page
    )
