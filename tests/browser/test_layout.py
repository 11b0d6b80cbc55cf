"""Nothing runs out of the window sideways, however large and wide the text is set; every page has one main heading."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.sites import SOURCES, TYPES, Site, file, samples
from tests.browser.visits import Visit

WIDER = (1280, 1024, 900)


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_runs_out_of_a_narrow_window(sites: dict[str, Site], window: Visit, kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visit = window.moved(url, 320)
        visit.measure("unfold")
        found += visit.overflow()
        assert visit.measure("space", True) != "normal", "the spacing of the text was not changed"
        found += visit.overflow(" and with WCAG 1.4.12 spacing")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", TYPES)
def test_tables_fit_into_wider_windows(sites: dict[str, Site], window: Visit, kind: str) -> None:
    """Those of the real site fit into the column; one with a word of 300 letters scrolls in its place."""
    found = []
    real = samples(sites, kind)
    for url in (*real, *(sites["awkward"].url + address for address in sites["awkward"].pages[kind])):
        visit = window.moved(url, WIDER[0])
        for width in WIDER:
            visit = visit.changed(width, visit.scheme)
            found += visit.overflow()
            found += [f"{visit.where}: {table}" for table in visit.measure("wide") if url in real]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", TYPES)
def test_text_at_twice_its_size(sites: dict[str, Site], window: Visit, kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visit = window.moved(url, 1280)
        visit.measure("unfold")
        for width in (1280, 375):
            visit = visit.changed(width, visit.scheme)
            sizes = [visit.measure("enlarge", times) for times in (1, 2)]
            assert sizes[1] == pytest.approx(2 * sizes[0]), f"{visit.where}: the text ignores the size a reader sets"
            found += visit.overflow(" and with text at 200%")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SOURCES)
def test_one_main_heading(sites: dict[str, Site], name: str) -> None:
    site = sites[name]
    assert site.addresses
    for address in site.addresses:
        headings = [h1.text(strip=True) for h1 in LexborHTMLParser(file(site, address).read_bytes()).css("h1")]
        assert len(headings) == 1, f"{name}:/{address}: {len(headings)} h1: {headings}"
        assert headings[0], f"{name}:/{address}: the h1 is empty"
