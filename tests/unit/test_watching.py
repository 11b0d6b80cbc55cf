"""When the sources of a preview are looked at again."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from spinesite.preview import watching


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "content/claims"
    folder.mkdir(parents=True)
    (folder / "one.yaml").write_text("one")
    return tmp_path / "content"


def test_a_snapshot_tells_states_apart(top: Path) -> None:
    first = watching.snapshot([top])
    assert watching.snapshot([top]) == first
    file = top / "claims/one.yaml"
    status = file.stat()
    file.write_text("two")  # as long as before, and made to look as old
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    second = watching.snapshot([top])
    assert second != first
    file.rename(top / "two.yaml")
    third = watching.snapshot([top])
    assert third != second
    (top / "two.yaml").unlink()
    assert not watching.snapshot([top])
    assert watching.snapshot([top.with_name("nowhere")])


def test_links_are_not_followed(top: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret").write_text("x")
    (top / "link").symlink_to(tmp_path / "elsewhere")
    assert not [path for path in watching.snapshot([top]) if "secret" in path]


@pytest.mark.parametrize(
    ("name", "is_temporary"),
    [
        (".#claim.yaml", True),
        ("#claim.yaml#", True),
        (".claim.yaml.swp", True),
        ("claim.yaml~", True),
        ("4913", True),
        ("claim.yaml___jb_tmp___", True),
        ("claim.yaml", False),
        ("claim#2.yaml", False),
        (".hidden.yaml", False),
        ("49130", False),
    ],
)
def test_files_of_editing_programs(name: str, is_temporary: bool) -> None:
    assert watching.is_of_editor(f"content/claims/{name}") is is_temporary


def test_the_end_of_a_burst_is_waited_for(top: Path) -> None:
    stop = threading.Event()
    assert watching.settled([top], stop) == watching.snapshot([top])
    numbers = iter(range(1000))

    class Busy(threading.Event):
        """Something is saved whenever somebody waits."""

        def wait(self, timeout: float | None = None) -> bool:
            (top / "one.yaml").write_text("x" * next(numbers))
            return False

    assert watching.settled([top], Busy()) is None


@pytest.mark.parametrize("told", [True, False])
def test_the_bell_rings(top: Path, monkeypatch: pytest.MonkeyPatch, told: bool) -> None:
    if not told:

        def refuse(*_: object, **__: object) -> None:
            raise OSError("OS file watch limit reached.")

        monkeypatch.setattr("watchfiles.watch", refuse)
    assert watching.is_told()
    rung, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=watching.ring, args=((top, top.with_name("templates")), rung.set, stop))
    thread.start()
    try:
        for number in range(500):  # the bell need not be up when the first change comes
            (top / "claims/one.yaml").write_text(str(number))
            if rung.wait(0.1):
                break
        assert rung.is_set()
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_links_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.yaml").write_text("a")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "citations").symlink_to(tmp_path / "elsewhere")
    found = watching.snapshot([tmp_path / "content", tmp_path / "citations"])
    assert list(found) == [str(tmp_path / "content/folder")]
    assert list(watching._numbers([tmp_path / "content", tmp_path / "citations"])) == [str(tmp_path / "content")]
