"""A reader without JavaScript reads the same."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.browser.sites import TYPES, Site, samples
from tests.browser.visits import Visit


@pytest.mark.parametrize("kind", TYPES)
def test_the_text_is_the_same(sites: dict[str, Site], window: Visit, plain_window: Visit, kind: str) -> None:
    """Scripts may add forms, buttons and messages, and make a button of a heading; all other text stands without."""
    for url in samples(sites, kind):
        plain, scripted = plain_window.moved(url), window.moved(url)
        # The text to read, then with that of controls: what a script moved into a button is neither lost nor new.
        text, all_text = (Counter(plain.measure("words", whole)) for whole in (False, True))
        scripted_text, all_scripted_text = (Counter(scripted.measure("words", whole)) for whole in (False, True))
        assert text, f"{plain.where}: there is no text"
        lost, new = text - all_scripted_text, scripted_text - all_text
        assert not lost, f"{plain.where}: JavaScript takes away {list(lost)[:5]}"
        assert not new, f"{plain.where}: only JavaScript shows {list(new)[:5]}"
        assert not plain.errors, f"{plain.where}: {plain.errors}"
