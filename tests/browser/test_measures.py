"""The measures can fail: each of them finds its fault in a page that has one of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import test_first_visit, test_keyboard, test_validity, test_without_javascript
from tests.browser.sites import Served, serve
from tests.browser.visits import Visit, barriers, visit


@pytest.fixture(scope="module")
def faulty() -> Iterator[tuple[str, list[Served]]]:
    with serve(Path(__file__).with_name("faulty")) as served:
        yield served


@pytest.fixture
def narrow(browser: Browser, faulty: tuple[str, list[Served]]) -> Iterator[Visit]:
    with visit(browser, faulty[0], 320) as opened:
        yield opened


def test_barriers(narrow: Visit) -> None:
    found = "\n".join(barriers(narrow))
    assert "/ at 320 px, light: image-alt (critical) at img: " in found
    assert "color-contrast (serious) at .grey: " in found
    (found,) = barriers(narrow.changed(320, "dark"))
    assert found.startswith("/ at 320 px, dark: color-contrast (serious) at .grey: ")


def test_overflow(narrow: Visit) -> None:
    (found,) = narrow.overflow(" and more")
    assert found.startswith('/ at 320 px, light and more: 580 px run out sideways: <p.wide> "This is wider')


def test_hidden_overflow(narrow: Visit) -> None:
    narrow.page.evaluate("document.body.style.overflowX = 'hidden'")
    assert "nobody can measure that" in narrow.overflow()[0]


def test_text_that_does_not_grow(narrow: Visit) -> None:
    narrow.page.evaluate("document.querySelector('.grey').remove(); document.querySelector('.pushing').remove()")
    assert narrow.measure("enlarge", 1) == narrow.measure("enlarge", 2) == 16


def test_first_visit_faults(opened: Callable[..., Visit], faulty: tuple[str, list[Served]]) -> None:
    url, log = faulty
    log.clear()
    found = "\n".join(test_first_visit.faults(opened(url, slow=True), [*log, Served("/gone", 404, ".js", 3001)] * 3))
    for fault in (
        "error: a message of an error",
        "error: an error of a script",
        "content security policy: script-src-elem blocks inline",
        "another host is asked: https://elsewhere.example/picture.png",
        "the server has no /gone",
        "bytes of js, more than 3000",
        "requests: /",
        "the layout shifts by ",
    ):
        assert fault in found


def test_the_policy_holds(narrow: Visit) -> None:
    assert narrow.page.evaluate("globalThis.inlineScriptRan") is None


def test_keyboard_faults(narrow: Visit) -> None:
    found = "\n".join(test_keyboard.faults(narrow))
    assert '<a.bare> "a link whose focus does not show" has no visible focus' in found
    assert '"a link whose focus shows" has' not in found
    assert 'the Tab key goes from the top to <button> "a button that comes first" instead of <a> "a link whose' in found


def test_text_that_depends_on_javascript(browser: Browser, faulty: tuple[str, list[Served]], narrow: Visit) -> None:
    with visit(browser, faulty[0], 320, javascript=False) as plain:
        found = "\n".join(test_without_javascript.faults(plain, narrow))
    assert "JavaScript takes away ['Only readers without JavaScript read this.']" in found
    assert "only JavaScript shows ['Only readers with JavaScript read this.']" in found


def test_validity_faults(faulty: tuple[str, list[Served]]) -> None:
    found = "\n".join(test_validity.messages([faulty[0]]))
    assert "error: An “img” element must have an “alt” attribute" in found
    assert "warning: Inline script violates Content Security Policy" in found
