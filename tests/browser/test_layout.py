"""Nothing runs out of the window sideways, nothing moves while a page loads, and a page has one heading at the top."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import Visit

MOST_SHIFT = 0.01


def overflow(visit: Visit, what: str = "") -> list[str]:
    visit.measure("unfold")
    found = visit.measure("overflow")
    problems = ["html or body hides what runs out sideways, so that nobody can measure it"] if found["hidden"] else []
    if found["px"]:
        problems.append(f"{found['px']} px run out sideways: {'; '.join(found['out'])}")
    return [f"{visit.where}{what}: {problem}" for problem in problems]


@pytest.mark.parametrize("kind", TYPES)
def test_narrow(sites: dict[str, Site], opened: Callable[..., Visit], kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visit = opened(url, 320)
        found += overflow(visit)
        assert visit.measure("space"), "the spacing of text was not changed"
        found += overflow(visit, " and with WCAG 1.4.12 spacing")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("kind", TYPES)
def test_text_at_twice_its_size(sites: dict[str, Site], opened: Callable[..., Visit], kind: str, width: int) -> None:
    found = []
    for url in samples(sites, kind):
        visit = opened(url, width)
        assert visit.measure("enlarge") == pytest.approx(2, abs=0.01), "the text does not grow with the reader's setting"
        found += overflow(visit, " and with text at 200%")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["golden", "awkward"])
def test_small_sites(sites: dict[str, Site], opened: Callable[..., Visit], name: str) -> None:
    visit = opened(sites[name].url, 320)
    found = []
    for url in sites[name].urls:
        found += overflow(visit.moved(url))
        visit.measure("space")
        found += overflow(visit, " and with WCAG 1.4.12 spacing")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("kind", TYPES)
def test_nothing_moves(sites: dict[str, Site], opened: Callable[..., Visit], kind: str, width: int) -> None:
    for url in samples(sites, kind):
        visit = opened(url, width)
        visit.page.mouse.wheel(0, 100_000)
        shift = visit.measure("shifts")
        assert shift["sum"] <= MOST_SHIFT, f"{visit.where}: moves by {shift['sum']:.4f}: {'; '.join(shift['moved'])}"


@pytest.mark.parametrize("kind", TYPES)
def test_one_heading_at_the_top(sites: dict[str, Site], opened: Callable[..., Visit], kind: str) -> None:
    for url in samples(sites, kind):
        visit = opened(url)
        headings = visit.page.locator("h1").all_inner_texts()
        assert len(headings) == 1, f"{visit.where}: {len(headings)} h1: {headings}"
        assert headings[0].strip(), f"{visit.where}: the h1 is empty"
