"""One file's text into the records that it holds: a function of the path and the text alone.

What it returns may be kept for as long as the text stays the same; `Remembered` does that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spinesite import schema
from spinesite.beside import shared
from spinesite.diagnostics import Diagnostic, Location
from spinesite.markup import Compiler, compiler
from spinesite.model import Named, Sourced
from spinesite.places import LISTS, PROSE_FOLDERS, Place, place, shown_path
from spinesite.prose import NO_PROSE
from spinesite.records import Claim, Notices, SiteSettings, Unsupported
from spinesite.refused import pointers
from spinesite.rules.files import yaml_syntax
from spinesite.rules.records import placeholder
from spinesite.source import Source


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds and what is wrong with it. `is_whole` is false where something of it could not be read.

    `named` holds what a claim points at that was refused, `bodies` the text of a page whose front matter was.
    """

    records: tuple[Sourced[Any], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = True
    named: tuple[Named, ...] = ()
    bodies: tuple[tuple[str, Sourced[None]], ...] = ()


Reader = Callable[[str, str], Contents]


def reader() -> Reader:
    """Return a function that reads the text of the file at a path, which has a place and is no bibliography.

    The text has no byte-order mark, and its lines end in line feeds. The function is for one thread at a time.
    """
    compile_page, compile_text = compiler(whole_page=True), compiler(whole_page=False)

    def read(path: str, text: str) -> Contents:
        where, source = place(path), Source(shown_path(path), text)
        if where is None or where.kind == "bib":
            raise ValueError(f"{path} holds no records")
        if where.kind == "claims":
            return _claim(source, compile_text)
        if where.kind in PROSE_FOLDERS:
            return _page(where, source, compile_page)
        if where.kind in LISTS:
            return _list(where.kind, source, compile_text)
        return _settings(source) if where.kind == "site" else _notices(source)

    return read


def read_all(files: Sequence[tuple[str, str]]) -> Iterator[Contents]:
    """Yield what the texts at these paths hold, each as a `reader` reads it, in the same order; much is read by two."""
    read = reader()
    return shared(lambda file: read(*file), files, sum(len(text) for _, text in files))


@dataclass(frozen=True, slots=True)
class Remembered:
    """A reader that reads a file again only if its text is another one than last time."""

    read: Reader
    last: dict[str, tuple[str, Contents]] = field(default_factory=dict)

    def __call__(self, path: str, text: str) -> Contents:
        """Return what the file holds."""
        known = self.last.get(path)
        if known is None or known[0] != text:
            known = self.last[path] = (text, self.read(path, text))
        return known[1]

    def forget_others(self, paths: Iterable[str]) -> None:
        """Forget the files that are not among these."""
        for path in self.last.keys() - set(paths):
            del self.last[path]


def _claim(source: Source, compile_text: Compiler) -> Contents:
    claim, problems = schema.read_record(Claim, source)
    if claim is None:
        return Contents((), problems, is_whole=False, named=pointers(source, problems))
    prose = compile_text(claim.detail, 1) if claim.detail else NO_PROSE
    return Contents((Sourced(claim.id, claim, source, prose=prose),), problems)


def _page(where: Place, source: Source, compile_page: Compiler) -> Contents:
    """Read a Markdown file: its front matter and its text."""
    matter, body_line, problem = _front_matter(source)
    if matter is None:
        return Contents((), (problem,) if problem else (), is_whole=False)
    record, problems = schema.read_record(PROSE_FOLDERS[where.kind], matter)
    body = "\n".join(source.text.split("\n")[body_line - 1 :])
    problems = (*problems, *placeholder.in_body(body, source.path, body_line))
    prose = compile_page(body, body_line)
    if record is None:
        return Contents(
            (), problems, is_whole=False, bodies=((where.kind, Sourced(where.stem, None, matter, prose=prose)),)
        )
    return Contents((Sourced(where.stem, record, matter, prose=prose),), problems)


def _front_matter(source: Source) -> tuple[Source | None, int, Diagnostic | None]:
    """Return the front matter of a Markdown file, and the line on which its text begins."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        return (
            None,
            0,
            yaml_syntax.RULE.at(
                Location(source.path),
                "the file does not begin with its front matter",
                "begin with a line ---, the fields (title: …), and another line ---",
            ),
        )
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return Source(source.path, "\n".join(lines[1 : number - 1]) + "\n", 2), number + 1, None
    return (
        None,
        0,
        yaml_syntax.RULE.at(
            Location(source.path), "the front matter is never closed", "put a line --- after its last field"
        ),
    )


def _list(name: str, source: Source, compile_text: Compiler) -> Contents:
    records, problems = schema.read_list(LISTS[name], source)
    found: list[Sourced[Any]] = []
    for position, record in records:
        prose = compile_text(record.why, 1) if isinstance(record, Unsupported) else NO_PROSE
        own = getattr(record, "id", f"{name}-{position + 1}")
        found.append(Sourced(own, record, source, (position,), prose))
    return Contents(tuple(found), tuple(problems), is_whole=not problems)


def _settings(source: Source) -> Contents:
    settings, problems = schema.read_record(SiteSettings, source)
    return Contents((Sourced("site", settings, source),) if settings else (), problems, is_whole=settings is not None)


def _notices(source: Source) -> Contents:
    notices, problems = schema.read_record(Notices, source)
    return Contents(
        tuple(
            Sourced(f"notice-{position + 1}", notice, source, ("notices", position))
            for position, notice in enumerate(notices.notices if notices else ())
        ),
        problems,
    )
