"""Two processes make what one would: the same bytes, the same errors, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from spinesite import cli, pipeline
from spinesite.beside import EXECUTORS, beside, in_threads
from spinesite.errors import MachineError, UsageError
from spinesite.pipeline import build, examine

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = date(2026, 6, 1)
CHILDREN = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def test_results_come_back() -> None:
    with beside([lambda end: [os.getpid(), "x" * 1_000_000, None]]) as (results,):
        process, text, nothing = results
    assert process != os.getpid()
    assert len(text) == 1_000_000
    assert nothing is None


def test_each_process_has_results_of_its_own() -> None:
    with beside([lambda end, number=number: [number, os.getpid()] for number in range(3)]) as results:
        numbers, processes = zip(*results, strict=True)
    assert numbers == (0, 1, 2)
    assert len({os.getpid(), *processes}) == 4


def test_a_result_is_there_before_the_next_one(tmp_path: Path) -> None:
    """And the process goes on meanwhile, though nobody asks."""
    gate = tmp_path / "gate"

    def work(end_with_parent: Callable[[], None]) -> Iterator[str]:
        yield "x" * 10_000_000  # more than a pipe holds
        while not gate.exists():
            end_with_parent()
            time.sleep(0.001)
        yield "second"

    with beside([work]) as (results,):
        assert len(next(results)) == 10_000_000
        gate.touch()
        assert list(results) == ["second"]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_an_error_comes_back(executor: str) -> None:
    def fail(end_with_parent: Callable[[], None]) -> Iterator[str]:
        yield "before"
        raise UsageError("a template is at fault")

    with pytest.raises(UsageError, match="a template is at fault"), EXECUTORS[executor]([fail]) as (results,):
        list(results)


def test_a_killed_process_is_noticed() -> None:
    def die(end_with_parent: Callable[[], None]) -> Iterator[str]:
        yield "before"
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(MachineError, match="ended without a word"), beside([die]) as (results,):  # noqa: PT012
        assert next(results) == "before"
        next(results)


@pytest.mark.skipif(not CHILDREN.exists(), reason="only Linux lists a process's children in a file")
def test_nothing_outlives_the_block(tmp_path: Path) -> None:
    before, seen = set(children()), set()

    def wait(end_with_parent: Callable[[], None]) -> Iterator[None]:
        time.sleep(20)  # and no longer: else this test would wait for ever where nobody ends the process
        yield (tmp_path / "done").touch()

    with pytest.raises(KeyError), beside([wait]):  # noqa: PT012
        seen = set(children()) - before
        raise KeyError
    assert seen
    assert not set(children()) & seen
    assert not (tmp_path / "done").exists()


ORPHAN = """
import os, sys, time
from spinesite import beside
from spinesite.beside import beside as begin

if sys.argv[2] == "asks":
    beside.ends_with_parent = lambda: None

def work(end_with_parent):
    for _ in range(2_000):
        time.sleep(0.01)
        if sys.argv[2] == "asks":
            end_with_parent()
    yield os.write(int(sys.argv[1]), b"alone to the end")

with begin([work]):
    print("begun", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize(
    "how",
    ["asks", pytest.param("is ended", marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux does it"))],
)
def test_a_process_ends_with_the_one_that_began_it(how: str) -> None:
    reading, writing = os.pipe()
    command = [sys.executable, "-c", ORPHAN, str(writing), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[writing]) as parent:
        os.close(writing)
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"begun\n"
        parent.kill()
        with os.fdopen(reading, "rb") as stream:
            assert stream.read() == b""  # what the process says, until it has ended


def children() -> list[str]:
    return CHILDREN.read_text().split()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The manifest of the golden site, made in one process."""
    out = tmp_path_factory.mktemp("alone") / "out"
    assert build(examine(GOLDEN, TODAY)[0], GOLDEN, out).published
    return (out / "manifest.json").read_bytes()


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
def test_however_many_make_the_same_bytes(site: Path, tmp_path: Path, alone: bytes, jobs: int, executor: str) -> None:
    out = tmp_path / "out"
    where = ("--root", str(site), "--out", str(out), "--today", TODAY.isoformat())
    how = ("--jobs", str(jobs), "--executor", executor, "--no-cache", "--no-search")
    assert cli.main(["build", *where, *how]) == 0
    assert (out / "manifest.json").read_bytes() == alone


@pytest.mark.parametrize("jobs", ["0", "-1", "65", "two", ""])
def test_no_such_number_of_parts(site: Path, jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--root", str(site), "--jobs", jobs]) == 2
    assert "--jobs" in capsys.readouterr().err


def test_a_large_site_is_made_by_two(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    forked: list[int] = []
    fork = os.fork

    def counted() -> int:
        child = fork()
        forked.append(child)
        return child

    monkeypatch.setattr(os, "fork", counted)
    corpus, _ = examine(site, TODAY)
    assert build(corpus, site, tmp_path / "small").published
    assert not forked
    monkeypatch.setattr(pipeline, "ALONE_UP_TO", 1)
    assert build(corpus, site, tmp_path / "large").published
    assert len(forked) == 1


def test_a_thread_is_given_up_with_its_block() -> None:
    ended = threading.Event()

    def work(end_with_block: Callable[[], None]) -> Iterator[None]:
        try:
            while True:
                yield end_with_block()
        finally:
            ended.set()

    with pytest.raises(KeyError), in_threads([work]):
        raise KeyError
    assert ended.is_set()


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("page", ["glossary", "changes"])
def test_what_is_wrong_is_found_in_either_part(site: Path, tmp_path: Path, page: str, executor: str) -> None:
    """The two pages stand next to each other, so one of them is made in each part."""
    own = site / f"templates/pages/{page}.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "layouts/base.html" %}{% block main %}<h1>x</h1><a href="../nowhere/">x</a>{% endblock %}'
    )
    corpus, _ = examine(site, TODAY)
    built = build(corpus, site, tmp_path / "out", jobs=2, executor=executor)
    assert built.published is None
    assert [f"the page {page}/index.html" in d.message for d in built.diagnostics if "nowhere" in d.message] == [True]
    own.write_text("{{ no_such_name }}")
    with pytest.raises(UsageError, match=f"pages/{page}.html:1"):
        build(corpus, site, tmp_path / "out", jobs=2, executor=executor)
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out.new")] == []
