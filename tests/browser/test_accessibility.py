"""No barrier that axe can find: WCAG 2.0 to 2.2, levels A and AA, and good practice; light and dark, wide and small."""

from __future__ import annotations

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import WIDTHS, Visit, barriers


@pytest.mark.parametrize("kind", TYPES)
def test_no_barriers(sites: dict[str, Site], windows: tuple[Visit, ...], kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visits = [window.moved(url, 1280, window.scheme) for window in windows]
        for visit in visits:
            visit.measure("unfold")
        for width in WIDTHS:
            found += barriers([visit.changed(width, visit.scheme) for visit in visits])
    assert not found, "\n".join(found)
