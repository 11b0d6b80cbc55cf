"""Where the templates of a site are found, and what is kept of them from one drawing to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from spinesite.errors import UsageError


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the site's own first, then those of the package or its source tree."""
    package = Path(__file__).parent / "_templates"
    shipped = package if package.is_dir() else Path(__file__).parents[2] / "templates"
    if not shipped.is_dir():
        raise UsageError(f"the program's templates are missing: {shipped}")
    own = root / "templates"
    return (own, shipped) if own.is_dir() and own.resolve() != shipped.resolve() else (shipped,)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Templates as code, kept from one rendering to the next; one whose text has changed is compiled again."""

    code: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes:
        """Return the code of a template with the checksum of its text, as Jinja keeps it; nothing if there is none."""
        return self.code.get(key, b"")

    def set(self, key: str, value: bytes, timeout: int | None = None) -> None:
        """Keep the code of a template."""
        self.code[key] = value
