"""Killed, refused by the disk or raced by another build, a site is whole: the old one or the new one."""

import contextlib
import errno
import json
import multiprocessing
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from spinesite.errors import MachineError
from spinesite.names import SitePath
from spinesite.publish import commit, staging

OLD = {"index.html": "old", "claims/one/index.html": "one, old", "gone.html": "gone"}
NEW = {"index.html": "new", "claims/one/index.html": "one, new", "data/claims.json": "[]"}
# Every call that changes a file system, and those that read back what was written.
CHANGING = ("open", "write", "mkdir", "chmod", "rename", "unlink", "rmdir")
READING = ("read", "scandir")

# Where it can be had, a server that has imported this module once and forks a child in a few milliseconds.
if sys.platform == "win32":
    PROCESSES = multiprocessing.get_context("spawn")
else:
    PROCESSES = multiprocessing.get_context("forkserver")
    PROCESSES.set_forkserver_preload([__name__])


def build(line: Connection, out: Path, files: dict[str, str], fatal: int, gate: str) -> None:
    """Publish, and send the number of system calls that took, or what went wrong.

    Dies before the system call of the number `fatal`, or half way through it if it writes. Sends the name of the gate
    when it gets there, and waits for an answer.
    """
    calls = 0

    def deadly(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == fatal:
                if name == "write":
                    call(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os._exit(9)
            return call(*arguments, **options)

        return counted

    def pass_gate(name: str) -> None:
        if name == gate:
            line.send(name)
            line.recv()

    for name in CHANGING:
        setattr(os, name, deadly(name, getattr(os, name)))
    try:
        pass_gate("start")
        with staging(out) as staged:
            pass_gate("staging")
            for path, text in files.items():
                staged.write(SitePath(path), text.encode())
            commit(staged, allow_shrink=True)
        line.send(calls)
    except MachineError as error:
        line.send(str(error))


@contextlib.contextmanager
def building(
    out: Path, files: dict[str, str], fatal: int = 0, gate: str = ""
) -> Iterator[tuple[BaseProcess, Connection]]:
    """Run `build` in a process of its own; wait for its end."""
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=build, args=(theirs, out, files, fatal, gate))
    process.start()
    theirs.close()
    with ours:
        yield process, ours
        process.join()


def publish(out: Path, files: dict[str, str]) -> None:
    with staging(out) as staged:
        for path, text in files.items():
            staged.write(SitePath(path), text.encode())
        commit(staged, allow_shrink=True)


def fail_to_publish(out: Path) -> None:
    """Run a build that breaks off, which mends what an earlier one left and publishes nothing."""
    with contextlib.suppress(KeyError), staging(out) as staged:
        staged.write(SitePath("index.html"), b"never seen")
        raise KeyError


def site_at(out: Path) -> dict[str, str] | None:
    """Return the files of the site, or None where there is none. They must be those of its manifest."""
    if not out.exists():
        return None
    files = {p.relative_to(out).as_posix(): p.read_text() for p in out.rglob("*") if p.is_file()}
    manifest = json.loads(files.pop("manifest.json"))
    assert [entry["path"] for entry in manifest["files"]] == sorted(files)
    return files


def name_of(site: dict[str, str] | None) -> str:
    return "gap" if site is None else "old" if site == OLD else "new"


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything about a tree that a failed build must not change."""
    return {
        p.relative_to(folder).as_posix(): (
            p.stat().st_mtime_ns,
            p.stat().st_mode,
            p.read_bytes() if p.is_file() else b"",
        )
        for p in (folder, *folder.rglob("*"))
    }


def litter(out: Path) -> set[str]:
    return {p.name for p in out.parent.iterdir()} - {"site", ".site.lock"}


# Killed


def nothing_yet(out: Path) -> None:
    out.parent.mkdir()


def an_old_site(out: Path) -> None:
    publish(out, OLD)


def an_old_site_moved_away(out: Path) -> None:
    publish(out, OLD)
    half_a_site(out)
    out.rename(out.with_name(".site.prev"))


def an_old_site_not_yet_removed(out: Path) -> None:
    publish(out.with_name("other"), {"index.html": "older"})
    publish(out, OLD)
    half_a_site(out)
    out.with_name("other").rename(out.with_name(".site.prev"))
    out.with_name(".other.lock").unlink()


def half_a_site(out: Path) -> None:
    (out.with_name(".site.new-1") / "claims").mkdir(parents=True)
    (out.with_name(".site.new-1") / "claims" / "half.html").write_text("ha")


@pytest.mark.parametrize(
    ("before", "sites", "gaps"),
    [
        (nothing_yet, [None, NEW], None),
        (an_old_site, [OLD, NEW], 1),
        (an_old_site_moved_away, [OLD, NEW], None),
        (an_old_site_not_yet_removed, [OLD, NEW], 1),
    ],
)
def test_killed_at_any_system_call_a_build_leaves_the_old_site_or_the_new_one(
    tmp_path: Path,
    before: Callable[[Path], None],
    sites: list[dict[str, str] | None],
    gaps: int | None,
    counts: Counter[str],
) -> None:
    before(tmp_path / "template" / "site")

    def killed_at(fatal: int) -> dict[str, str] | None:
        out = tmp_path / str(fatal) / "site"
        shutil.copytree(tmp_path / "template", out.parent)
        with building(out, NEW, fatal) as (process, _):
            process.join()
        assert process.exitcode == 9
        found = site_at(out)
        assert found is None or found in sites
        site_at(out.with_name(".site.prev"))  # never half a site, which might be put back
        fail_to_publish(out)
        assert site_at(out) == (found or sites[0])
        assert not litter(out)
        shutil.rmtree(out.parent)
        return found

    shutil.copytree(tmp_path / "template", tmp_path / "counted")
    with building(tmp_path / "counted" / "site", NEW) as (_, line):
        calls = line.recv()
    outcomes = Counter(name_of(killed_at(fatal)) for fatal in range(1, calls + 1))
    counts["crash points"] += calls
    assert calls > 25
    assert outcomes["new"] > 0
    assert gaps is None or (outcomes["gap"] == gaps and outcomes["old"] > outcomes["new"])


def test_killed_at_a_random_moment_a_build_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, counts: Counter[str]
) -> None:
    out, moments = tmp_path / "site", random.Random(8)  # noqa: S311
    sites = [{"index.html": text, **{f"claims/c{n}/index.html": text * 500 for n in range(25)}} for text in ("a", "b")]
    begun = time.perf_counter()
    publish(out, sites[0])
    publish(out, sites[1])
    longest = time.perf_counter() - begun
    for number in range(20):
        with building(out, sites[number % 2], gate="start") as (process, line):
            line.recv()
            line.send("go")
            time.sleep(moments.uniform(0, longest))
            process.kill()
        found = site_at(out)
        assert found is None or found in sites
        fail_to_publish(out)
        assert site_at(out) in sites
        assert not litter(out)
        counts["kills at a random moment"] += 1


# Refused by the disk


@contextlib.contextmanager
def refusing(first: int, last: int, code: int) -> Iterator[Callable[[], int]]:
    """Make the system calls of these numbers fail; gives a function that tells how many there were."""
    calls = 0

    def refused(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if first <= calls <= last:
                raise OSError(code, os.strerror(code))
            return call(*arguments, **options)

        return counted

    with pytest.MonkeyPatch.context() as patch:
        for name in (*CHANGING, *READING):
            patch.setattr(os, name, refused(getattr(os, name)))
        yield lambda: calls


def count_calls(out: Path) -> int:
    publish(out, OLD)
    with refusing(0, 0, 0) as calls:
        publish(out, NEW)
    return calls()


CODES = [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EMFILE, errno.EIO]


@pytest.mark.parametrize("code", CODES, ids=[errno.errorcode[code] for code in CODES])
def test_refused_once_a_build_says_why_and_changes_nothing(tmp_path: Path, code: int, counts: Counter[str]) -> None:
    out, reason = tmp_path / "site", os.strerror(code).lower()
    outcomes: Counter[str] = Counter()
    calls = count_calls(out)
    for number in range(1, calls + 1):
        if site_at(out) != OLD:
            publish(out, OLD)
        before, message = state(out), ""
        with refusing(number, number, code):
            try:
                publish(out, NEW)
            except MachineError as error:
                message = str(error).lower()
        if message:
            assert reason in message
            assert str(out.parent).lower() in message
            assert state(out) == before
        else:  # only what removes the old site may go wrong unnoticed
            assert site_at(out) == NEW
            fail_to_publish(out)
            assert site_at(out) == NEW
        assert not litter(out)
        outcomes["old" if message else "new"] += 1
    counts["system calls refused"] += calls
    assert outcomes["old"] > outcomes["new"] > 0


def test_refused_from_some_call_on_a_build_leaves_a_site_that_the_next_one_mends(
    tmp_path: Path, counts: Counter[str]
) -> None:
    out = tmp_path / "site"
    outcomes: Counter[str] = Counter()
    calls = count_calls(out)
    for number in range(1, calls + 1):
        if site_at(out) != OLD:
            publish(out, OLD)
        before = state(out)
        with refusing(number, sys.maxsize, errno.EIO), contextlib.suppress(MachineError):
            publish(out, NEW)
        found = site_at(out)
        assert found in (None, OLD, NEW)
        assert found != OLD or state(out) == before
        fail_to_publish(out)
        assert site_at(out) == (found or OLD)
        assert not litter(out)
        outcomes[name_of(found)] += 1
    counts["system calls refused"] += calls
    # The disk failed for good just after the old site was renamed away.
    assert outcomes["gap"] == 1
    assert outcomes["old"] > 0
    assert outcomes["new"] > 0


def test_a_parent_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError, match=r"^cannot open .*\.site\.lock: "):
        publish(tmp_path / "file" / "site", NEW)


# Raced


def test_of_two_builds_one_wins_and_the_other_is_told(tmp_path: Path, counts: Counter[str]) -> None:
    out = tmp_path / "site"
    publish(out, OLD)
    for number in range(10):
        files = {"index.html": f"winner {number}"}
        with building(out, files, gate="staging") as (_, winner):
            assert winner.recv() == "staging"
            with building(out, NEW) as (_, loser):
                assert f"another build is running for {out}" in loser.recv()
            assert site_at(out) != files
            winner.send("go")
            assert winner.recv() > 0
        assert site_at(out) == files
        assert not litter(out)
        counts["races of two builds"] += 1


def test_builds_that_start_at_once_never_mix(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for _ in range(10):
        with building(out, OLD, gate="start") as (_, one), building(out, NEW, gate="start") as (_, other):
            for line in (one, other):
                assert line.recv() == "start"
            for line in (one, other):
                line.send("go")
            ends = [line.recv() for line in (one, other)]
        assert any(isinstance(end, int) for end in ends)
        assert all(isinstance(end, int) or "another build is running" in end for end in ends)
        assert site_at(out) in (OLD, NEW)
        assert not litter(out)


def test_a_killed_build_blocks_nobody(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, OLD)
    with building(out, NEW, gate="staging") as (process, line):
        assert line.recv() == "staging"
        assert len(litter(out)) == 1
        process.kill()
    publish(out, NEW)
    assert site_at(out) == NEW
    assert not litter(out)
