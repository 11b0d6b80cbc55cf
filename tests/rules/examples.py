"""Examples of rules: small trees laid over the site in `base`, found by their place.

`<rule-id>/bad/<case>/` must give exactly the diagnostics of its `expected.txt`; `<rule-id>/good/<case>/` none at all.
`expected.txt` holds the output of `spinesite check` in the format text; of `build` for the rules on rendered pages.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from spinesite.check import check
from spinesite.diagnostics import has_errors
from spinesite.load import load
from spinesite.render import render
from spinesite.reports.text import text
from spinesite.resolve import resolve
from spinesite.verify import verify

HERE = Path(__file__).parent
TODAY = date(2026, 6, 1)


def lay_over_base(case: Path, root: Path) -> Path:
    """Make the site of a case: the base with the case's files over it; `REMOVE` lists files of the base to drop."""
    shutil.copytree(HERE / "base", root, dirs_exist_ok=True)
    shutil.copytree(
        case, root, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns("expected.txt", "REMOVE")
    )
    if (removed := case / "REMOVE").exists():
        for name in removed.read_text().split():
            (root / name).unlink()
    return root


def diagnose(root: Path, with_pages: bool = False) -> str:
    """Return what is wrong with a site, as `spinesite check` prints it; with its pages as `build` does."""
    corpus, found = load(root, TODAY)
    diagnostics = check(corpus, found).diagnostics
    if with_pages and not has_errors(diagnostics):
        diagnostics += verify(render(resolve(corpus), root), corpus)
    return text(sorted(diagnostics, key=lambda found: found.sort_key))
