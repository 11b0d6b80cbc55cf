"""The comparison on paper: all options on two pages, or those that were ticked, in full."""

from __future__ import annotations

import re

import pytest

from tests.browser.sites import Site
from tests.browser.visits import Visit


def sheets(visit: Visit) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("ticks", [0, 3])
def test_a_comparison_fits_two_sheets(sites: dict[str, Site], window: Visit, ticks: int) -> None:
    visit = window.moved(sites["real"].url + "compare/")
    boxes = visit.page.get_by_role("checkbox", name="Print in full")
    options = boxes.count()
    assert options > 40
    for number in range(ticks):
        boxes.nth(number).check()
    assert 1 <= sheets(visit) <= 2
    visit.page.emulate_media(media="print")
    try:
        rows = visit.page.locator("table.compare tbody tr").locator("visible=true")
        assert rows.count() == (ticks or options)
        shown = rows.first.locator(".full" if ticks else ".brief").first
        assert shown.is_visible()
    finally:
        visit.page.emulate_media(media="null")
