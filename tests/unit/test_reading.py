"""One file's text into records, and the memory for it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from spinesite import beside, reading
from spinesite.check import check
from spinesite.load import files_below, gather, load
from spinesite.reading import Contents, Remembered, reader

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = date(2026, 6, 1)
FORKED = beside.beside


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


class Counting:
    """A reader that notes what it is asked to read."""

    def __init__(self) -> None:
        self.read, self.paths = reader(), []

    def __call__(self, path: str, text: str) -> Contents:
        self.paths.append(path)
        return self.read(path, text)


def test_only_what_has_changed_is_read_again(site: Path) -> None:
    counting = Counting()
    remembered = Remembered(counting)
    assert load(site, TODAY, remembered) == load(site, TODAY)
    assert len(counting.paths) > 10
    counting.paths.clear()
    claim = site / "content/claims/rise/sourdough-rise.yaml"
    claim.write_text(claim.read_text().replace("reviewed: 20", "reviewed: 19"))
    assert load(site, TODAY, remembered) == load(site, TODAY)
    assert counting.paths == ["content/claims/rise/sourdough-rise.yaml"]
    claim.unlink()
    assert load(site, TODAY, remembered) == load(site, TODAY)


def test_the_same_text_elsewhere_is_another_file(site: Path) -> None:
    remembered = Remembered(reader())
    load(site, TODAY, remembered)
    (site / "content/claims/rise").rename(site / "content/claims/risen")
    corpus, found = load(site, TODAY, remembered)
    assert (corpus, found) == load(site, TODAY)
    assert "content/claims/risen/sourdough-rise.yaml" in {claim.source.path for claim in corpus.claims}


def test_what_is_gone_is_forgotten(site: Path) -> None:
    remembered = Remembered(reader())
    load(site, TODAY, remembered)
    remembered.forget_others([file.path for file in files_below(site) if "claims" in file.path])
    assert remembered.last
    assert all("claims" in path for path in remembered.last)


def test_files_need_no_disk(site: Path) -> None:
    files = list(files_below(site))
    assert gather(reversed(files), TODAY) == load(site, TODAY)


def test_a_reader_refuses_what_holds_no_records() -> None:
    for path in ("citations/bread.bib", "content/strange.txt"):
        with pytest.raises(ValueError, match="holds no records"):
            reader()(path, "")


@pytest.mark.parametrize("processors", [2, 5])
def test_several_processes_read_the_same(site: Path, processors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = load(site, TODAY)
    found = check(*alone)
    begun: list[int] = []
    monkeypatch.setattr(beside, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(beside, "beside", lambda works: begun.append(len(works)) or FORKED(works))
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert load(site, TODAY) == alone
    assert begun == ([processors] if beside.CAN_FORK else [])
    assert check(*alone) == found
    assert begun == ([processors] * 2 if beside.CAN_FORK else [])
    (site / "content/claims/advice.yaml").unlink()
    assert load(site, TODAY) != alone


def test_nothing_to_read() -> None:
    assert list(reading.read_all([])) == []
