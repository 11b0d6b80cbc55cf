"""What Lighthouse measures on five pages, as on a telephone and on a desk: `make audit`. It judges nothing.

Of three runs the median counts, for each number on its own: what other programs do at the time disturbs a run.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium, npm
from tests.browser.sites import built, samples

KINDS = ("home", "option", "compare", "claim", "reference")
FORMS = ("mobile", "desktop")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# The name in the table, the audit, and what one unit of the table is of its unit.
AUDITS = (
    ("LCP s", "largest-contentful-paint", 1000),
    ("CLS", "cumulative-layout-shift", 1),
    ("TBT ms", "total-blocking-time", 1),
    ("kB", "total-byte-weight", 1000),
)
RUNS = 3
# Chromium now and then loses the trace of a page, of which Lighthouse says: "Please run Lighthouse again."
TRIES = 3


@dataclass(frozen=True, slots=True)
class Run:
    """The numbers of one run in the order of the table, and the audits that were not passed."""

    numbers: tuple[float, ...]
    failed: frozenset[str]


def runs(url: str, form: str, browser: Path) -> Iterator[Run]:
    """Let Lighthouse look at a page. Raises RuntimeError with what it says where it could not."""
    flags = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", *chromium.root_flags()]
    command = [npm.program("node"), str(npm.package("lighthouse/cli/index.js")), url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(flags)}"]
    command += ["--preset=desktop"] if form == "desktop" else []
    for _ in range(RUNS):
        environment = {**os.environ, "CHROME_PATH": str(browser)}
        for _ in range(TRIES):
            ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if not ended.returncode:
                break
        else:
            raise RuntimeError(f"Lighthouse could not look at {url}\n{ended.stderr}")
        report = json.loads(ended.stdout)
        scores = [100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES]
        values = [report["audits"][name].get("numericValue", 0) / unit for _, name, unit in AUDITS]
        weighted = (
            part["id"] for name in CATEGORIES for part in report["categories"][name]["auditRefs"] if part["weight"]
        )
        failed = frozenset(id for id in weighted if (report["audits"][id]["score"] or 0) < 1 and is_scored(report, id))
        yield Run((*scores, *values), failed)


def is_scored(report: dict[str, dict[str, dict[str, object]]], audit: str) -> bool:
    return report["audits"][audit]["score"] is not None


def main() -> int:
    """Print a table."""
    with sync_playwright() as playwright:
        browser = chromium.find(playwright)
    if browser is None:
        raise SystemExit(f"no browser was found; {chromium.HOW_TO_GET_ONE}")
    print(
        f"{'page':<10} {'form':<8}",
        *(f"{name[:13]:>13}" for name in (*CATEGORIES, *(a[0] for a in AUDITS))),
        " not passed",
    )
    with tempfile.TemporaryDirectory() as place, built(Path(place), "real", "golden") as sites:
        for kind in KINDS:
            for form in FORMS:
                made = list(runs(samples(sites, kind)[-1], form, browser.program))
                medians = [statistics.median(numbers) for numbers in zip(*(run.numbers for run in made), strict=True)]
                failed = sorted(frozenset.intersection(*(run.failed for run in made)))
                cells = [f"{number:>13.0f}" for number in medians[: len(CATEGORIES)]]
                cells += [f"{number:>13.3g}" for number in medians[len(CATEGORIES) :]]
                print(f"{kind:<10} {form:<8}", *cells, f" {' '.join(failed) or '-'}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
