"""The files of a site as they are in a revision of a git repository; the only module that runs git.

Nothing is checked out: names, kinds and sizes come from the tree of the revision, contents from its objects. Whatever
the settings of a repository say, no hook and no helper program is run, and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from spinesite.errors import MachineError, UsageError
from spinesite.load import File
from spinesite.places import FOLDERS

# Settings of the person, such as which folders are safe, and where git is; everything else in the environment that is
# meant for git belongs to another repository or command.
_KEPT = ("GIT_CONFIG", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_FIXED = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_OPTIONS = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}")
_KINDS = {"120000": "a symbolic link", "160000": "a submodule"}


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, and where in it a site stands: `folder` is a path without a final slash, "" for the top."""

    root: Path
    folder: str
    environment: Mapping[str, str]


def repository(root: Path, environment: Mapping[str, str]) -> Repository:
    """Return the repository that a site stands in. `environment` is that of the process.

    Raises UsageError if there is none, and MachineError if git is missing or refuses.
    """
    kept = {name: value for name, value in environment.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    found = Repository(root, "", {**kept, **_FIXED})
    answer = _run(found, "rev-parse", "--show-prefix")
    if answer.returncode:
        if b"not a git repository" in answer.stderr:
            raise UsageError(f"{root} is in no git repository, and revisions of one are what diff compares")
        raise _refusal(answer)
    prefix = os.fsdecode(answer.stdout).removesuffix("\n").removesuffix("/")
    return Repository(root, prefix, found.environment)


def commit(within: Repository, revision: str) -> str:
    """Return the full name of the commit that a revision names. Raises UsageError, with a hint, if there is none."""
    # What begins with a hyphen would be an option; no branch or tag begins so.
    if revision and not revision.startswith("-") and (found := _commit(within, revision)):
        return found
    message = f"there is no revision {revision!r} in the repository of {within.root}"
    if revision and not revision.startswith("-"):
        if _commit(within, f"origin/{revision}"):
            raise UsageError(f"{message}; did you mean 'origin/{revision}'?")
        if _run(within, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            how = "git fetch --unshallow, or fetch-depth: 0 where a workflow checks out"
            raise UsageError(f"{message}, which is a shallow clone; fetch its history first ({how})")
    raise UsageError(message)


@contextmanager
def files_at(within: Repository, name: str) -> Iterator[tuple[File, ...]]:
    """Give the files of the site as they are in a commit; they can be read until the block ends.

    A site that is not in that commit has none. A symbolic link or a submodule is refused, as it is on the disk.
    Raises MachineError if git fails, also when a file is read.
    """
    tree = f"{name}:{within.folder}" if within.folder else name
    if _run(within, "rev-parse", "--verify", "--quiet", tree).returncode:
        yield ()
        return
    listed = _run(within, "ls-tree", "-r", "-z", "-l", "--full-tree", tree, *FOLDERS)
    if listed.returncode:
        raise _refusal(listed)
    with _contents(within) as read:
        yield tuple(_file(entry, read) for entry in listed.stdout.split(b"\0") if entry)


def _file(entry: bytes, read: Callable[[str, int], bytes]) -> File:
    """Return the file that a line of `git ls-tree -l` describes: mode, type, object, size, path."""
    facts, _, path = entry.partition(b"\t")
    mode, _, name, size = facts.decode().split()
    # What is no file has no size, and nor has an object that is missing: it fails when it is read.
    length = int(size) if size.isdigit() else 0
    return File(os.fsdecode(path), length, lambda most: read(name, most), _KINDS.get(mode, ""))


@contextmanager
def _contents(within: Repository) -> Iterator[Callable[[str, int], bytes]]:
    """Give a function that reads the first bytes of objects, from one process of git."""
    with subprocess.Popen(  # noqa: S603 - a fixed command; what it is asked for are the names that git itself gave
        _command(within, "cat-file", "--batch"),
        env=dict(within.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield lambda name, most: _content(process.stdin, process.stdout, name, most)
        finally:
            process.kill()


def _content(asking: IO[bytes] | None, answers: IO[bytes] | None, name: str, most: int) -> bytes:
    try:
        if asking is None or answers is None:
            raise OSError
        asking.write(f"{name}\n".encode())
        asking.flush()
        head = answers.readline().split()
        if len(head) != 3:
            raise OSError
        data = answers.read(int(head[2]))
        answers.read(1)
    except OSError as error:
        raise MachineError(f"git does not give the object {name}; is the clone whole? (git fsck tells)") from error
    return data[:most]


def _commit(within: Repository, revision: str) -> str:
    answer = _run(within, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return answer.stdout.decode().strip() if answer.returncode == 0 else ""


def _run(within: Repository, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments; a revision never begins with a hyphen
            _command(within, *arguments),
            env=dict(within.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise MachineError("git is not installed, and diff needs it") from error


def _command(within: Repository, *arguments: str) -> list[str]:
    return ["git", *_OPTIONS, "-C", str(within.root), *arguments]


def _refusal(answer: subprocess.CompletedProcess[bytes]) -> MachineError:
    said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    return MachineError(f"git: {said[0].removeprefix('fatal: ') if said else 'failed without a word'}")
