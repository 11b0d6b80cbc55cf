"""A page that is looked at in pieces is found to hold the same."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from spinesite import verify
from spinesite.load import load
from spinesite.names import SitePath
from spinesite.pieces import GOES_ON, pieces
from spinesite.render import Artifact, render
from tests.rules.examples import HERE, TODAY
from tests.unit.sites import AWKWARD, GOLDEN, resolved

SMALL = 700


def look(artifact: Artifact, verified: verify.Verified) -> None:
    verify.look_at(artifact, verified)
    verified.seen.diagnostics.sort(key=lambda found: (found.sort_key, found.message))


@pytest.mark.parametrize("site", [GOLDEN, AWKWARD], ids=["golden", "awkward"])
def test_a_site_in_pieces(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, _ = load(site, TODAY)
    pages = [made for made in render(resolved(site), site) if made.page]
    whole, parts = verify.begin(corpus), verify.begin(corpus)
    for page in pages:
        look(page, whole)
    monkeypatch.setattr(verify, "pieces", partial(pieces, size=SMALL))
    for page in pages:
        look(page, parts)
    assert whole.seen.ids == parts.seen.ids
    assert {path: set(links) for path, links in whole.seen.links.items()} == {
        path: set(links) for path, links in parts.seen.links.items()
    }
    assert whole.seen.diagnostics == parts.seen.diagnostics == []
    assert sum(len(list(pieces(page.data, SMALL))) for page in pages) > 2 * len(pages)


def row(claim: str, number: str) -> str:
    return f'<tr><th>Who</th><td><span data-claim="{claim}" data-estimate="1.1">{number}</span></td></tr>\n'


BURNT, ROSE = row("sourdough-burns", "at most 5%"), row("sourdough-rise", "75%")
MANY = 3 * SMALL // 100  # enough to reach into another piece


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (f"<table>{BURNT * MANY}{ROSE}</table>", []),
        (f"<table>{BURNT * MANY}{row('sourdough-rise', '76%')}</table>", ["prints '76%' where the record says '75%'"]),
        (f'<p id="a">x</p><table>{BURNT * MANY}<tr><td id="a">x</td></tr></table>', ["the id 'a' stands twice"]),
        (
            f'<a href="#a">x</a><a href="#b">x</a><table>{BURNT * MANY}<tr><td id="a">x</td></tr></table>',
            ["no such place is"],
        ),
        (f"<section><h2>5% were burnt</h2><table>{BURNT * MANY}</table></section>", ["a heading of p.html gives 5"]),
        # The heading is about all of the table, whose last row is in another piece.
        (
            f"<section><h2>5% were burnt</h2><table>{ROSE * MANY}{BURNT}</table></section>",
            ["a heading of p.html gives"],
        ),
        (f"<h1>5% were burnt</h1><table>{BURNT * MANY}</table>", ["the title of p.html gives 5"]),
        (
            f'<table>{BURNT * MANY}<tr><td><a href="claims/sourdough-burns/">5% burnt</a></td></tr></table>',
            ["a link to the claim of p.html gives 5"],
        ),
    ],
)
def test_what_is_wrong_in_pieces(body: str, wrong: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, _ = load(HERE / "base", TODAY)
    page = Artifact(SitePath("p.html"), f"<!doctype html><title>Bread</title><body>{body}".encode())
    assert len(list(pieces(page.data, SMALL))) > 1
    for size in (SMALL, 10**6):
        monkeypatch.setattr(verify, "pieces", partial(pieces, size=size))
        verified = verify.begin(corpus)
        look(page, verified)
        found = [diagnostic.message for diagnostic in verified.seen.diagnostics]
        assert (
            [any(part in message for message in found) for part in wrong] == [True] * len(found) == [True] * len(wrong)
        )


def test_nothing_is_lost_or_said_twice() -> None:
    page = b"<p>before</p><table>" + b"<tr><td>one</td></tr><tr class=x><td>two</td></tr>" * 40 + b"</table><article>x"
    cut = list(pieces(page, 300))
    marks = [f"<{tag} {GOES_ON}></{tag}>".encode() for tag in ("tr", "article")]
    for mark in marks:
        cut = [piece.removesuffix(mark).removeprefix(b"<table>" + mark).removeprefix(mark) for piece in cut]
    assert b"".join(cut) == page
    assert all(300 <= len(piece) < 400 for piece in cut[:-1])
    assert list(pieces(page)) == [page]
