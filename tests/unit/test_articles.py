"""Articles that advertise: every planted fault is found at its words, and the honest article passes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spinesite.check import check
from spinesite.diagnostics import Diagnostic, Location
from spinesite.load import load
from tests.rules.examples import TODAY

HERE = Path(__file__).parents[1] / "articles"
ARTICLES = sorted(path.parent for path in HERE.glob("*/faults.txt"))


def diagnostics(article: Path, version: str, root: Path) -> list[Diagnostic]:
    for layer in (HERE / "common", article / "both", article / version):
        shutil.copytree(layer, root, dirs_exist_ok=True)
    return list(check(*load(root, TODAY)).diagnostics)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_every_planted_fault_is_found_and_nothing_else(article: Path, tmp_path: Path) -> None:
    found = [
        (f"{one.location} {one.rule} ", _from(one.location, tmp_path))
        for one in diagnostics(article, "advert", tmp_path)
    ]
    missed: list[str] = []
    for fault in (article / "faults.txt").read_text(encoding="utf-8").splitlines():
        at = next((one for one in found if fault.startswith(one[0]) and one[1].startswith(fault[len(one[0]) :])), None)
        if at is None:
            missed.append(fault)
        else:
            found.remove(at)
    assert (missed, found) == ([], [])


def _from(place: Location, root: Path) -> str:
    """Return a line from the place on which a diagnostic points."""
    return (root / place.path).read_text(encoding="utf-8").split("\n")[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_the_honest_article_passes(article: Path, tmp_path: Path) -> None:
    assert diagnostics(article, "honest", tmp_path) == []


def test_there_are_five() -> None:
    assert len(ARTICLES) >= 5
