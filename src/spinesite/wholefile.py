"""One file outside of a site, written whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from spinesite.errors import MachineError, UsageError


def write_whole(path: Path, data: bytes) -> None:
    """Put data into a file; what was there before stays until all of the data is on the disk's way.

    A link is followed. What is no file, such as a pipe or a device, takes the data as it comes. Raises UsageError for
    a directory, MachineError if the disk refuses; a file is then as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise UsageError(f"{path} is a directory; name a file")
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(data)
            return
        beside = target.with_name(f".{target.name}.new-{os.getpid()}")
        try:
            beside.write_bytes(data)
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            beside.replace(target)
        except BaseException:  # an interrupt must not leave half a file either
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise MachineError(f"cannot write {path}: {error.strerror or type(error).__name__}") from error


def _mode(path: Path) -> int | None:
    with suppress(FileNotFoundError):
        return path.stat().st_mode
    return None
