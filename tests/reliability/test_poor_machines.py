"""Real machines that refuse: a file that may not grow, an output that is full. The message says so, the site stays.

What a disk may refuse at each call is tried in `test_publish_survives.py`; here the system itself refuses.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TODAY = ["--today", "2026-06-01"]
FULL = Path("/dev/full")
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
COMMANDS = [["check", *TODAY], ["check", "--format", "json", *TODAY], ["rules"], ["schema", "claim"], ["build", *TODAY]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests/golden/site", tmp_path / "site"))


def _program(site: Path, command: Sequence[str]) -> list[str]:
    where = [] if "--help" in command else ["--root", str(site)]
    return [sys.executable, "-m", "spinesite", *command, *where]


def run(site: Path, *command: str, out: Path = Path(os.devnull), most: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the program with its output to a file, or where no file may have more than `most` bytes."""

    def limit() -> None:
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    with out.open("wb") as stream:
        return subprocess.run(
            _program(site, command),
            env=ENVIRONMENT,
            preexec_fn=limit,
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What a command says of a site with a mistake when it is read."""
    site = a_site_with_a_mistake(tmp_path_factory.mktemp("usual"))

    @cache
    def said(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(_program(site, command), env=ENVIRONMENT, capture_output=True, text=True, check=False)

    return said


def a_site_with_a_mistake(folder: Path) -> Path:
    site = Path(shutil.copytree(ROOT / "tests/golden/site", folder / "wrong"))
    (site / "content/claims/odd.txt").write_text("a mistake")
    return site


@pytest.mark.parametrize("command", [["check", *TODAY], ["build", *TODAY], ["--help"]], ids=" ".join)
@pytest.mark.parametrize("stream", ["stdout", "stderr", "both"])
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "without a reader"])
def test_an_output_that_nobody_reads_changes_nothing(
    tmp_path: Path,
    usual: Callable[..., subprocess.CompletedProcess[str]],
    command: list[str],
    stream: str,
    is_closed: bool,
    counts: Counter[str],
) -> None:
    site, expected = a_site_with_a_mistake(tmp_path), usual(*command)
    reading, writing = os.pipe()
    os.close(reading)
    lost = {name: writing for name in ("stdout", "stderr") if stream in (name, "both")}
    ended = subprocess.run(
        _program(site, command),
        env=ENVIRONMENT,
        preexec_fn=lambda: [os.close({"stdout": 1, "stderr": 2}[name]) for name in lost if is_closed] and None,
        text=True,
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **lost},
    )
    os.close(writing)
    assert ended.returncode == expected.returncode
    assert (ended.stdout or "") == ("" if "stdout" in lost else expected.stdout)
    assert (ended.stderr or "") == ("" if "stderr" in lost else expected.stderr)
    counts["runs on machines that refuse"] += 1


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = Path(shutil.copytree(ROOT / "tests/golden/site", tmp_path_factory.mktemp("published") / "site"))
    assert run(site, "build", *TODAY).returncode == 0
    return site


@pytest.mark.parametrize("most", [100, 5_000, 60_000])
def test_a_quota_stops_a_build_and_changes_nothing(
    published: Path, tmp_path: Path, most: int, counts: Counter[str]
) -> None:
    site = Path(shutil.copytree(published, tmp_path / "site"))
    before = state(site)
    ended = run(site, "build", *TODAY, most=most)
    assert ended.returncode == 2
    assert "file too large" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert state(site) == before
    assert {path.name for path in site.iterdir()} == {"content", "citations", "_site", "._site.lock"}
    counts["runs on machines that refuse"] += 1


@pytest.mark.skipif(not FULL.exists(), reason="this system has no output that is always full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_output_that_is_full_is_told(site: Path, command: list[str], counts: Counter[str]) -> None:
    ended = run(site, *command, out=FULL)
    assert ended.returncode == 2
    assert "No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr
    counts["runs on machines that refuse"] += 1
