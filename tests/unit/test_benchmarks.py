"""The sites that benchmarks are run on: the same every time, and sound."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from spinesite.check import check
from spinesite.diagnostics import Severity
from spinesite.load import load

GENERATE = Path(__file__).resolve().parents[2] / "benchmarks" / "generate.py"


def generate(size: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run the generator as people run it."""
    return subprocess.run([sys.executable, GENERATE, size, root], capture_output=True, text=True, check=False)


def files_of(root: Path) -> dict[str, bytes]:
    """Return every file below a directory."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small") / "site"
    assert generate("12x8x3", root).returncode == 0
    return root


def test_the_same_size_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    assert generate("12x8x3", tmp_path / "again").returncode == 0
    assert files_of(tmp_path / "again") == files_of(small)


def test_a_site_has_the_size_that_was_asked_for(small: Path) -> None:
    corpus, _ = load(small, date(2026, 12, 1))
    assert (len(corpus.claims), len(corpus.bibliography.references), len(corpus.options)) == (12, 8, 3)


def test_a_site_is_sound(small: Path) -> None:
    checked = check(*load(small, date(2026, 12, 1)))
    assert [found for found in checked.diagnostics if found.severity is Severity.ERROR] == []


def test_a_site_made_before_is_replaced(tmp_path: Path) -> None:
    generate("12x8x3", tmp_path / "site")
    assert generate("6x6x2", tmp_path / "site").returncode == 0
    generate("6x6x2", tmp_path / "fresh")
    assert files_of(tmp_path / "site") == files_of(tmp_path / "fresh")


def test_what_was_not_made_here_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    refused = generate("12x8x3", tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "not empty" in refused.stderr
    assert files_of(tmp_path) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("size", ["XXL", "1x2", "0x8x3", "12x5x3", "5x8x3", "12x8x3x1", "-1x8x3"])
def test_what_is_no_size_is_refused(size: str, tmp_path: Path) -> None:
    assert generate(size, tmp_path / "site").returncode == 2
    assert not (tmp_path / "site").exists()
