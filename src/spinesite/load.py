"""Files into a corpus: the only stage that reads.

Everything below `content/` and `citations/` comes from strangers. Links, pipes and devices are refused, sizes are
capped before anything is parsed, and whatever cannot be used is a diagnostic; the rest is read all the same.
"""
# ruff: noqa: PTH122, PTH208
# Paths are text here: they go into diagnostics as text, and a large site has tens of thousands of them.

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from spinesite import bibtex, schema
from spinesite.diagnostics import Diagnostic, Location, did_you_mean
from spinesite.errors import UsageError
from spinesite.markup import Compiler, compiler
from spinesite.model import Bibliography, Corpus, Sourced
from spinesite.names import describe_character, invalid_character, is_id
from spinesite.prose import NO_PROSE
from spinesite.records import (
    Category,
    Change,
    Claim,
    Notices,
    OptionPage,
    Outcome,
    PlainPage,
    Record,
    SiteSettings,
    Term,
    Unsupported,
    Waiver,
)
from spinesite.rules.files import (
    file_too_large,
    not_a_regular_file,
    not_utf8,
    unexpected_file,
    yaml_syntax,
)
from spinesite.rules.files import (
    invalid_character as invalid_character_rule,
)
from spinesite.rules.records import placeholder
from spinesite.source import Source

R = TypeVar("R", bound=Record)

KIB = 1024
CAPS = {".yaml": 256 * KIB, ".md": 64 * KIB, ".bib": 4096 * KIB, ".json": 4096 * KIB}
LISTS: dict[str, type[Record]] = {
    "categories": Category,
    "outcomes": Outcome,
    "glossary": Term,
    "unsupported": Unsupported,
    "changes": Change,
    "waivers": Waiver,
}
PROSE_FOLDERS: dict[str, type[Record]] = {
    "options": OptionPage,
    "conditions": PlainPage,
    "guides": PlainPage,
    "pages": PlainPage,
}
SETTINGS = "content/site.yaml"
RETRACTIONS = "citations/retractions.json"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_TEXT_ENDING = re.compile(r"\.(?:ya?ml|md|markdown|bib)", re.IGNORECASE)
# Stands in for settings that could not be read, so that everything else is still checked. Never published.
_UNREADABLE_SETTINGS = SiteSettings(title="unreadable", base_url="https://example.org/", language="en")


@dataclass
class _Found:
    """What has been read so far; lives as long as one call of `load`."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    settings: Sourced[SiteSettings] | None = None
    lists: dict[str, list[Sourced[Record]]] = field(default_factory=dict)
    claims: list[Sourced[Claim]] = field(default_factory=list)
    pages: dict[str, list[Sourced[Record]]] = field(default_factory=dict)
    bibliographies: list[tuple[str, str]] = field(default_factory=list)
    notices: list[Sourced[Record]] = field(default_factory=list)
    compile_page: Compiler = field(default_factory=lambda: compiler(whole_page=True))
    compile_text: Compiler = field(default_factory=lambda: compiler(whole_page=False))


def load(root: Path, today: date) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """Return everything that could be read of a site, and what was wrong with the rest.

    Raises UsageError if there is no `content/site.yaml`, which is what makes a directory a site.
    """
    if not os.path.lexists(root / SETTINGS):
        raise UsageError(f"no {SETTINGS} in {root}: a site is a directory that has one (see --root)")
    found = _Found()
    for path, status in _walk(root, ("content", "citations", "templates"), found):
        if not path.startswith("templates/"):  # read by the renderer; only what is no regular file concerns us here
            _read_file(root, path, status, found)
    bibliography, problems = bibtex.read(found.bibliographies)
    found.diagnostics += problems
    return _corpus(found, bibliography, today), tuple(found.diagnostics)


def shown_path(path: str) -> str:
    """Return a path as it may be printed: bytes that are no UTF-8 and control characters are made visible."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if text.isprintable() and not invalid_character(text):
        return text
    return "".join(
        c if c.isprintable() and not invalid_character(c) else c.encode("unicode_escape").decode() for c in text
    )


def _walk(root: Path, tops: Iterable[str], found: _Found) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the regular files below some folders, sorted by path; report everything that is neither file nor folder."""
    pending = [top for top in tops if os.path.lexists(root / top)]
    files: list[tuple[str, os.stat_result]] = []
    while pending:
        path = pending.pop()
        try:
            status = os.lstat(root / path)
            if stat.S_ISDIR(status.st_mode):
                pending += [f"{path}/{name}" for name in os.listdir(root / path)]
                continue
        except OSError as error:
            found.diagnostics.append(_unusable(path, error.strerror or "it cannot be read"))
            found.unread.update(_missed(path))
            continue
        if stat.S_ISREG(status.st_mode):
            files.append((path, status))
        else:
            found.diagnostics.append(_unusable(path, _file_kind(status.st_mode)))
            found.unread.update(_missed(path))
    yield from sorted(files)


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


def _read_file(root: Path, path: str, status: os.stat_result, found: _Found) -> None:
    """Read one file, by the place it has in the pattern of a site."""
    parts = path.split("/")
    top, stem, ending = parts[0], *os.path.splitext(parts[-1])
    in_content = top == "content"
    if in_content and len(parts) == 2 and ending == ".yaml" and (stem == "site" or stem in LISTS):
        kind = stem
    elif in_content and len(parts) >= 3 and parts[1] == "claims" and ending == ".yaml":
        kind = "claims"
    elif in_content and len(parts) == 3 and parts[1] in PROSE_FOLDERS and ending == ".md" and is_id(stem):
        kind = parts[1]
    elif not in_content and len(parts) == 2 and (ending == ".bib" or path == RETRACTIONS):
        kind = "bib" if ending == ".bib" else "retractions"
    else:
        found.diagnostics.append(
            unexpected_file.RULE.at(
                Location(shown_path(path)),
                "a file with no place in the pattern of a site",
                _expected(parts, stem, ending),
            )
        )
        if _TEXT_ENDING.search(parts[-1]):
            # Not where the file that was probably meant is there as well.
            found.unread.update(name for name in _missed(path) if not os.path.lexists(root / _path_of(name)))
        return
    shown = shown_path(path)
    text, problem = _text(root, path, shown, status, CAPS[ending], with_characters=kind != "bib")
    if problem or text is None:
        found.diagnostics += [problem] if problem else []
        found.unread.add(kind if kind in LISTS or kind == "site" else f"{kind}/{stem}")
    elif kind == "claims":
        _read_claim(Source(shown, text), stem, found)
    elif kind in PROSE_FOLDERS:
        _read_page(kind, Source(shown, text), stem, found)
    elif kind in LISTS:
        _read_list(kind, Source(shown, text), found)
    elif kind == "site":
        settings, problems = schema.read_record(SiteSettings, Source(shown, text))
        found.diagnostics += problems
        found.settings = Sourced("site", settings, Source(shown, text)) if settings else None
    elif kind == "bib":
        found.bibliographies.append((shown, text))
    else:
        _read_notices(Source(shown, text), found)


def _missed(path: str) -> Iterator[str]:
    """Yield what is missing, as `Corpus.unread` names it, where a path was refused; `*` stands for a whole folder.

    What points at a file that only has a slip in its name is not wrong as well.
    """
    top, _, rest = path.partition("/")
    name, _, below = rest.partition("/")
    stem, dot, ending = path.rpartition("/")[2].partition(".")
    folders = ("claims", *PROSE_FOLDERS)
    if top == "citations":
        yield from [f"bib/{stem}"] if not dot or ending.lower().startswith("bib") else ()
    elif top == "content" and below:
        yield f"{did_you_mean(name, folders)}/{_NOT_IN_IDS.sub('-', stem.lower()).strip('-') if dot else '*'}"
    elif top == "content" and name:
        close = did_you_mean(stem, (*LISTS, *folders))
        yield f"{close}/*" if close in folders else close
    elif top == "content":
        yield from (*LISTS, *(f"{folder}/*" for folder in folders))


def _path_of(name: str) -> str:
    """Return where a bibliography or a list should stand, by its name in `Corpus.unread`."""
    return f"citations/{name.removeprefix('bib/')}.bib" if name.startswith("bib/") else f"content/{name}.yaml"


def _expected(parts: list[str], stem: str, ending: str) -> str:
    """Say where a file of that name could have been meant to stand."""
    if ending in (".yml", ".YAML", ".YML"):
        return "end its name in .yaml"
    if ending == ".md" and len(parts) == 3 and parts[1] in PROSE_FOLDERS:
        grammar = "use lower-case letters, digits and single hyphens"
        return f"the file's name is its id, and {shown_path(stem)[:60]!r} is no id: {grammar}"
    folders = ("claims", *PROSE_FOLDERS)
    if (
        len(parts) > 2
        and parts[0] == "content"
        and parts[1] not in folders
        and (close := did_you_mean(parts[1], folders))
    ):
        return f"did you mean the folder content/{close}/?"
    if len(parts) == 2 and parts[0] == "content" and (close := did_you_mean(stem, ("site", *LISTS))):
        return f"did you mean content/{close}.yaml?"
    return "move it to its place, or delete it"


def _text(
    root: Path, path: str, shown: str, status: os.stat_result, cap: int, with_characters: bool
) -> tuple[str | None, Diagnostic | None]:
    """Return the text of a file, without a byte-order mark and with \\n as line end; or what is wrong with it."""
    if status.st_size > cap:
        return None, file_too_large.RULE.at(
            Location(shown), f"the file has {status.st_size:,} bytes; {cap // KIB:,} KiB are allowed", "divide it"
        )
    try:
        # Not to be led astray by a link or a pipe that takes the file's place in this moment.
        handle = os.open(
            root / path,
            os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0),
        )
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(cap + 1)
    except OSError as error:
        return None, _unusable(path, error.strerror or "it cannot be read")
    if len(data) > cap:
        return None, file_too_large.RULE.at(Location(shown), f"the file has more than {cap // KIB:,} KiB", "divide it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        location = Location(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, not_utf8.RULE.at(
            location,
            f"not UTF-8: byte {error.start + 1} of the file is 0x{data[error.start]:02X}",
            "save the file as UTF-8",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if with_characters and (match := invalid_character(text)):
        before = text[: match.start()]
        location = Location(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, invalid_character_rule.RULE.at(
            location,
            f"the character {describe_character(match.group())} may not stand in a text",
            "delete it, and look for more of its kind",
        )
    return text, None


def _read_claim(source: Source, stem: str, found: _Found) -> None:
    claim, problems = schema.read_record(Claim, source)
    found.diagnostics += problems
    if claim is None:
        found.unread.add(f"claims/{stem}")
        return
    prose = NO_PROSE
    if claim.detail:
        prose = found.compile_text(claim.detail, 1)
    found.claims.append(Sourced(claim.id, claim, source, prose=prose))


def _read_page(folder: str, source: Source, stem: str, found: _Found) -> None:
    """Read a Markdown file: its front matter and its text."""
    matter, body_line, problem = _front_matter(source)
    if matter is None:
        found.diagnostics += [problem] if problem else []
        found.unread.add(f"{folder}/{stem}")
        return
    record, problems = schema.read_record(PROSE_FOLDERS[folder], matter)
    found.diagnostics += problems
    body = "\n".join(source.text.split("\n")[body_line - 1 :])
    if match := schema.PLACEHOLDER.search(body):
        before = body[: match.start()]
        location = Location(source.path, body_line + before.count("\n"), len(before) - before.rfind("\n"))
        found.diagnostics.append(
            placeholder.RULE.at(
                location, "a marker of a new page is still here", "write the text, and take FILL-IN: out"
            )
        )
    prose = found.compile_page(body, body_line)
    if record is None:
        found.unread.add(f"{folder}/{stem}")
        return
    found.pages.setdefault(folder, []).append(Sourced(stem, record, matter, prose=prose))


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


def _read_list(name: str, source: Source, found: _Found) -> None:
    records, problems = schema.read_list(LISTS[name], source)
    found.diagnostics += problems
    if problems:
        found.unread.add(name)
    for position, record in records:
        prose = NO_PROSE
        if isinstance(record, Unsupported):
            prose = found.compile_text(record.why, 1)
        own = getattr(record, "id", f"{name}-{position + 1}")
        found.lists.setdefault(name, []).append(Sourced(own, record, source, (position,), prose))


def _read_notices(source: Source, found: _Found) -> None:
    notices, problems = schema.read_record(Notices, source)
    found.diagnostics += problems
    for position, notice in enumerate(notices.notices if notices else ()):
        found.notices.append(Sourced(f"notice-{position + 1}", notice, source, ("notices", position)))


def _corpus(found: _Found, bibliography: Bibliography, today: date) -> Corpus:
    settings = found.settings or Sourced("site", _UNREADABLE_SETTINGS, Source(SETTINGS, ""))
    if found.settings is None:
        found.unread.add("site")
    return Corpus(
        today=today,
        settings=settings,
        categories=tuple(found.lists.get("categories", ())),  # type: ignore[arg-type]
        outcomes=tuple(found.lists.get("outcomes", ())),  # type: ignore[arg-type]
        terms=tuple(found.lists.get("glossary", ())),  # type: ignore[arg-type]
        unsupported=tuple(found.lists.get("unsupported", ())),  # type: ignore[arg-type]
        changes=tuple(found.lists.get("changes", ())),  # type: ignore[arg-type]
        waivers=tuple(found.lists.get("waivers", ())),  # type: ignore[arg-type]
        claims=tuple(found.claims),
        options=tuple(found.pages.get("options", ())),  # type: ignore[arg-type]
        conditions=tuple(found.pages.get("conditions", ())),  # type: ignore[arg-type]
        guides=tuple(found.pages.get("guides", ())),  # type: ignore[arg-type]
        pages=tuple(found.pages.get("pages", ())),  # type: ignore[arg-type]
        bibliography=bibliography,
        notices=tuple(found.notices),  # type: ignore[arg-type]
        unread=frozenset(found.unread),
    )
