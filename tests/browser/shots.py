"""Pictures of one page of every type, at every width, light and dark: `python -m tests.browser.shots [FOLDER]`.

They are named `<type>-<width>-<scheme>.png`. The page is the largest of its type in the real site.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.browser import chromium
from tests.browser.sites import TYPES, built, samples
from tests.browser.visits import SCHEMES, WIDTHS, visit


def main(arguments: list[str]) -> int:
    """Take the pictures into a folder, `_shots` if none is named."""
    folder = Path(arguments[0] if arguments else "_shots")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        built(Path(place), "real", "golden") as sites,
        chromium.started() as browser,
        visit(browser, "about:blank") as window,
    ):
        for kind in TYPES:
            url = samples(sites, kind)[-1]
            for width, scheme in product(WIDTHS, SCHEMES):
                shot = folder / f"{kind.replace('_', '-')}-{width}-{scheme}.png"
                window.moved(url, width, scheme).page.screenshot(path=shot, full_page=True)
    print(f"{len(TYPES) * len(WIDTHS) * len(SCHEMES)} pictures are in {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
