"""Files into a corpus: the only stage that reads.

Everything below `content/` and `citations/` comes from strangers. Links, pipes and devices are refused, sizes are
capped before anything is parsed, and whatever cannot be used is a diagnostic; the rest is read all the same.
"""
# ruff: noqa: PTH208
# Paths are text here: they go into diagnostics as text, and a large site has tens of thousands of them.

from __future__ import annotations

import errno
import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from spinesite import bibtex
from spinesite.bibblocks import MAX_BLOCKS, too_many
from spinesite.diagnostics import Diagnostic, Location
from spinesite.model import Corpus, Named, Sourced
from spinesite.places import FOLDERS, KIB, Place, expected, may_hold_records, missed, path_of, place, shown_path
from spinesite.reading import Reader, read_all
from spinesite.records import SiteSettings
from spinesite.root import SETTINGS, require_site
from spinesite.rules.files import file_too_large, invalid_character, not_a_regular_file, not_utf8, unexpected_file
from spinesite.source import Source

# Stands in for settings that could not be read, so that everything else is still checked. Never published.
_UNREADABLE_SETTINGS = SiteSettings(title="unreadable", base_url="https://example.org/", language="en")


@dataclass(frozen=True, slots=True)
class File:
    """What stands at a path below the folders of a site: a file, or what is none.

    `size` is in bytes; `read` returns so many bytes at most and may raise OSError. `refused` says what is no regular
    file: "a symbolic link".
    """

    path: str
    size: int
    read: Callable[[int], bytes]
    refused: str = ""


def load(root: Path, today: date, read: Reader | None = None) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Return everything that could be read of a site, and what was wrong with the rest.

    Raises UsageError if `root` is no site.
    """
    require_site(root)
    return gather(files_below(root), today, read)


def gather(files: Iterable[File], today: date, read: Reader | None = None) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Return what `load` returns, of files that may stand elsewhere than on the disk.

    `read` takes the place of `read_all`, so that it can remember.
    """
    ordered = sorted(files, key=lambda file: file.path)
    there = {file.path for file in ordered}
    diagnostics: list[Diagnostic] = []
    unread: set[str] = set()
    named: list[Named] = []
    bodies: list[tuple[str, Sourced[None]]] = []
    records: dict[str, list[Sourced[Any]]] = defaultdict(list)
    bibliographies: list[tuple[str, str]] = []
    texts: list[tuple[Place, str, str]] = []
    for file in ordered:
        where = place(file.path)
        if file.refused:
            diagnostics.append(_unusable(file.path, file.refused))
            unread.update(missed(file.path))
        elif file.path.startswith("templates/"):
            pass  # read by the renderer; only what is no regular file concerns us here
        elif where is None:
            location = Location(shown_path(file.path))
            message = "a file with no place in the pattern of a site"
            diagnostics.append(unexpected_file.RULE.at(location, message, expected(file.path)))
            if may_hold_records(file.path):
                # Not where the file that was probably meant is there as well.
                unread.update(name for name in missed(file.path) if path_of(name) not in there)
        else:
            text, found = _text(file, where.cap, with_characters=where.kind != "bib")
            if text is None:
                diagnostics += found
                unread.add(where.name)
            elif where.kind == "bib" and (crowded := too_many(shown_path(file.path), text)):
                message = f"the file has more than {MAX_BLOCKS:,} entries"
                diagnostics.append(file_too_large.RULE.at(crowded, message, "divide it"))
                unread.add(where.name)
            elif where.kind == "bib":
                bibliographies.append((shown_path(file.path), text))
            else:
                texts.append((where, file.path, text))
    pairs = [(path, text) for _, path, text in texts]
    held = (read(path, text) for path, text in pairs) if read else read_all(pairs)
    for (where, _, _), contents in zip(texts, held, strict=True):
        records[where.kind] += contents.records
        diagnostics += contents.diagnostics
        unread.update(() if contents.is_whole else (where.name,))
        named += contents.named
        bodies += contents.bodies
    bibliography, problems = bibtex.read(bibliographies)
    settings = records["site"][0] if records["site"] else None
    corpus = Corpus(
        today=today,
        settings=settings or Sourced("site", _UNREADABLE_SETTINGS, Source(SETTINGS, "")),
        categories=tuple(records["categories"]),
        outcomes=tuple(records["outcomes"]),
        terms=tuple(records["glossary"]),
        unsupported=tuple(records["unsupported"]),
        changes=tuple(records["changes"]),
        waivers=tuple(records["waivers"]),
        claims=tuple(records["claims"]),
        options=tuple(records["options"]),
        conditions=tuple(records["conditions"]),
        guides=tuple(records["guides"]),
        pages=tuple(records["pages"]),
        bibliography=bibliography,
        notices=tuple(records["retractions"]),
        unread=frozenset(unread if settings else {*unread, "site"}),
        named=tuple(named),
        bodies=tuple(bodies),
    )
    return corpus, (*diagnostics, *problems)


def files_below(root: Path) -> Iterator[File]:
    """Yield what stands in the folders of a site, in no order. What cannot be looked into is refused."""
    pending = [top for top in FOLDERS if os.path.lexists(root / top)]
    while pending:
        path = pending.pop()
        try:
            status = os.lstat(root / path)
            if stat.S_ISDIR(status.st_mode):
                pending += [f"{path}/{name}" for name in os.listdir(root / path)]
                continue
        except OSError as error:
            yield File(path, 0, _reading(root, path), error.strerror or "it cannot be read")
            continue
        refused = "" if stat.S_ISREG(status.st_mode) else _file_kind(status.st_mode)
        yield File(path, status.st_size, _reading(root, path), refused)


def _reading(root: Path, path: str) -> Callable[[int], bytes]:
    def read(size: int) -> bytes:
        # Not to be led astray by a link or a pipe that takes the file's place in this moment.
        handle = os.open(
            root / path,
            os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0),
        )
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "it is no file any more")
            return stream.read(size)

    return read


def _file_kind(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "not a file")


def _unusable(path: str, reason: str) -> Diagnostic:
    return not_a_regular_file.RULE.at(
        Location(shown_path(path)), f"not a regular file: {reason}", "put a copy of the file in its place, or delete it"
    )


def _text(file: File, cap: int, with_characters: bool) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file, without a byte-order mark and with \\n as line end; or what is wrong with it."""
    shown = shown_path(file.path)
    if file.size > cap:
        message = f"the file has {file.size:,} bytes; {cap // KIB:,} KiB are allowed"
        return None, [file_too_large.RULE.at(Location(shown), message, "divide it")]
    try:
        data = file.read(cap + 1)
    except OSError as error:
        return None, [_unusable(file.path, error.strerror or "it cannot be read")]
    if len(data) > cap:
        return None, [
            file_too_large.RULE.at(Location(shown), f"the file has more than {cap // KIB:,} KiB", "divide it")
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        location = Location(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"not UTF-8: byte {error.start + 1} of the file is 0x{data[error.start]:02X}"
        return None, [not_utf8.RULE.at(location, message, "save the file as UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = invalid_character.in_text(shown, text) if with_characters else []
    return (None if found else text), found
