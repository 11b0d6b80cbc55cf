"""A reader without JavaScript reads the same."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import Visit


def faults(plain: Visit, scripted: Visit) -> list[str]:
    """Scripts may add forms, buttons and messages, and make a button of a heading; all other text stands without."""
    # The text to read, then with that of controls: what a script moved into a button is neither lost nor new.
    text, all_text = (Counter(plain.measure("words", whole)) for whole in (False, True))
    scripted_text, all_scripted_text = (Counter(scripted.measure("words", whole)) for whole in (False, True))
    lost, new = text - all_scripted_text, scripted_text - all_text
    found = [*plain.errors]
    if not text:
        found.append("there is no text")
    if lost:
        found.append(f"JavaScript takes away {list(lost)[:5]}")
    if new:
        found.append(f"only JavaScript shows {list(new)[:5]}")
    return [f"{plain.where}: {fault}" for fault in found]


@pytest.mark.parametrize("kind", TYPES)
def test_the_text_is_the_same(sites: dict[str, Site], window: Visit, plain_window: Visit, kind: str) -> None:
    found = [fault for url in samples(sites, kind) for fault in faults(plain_window.moved(url), window.moved(url))]
    assert not found, "\n".join(found)
