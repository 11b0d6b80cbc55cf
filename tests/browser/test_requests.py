"""A page asks for little, only from its own host, and nothing in it fails: no error, no breach of its own policy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser.sites import TYPES, Served, Site, compressed, file, samples
from tests.browser.visits import Visit

# Bytes as a host sends them, compressed.
MOST_REQUESTS = 6
MOST = {".html": 25_000, ".css": 10_000, ".js": 3_000}
MOST_IN_ALL = 80_000


def first_visit(sites: dict[str, Site], opened: Callable[..., Visit], url: str) -> tuple[Visit, list[Served]]:
    """Visit a page with an empty cache, look at all of it, and return what the server sent meanwhile."""
    logs = [site.log for site in sites.values()]
    for log in logs:
        log.clear()
    visit = opened(url)
    visit.measure("unfold")
    visit.page.mouse.wheel(0, 100_000)
    visit.page.wait_for_load_state("networkidle")
    return visit, [served for log in logs for served in log]


@pytest.mark.parametrize("kind", TYPES)
def test_first_visit(sites: dict[str, Site], opened: Callable[..., Visit], kind: str) -> None:
    problems = []
    for url in samples(sites, kind):
        visit, sent = first_visit(sites, opened, url)
        found = [f"error: {error}" for error in visit.errors]
        found += [f"content security policy: {violation}" for violation in visit.violations()]
        own = urlsplit(url).netloc
        found += [f"asks another host: {asked}" for asked in visit.requests if urlsplit(asked).netloc != own]
        found += [f"the server has no {served.path}" for served in sent if served.status != 200]
        if len(sent) > MOST_REQUESTS:
            found.append(f"{len(sent)} requests: {', '.join(served.path for served in sent)}")
        sizes = {kind: sum(served.size for served in sent if served.kind == kind) for kind in MOST}
        found += [f"{size} bytes of {kind[1:]}" for kind, size in sizes.items() if size > MOST[kind]]
        if (size := sum(served.size for served in sent)) > MOST_IN_ALL:
            found.append(f"{size} bytes in all")
        problems += [f"{visit.where}: {problem}" for problem in found]
        assert sizes[".html"] and sizes[".css"], f"{visit.where}: the server saw no page and no style sheet"
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", ["golden", "awkward"])
def test_small_sites(sites: dict[str, Site], opened: Callable[..., Visit], name: str) -> None:
    visit = opened(sites[name].url)
    problems = []
    for url in sites[name].urls:
        visit = visit.moved(url)
        problems += [f"{visit.where}: {problem}" for problem in (*visit.errors, *visit.violations())]
        visit.errors.clear()
    own = urlsplit(sites[name].url).netloc
    problems += [f"asks another host: {asked}" for asked in visit.requests if urlsplit(asked).netloc != own]
    assert not problems, "\n".join(problems)


def test_every_page_is_small(sites: dict[str, Site]) -> None:
    site = sites["real"]
    sizes = {
        address: len(compressed(file(site, address).read_bytes()))
        for addresses in site.pages.values()
        for address in addresses
    }
    assert sizes
    large = {address: size for address, size in sizes.items() if size > MOST[".html"]}
    assert not large, f"more than {MOST['.html']} bytes of HTML, compressed: {large}"
