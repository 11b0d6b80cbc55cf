"""The Tab key reaches every link and control, in the order of the page, and one sees where one is."""

from __future__ import annotations

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import Visit


def faults(visit: Visit) -> list[str]:
    stops: list[str] = visit.measure("prepare")
    visit.measure("record")
    for _ in stops:
        visit.page.keyboard.press("Tab")
    steps = visit.measure("recorded")
    found = [f"{step['name']} {step['wrong']}" for step in steps if step["wrong"]]
    # A box that scrolls is a stop of its own, and takes a press of Tab.
    missing = [stop for stop in steps if stop["stop"] is None]
    for _ in missing:
        visit.page.keyboard.press("Tab")
    order = [step["stop"] for step in visit.measure("recorded") if step["stop"] is not None]
    wrong = next((place for place, stop in enumerate(order) if place != stop), None)
    if wrong is not None:
        before = stops[order[wrong - 1]] if wrong else "the top"
        found.append(f"the Tab key goes from {before} to {stops[order[wrong]]} instead of {stops[wrong]}")
    elif len(order) != len(stops):
        found.append(f"the Tab key reaches {len(order)} of {len(stops)} links and controls, not {stops[len(order)]}")
    return [f"{visit.where}: {fault}" for fault in found]


@pytest.mark.parametrize("kind", TYPES)
def test_tab(sites: dict[str, Site], window: Visit, kind: str) -> None:
    found = faults(window.moved(samples(sites, kind)[0]))
    assert not found, "\n".join(found)
