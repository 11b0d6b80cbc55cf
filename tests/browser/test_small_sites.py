"""Every page of two small sites on a narrow telephone: one with every feature, one in which everything is awkward.

The awkward site has markup in titles, words of 300 letters, text from right to left, a claim without an estimate, an
option without a claim, an arm without a total, and nothing about who pays.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.browser.sites import TYPES, Site
from tests.browser.visits import SCHEMES, Visit, barriers


def faults(visit: Visit) -> list[str]:
    host = urlsplit(visit.url).netloc
    found = [*visit.errors, *visit.violations()]
    found += [f"another host is asked: {asked}" for asked in visit.requests if urlsplit(asked).netloc != host]
    found = [f"{visit.where}: {fault}" for fault in found]
    visit.measure("unfold")
    found += visit.overflow()
    for scheme in SCHEMES:
        found += barriers(visit.changed(visit.width, scheme))
    visit.measure("space", True)
    return found + visit.overflow(" and with WCAG 1.4.12 spacing")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ["golden", "awkward"])
def test_every_page(sites: dict[str, Site], axe_window: Visit, name: str, kind: str) -> None:
    site = sites[name]
    assert site.pages[kind], f"the {name} site has no page of the type {kind!r}"
    found = []
    for address in site.pages[kind]:
        found += faults(axe_window.moved(site.url + address, 320))
    assert not found, "\n".join(found)
