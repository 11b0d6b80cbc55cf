"""Files are capped before they are read, and what takes a file's place in the meantime is not followed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from spinesite.load import File, files_below, gather, load
from spinesite.places import shown_path

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = date(2026, 6, 1)
KIB = 1024


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def told_of(root: Path, path: str) -> list[tuple[str, str]]:
    """Return the rules that a file breaks, and what is said of each."""
    return [(found.rule, found.message) for found in load(root, TODAY)[1] if found.location.path == path]


@pytest.mark.parametrize(
    ("path", "kib"),
    [
        ("content/claims/advice.yaml", 256),
        ("content/glossary.yaml", 256),
        ("content/options/sourdough.md", 64),
        ("citations/bread.bib", 4096),
        ("citations/retractions.json", 4096),
    ],
)
def test_a_file_may_have_so_many_bytes_and_not_one_more(site: Path, path: str, kib: int) -> None:
    place = site / path
    held = place.read_bytes()
    mark = b"\n" if path.endswith("json") else b"\n\n"
    padded = held + mark + b" " * (kib * KIB - len(held) - len(mark) - 1) + b"\n"
    place.write_bytes(padded)
    assert not [found for found in told_of(site, path) if found[0] == "file-too-large"]
    place.write_bytes(padded + b"\n")
    size = f"the file has {kib * KIB + 1:,} bytes; {kib:,} KiB are allowed"
    assert told_of(site, path) == [("file-too-large", size)]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("content/claims/é 1.yaml", "content/claims/é 1.yaml"),
        ("a\n::error::b", "a\\n::error::b"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028b", "a\\u2028b"),
        (os.fsdecode(b"a\xffb"), "a\\xffb"),
        (os.fsdecode(b"a\xff\n"), "a\\xff\\n"),
    ],
)
def test_paths_are_shown_on_one_line(path: str, shown: str) -> None:
    assert shown_path(path) == shown


def file(read: Callable[[int], bytes], size: int = 9) -> list[File]:
    others = [each for each in files_below(GOLDEN) if each.path != "content/glossary.yaml"]
    return [*others, File("content/glossary.yaml", size, read)]


def test_a_file_that_is_too_large_is_not_read() -> None:
    def read(size: int) -> bytes:
        raise AssertionError(size)

    found = [each.rule for each in gather(file(read, 256 * KIB + 1), TODAY)[1]]
    assert found == ["file-too-large"]


def test_a_file_that_grows_while_it_is_read_is_refused_and_not_read_to_its_end() -> None:
    asked: list[int] = []

    def read(size: int) -> bytes:
        asked.append(size)
        return b"#" * min(size, 1 << 20)

    found = [(each.rule, each.message) for each in gather(file(read), TODAY)[1]]
    assert found == [("file-too-large", "the file has more than 256 KiB")]
    assert asked == [256 * KIB + 1]


def link(place: Path) -> None:
    place.symlink_to("/etc/passwd")


def pipe(place: Path) -> None:
    os.mkfifo(place)


def folder(place: Path) -> None:
    place.mkdir()


@pytest.mark.parametrize("put", [link, pipe, folder])
def test_what_takes_the_place_of_a_file_is_refused(site: Path, put: Callable[[Path], None]) -> None:
    files = list(files_below(site))
    place = site / "content/glossary.yaml"
    place.unlink()
    put(place)
    # With somebody at its other end a pipe holds nothing yet, and would be waited for.
    other_end = os.open(place, os.O_RDWR) if put is pipe else None
    try:
        found = [(each.rule, each.location.path) for each in gather(files, TODAY)[1]]
    finally:
        if other_end is not None:
            os.close(other_end)
    assert found == [("not-a-regular-file", "content/glossary.yaml")]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    whole = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: opened.append(flags) or whole(path, flags))
    load(site, TODAY)
    assert opened
    assert all(flags & os.O_NONBLOCK and flags & os.O_NOFOLLOW for flags in opened)
