"""Words that would run if a page took them for code, in every field of every record, opened in a browser.

Once as the site is, and once with its policy switched off: what runs then would have been stopped by the policy alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from spinesite.diagnostics import has_errors
from spinesite.pipeline import build, examine
from tests.browser.sites import serve
from tests.reliability import hostile
from tests.reliability.test_scripts_never_run import TODAY

# All strings make thousands of pages; a test that takes minutes can't be told from one that hangs.
PARTS = 10 if os.environ.get("SPINESITE_THOROUGH") else 1

# A call of any of these is a script that ran.
WATCH = """for (const name of ["pwned", "alert", "confirm", "prompt", "print", "open"])
    globalThis[name] = () => { globalThis.ran = name };
    document.addEventListener("securitypolicyviolation", found => { globalThis.ran = `refused ${found.blockedURI}` });
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of a site with all strings that are accepted, and the addresses of its pages."""
    place = tmp_path_factory.mktemp("hostile")
    accepted = {}
    for number, (name, text) in enumerate(hostile.sample(hostile.strings(), 15).items()):
        hostile.write(place / str(number), {name: text})
        if not has_errors(examine(place / str(number), TODAY)[1].diagnostics):
            accepted[name] = text
    assert accepted
    root = place / "all"
    hostile.write(root, accepted)
    corpus, checked = examine(root, TODAY)
    assert not has_errors(checked.diagnostics), [found.message for found in checked.diagnostics][:5]
    assert build(corpus, root, root / "_site").published
    pages = [page.relative_to(root / "_site").as_posix() for page in sorted((root / "_site").rglob("*.html"))]
    with serve(root / "_site") as (url, _):
        yield url, pages


def visited(page: Page, url: str, addresses: list[str]) -> list[str]:
    """Open pages, touch everything in them, and return what ran or was asked of another host."""
    found: list[str] = []
    host, here = urlsplit(url).netloc, ""
    page.on("dialog", lambda dialog: found.append(f"{here}: a dialog"))
    page.on("pageerror", lambda error: found.append(f"{here}: {error}"))
    page.on(
        "request",
        lambda request: found.append(f"{here}: asks {request.url}") if urlsplit(request.url).netloc != host else None,
    )
    for here in addresses:
        page.goto(url + here)
        ran = page.evaluate(
            """() => {
            for (const element of document.querySelectorAll("body *"))
                for (const kind of ["mouseover", "focus", "error", "load", "toggle"])
                    element.dispatchEvent(new Event(kind, {bubbles: true}));
            return globalThis.ran ?? "" }"""
        )
        if ran:
            found.append(f"{here}: {ran}")
    return found


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("policy", ["as it is", "switched off"])
def test_nothing_runs(browser: Browser, site: tuple[str, list[str]], policy: str, part: int) -> None:
    url, pages = site
    context = browser.new_context(bypass_csp=policy == "switched off")
    try:
        context.add_init_script(WATCH)
        assert not visited(context.new_page(), url, pages[part::PARTS])
    finally:
        context.close()


def test_what_runs_is_seen(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p><img src=x onerror=pwned()><script>pwned()</script>")
    (tmp_path / "other.html").write_text('<p onmouseover="alert()">x</p><img src="https://elsewhere.example/x.png">')
    context = browser.new_context()
    try:
        context.add_init_script(WATCH)
        with serve(tmp_path) as (url, _):
            found = visited(context.new_page(), url, ["index.html", "other.html"])
    finally:
        context.close()
    assert any(message == "index.html: pwned" for message in found)
    assert any(message == "other.html: alert" for message in found)
    assert any("asks https://elsewhere.example/x.png" in message for message in found)
