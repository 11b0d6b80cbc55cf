"""No barrier that axe can find: WCAG 2.0 to 2.2, levels A and AA, and good practice; light and dark, wide and narrow."""

from __future__ import annotations

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import SCHEMES, WIDTHS, Visit


@pytest.mark.parametrize("kind", TYPES)
def test_no_barriers(sites: dict[str, Site], window: Visit, kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visit = window.moved(url)
        visit.measure("unfold")
        for scheme in SCHEMES:
            for width in WIDTHS:
                found += visit.changed(width, scheme).barriers()
    assert not found, "\n".join(found)
