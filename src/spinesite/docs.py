"""The generated pages of the documentation, and the schemas.

`python -m spinesite.docs docs` writes them; a test holds them current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spinesite.cli import cli
from spinesite.commands import manual
from spinesite.json_schemas import files as schemas
from spinesite.rules.explain import as_markdown
from spinesite.rules.registry import RULES


def generated() -> dict[str, str]:
    """Return the text of each generated page by its path below docs/."""
    return {
        "rules.md": as_markdown(RULES),
        "commands.md": manual.as_markdown(cli),
        **{path.removeprefix("docs/"): text for path, text in schemas()},
    }


def main(folder: Path) -> None:
    """Write the generated pages and schemas into a folder."""
    for path, text in generated().items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
