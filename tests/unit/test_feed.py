"""What stands in the feed and the sitemap is text, wherever it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from spinesite.exports import feed, sitemap
from spinesite.records import Change
from spinesite.site import Site
from tests.unit.sites import GOLDEN, resolved

HOSTILE = "</title><script>pwned()</script>&"
# No address of a site holds such signs; the files are whole even if one did.
ADDRESS = "https://example.org/a&b</id>/"


@pytest.fixture(scope="module")
def site() -> Site:
    found = resolved(GOLDEN)
    settings = found.settings.model_copy(
        update={"title": HOSTILE, "publisher": HOSTILE, "language": "en&<", "base_url": ADDRESS}
    )
    change = Change(date=date(2026, 1, 1), what=HOSTILE)
    return replace(found, settings=settings, changes=(change,))


def test_a_feed_is_text(site: Site) -> None:
    tree = ElementTree.fromstring(feed.export(site))  # noqa: S314 - our own output
    texts = [element.text or "" for element in tree.iter()]
    values = [value for element in tree.iter() for value in element.attrib.values()]
    assert sum(HOSTILE in text for text in texts) == 4
    assert sum(ADDRESS in text for text in (*texts, *values)) == 5
    assert not [element for element in tree.iter() if "script" in str(element.tag)]


def test_a_sitemap_is_text(site: Site) -> None:
    tree = ElementTree.fromstring(sitemap.export(site, ["", "claims/"]))  # noqa: S314 - our own output
    assert [element.text for element in tree.iter() if (element.text or "").strip()] == [ADDRESS, f"{ADDRESS}claims/"]
