"""Two processes make what one would: the same bytes, the same errors, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from spinesite.beside import beside
from spinesite.errors import MachineError, UsageError
from spinesite.pipeline import build, examine

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = date(2026, 6, 1)
CHILDREN = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def test_a_result_comes_back() -> None:
    with beside(lambda end: (os.getpid(), "x" * 1_000_000)) as result:
        process, text = result()
    assert process != os.getpid()
    assert len(text) == 1_000_000


def test_an_error_comes_back() -> None:
    def fail(end_with_parent: Callable[[], None]) -> None:
        raise UsageError("a template is at fault")

    with pytest.raises(UsageError, match="a template is at fault"), beside(fail) as result:
        result()


def test_a_killed_process_is_noticed() -> None:
    def die(end_with_parent: Callable[[], None]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(MachineError, match="ended without a word"), beside(die) as result:
        result()


@pytest.mark.skipif(not CHILDREN.exists(), reason="only Linux lists a process's children in a file")
def test_nothing_outlives_the_block() -> None:
    before, seen = set(children()), set()

    def wait(end_with_parent: Callable[[], None]) -> None:
        signal.pause()

    with pytest.raises(KeyError), beside(wait):  # noqa: PT012
        seen = set(children()) - before
        raise KeyError
    assert seen
    assert not set(children()) & seen


def children() -> list[str]:
    return CHILDREN.read_text().split()


def test_two_processes_publish_the_same_bytes(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    corpus, _ = examine(site, TODAY)
    manifests = []
    for name, alone_up_to in (("one", 1_000), ("two", 0)):
        built = build(corpus, site, tmp_path / name, alone_up_to=alone_up_to)
        assert built.published is not None
        manifests.append((tmp_path / name / "manifest.json").read_bytes())
    assert manifests[0] == manifests[1]


@pytest.mark.parametrize("page", ["glossary", "changes"])
def test_what_is_wrong_is_found_in_either_process(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """The two pages stand next to each other, so one of them is made by each process."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    own = site / f"templates/pages/{page}.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "layouts/base.html" %}{% block main %}<h1>x</h1><a href="../nowhere/">x</a>{% endblock %}'
    )
    corpus, _ = examine(site, TODAY)
    built = build(corpus, site, tmp_path / "out", alone_up_to=0)
    assert built.published is None
    assert [f"the page {page}/index.html" in d.message for d in built.diagnostics if "nowhere" in d.message] == [True]
    own.write_text("{{ no_such_name }}")
    with pytest.raises(UsageError, match=f"pages/{page}.html:1"):
        build(corpus, site, tmp_path / "out", alone_up_to=0)
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out.new")] == []
