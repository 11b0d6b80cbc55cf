"""The generated pages of the documentation: `python -m spinesite.docs docs` writes them, a test holds them current."""

from __future__ import annotations

import sys
from pathlib import Path

from spinesite.rules.explain import as_markdown
from spinesite.rules.registry import RULES


def generated() -> dict[str, str]:
    """Return the text of each generated page by its path below docs/."""
    return {"rules.md": as_markdown(RULES)}


def main(folder: Path) -> None:
    """Write the generated pages into a folder."""
    for path, text in generated().items():
        (folder / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
