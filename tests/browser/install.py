"""Gets what the browser tests need besides Python packages: a browser, and packages of npm. `make test` runs it.

Exit status 1, and why, where something could not be had; the tests that need it then fail and say the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.npm import FOLDER, MANIFESTS, program


def browser() -> bool:
    """Make sure that there is a browser; tell whether there is. A whole one does where there is no shell to be had."""
    apt = shutil.which("apt-get")
    if apt and chromium.is_root() and not (os.environ.get("CHROME_PATH") or shutil.which(chromium.SHELL)):
        subprocess.run([apt, "update"], check=False)
        # The fonts have the measures of Arial, in which the pages are drawn until their own font is there.
        subprocess.run([apt, "install", "--yes", chromium.SHELL, "fonts-liberation"], check=False)
        if not chromium.installed():
            subprocess.run([apt, "install", "--yes", "chromium", "fonts-liberation"], check=False)
    if not found():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return found()


def found() -> bool:
    with sync_playwright() as playwright:
        there = chromium.find(playwright)
    if there:
        print(f"the browser of the tests is {there.program}")
    return there is not None


def packages(everything: bool) -> bool:
    """Install the packages of npm, without running anything of theirs; tell whether they are there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for manifest in MANIFESTS:
        shutil.copy(manifest, FOLDER)
    command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    ended = subprocess.run([*command, *([] if everything else ["--omit=dev"])], cwd=FOLDER, check=False)
    return ended.returncode == 0


def main(arguments: list[str]) -> int:
    """Install; with `--audit`, what `make audit` needs too."""
    problems = []
    if not browser():
        problems.append(f"no browser could be had; {chromium.HOW_TO_GET_ONE}")
    if not packages(everything="--audit" in arguments):
        problems.append("the packages of npm could not be installed; see above")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
