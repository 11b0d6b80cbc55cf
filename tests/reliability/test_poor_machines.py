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
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TODAY = ["--today", "2026-06-01"]
FULL = Path("/dev/full")
COMMANDS = [["check", *TODAY], ["check", "--format", "json", *TODAY], ["rules"], ["schema", "claim"], ["build", *TODAY]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests/golden/site", tmp_path / "site"))


def run(site: Path, *command: str, out: Path = Path(os.devnull), most: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the program with its output to a file, or where no file may have more than `most` bytes."""

    def limit() -> None:
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
    with out.open("wb") as stream:
        return subprocess.run(
            [sys.executable, "-m", "spinesite", *command, "--root", str(site)],
            env=environment,
            preexec_fn=limit,
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("most", [100, 5_000, 60_000])
def test_a_quota_stops_a_build_and_changes_nothing(site: Path, most: int, counts: Counter[str]) -> None:
    assert run(site, "build", *TODAY).returncode == 0
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
