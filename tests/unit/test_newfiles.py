"""Files that the program makes stand over nobody's, and lie where they are said to lie."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from spinesite.errors import UsageError
from spinesite.newfiles import create, renew

FILES = {"content/a.yaml": "new", "b.yaml": "new"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.yaml").write_text("somebody's")
    return tmp_path / "site"


def test_all_are_made(root: Path) -> None:
    create(root, FILES)
    assert {path.name: path.read_text() for path in root.rglob("*.yaml")} == {"a.yaml": "new", "b.yaml": "new"}


@pytest.mark.parametrize("is_seen", [True, False])
def test_none_is_written_over(root: Path, is_seen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "b.yaml").write_text("somebody's")
    if not is_seen:  # as if it had been made by another program a moment later
        monkeypatch.setattr(os.path, "lexists", lambda path: False)
    with pytest.raises(UsageError, match="is there already; nothing was written"):
        create(root, FILES)
    assert (root / "b.yaml").read_text() == "somebody's"
    assert not (root / "content/a.yaml").exists()


def test_what_is_there_is_seen_before_anything_is_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "b.yaml").write_text("somebody's")
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(UsageError, match="is there already"):
        create(root, FILES)


@pytest.mark.parametrize("make", [create, renew])
@pytest.mark.parametrize("target", ["../elsewhere/b.yaml", "../elsewhere/none.yaml"])
def test_a_link_is_not_followed(
    root: Path, make: Callable[[Path, Mapping[str, str]], object], target: str, tmp_path: Path
) -> None:
    (root / "b.yaml").symlink_to(target)
    with pytest.raises(UsageError, match="is a symbolic link"):
        make(root, {"b.yaml": "new"})
    assert [path.read_text() for path in (tmp_path / "elsewhere").iterdir()] == ["somebody's"]


@pytest.mark.parametrize("make", [create, renew])
def test_a_folder_that_is_a_link_is_not_followed(
    root: Path, make: Callable[[Path, Mapping[str, str]], object], tmp_path: Path
) -> None:
    (root / "content").rmdir()
    (root / "content").symlink_to("../elsewhere")
    with pytest.raises(UsageError, match="is no folder"):
        make(root, {"content/a.yaml": "new"})
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["b.yaml"]
