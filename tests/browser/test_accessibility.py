"""No barrier that axe can find: WCAG 2.0 to 2.2, levels A and AA, and good practice; light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import SCHEMES, WIDTHS, Visit


def barriers(visit: Visit) -> list[str]:
    """What is folded away is looked at too."""
    visit.measure("unfold")
    return [f"{visit.where}: {barrier}" for barrier in visit.barriers()]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", TYPES)
def test_pages(sites: dict[str, Site], opened: Callable[..., Visit], kind: str, scheme: str) -> None:
    found = []
    for url in samples(sites, kind):
        visit = opened(url, WIDTHS[0], scheme)
        for width in WIDTHS:
            found += barriers(visit.resized(width))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["golden", "awkward"])
def test_small_sites(sites: dict[str, Site], opened: Callable[..., Visit], name: str, scheme: str) -> None:
    visit = opened(sites[name].url, 320, scheme)
    found = [barrier for url in sites[name].urls for barrier in barriers(visit.moved(url))]
    assert not found, "\n".join(found)
