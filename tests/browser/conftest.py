"""One browser and three sites for all tests of this folder; both end with its last test.

A fixture of the session would live on under the other tests, and an event loop of Playwright's with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.sites import SOURCES, Site, built
from tests.browser.visits import Visit, axe, visit


@pytest.fixture(scope="package")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """The real site, the golden one, and one in which everything is awkward."""
    with built(tmp_path_factory.mktemp("sites"), *SOURCES) as sites:
        yield sites


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium.started() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a page as `visit` does, for the first time; everything that was opened is closed after the test."""
    with ExitStack() as stack:
        yield lambda *where, **how: stack.enter_context(visit(browser, *where, **how))


@pytest.fixture(scope="package")
def window(browser: Browser) -> Iterator[Visit]:
    """A window to go from page to page in, for what does not depend on a first visit."""
    with visit(browser, "about:blank") as opened:
        yield opened


@pytest.fixture(scope="package")
def axe_window(browser: Browser) -> Iterator[Visit]:
    """The same, with axe in every page."""
    with visit(browser, "about:blank") as opened:
        opened.page.add_init_script(path=axe())
        yield opened


@pytest.fixture(scope="package")
def plain_window(browser: Browser) -> Iterator[Visit]:
    """One without JavaScript."""
    with visit(browser, "about:blank", javascript=False) as opened:
        yield opened
