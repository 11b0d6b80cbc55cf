"""When to look at the sources again.

Whether they have changed is decided by comparing snapshots. What the operating system tells is no more than a bell: it
may ring late, twice or for nothing. This is the only importer of watchfiles, without which the bell is a clock.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Event

from spinesite.places import FOLDERS
from spinesite.templatefiles import template_folders

# Seconds between two looks where the system does not tell, and after which a missing or new folder is noticed where it
# does; and after how many of them there is a look even so.
INTERVAL, ANYWAY = 0.2, 25
# Seconds without a change after which a burst of saves is over, and how often that is waited for at most.
QUIET, PATIENCE = 0.04, 12
_OF_EDITORS = re.compile(
    r"\.#.*|#.*#|.*~|\..*\.sw[a-z]|4913|.*\.tmp|.*___jb_(?:tmp|old)___|\.goutputstream-.*|\..*\.kate-swp", re.DOTALL
)

Snapshot = Mapping[str, object]


def is_of_editor(path: str) -> bool:
    """Tell whether a file is one that an editing program keeps beside the file it has open."""
    return _OF_EDITORS.fullmatch(path.rpartition("/")[2]) is not None


def folders(root: Path) -> tuple[Path, ...]:
    """Return the folders that a site is made of, whether they exist or not."""
    return tuple(dict.fromkeys((*(root / name for name in FOLDERS), *template_folders(root))))


def snapshot(tops: Iterable[Path]) -> Snapshot:
    """Return what tells one state of some folders from another: for each file below them its times, size and number."""
    found: dict[str, object] = {}
    pending = [str(top) for top in tops if not top.is_symlink()]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif not is_of_editor(entry.name):
                        status = entry.stat(follow_symlinks=False)
                        found[entry.path] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        except OSError as error:
            found[folder] = error.errno
    return found


def settled(tops: Iterable[Path], stop: Event) -> Snapshot | None:
    """Wait until nothing has changed for a moment, and return the snapshot; None if that never comes to pass.

    A file that is written again after this is called has other times than in the snapshot, on a disk that keeps time in
    steps finer than that moment.
    """
    last = snapshot(tops)
    for _ in range(PATIENCE):
        stop.wait(QUIET)
        now = snapshot(tops)
        if now == last:
            return now
        last = now
    return None


def ring(tops: tuple[Path, ...], bell: Callable[[], None], stop: Event) -> None:
    """Call `bell` soon after every change below some folders, until `stop` is set."""
    if not _ring_when_told(tops, bell, stop):
        while not stop.wait(INTERVAL):
            bell()


def is_told() -> bool:
    """Tell whether watchfiles is there, so that the operating system says when something changes."""
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        return False
    return True


def _ring_when_told(tops: tuple[Path, ...], bell: Callable[[], None], stop: Event) -> bool:
    """Do it with watchfiles; return False where that is not possible (any more), such as when the system refuses."""
    try:
        from watchfiles import watch
    except ImportError:
        return False
    while not stop.is_set():
        there = _numbers(tops)
        if not there:
            stop.wait(INTERVAL)
            bell()
            continue
        try:
            told = watch(
                *there,
                watch_filter=None,
                debounce=50,
                step=10,
                rust_timeout=int(INTERVAL * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=False,
                ignore_permission_denied=True,
            )
            # The first time rings for what changed before the watch began, some others for what a system fails to tell.
            for count, changes in enumerate(told):
                # A folder that was made again may have the number of the one before, which is watched in vain.
                is_other = _numbers(tops) != there or any(path in there for _, path in changes)
                if changes or is_other or count % ANYWAY == 0:
                    bell()
                if is_other:
                    break
        except (OSError, RuntimeError):
            if _numbers(tops) == there:  # else a folder went away in this moment
                return False
    return True


def _numbers(tops: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Return the folders that exist, with what tells each from another one of the same name."""
    found: dict[str, tuple[int, int]] = {}
    for top in tops:
        if top.is_dir() and not top.is_symlink():
            try:
                status = top.stat()
            except OSError:
                continue
            found[str(top)] = (status.st_dev, status.st_ino)
    return found
