"""Which browser the tests drive, and how it is started.

A Chromium or Chrome that is installed on the system comes first; else the one that Playwright downloads. `CHROME_PATH`
names another one. Where there is a headless shell, the same engine without windows, it is taken: a page costs half of
the work or less, and it is what Playwright downloads for tests that show nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

SHELL = "chromium-headless-shell"
COMMANDS = (SHELL, "chromium", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
HOW_TO_GET_ONE = (
    "install Chromium or Google Chrome (Debian: apt-get install chromium), or let Playwright download one "
    "(.venv/bin/playwright install chromium), or name one in CHROME_PATH"
)


@dataclass(frozen=True, slots=True)
class Chromium:
    """A browser to start: its program, and whether it belongs to the system or to Playwright."""

    program: Path
    is_system: bool


def installed() -> Path | None:
    """Return the system's browser, or None. A snap is no use: it does not see the temporary folder of a profile."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return Path(named)
    for command in COMMANDS:
        found = shutil.which(command)
        if found and Path(found).resolve().name != "snap":
            return Path(found)
    return next((Path(place) for place in PLACES if Path(place).is_file()), None)


def find(playwright: Playwright) -> Chromium | None:
    """Return the browser that the tests use, or None where there is none."""
    system = installed()
    if system:
        return Chromium(system, is_system=True)
    own = Path(playwright.chromium.executable_path)
    return Chromium(own, is_system=False) if own.is_file() else None


def is_root() -> bool:
    """Tell whether the user is root, for whom Chromium's sandbox does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def root_flags() -> list[str]:
    """Return what Chromium has to be told to start for root."""
    return ["--no-sandbox"] if is_root() else []


@contextmanager
def started() -> Iterator[Browser]:
    """Start the browser, and end it. Raises RuntimeError, with what to do about it, where there is none that starts."""
    with sync_playwright() as playwright:
        chromium = find(playwright)
        if chromium is None:
            raise RuntimeError(f"no browser was found; {HOW_TO_GET_ONE}")
        # Playwright's own browser has no setuid helper and no profile for AppArmor: its sandbox starts on few machines.
        sandbox = chromium.is_system and not is_root()
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium.program, chromium_sandbox=sandbox, args=list(FLAGS), timeout=60_000
            )
        except PlaywrightError as error:
            raise RuntimeError(f"{chromium.program} does not start; {HOW_TO_GET_ONE}\n{error.message}") from error
        try:
            yield browser
        finally:
            browser.close()
