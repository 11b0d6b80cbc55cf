"""What a page fills into compiled prose is text, and stands where it belongs."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from spinesite import filling
from spinesite.page import Page
from spinesite.prose import Cite, Link, Prose
from spinesite.render import Here, all_pages
from spinesite.site import Site
from tests.unit.sites import GOLDEN, resolved

HOSTILE = "<script>\"'&"


@pytest.fixture(scope="module")
def site() -> Site:
    return resolved(GOLDEN)


@pytest.fixture(scope="module")
def page(site: Site) -> Page:
    return next(page for page in all_pages(site) if page.notes)


def test_a_citation_is_text() -> None:
    source = SimpleNamespace(label=HOSTILE)
    for locator in ("", HOSTILE):
        assert "<script" not in filling._cite(Cite("smith2020", locator), 1, source)  # type: ignore[arg-type]


def test_citations_of_one_work_differ_in_their_places(site: Site, page: Page) -> None:
    """And a citation that stands twice is the same twice."""
    key = page.notes[0].citekey
    bare, exact = Cite(key, ""), Cite(key, "p. 3")
    prose = Prose(parts=("<p>a ", bare, " b ", exact, " c ", bare, " d ", Cite(key, "p. 3"), "</p>"))
    filled = filling.fill(prose, Here(""), page, site, {})
    assert re.findall(r">(\[[^<]*\])</a>", filled) == ["[1]", "[1, p. 3]", "[1]", "[1, p. 3]"]


def test_the_address_of_a_link_stays_in_its_attribute(site: Site, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """No address of a site holds such signs; if one did, it would be text all the same."""
    monkeypatch.setattr(filling, "link_address", lambda link, site: HOSTILE)
    prose = Prose(parts=("<a ", Link("claim", "sourdough-rise", False, ""), ">a</a>"), places=(3,))
    assert HOSTILE not in filling.fill(prose, Here(""), page, site, {})


@pytest.mark.parametrize("before", ["rises ", "rises\n", "rises <span>"])
def test_a_citation_begins_no_line(site: Site, page: Page, before: str) -> None:
    prose = Prose(parts=(f"<p>It {before}", Cite(page.notes[0].citekey, ""), ".</p>"))
    filled = filling.fill(prose, Here(""), page, site, {})
    assert re.search(r"rises\u00a0(?:<span>)?<span class=\"cite\" data-pagefind-ignore>\u2060<a ", filled)
