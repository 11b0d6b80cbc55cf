"""The small site that `spinesite init` makes: its own subject, made-up evidence, every feature once.

Its files are in `starter/`; three marks in them become the day, the same day a year later and the program's version.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from spinesite import __version__
from spinesite.errors import MachineError, UsageError
from spinesite.fields import Span
from spinesite.json_schemas import files as schemas
from spinesite.newfiles import create

STARTER = Path(__file__).parent / "starter"
# What may be in a folder that counts as empty: a repository without a file.
_NOTHING = frozenset({".git"})


def starter(today: date) -> dict[str, str]:
    """Return the files of the small site, by their paths in it. Reviews are dated today."""
    marks = {"@TODAY@": today, "@NEXT-YEAR@": Span(1, "y").after(today), "@VERSION@": __version__}
    files: dict[str, str] = {}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            for mark, value in marks.items():
                text = text.replace(mark, str(value))
            files[path.relative_to(STARTER).as_posix()] = text
    return files | dict(schemas())


def begin(folder: Path, today: date) -> int:
    """Make the small site in a folder that is missing or empty, and return how many files it has.

    Raises UsageError for any other folder, MachineError if the disk refuses; nothing is then written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is no folder; choose another name")
    try:
        found = sorted({path.name for path in folder.iterdir()} - _NOTHING) if folder.exists() else []
    except OSError as error:
        raise MachineError(f"cannot read {folder}: {error.strerror}") from error
    if found:
        raise UsageError(f"{folder} is not empty: it has {found[0]}; choose a new folder")
    files = starter(today)
    create(folder, files)
    return len(files)
