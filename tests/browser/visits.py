"""A reader's visit to a page: at a width, in a colour scheme, with or without JavaScript; and what went wrong in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from tests.browser import npm

WIDTHS = (1280, 375, 320)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = {1280: 900, 375: 812, 320: 640}
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
MEASURES = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")

_WATCH = """document.addEventListener("securitypolicyviolation", event => (globalThis.violations ??= []).push(
    `${event.effectiveDirective} blocks ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`))"""
_AXE = """tags => { globalThis.axeFound = new Promise(resolve => setTimeout(resolve))
    .then(() => axe.run({resultTypes: ["violations"], runOnly: tags}))
    .then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}) at ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`))) }"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is open. `errors` are those of the console and of scripts, `requests` every address asked for."""

    page: Page
    url: str
    width: int
    scheme: str
    javascript: bool
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def measure(self, what: str, *arguments: object) -> Any:
        """Call a function of measure.js and return what it returns."""
        if not self.page.evaluate("typeof measure === 'object'"):
            self.page.evaluate(MEASURES)
        return self.page.evaluate(f"measure.{what}(...{json.dumps(arguments)})")

    def violations(self) -> list[str]:
        """Return what the page's content security policy has refused so far."""
        found: list[str] = self.page.evaluate("globalThis.violations ?? []")
        return found

    def resized(self, width: int) -> Visit:
        """Give the window another width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        return replace(self, width=width)

    def moved(self, url: str) -> Visit:
        """Go on to another page in the same window."""
        self.page.goto(url)
        return replace(self, url=url)

    @property
    def where(self) -> str:
        """What a message says of the place: page, width, colour scheme."""
        address = urlsplit(self.url).path
        return f"{address} at {self.width} px, {self.scheme}{'' if self.javascript else ', without JavaScript'}"


@contextmanager
def visit(
    browser: Browser,
    url: str,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    javascript: bool = True,
) -> Iterator[Visit]:
    """Open a page in a fresh profile, as a first visit, and wait until it stands still."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT[width]},
        color_scheme=scheme,
        java_script_enabled=javascript,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(20_000)
    try:
        context.add_init_script(_WATCH)
        page = context.new_page()
        opened = Visit(page, url, width, scheme, javascript)
        page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("request", lambda request: _note(request, opened.requests))
        page.goto(url)
        if javascript:
            page.evaluate("document.fonts.ready.then(() => true)")
        yield opened
    finally:
        context.close()


def _note(request: Request, requests: list[str]) -> None:
    if not request.url.startswith("data:"):
        requests.append(request.url)


def barriers(visits: Sequence[Visit]) -> list[str]:
    """Return what axe finds wrong with pages as they stand: where, rule, impact, element, and how to mend it.

    What is folded away is looked at too. The pages are looked at side by side: each has a process of its own.
    """
    for visit in visits:
        visit.measure("unfold")
        if not visit.page.evaluate("typeof axe === 'object'"):
            visit.page.evaluate(npm.package("axe-core/axe.min.js").read_text(encoding="utf-8"))
        visit.page.evaluate(_AXE, list(TAGS))
    return [f"{visit.where}: {found}" for visit in visits for found in visit.page.evaluate("globalThis.axeFound")]
