"""A first visit asks for little, and for nothing from another host; nothing fails, and nothing moves under the reader.

Scripts and fonts come late, as over a poor network: on a fast one it is luck whether the page is painted before them.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser.sites import TYPES, Served, Site, compressed, file, samples
from tests.browser.visits import Visit

# Bytes as a host sends them, compressed.
MOST = {".html": 25_000, ".css": 10_000, ".js": 3_000}
# The search page has a script of its own besides; what that asks for comes when a reader begins to search.
MOST_SCRIPT_TO_SEARCH, MOST_REQUESTS_TO_SEARCH = 8_000, 7
MOST_IN_ALL = 80_000
MOST_REQUESTS = 6
MOST_SHIFT = 0.01


def faults(visit: Visit, sent: list[Served]) -> list[str]:
    """What is wrong with a visit that has just begun; `sent` is what the server sent for it."""
    visit.page.mouse.wheel(0, 100_000)  # what waits for a reader to scroll loads now
    shift = visit.measure("shifts")
    is_search = urlsplit(visit.url).path == "/search/"
    most = MOST | ({".js": MOST_SCRIPT_TO_SEARCH} if is_search else {})
    sizes = {kind: sum(served.size for served in sent if served.kind == kind) for kind in MOST}
    total = sum(served.size for served in sent)
    host = urlsplit(visit.url).netloc
    found = [f"error: {error}" for error in visit.errors]
    found += [f"content security policy: {violation}" for violation in visit.violations()]
    found += [f"another host is asked: {asked}" for asked in visit.requests if urlsplit(asked).netloc != host]
    found += [f"the server has no {served.path}" for served in sent if served.status != 200]
    found += [
        f"{size} bytes of {kind[1:]}, more than {most[kind]}" for kind, size in sizes.items() if size > most[kind]
    ]
    if total > MOST_IN_ALL:
        found.append(f"{total} bytes in all, more than {MOST_IN_ALL}")
    if len(sent) > (MOST_REQUESTS_TO_SEARCH if is_search else MOST_REQUESTS):
        found.append(f"{len(sent)} requests: {', '.join(served.path for served in sent)}")
    if shift["sum"] > MOST_SHIFT:
        found.append(f"the layout shifts by {shift['sum']:.4f}: {'; '.join(shift['moved'])}")
    if not sizes[".html"]:
        found.append("the server sent no page")
    return [f"{visit.where}: {fault}" for fault in found]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("kind", TYPES)
def test_first_visit(sites: dict[str, Site], opened: Callable[..., Visit], kind: str, width: int) -> None:
    found = []
    for url in samples(sites, kind):
        for site in sites.values():
            site.log.clear()
        visit = opened(url, width, slow=True)
        found += faults(visit, [served for site in sites.values() for served in site.log])
    assert not found, "\n".join(found)


def test_every_page_is_small(sites: dict[str, Site]) -> None:
    site = sites["real"]
    sizes = {address: len(compressed(file(site, address).read_bytes())) for address in site.addresses}
    assert sizes
    large = {address: size for address, size in sizes.items() if size > MOST[".html"]}
    assert not large, f"more than {MOST['.html']} bytes of HTML, compressed: {large}"
