"""A valid site with one thing changed: some bytes, a line, a field or a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from spinesite.load import File
from tests.reliability import hostile

Files = dict[str, bytes]

_FIELD = re.compile(rb"(?m)^([ -]*)([a-z_]+)( *[:=] *)(.*)$")
_FOLDERS = ("content", "content/claims", "content/options", "content/pages", "content/new", "citations", "other")
# What means something to one of the readers, and what is no text at all.
_TOKENS = [
    *("", " ", "\n", "\n\n", "\t", "\r", "- ", ": ", "#", "---\n", "'", '"', "[", "]", "{", "}", ",", "|", ">", "<"),
    *("&a ", "*a", "!!x ", "<<: ", "~", "null", "@", "@article{", "@string{a = {b}}", "},", "={", "\\", "\\foo{", "$"),
    *("![](claim:crumb)", "[@baker2020]", "[@", "](", "[^1]", "\n[^1]: x", "`", "```\n", "> ", "1. ", "<b>", "&#0;"),
    *("0", "-1", "1e9", "0.000000000001", "999999999999", "100.01", "2026-02-30", "9999-12-31", "0001-01-01"),
    *("index", "assets", "sourdough", "con", "é", "e\u0301", "\u202e", "\ufeff", "\U0010ffff", "\u0000"),
]
_BYTES = st.one_of(
    st.sampled_from(_TOKENS).map(str.encode),
    st.sampled_from(sorted(hostile.strings().values())).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=8),
    st.tuples(st.sampled_from(_TOKENS).map(str.encode), st.integers(1, 3_000)).map(lambda pair: pair[0] * pair[1]),
)


@dataclass(frozen=True, slots=True)
class Mutation:
    """What was done, in words, and the files that came of it."""

    what: str
    files: Files = field(repr=False)


def files_of(root: Path) -> Files:
    """Return every file of a site's content and citations."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in ("content", "citations")
        for path in sorted((root / top).rglob("*"))
        if path.is_file()
    }


def as_files(files: Files) -> list[File]:
    """Return the files as the loader takes them."""
    return [File(path, len(data), lambda size, data=data: data[:size]) for path, data in files.items()]  # type: ignore[misc]


@st.composite
def mutations(draw: st.DrawFn, site: Files, kind: str) -> Mutation:
    """Draw a site that differs from this one in one thing of a kind."""
    return KINDS[kind](draw, site, draw(st.sampled_from(sorted(site))))


def _with(site: Files, what: str, path: str, data: bytes) -> Mutation:
    return Mutation(f"{what} in {path}", {**site, path: data})


def _bytes(draw: st.DrawFn, site: Files, path: str) -> Mutation:
    """Put other bytes in the place of a range, which may be empty."""
    data = site[path]
    begin = draw(st.integers(0, len(data)))
    end = min(len(data), begin + draw(st.integers(0, 40)))
    put = draw(_BYTES)
    return _with(site, f"bytes {begin} to {end} are {put[:40]!r}", path, data[:begin] + put + data[end:])


def _line(draw: st.DrawFn, site: Files, path: str) -> Mutation:
    """Take a line out, double it, move it, indent it or join it with the next."""
    lines = site[path].split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    to = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    rest = lines[:at] + lines[at + 1 :]
    how, changed = draw(
        st.sampled_from(
            [
                ("left out", rest),
                ("doubled", [*lines[:at], line, *lines[at:]]),
                (f"moved to {to + 1}", [*rest[:to], line, *rest[to:]]),
                ("indented", [*lines[:at], b"  " + line, *lines[at + 1 :]]),
                ("outdented", [*lines[:at], line.lstrip(), *lines[at + 1 :]]),
                ("joined to the one before", [*lines[: max(at - 1, 0)], b"".join(lines[max(at - 1, 0) : at + 1])]),
                ("the last", lines[: at + 1]),
            ]
        )
    )
    return _with(site, f"line {at + 1} is {how}", path, b"\n".join(changed))


def _field(draw: st.DrawFn, data: bytes) -> re.Match[bytes] | None:
    fields = list(_FIELD.finditer(data))
    return draw(st.sampled_from(fields)) if fields else None


def _value(draw: st.DrawFn, site: Files, path: str) -> Mutation:
    """Give a field another value: a hostile one, or that of some other field of the site."""
    data = site[path]
    if (field := _field(draw, data)) is None:
        return _file(draw, site, path)
    other = _field(draw, site[draw(st.sampled_from(sorted(site)))])
    borrowed = st.just(other.group(4)) if other else st.nothing()
    put = draw(st.one_of(_BYTES, borrowed, borrowed))
    name = field.group(2).decode()
    return _with(site, f"{name} is {put[:40]!r}", path, data[: field.start(4)] + put + data[field.end(4) :])


def _key(draw: st.DrawFn, site: Files, path: str) -> Mutation:
    """Give a field the name of another one."""
    data = site[path]
    other = _field(draw, site[draw(st.sampled_from(sorted(site)))])
    if (field := _field(draw, data)) is None or other is None:
        return _file(draw, site, path)
    changed = data[: field.start(2)] + other.group(2) + data[field.end(2) :]
    return _with(site, f"{field.group(2).decode()} is called {other.group(2).decode()}", path, changed)


def _file(draw: st.DrawFn, site: Files, path: str) -> Mutation:
    """Leave a file out, empty it, move it, copy it, or give it what another one holds."""
    other = draw(st.sampled_from(sorted(site)))
    rest = {name: data for name, data in site.items() if name != path}
    name = path.rpartition("/")[2]
    place = f"{draw(st.sampled_from(_FOLDERS))}/{draw(st.sampled_from([name, name.upper(), 'x-' + name, 'con.yaml']))}"
    how, files = draw(
        st.sampled_from(
            [
                ("left out", rest),
                ("empty", {**site, path: b""}),
                (f"moved to {place}", {**rest, place: site[path]}),
                (f"copied to {place}", {**site, place: site[path]}),
                (f"what {other} is", {**site, path: site[other]}),
                (f"followed by {other}", {**site, path: site[path] + site[other]}),
                ("in the manner of Windows", {**site, path: b"\xef\xbb\xbf" + site[path].replace(b"\n", b"\r\n")}),
                ("in UTF-16", {**site, path: site[path].decode().encode("utf-16")}),
            ]
        )
    )
    return Mutation(f"{path} is {how}", files)


KINDS = {"bytes": _bytes, "line": _line, "value": _value, "key": _key, "file": _file}
