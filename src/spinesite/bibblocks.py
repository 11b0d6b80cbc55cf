"""Takes a `.bib` file apart into entries and strings, and tells where each value stands. Interprets no value.

bibtexparser does the splitting; what it gives up on, or takes for a comment by mistake, is reported here. Its
middlewares are not used: they drop commands, braces and repeated names without a word.

**How entries are counted.** A *head* is `@type{` or `@type(` that is the first thing on its line and is no `@comment`,
`@preamble` or `@string`. Each head becomes either an `Entry` or an `Unread`, which holds exactly one diagnostic. An
entry that begins further right in a line is read as well; it is only not counted as a head.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from bibtexparser import model as library
from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException

from spinesite.diagnostics import Diagnostic, Location
from spinesite.rules.files.bibtex_syntax import RULE as BIBTEX_SYNTAX

# Whatever it warns of is a diagnostic here.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_TYPE = r"(?!(?:comment|preamble|string)\s*[{(])[^\W\d]"
_HEAD = re.compile(rf"^[^\S\n]*(@[ \t]*{_TYPE}\w*\s*[{{(])", re.MULTILINE | re.IGNORECASE)
# Also the types that BibTeX knows and the library does not see: `@in-book{`.
_ANY_HEAD = re.compile(rf"^[^\S\n]*(@[ \t]*{_TYPE}[^\s@{{}}(),\"=]*\s*[{{(])", re.MULTILINE | re.IGNORECASE)
_START = re.compile(r"@[^\W\d]*\s*[{(]")
# So many take three seconds to be read, and to be reported where none of them is closed.
MAX_BLOCKS = 50_000
_KIND = re.compile(r"@\s*(\w*)")
_OPENING = re.compile(r"@[^{(]*[{(]\s*")
_CITEKEY = re.compile(r"[^\s,={}()\"@#%]*")
_BEFORE_VALUE = re.compile(r"[^=]*=\s*")
_BRACE = re.compile(r"(?<!\\)[{}]")
_REST_OF_ENTRY = re.compile(r"\s*(?:\}|,\s*[^\s=,{}]+\s*=)")
_MAX_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `location` is that of the citekey, or of the `@` if there is none. `kind` is in lower case.

    A field is its name in lower case, its value as it is written, with braces or quotes, and where the value stands.
    """

    kind: str
    citekey: str
    location: Location
    fields: tuple[tuple[str, str, Location], ...]


@dataclass(frozen=True, slots=True)
class StringDefinition:
    """One `@string`, its name in lower case; `location` is that of its value."""

    name: str
    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class Unread:
    """A block that could not be read: its citekey, or the name that it defines, if that much could be made out."""

    diagnostic: Diagnostic
    citekey: str = ""
    string: str = ""


Block = Entry | StringDefinition | Unread


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a file and the offsets at which its lines begin."""

    path: str
    text: str
    starts: tuple[int, ...]

    def at(self, offset: int) -> Location:
        """Return the place of a character."""
        line = bisect_right(self.starts, offset)
        return Location(self.path, line, offset - self.starts[line - 1] + 1)


def entry_heads(text: str) -> tuple[int, ...]:
    """Return the offsets of the `@` of all heads (see the module's docstring)."""
    return tuple(head.start(1) for head in _HEAD.finditer(text))


def too_many(path: str, text: str) -> Location | None:
    """Return the place of the first block over `MAX_BLOCKS`, or None. What looks like one in a value counts as well."""
    if text.count("@") <= MAX_BLOCKS:
        return None
    first = next(islice(_START.finditer(text), MAX_BLOCKS, None), None)
    return _source(path, text).at(first.start()) if first else None


def _source(path: str, text: str) -> _Text:
    return _Text(path, text, (0, *accumulate(len(line) + 1 for line in text.split("\n"))))


def quoted(text: str) -> str:
    """Return an editor's words as they can stand in a message: on one line, not long, without invisible characters."""
    words = " ".join(text[: 2 * _MAX_SHOWN].split())
    shown = "".join(character if character.isprintable() else "\ufffd" for character in words[:_MAX_SHOWN])
    return f"'{shown}'" if len(words) <= _MAX_SHOWN else f"'{shown}…'"


def split(path: str, text: str) -> tuple[Block, ...]:
    """Return the blocks of a file in their order. Lines must end in a line feed; takes time in proportion to the text.

    `@comment`, `@preamble` and free text between blocks are left out, unless a brace in it closes nothing.
    """
    source = _source(path, text)
    found: list[tuple[int, Block]] = []
    read: list[tuple[int, int]] = []
    taken: set[int] = set()
    end, failed, in_comment = 0, False, False
    for block in parse_string(text, parse_stack=[]).blocks:
        if isinstance(block, library.ImplicitComment):
            continue
        if isinstance(block, library.DuplicateBlockKeyBlock | library.DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        raw = block.raw or ""
        start = text.find(raw, max(end, source.starts[block.start_line or 0]))
        if not failed and not text[end:start].isspace():
            in_comment = _check_free_text(source, found, read, start, in_comment)
        taken.add(start)
        found.extend((start, result) for result in _read(source, start, block))
        failed = isinstance(block, library.ParsingFailedBlock)
        if failed:
            in_comment |= _kind(text, start) == "comment"
            end = start + 1
        else:
            end = start + len(raw)
            read.append((start, end))
    if not failed:
        _check_free_text(source, found, read, len(text), in_comment)
    found.extend(_missed_heads(source, taken, read))
    return tuple(block for _, block in sorted(found, key=lambda pair: pair[0]))


def _read(source: _Text, start: int, block: library.Block) -> Iterator[Block]:
    """Yield what a block of the library says about works; comments say nothing."""
    kind = _kind(source.text, start)
    if isinstance(block, library.Entry):
        yield _entry(source, start, block)
    elif isinstance(block, library.ParsingFailedBlock):
        yield _failed(source, start, block)
    elif kind not in ("comment", "preamble", "string"):
        # The library looks at the first letters of the type only, and takes this for one of the three.
        message = f"the type {quoted(kind)} cannot be told from @comment, @preamble or @string"
        yield _unreadable(source, start, message, "use another type")
    elif isinstance(block, library.String):
        value = _BEFORE_VALUE.match(source.text, start)
        yield StringDefinition(block.key.lower(), block.value, source.at(value.end() if value else start))


def _kind(text: str, start: int) -> str:
    found = _KIND.match(text, start)
    return found[1].lower() if found else ""


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _entry(source: _Text, start: int, block: library.Entry) -> Entry | Unread:
    """Return an entry with the places of its values, which the library does not tell."""
    if not block.entry_type:
        return _unreadable(source, start, "an entry has no type", "write @type{citekey, …}")
    text = source.text
    position = _after(_OPENING, text, start)
    location = source.at(position if block.key else start)
    position += len(block.key)
    fields = []
    for field in block.fields:
        position = text.find("=", position) + 1
        while text[position : position + 1].isspace():
            position += 1
        value = field.value
        fields.append((field.key.lower(), value, source.at(position)))
        position += len(value)
    return Entry(block.entry_type, block.key, location, tuple(fields))


def _unreadable(source: _Text, start: int, message: str, hint: str) -> Unread:
    """Return what is left of an entry of which nothing could be read but, perhaps, its citekey."""
    key = _CITEKEY.match(source.text, _after(_OPENING, source.text, start))
    return Unread(BIBTEX_SYNTAX.at(source.at(start), message, hint), key[0] if key else "")


def _failed(source: _Text, start: int, block: library.ParsingFailedBlock) -> Unread:
    """Return a block that the library gave up on, with its reason in our words."""
    text, kind = source.text, _kind(source.text, start)
    begin = _after(_OPENING, text, start)
    found = _CITEKEY.match(text, begin)
    name = found[0] if found else ""
    if kind in ("comment", "preamble"):
        name, what = "", f"a @{kind}"
    else:
        what = f"{'@string' if kind == 'string' else 'entry'} {quoted(name)}" if name else "an entry without a citekey"
    error = block.error
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else ""
    # The library puts a line feed before the text, so its offsets are one higher than ours.
    mark = (error.end_index or 1) - 1 if isinstance(error, BlockAbortedException) else start
    place = begin if name else start
    hint = "close every brace and every quotation mark"
    if _ANY_HEAD.search(text, start + 1, max(mark, start) + 1):
        reason = "block start"  # one that the library did not see
    if "end of file" in reason:
        message = f"{what} is not closed before the end of the file"
    elif "block start" in reason or "found `@" in reason or "found @" in reason:
        message = f"{what} is not closed before the next entry begins"
        hint = "close it, or move the entry out: what is in a comment is read" if kind == "comment" else hint
    elif "comma after entry key" in reason:
        message, hint = f"{what} has no comma after its citekey", "write @article{citekey, title = {…}, …}"
    elif "equals sign" in reason:
        message, hint = f"{what} has no '=' after its name", "write @string{name = {text}}"
    elif "`=`" in reason:
        place = mark - 1 if "end of the entry" in reason else mark
        message, hint = f"a field of {what} has no '=' before this", "write name = {value}, with a comma between fields"
    else:
        message = f"{what} cannot be read"
    diagnostic = BIBTEX_SYNTAX.at(source.at(place), message, hint)
    return Unread(diagnostic, string=name.lower()) if kind == "string" else Unread(diagnostic, name)


def _check_free_text(
    source: _Text, found: list[tuple[int, Block]], read: list[tuple[int, int]], end: int, in_comment: bool
) -> bool:
    """Look for a brace that closes nothing, or the rest of an entry, between the last block that was read and `end`.

    An entry whose rest is found is taken back: nobody can tell what belongs to it. Returns whether a comment that the
    next entry cut short is still to be closed.
    """
    begin, start = read[-1] if read else (-1, 0)
    gap = source.text[start:end]
    if not gap or _ANY_HEAD.search(gap):
        return in_comment
    previous = found[-1][1] if found and found[-1][0] == begin else None
    depth, stray = 0, -1
    for brace in _BRACE.finditer(gap):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            stray = start + brace.start()
            break
    if stray >= 0 and in_comment:
        return False
    if _REST_OF_ENTRY.match(gap) and isinstance(previous, Entry):
        place = source.at(start + len(gap) - len(gap.lstrip()))
        message = f"entry {quoted(previous.citekey)} is already closed before this"
        diagnostic = BIBTEX_SYNTAX.at(place, message, "delete the closing brace that is one too many")
        found[-1] = (found[-1][0], Unread(diagnostic, previous.citekey))
    elif stray >= 0:
        diagnostic = BIBTEX_SYNTAX.at(source.at(stray), "a closing brace closes nothing", "delete it")
        found.append((stray, Unread(diagnostic)))
    return in_comment


def _missed_heads(source: _Text, taken: set[int], read: list[tuple[int, int]]) -> Iterator[tuple[int, Unread]]:
    """Yield the heads that the library did not see: a line break before the brace, or signs in the type."""
    strict = set(entry_heads(source.text))
    for head in _ANY_HEAD.finditer(source.text):
        start = head.start(1)
        if start in taken:
            continue
        before = bisect_right(read, (start, len(source.text))) - 1
        inside = before >= 0 and start < read[before][1]
        if start in strict or not inside:
            hint = "write @type{citekey, …} with the type in letters and the brace right after it"
            yield start, _unreadable(source, start, "an entry begins here that cannot be read", hint)
