"""Files of a site's source are read within their caps, and replaced whole or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from spinesite import store
from spinesite.errors import MachineError, UsageError


def test_a_file_may_have_so_many_bytes_and_not_one_more(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2_048)
    assert store.read(tmp_path / "a", 2_048) == b"x" * 2_048
    with pytest.raises(UsageError, match="more than 1 KiB"):
        store.read(tmp_path / "a", 2_047)
    assert store.read(tmp_path / "b", 9) is None


def test_no_more_is_read_than_a_file_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows without end must not fill the memory."""
    asked: list[int] = []

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(-1 if size is None else size)
            return b"x" * 5_000

    monkeypatch.setattr(os, "fdopen", lambda handle, mode: os.close(handle) or Endless())
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(UsageError, match="more than"):
        store.read(tmp_path / "a", 4_096)
    assert asked == [4_097]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("held")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "folder"):
        with pytest.raises(UsageError, match="is not a regular file"):
            store.read(tmp_path / name, 99)
    with pytest.raises(UsageError, match="is not a regular file"):
        store.read(tmp_path / "folder", 99, follow=True)
    assert store.read(tmp_path / "link", 99, follow=True) == b"held"


def test_a_link_that_takes_a_files_place_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("held")
    (tmp_path / "link").symlink_to("a")
    monkeypatch.setattr(Path, "lstat", Path.stat)  # what was looked at was a file
    with pytest.raises(MachineError, match="cannot read"):
        store.read(tmp_path / "link", 99)


def test_a_file_is_replaced_with_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o640)
    store.replace(tmp_path, "a", b"new", b"old")
    assert (tmp_path / "a").read_text() == "new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


@pytest.mark.parametrize("before", [b"older", None])
def test_what_changed_meanwhile_stays(tmp_path: Path, before: bytes | None) -> None:
    (tmp_path / "a").write_text("somebody's")
    with pytest.raises(MachineError, match="changed by another program"):
        store.replace(tmp_path, "a", b"new", before)
    assert (tmp_path / "a").read_text() == "somebody's"
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/citations").symlink_to(tmp_path / "out")
    with pytest.raises(UsageError, match="is no folder"):
        store.replace(tmp_path / "site", "citations/a.bib", b"new", None)
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_no_file_of_another_is_taken_for_a_temporary_one(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "elsewhere").write_text("somebody's")
    link(tmp_path / f".a.new-{os.getpid()}", tmp_path / "elsewhere")
    with pytest.raises(MachineError):
        store.replace(tmp_path, "a", b"new", b"old")
    assert (tmp_path / "elsewhere").read_text() == "somebody's"
    assert (tmp_path / "a").read_text() == "old"


def test_what_an_editor_made_read_only_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write everything
    with pytest.raises(MachineError, match="it is read-only"):
        store.replace(tmp_path, "a", b"new", b"old")
    assert (tmp_path / "a").read_text() == "old"
