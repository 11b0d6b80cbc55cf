"""A reader's visit to a page: at a width, in a colour scheme, with or without JavaScript; and what went wrong in it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route, ViewportSize

from tests.browser import npm

Scheme = Literal["light", "dark"]

WIDTHS = (1280, 375, 320)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Those of axe's rules with one of these tags that look at colours.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# What axe looks at in each scheme: the dark one has the same page in other colours, which a test makes sure of.
RULES: dict[Scheme, object] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": COLOUR_RULES},
}

# Seconds after which something that was waited for is said not to come.
_PATIENCE = 20
_HEIGHTS = {1280: 900, 1024: 768, 900: 768, 375: 812, 320: 640}
_MEASURES = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
_WATCH = """document.addEventListener("securitypolicyviolation", event => (globalThis.violations ??= []).push(
    `${event.effectiveDirective} blocks ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`))"""
_AXE = """rules => axe.run({resultTypes: ["violations"], runOnly: rules})
    .then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`)))"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is open. `errors` are those of the console and of scripts, `requests` every address asked for."""

    page: Page
    url: str
    width: int
    scheme: Scheme
    javascript: bool
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """What a message says of the place: page, width, colour scheme."""
        without = "" if self.javascript else ", without JavaScript"
        return f"{urlsplit(self.url).path} at {self.width} px, {self.scheme}{without}"

    def moved(self, url: str, width: int = 1280, scheme: Scheme = "light") -> Visit:
        """Go to another page in the same window; what went wrong before is forgotten."""
        found = self.changed(width, scheme)
        self.errors.clear()
        self.requests.clear()
        self.page.goto(url)
        return replace(found, url=url)

    def changed(self, width: int, scheme: Scheme) -> Visit:
        """Give the window another width and colour scheme."""
        self.page.set_viewport_size(_size(width))
        self.page.emulate_media(color_scheme=scheme)
        return replace(self, width=width, scheme=scheme)

    def measure(self, what: str, *arguments: object) -> Any:
        """Call a function of measure.js and return what it returns."""
        if not self.page.evaluate("typeof measure === 'object'"):
            self.page.evaluate(_MEASURES)
        return self.page.evaluate(f"measure.{what}(...{json.dumps(arguments)})")

    def violations(self) -> list[str]:
        """Return what the page's content security policy has refused so far."""
        found: list[str] = self.page.evaluate("globalThis.violations ?? []")
        return found

    def overflow(self, what: str = "") -> list[str]:
        """Return where the page runs out of the window sideways; `what` tells how it was changed."""
        found = self.measure("overflow")
        problems = ["html or body hides what runs out sideways; nobody can measure that"] if found["hidden"] else []
        if found["px"]:
            problems.append(f"{found['px']} px run out sideways: {'; '.join(found['out'])}")
        return [f"{self.where}{what}: {problem}" for problem in problems]


@contextmanager
def visit(
    browser: Browser,
    url: str,
    width: int = 1280,
    scheme: Scheme = "light",
    javascript: bool = True,
    slow: bool = False,
) -> Iterator[Visit]:
    """Open a page in a fresh profile, as a first visit, and wait until it has loaded, its fonts included.

    Where it is `slow`, scripts and fonts come after the page was painted.
    """
    context = browser.new_context(
        viewport=_size(width),
        color_scheme=scheme,
        java_script_enabled=javascript,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(_PATIENCE * 1000)
    try:
        context.add_init_script(_WATCH)
        page = context.new_page()
        opened = Visit(page, url, width, scheme, javascript)
        page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("request", lambda request: _note(request, opened.requests))
        if slow:
            _go_slowly(page, url)
        else:
            page.goto(url)
        if javascript:
            page.evaluate("document.fonts.ready.then(() => true)")
        yield opened
    finally:
        context.close()


def axe() -> Path:
    """Return the script that looks for barriers."""
    return npm.package("axe-core/axe.min.js")


def barriers(visit: Visit) -> list[str]:
    """Return what axe finds wrong with a page as it stands: where, rule, impact, element, and how to mend it."""
    if not visit.page.evaluate("typeof axe === 'object'"):
        visit.page.evaluate(axe().read_text(encoding="utf-8"))
    return [f"{visit.where}: {found}" for found in visit.page.evaluate(_AXE, RULES[visit.scheme])]


def _size(width: int) -> ViewportSize:
    return {"width": width, "height": _HEIGHTS[width]}


def _go_slowly(page: Page, url: str) -> None:
    """Go to a page, and let scripts and fonts through when it has been painted.

    A page that waits for its script is not painted before: there the script comes after a second, and fonts later.
    """
    late = re.compile(r"\.(?:js|woff2)$")
    held: list[Route] = []
    page.route(late, lambda route: held.append(route))
    page.goto(url, wait_until="commit")
    if not _painted(page, within=1):
        for route in held:
            if route.request.resource_type == "script":
                route.continue_()
        held = [route for route in held if route.request.resource_type != "script"]
        assert _painted(page, within=_PATIENCE), f"{url} is not painted though its scripts came"
    page.route(late, lambda route: route.continue_())  # those that come from now on
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")


def _painted(page: Page, within: float) -> bool:
    """Tell whether a page has been painted, or is `within` some seconds.

    Playwright's own waiting would evaluate a string in the page, which the policy forbids.
    """
    end = time.monotonic() + within
    while not (painted := page.evaluate("performance.getEntriesByName('first-contentful-paint').length")):
        if time.monotonic() > end:
            break
        page.wait_for_timeout(10)
    return bool(painted)


def _note(request: Request, requests: list[str]) -> None:
    if not request.url.startswith("data:"):
        requests.append(request.url)
