"""Files that the program makes for editors in the source of a site. None is ever written over one that is there.

Generated files, such as schemas, are the one exception: `renew` brings them up to date.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from spinesite.errors import MachineError, UsageError


def create(root: Path, files: Mapping[str, str]) -> None:
    """Write new files, by their paths below `root`; all of them or none.

    Raises UsageError if one of them is there, or if a link or a file stands where a folder must be; MachineError if the
    disk refuses.
    """
    for path in files:
        look_out(root, path)
        if os.path.lexists(root / path):
            raise UsageError(f"{root / path} is there already; nothing was written")
    made: list[Path] = []
    try:
        for path, text in files.items():
            _make_folders(root / path, made)
            with (root / path).open("x", encoding="utf-8", newline="\n") as stream:
                made.append(root / path)
                stream.write(text)
    except BaseException as error:
        for place in reversed(made):
            with suppress(OSError):
                place.rmdir() if place.is_dir() else place.unlink()
        if isinstance(error, FileExistsError):
            raise UsageError(f"{error.filename} is there already; nothing was written") from error
        if isinstance(error, OSError):
            raise MachineError(f"cannot write {error.filename}: {error.strerror}; nothing was written") from error
        raise


def renew(root: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Bring generated files up to date, and return the paths of those that changed. Raises as `create` does."""
    changed = []
    for path, text in files.items():
        look_out(root, path)
        try:
            if not (root / path).is_file() or (root / path).read_bytes() != text.encode():
                _make_folders(root / path, [])
                (root / path).write_text(text, encoding="utf-8", newline="\n")
                changed.append(path)
        except OSError as error:
            raise MachineError(f"cannot write {root / path}: {error.strerror}") from error
    return tuple(changed)


def look_out(root: Path, path: str) -> None:
    """Refuse a path that a link would lead out of the site, or that a file is in the way of."""
    place = root
    for part in Path(path).parts[:-1]:
        place = place / part
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise UsageError(f"{place} is no folder; put a folder in its place")
    if (root / path).is_symlink():
        raise UsageError(f"{root / path} is a symbolic link; put a file in its place")


def _make_folders(place: Path, made: list[Path]) -> None:
    for folder in [folder for folder in reversed(place.parents) if not folder.exists()]:
        folder.mkdir()
        made.append(folder)
