"""A file outside of a site is written whole or not at all; what is no file is not replaced by one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spinesite.errors import UsageError
from spinesite.wholefile import write_whole


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a directory; name a file"):
        write_whole(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_the_only_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"x")
    write_whole(tmp_path / "a", b"y")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"y"}


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    other_end = os.open(tmp_path / "pipe", os.O_RDWR | os.O_NONBLOCK)
    try:
        write_whole(tmp_path / "pipe", b"x")
        assert (tmp_path / "pipe").is_fifo()
        assert os.read(other_end, 9) == b"x"
    finally:
        os.close(other_end)
