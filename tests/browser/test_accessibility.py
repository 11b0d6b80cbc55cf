"""No barrier that axe can find: WCAG 2.0 to 2.2, levels A and AA, and good practice; light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import SCHEMES, WIDTHS, Visit, barriers


@pytest.mark.parametrize("kind", TYPES)
def test_pages(sites: dict[str, Site], opened: Callable[..., Visit], kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visits = [opened(url, WIDTHS[0], scheme) for scheme in SCHEMES]
        for width in WIDTHS:
            found += barriers([visit.resized(width) for visit in visits])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["golden", "awkward"])
def test_small_sites(sites: dict[str, Site], opened: Callable[..., Visit], name: str) -> None:
    visits = [opened(sites[name].url, 320, scheme) for scheme in SCHEMES]
    found = []
    for url in sites[name].urls:
        found += barriers([visit.moved(url) for visit in visits])
    assert not found, "\n".join(found)
