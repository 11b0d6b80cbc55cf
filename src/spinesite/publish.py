"""Writes a site beside the one it replaces, checks it, and swaps the two.

A build that fails or is killed leaves the old site or the new one. Between two renames there is none for an instant;
the next build then puts the old one back. A power cut is another matter: nothing is forced onto the disk.

For an output directory named `site`, these names beside it are ours: `.site.lock` stays, and means nothing unless a
process holds it; `.site.new-<process id>` is rubbish unless that process is building; `.site.prev` is a whole old site.
"""
# Tens of thousands of files are made here: a `Path` for each would cost more than the system calls.
# ruff: noqa: PTH101, PTH102, PTH106, PTH108, PTH110, PTH111, PTH112, PTH114, PTH121

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from spinesite.errors import MachineError, UsageError
from spinesite.names import SitePath, fold

MANIFEST = SitePath("manifest.json")
SOURCE_FOLDERS = ("content", "citations", "templates", "src", ".git")

_GENERATOR = "spinesite"
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
_LEFT_OVER = re.compile(r"\.(.+)\.(?:prev|new-\d+)", re.DOTALL)
# What file managers put into any folder that they show; no reason to refuse a build.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# Windows alone has O_BINARY, and lacks O_NOFOLLOW.
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a site as the manifest lists it: `size` in bytes, `sha256` in lower-case hexadecimal digits."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Published:
    """Every published file but the manifest, and the paths of the pages that only the last site had; both sorted."""

    entries: tuple[Entry, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staging:
    """A site that is being written into `folder`, to replace the one at `out`.

    A worker process makes a `Staging` of its own for the same two paths, writes, and sends its entries to the parent,
    which records them.
    """

    out: Path
    folder: Path
    entries: dict[str, Entry] = field(init=False, default_factory=dict)
    # Every name in use: folded, and as it is spelled; folders end in a slash.
    _names: dict[str, str] = field(init=False, repr=False, default_factory=lambda: {MANIFEST: MANIFEST})

    def write(self, path: SitePath, data: bytes) -> None:
        """Write one file and record it.

        Raises ValueError for a path that leaves the site or collides with another one, also where case is ignored;
        MachineError if the disk refuses.
        """
        path = SitePath(path)
        target = f"{self.folder}/{path}"
        new_folders = self._reserve(path)
        with _machine_errors(f"write {target}"):
            for folder in new_folders:
                with suppress(FileExistsError):  # another worker was first
                    _make_folder(f"{self.folder}/{folder}")
            _write_file(target, data)
        self.entries[path] = entry_of(path, data)

    def read(self, path: str) -> bytes:
        """Return a file that was written. Raises MachineError if the disk refuses."""
        with _machine_errors(f"read {self.folder}/{path}"):
            return _read_file(f"{self.folder}/{path}")

    def record(self, entry: Entry) -> None:
        """Take over a file that a worker wrote. Raises ValueError as `write` does."""
        self._reserve(SitePath(entry.path))
        self.entries[entry.path] = entry

    def _reserve(self, path: SitePath) -> list[str]:
        """Take a path and return those of its folders that are new, outermost first."""
        new_folders: list[str] = []
        folder = path.rpartition("/")[0]
        while folder and (taken := self._names.get(fold(folder))) != folder + "/":
            if taken:
                raise ValueError(f"{path} collides with {taken}")
            new_folders.insert(0, folder)
            folder = folder.rpartition("/")[0]
        if taken := self._names.get(fold(path)):
            raise ValueError(f"{path} collides with {taken}")
        self._names[fold(path)] = path
        self._names.update((fold(folder), folder + "/") for folder in new_folders)
        return new_folders


def check_output(out: Path, root: Path) -> None:
    """Raise UsageError unless a build may replace the whole of `out`; `root` is where the sources are. Changes nothing.

    `out` may be missing, empty, or a site of ours; but one with files in it that its manifest does not list is refused,
    because they would be lost.
    """
    place, sources, home = (Path(os.path.realpath(path)) for path in (out, root, os.path.expanduser("~")))
    with _machine_errors(f"look into {out}"):
        for kept, what in ((sources, "the sources"), (home, "your home directory")):
            if os.path.exists(kept) and _is_within(kept, place):
                raise UsageError(f"{out} holds {what}; give the site a directory of its own")
        for name in SOURCE_FOLDERS:
            if _is_within(place, sources / name):
                raise UsageError(f"{out} lies inside {name}/, which holds sources; choose a directory elsewhere")
        if _LEFT_OVER.fullmatch(place.name):
            raise UsageError(f"{out} is a name that builds use for themselves; choose another one")
        _check_ours(out)


@contextmanager
def staging(out: Path) -> Iterator[Staging]:
    """Give a place for a new site; what is not committed within the block is removed at its end.

    Mends what a killed build left, and holds the lock of `out`, which should have passed `check_output`. Raises
    MachineError if another build is running or the disk refuses.
    """
    out = Path(os.path.realpath(out))
    folder = _beside(out, f"new-{os.getpid()}")
    with _locked(out):
        try:
            with _machine_errors(f"make room beside {out}"):
                _recover(out, folder)
                _make_folder(str(folder))
            yield Staging(out, folder)
        finally:
            # Either the new site stands or there is a better error to show; the next build removes what is left.
            with suppress(OSError):
                _remove(str(folder))


def commit(staged: Staging, allow_shrink: bool) -> Published:
    """Put the staged site in place of the old one, which stays as it was if this raises.

    Raises ValueError for a site without index.html; UsageError if files that no build wrote would be lost or, unless
    `allow_shrink`, if over half of the published pages would go; MachineError if the disk refuses, or does not hold
    what was written to it.
    """
    out, folder = staged.out, staged.folder
    if "index.html" not in staged.entries:
        raise ValueError("the site has no index.html")
    with _machine_errors(f"look into {out}"):
        pages = {path for path in _check_ours(out) if path.endswith(".html")}
    gone = sorted(pages.difference(staged.entries))
    if 2 * len(gone) > len(pages) and not allow_shrink:
        lost = f"{len(gone)} of the {len(pages)} pages in {out} would go, such as {gone[0]}"
        raise UsageError(f"{lost}; give --allow-shrink if that is meant")
    entries = tuple(sorted(staged.entries.values(), key=lambda entry: entry.path))
    manifest = manifest_of(entries)
    with _machine_errors(f"put the new site in place of {out}"):
        _write_file(f"{folder}/{MANIFEST}", manifest)
        _verify(str(folder), {*entries, entry_of(MANIFEST, manifest)})
        _swap(out, folder)
    return Published(entries, tuple(gone))


def _check_ours(out: Path) -> Set[str]:
    """Return the paths in the manifest at `out`; raise UsageError if there is something that is not ours to replace."""
    if out.is_symlink():
        raise UsageError(f"{out} is a symbolic link; name the directory that it leads to")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is not a directory; choose another name, or move it away")
    if not out.exists() or not any(out.iterdir()):
        return frozenset()
    listed = _listed(out / MANIFEST)
    if listed is None:
        raise UsageError(f"{out} is not empty and has no {MANIFEST} of a site of ours; choose another directory")
    strange = sorted(
        path
        for path, is_folder in _walk(str(out))
        if not (is_folder or path in listed or path == MANIFEST or path.rpartition("/")[2] in _CLUTTER)
    )
    if strange:
        some = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if len(strange) > 3 else "")
        raise UsageError(f"{out} holds what no build wrote and would be lost: {some}; move it away")
    return listed


def _listed(manifest: Path) -> Set[str] | None:
    """Return the paths in a manifest of ours, or None if it is missing or somebody else's."""
    try:
        content = json.loads(manifest.read_bytes())
        return {str(file["path"]) for file in content["files"]} if content["generator"] == _GENERATOR else None
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return None


def manifest_of(entries: Iterable[Entry]) -> bytes:
    """Return the manifest: JSON with a line for each file, so that two of them compare well."""
    files = ",\n".join(json.dumps({"path": e.path, "size": e.size, "sha256": e.sha256}) for e in entries)
    return f'{{"version": 1, "generator": "{_GENERATOR}", "files": [\n{files}\n]}}\n'.encode()


def entry_of(path: str, data: bytes) -> Entry:
    """Return the line of the manifest for a file."""
    return Entry(path, len(data), hashlib.sha256(data).hexdigest())


def _verify(folder: str, entries: Set[Entry]) -> None:
    """Raise MachineError unless the folder holds the files of these entries, byte for byte, and no others."""
    found = {entry_of(path, _read_file(f"{folder}/{path}")) for path, is_folder in _walk(folder) if not is_folder}
    if found != entries:
        wrong = min(entry.path for entry in found ^ entries)
        raise MachineError(f"{folder}/{wrong} is not as it was written; the disk or another program changed it")


def _swap(out: Path, folder: Path) -> None:
    """Rename the old site away and the new one into its place, or put the old one back."""
    previous, replaces = _beside(out, "prev"), out.exists()
    try:
        if replaces:
            out.rename(previous)
        folder.rename(out)
    except BaseException:  # an interrupt must not leave a gap either
        if replaces and not out.exists():
            with suppress(OSError):  # the next build tries again
                previous.rename(out)
        raise
    with suppress(OSError):
        previous.rename(folder)  # rubbish from now on; half removed as `previous` it could be taken for a whole site


def _recover(out: Path, folder: Path) -> None:
    """Put the old site back if a build was killed between its two renames, and remove what killed builds left."""
    previous = _beside(out, "prev")
    for beside in list(out.parent.iterdir()):
        left_over = _LEFT_OVER.fullmatch(beside.name)
        if left_over and left_over[1] == out.name and beside != previous:
            _remove(str(beside))
    if os.path.lexists(previous):
        previous.rename(folder if out.exists() else out)
    if os.path.lexists(folder):
        _remove(str(folder))


def _beside(out: Path, kind: str) -> Path:
    return out.with_name(f".{out.name}.{kind}")


def _walk(folder: str) -> Iterator[tuple[str, bool]]:
    """Yield the path of everything in a folder and whether it is a folder itself, always before what it holds.

    In the order of names, which is near the order in which files are made: a disk deletes them faster.
    """
    pending = [""]
    while pending:
        within = pending.pop()
        with os.scandir(f"{folder}/{within}") as found:
            items = sorted((within + item.name, item.is_dir(follow_symlinks=False)) for item in found)
        pending.extend(f"{path}/" for path, is_folder in reversed(items) if is_folder)
        yield from items


def _remove(path: str) -> None:
    """Remove a folder and all it holds, or a file; links are not followed."""
    if os.path.islink(path) or not os.path.isdir(path):
        os.unlink(path)
        return
    folders = [path]
    for inner, is_folder in _walk(path):
        if is_folder:
            folders.append(f"{path}/{inner}")
        else:
            os.unlink(f"{path}/{inner}")
    for folder in reversed(folders):
        os.rmdir(folder)


def _make_folder(path: str) -> None:
    os.mkdir(path, _FOLDER_MODE)
    os.chmod(path, _FOLDER_MODE)  # the umask may have taken some of it away


def _write_file(path: str, data: bytes) -> None:
    stream = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, _FILE_MODE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(stream, rest) :]
    finally:
        os.close(stream)
    os.chmod(path, _FILE_MODE)  # the umask may have taken some of it away


def _read_file(path: str) -> bytes:
    stream = os.open(path, os.O_RDONLY | _PLAIN)
    try:
        return b"".join(iter(lambda: os.read(stream, 1 << 17), b""))
    finally:
        os.close(stream)


def _is_within(place: Path, folder: Path) -> bool:
    """Tell whether a path is the folder or lies in it, however they are spelled; a missing folder holds nothing."""
    existing = [outer for outer in (place, *place.parents) if os.path.exists(outer)]
    return os.path.exists(folder) and any(os.path.samefile(outer, folder) for outer in existing)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the lock of an output directory. The system releases it when the process ends, however it ends."""
    lock = _beside(out, "lock")
    with _machine_errors(f"open {lock}"):
        out.parent.mkdir(parents=True, exist_ok=True)
        stream = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT | _PLAIN, _FILE_MODE))
    with stream:
        with _machine_errors(f"lock {lock}"):
            try:
                _set_lock(stream.fileno(), held=True)
            except (BlockingIOError, PermissionError) as error:
                raise MachineError(f"another build is running for {out}; wait until it has ended") from error
        try:
            yield
        finally:
            _set_lock(stream.fileno(), held=False)  # closing is not enough if a worker has inherited the stream


if sys.platform == "win32":
    import msvcrt

    def _set_lock(stream: int, held: bool) -> None:
        msvcrt.locking(stream, msvcrt.LK_NBLCK if held else msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _set_lock(stream: int, held: bool) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB if held else fcntl.LOCK_UN)


@contextmanager
def _machine_errors(doing: str) -> Iterator[None]:
    """Turn an error of the operating system into a MachineError that says what could not be done, and why."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        where = f" ({error.filename})" if error.filename and str(error.filename) not in doing else ""
        raise MachineError(f"cannot {doing}: {reason[:1].lower()}{reason[1:]}{where}") from error
