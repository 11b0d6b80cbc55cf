"""Killed, refused by the disk or raced by another build, a site is whole: the old one or the new one."""

import contextlib
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import spinesite
from spinesite.errors import MachineError
from spinesite.names import SitePath
from spinesite.publish import commit, staging

OLD = {"index.html": "old", "claims/one/index.html": "one, old", "gone.html": "gone"}
NEW = {"index.html": "new", "claims/one/index.html": "one, new", "data/claims.json": "[]"}
# Every call that changes a file system, and those that read back what was written.
CHANGING = ("open", "write", "mkdir", "chmod", "rename", "unlink", "rmdir")
READING = ("read", "scandir")

# Publishes argv[2] at argv[1]. Dies before system call number argv[3], or half way through if that writes. Stops at the
# gate argv[4] until a line comes in.
BUILD = f"""
import json, os, sys
from pathlib import Path
from spinesite.errors import MachineError
from spinesite.names import SitePath
from spinesite.publish import commit, staging

out, files, fatal, gate = Path(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
calls = 0

def deadly(name, call):
    def counted(*arguments, **options):
        global calls
        calls += 1
        if calls == fatal:
            if name == "write":
                call(arguments[0], arguments[1][: len(arguments[1]) // 2])
            os._exit(9)
        return call(*arguments, **options)
    return counted

def pass_gate(name):
    if name == gate:
        print(name, flush=True)
        sys.stdin.readline()

for name in {CHANGING}:
    setattr(os, name, deadly(name, getattr(os, name)))
try:
    pass_gate("start")
    with staging(out) as staged:
        pass_gate("staging")
        for path, text in files.items():
            staged.write(SitePath(path), text.encode())
        commit(staged, allow_shrink=True)
except MachineError as error:
    sys.exit(str(error))
print(calls)
"""


def start_build(out: Path, files: dict[str, str], fatal: int = 0, gate: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(out), json.dumps(files), str(fatal), gate],
        env={**os.environ, "PYTHONPATH": str(Path(spinesite.__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


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
    tmp_path: Path, before: Callable[[Path], None], sites: list[dict[str, str] | None], gaps: int | None
) -> None:
    before(tmp_path / "template" / "site")

    def killed_at(fatal: int) -> str:
        out = tmp_path / str(fatal) / "site"
        shutil.copytree(tmp_path / "template", out.parent)
        output, errors = start_build(out, NEW, fatal).communicate()
        found = site_at(out)
        if fatal == 0:
            assert found == NEW, errors
            return output
        assert output == errors == ""
        assert found is None or found in sites
        fail_to_publish(out)
        assert site_at(out) == found or (found is None and site_at(out) == OLD)
        assert not litter(out)
        publish(out, NEW)
        assert site_at(out) == NEW
        return "gap" if found is None else "old" if found == OLD else "new"

    calls = int(killed_at(0))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = Counter(pool.map(killed_at, range(1, calls + 1)))
    assert calls > 30
    assert outcomes["new"] > 0
    assert gaps is None or (outcomes["gap"] == gaps and outcomes["old"] > outcomes["new"])


def test_killed_at_a_random_moment_a_build_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    out, moments = tmp_path / "site", random.Random(8)
    sites = [{"index.html": text, **{f"claims/c{n}/index.html": text * 500 for n in range(150)}} for text in ("a", "b")]
    begun = time.perf_counter()
    publish(out, sites[0])
    publish(out, sites[1])
    longest = time.perf_counter() - begun
    for number in range(24):
        build = start_build(out, sites[number % 2], gate="start")
        with build:
            assert build.stdout is not None
            assert build.stdin is not None
            build.stdout.readline()
            build.stdin.write("\n")
            build.stdin.flush()
            time.sleep(moments.uniform(0, longest))
            build.kill()
        found = site_at(out)
        assert found is None or found in sites
        fail_to_publish(out)
        assert site_at(out) in sites
        assert not litter(out)


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


def count_calls(folder: Path) -> int:
    publish(folder / "site", OLD)
    with refusing(0, 0, 0) as calls:
        publish(folder / "site", NEW)
    return calls()


CODES = [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EMFILE, errno.EIO]


@pytest.mark.parametrize("code", CODES, ids=[errno.errorcode[code] for code in CODES])
def test_refused_once_a_build_says_why_and_changes_nothing(tmp_path: Path, code: int) -> None:
    reason = os.strerror(code).lower()
    outcomes: Counter[str] = Counter()
    for number in range(1, count_calls(tmp_path / "counted") + 1):
        out = tmp_path / str(number) / "site"
        publish(out, OLD)
        before = state(out)
        try:
            with refusing(number, number, code):
                publish(out, NEW)
        except MachineError as error:
            assert reason in str(error)
            assert str(out.parent) in str(error)
            assert state(out) == before
            assert not litter(out)
            outcomes["old"] += 1
        else:  # only what removes the old site may go wrong unnoticed
            assert site_at(out) == NEW
            fail_to_publish(out)
            assert site_at(out) == NEW
            assert not litter(out)
            outcomes["new"] += 1
    assert outcomes["old"] > outcomes["new"] > 0


def test_refused_from_some_call_on_a_build_leaves_a_site_that_the_next_one_mends(tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    calls = count_calls(tmp_path / "counted")
    for number in range(1, calls + 1):
        out = tmp_path / str(number) / "site"
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
        outcomes["gap" if found is None else "old" if found == OLD else "new"] += 1
    # The disk failed for good just after the old site was renamed away.
    assert outcomes["gap"] == 1
    assert outcomes["old"] > 0
    assert outcomes["new"] > 0


def test_a_parent_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError, match=r"^cannot open .*\.site\.lock: "):
        publish(tmp_path / "file" / "site", NEW)


# Raced


def test_of_two_builds_one_wins_and_the_other_is_told(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, OLD)
    for number in range(4):
        files = {"index.html": f"winner {number}"}
        with start_build(out, files, gate="staging") as winner:
            assert winner.stdout is not None
            assert winner.stdout.readline() == "staging\n"
            with start_build(out, NEW) as loser:
                _, errors = loser.communicate()
                assert loser.returncode == 1
                assert f"another build is running for {out}" in errors
            _, errors = winner.communicate("\n")
            assert winner.returncode == 0, errors
        assert site_at(out) == files
        assert not litter(out)


def test_builds_that_start_at_once_never_mix(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for _ in range(6):
        builds = [start_build(out, files, gate="start") for files in (OLD, NEW)]
        for build in builds:
            assert build.stdout is not None
            build.stdout.readline()
        for build in builds:
            assert build.stdin is not None
            build.stdin.write("\n")
            build.stdin.flush()
        ended = [(build.communicate(), build.returncode) for build in builds]
        assert 0 in [status for _, status in ended]
        assert all(status == 0 or "another build is running" in errors for (_, errors), status in ended)
        assert site_at(out) in (OLD, NEW)
        assert not litter(out)


def test_a_killed_build_blocks_nobody(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, OLD)
    with start_build(out, NEW, gate="staging") as build:
        assert build.stdout is not None
        build.stdout.readline()
        assert len(litter(out)) == 1
        build.kill()
    publish(out, NEW)
    assert site_at(out) == NEW
    assert not litter(out)
