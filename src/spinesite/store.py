"""Changes files of a site's source, for the commands that do: afterwards a file is as it was, or wholly new.

The sources are the editor's: nothing is replaced that has changed since it was read. The temporary file stands in the
site's folder and not beside the file, where the next check would report what a killed command left.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from spinesite.errors import MachineError, UsageError
from spinesite.newfiles import look_out

# Windows alone has O_BINARY, and lacks O_NOFOLLOW.
_BINARY = getattr(os, "O_BINARY", 0)
_PLAIN = _BINARY | getattr(os, "O_NOFOLLOW", 0)


def read(path: Path, cap: int, follow: bool = False) -> bytes | None:
    """Return the bytes of a regular file, or None if there is none. `cap` is how many bytes it may have.

    A link is refused, as everywhere in a site, unless `follow` says that the path is the user's own.

    Raises UsageError for what is no regular file or too large, MachineError if the disk refuses.
    """
    try:
        if not stat.S_ISREG((path.stat() if follow else path.lstat()).st_mode):
            raise UsageError(f"{path} is not a regular file; name a file")
        with os.fdopen(os.open(path, os.O_RDONLY | (_BINARY if follow else _PLAIN)), "rb") as stream:
            data = stream.read(cap + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MachineError(f"cannot read {path}: {_reason(error)}") from error
    if len(data) > cap:
        raise UsageError(f"{path} has more than {cap // 1024:,} KiB, which is what a file may have")
    return data


def replace(root: Path, path: str, data: bytes, before: bytes | None) -> None:
    """Put a file of the site at `root` in place of the one that held `before`; None means that there was none.

    The file keeps its permissions. Raises UsageError if a link would lead out of the site, and MachineError if the file
    has changed meanwhile or the disk refuses; the file is then as it was.
    """
    look_out(root, path)
    place, temporary = root / path, root / f".{Path(path).name}.new-{os.getpid()}"
    try:
        place.parent.mkdir(exist_ok=True)
        if before is not None and not os.access(place, os.W_OK):
            raise MachineError(f"cannot write {place}: it is read-only")
        _write(temporary, data)
        if before is not None:
            temporary.chmod(stat.S_IMODE(place.stat().st_mode))
        if read(place, max(len(before or b""), 1)) != before:
            raise MachineError(f"{place} was changed by another program meanwhile; try again")
        temporary.replace(place)
    except UsageError as error:
        raise MachineError(f"{place} was changed by another program meanwhile; try again") from error
    except OSError as error:
        raise MachineError(f"cannot write {place}: {_reason(error)}") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; what was begun is taken back if the disk refuses."""
    stream = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o666)
    try:
        with os.fdopen(stream, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _reason(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return reason[:1].lower() + reason[1:]
