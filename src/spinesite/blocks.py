"""The words of a text in Markdown, by paragraph, list item, table row and heading, with places and what each cites.

Markup is blanked and never taken out, so that every character keeps its place in the file. Code, addresses and the
targets of links are no words. Blocks are told apart by their lines, as a reader of the file would tell them; where that
differs from how a page shows them, a sentence is at worst read in two halves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal, get_args

from spinesite.markuptables import DELIMITER, QUOTE
from spinesite.names import is_citekey
from spinesite.prose import Kind
from spinesite.sentences import ends, sentences

BlockKind = Literal["paragraph", "item", "row", "heading"]

_FENCED = re.compile(r"^(`{3,}|~{3,})[^`~\n]*\n.*?(?<=\n)\1[ ]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(_FENCED.pattern + r"|(?<!`)(`++)[^\n]+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
CITATIONS = re.compile(r"\[(@[^\[\]]*)\]")
_CITATION = re.compile(r"@([^\s,;\[\]@]+)(?:\s*,\s*([^;]*))?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_NO_WORDS = re.compile(
    r"^ {0,3}\[[^\[\]\n^@][^\[\]\n]*\]:[^\n]*"  # where a link leads
    r"|\[\^[^\[\]\s]+\]:?"  # the mark of a footnote
    r"|<?\bhttps?://[^\s<>\"\])]+>?"
    r"|<mailto:[^\s<>]*>"
    r"|\*+|(?<!\w)_+|_+(?!\w)",  # emphasis
    re.MULTILINE,
)
_RECORD_LINK = re.compile(rf"({'|'.join(get_args(Kind))}):([A-Za-z0-9:_.+-]+)")
_SCHEME = re.compile(r"[a-z]+:")

_WORD = re.compile(r"\S+")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?=\s)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)\s*")
_HEADING_MARKS = re.compile(r"^\s*#+|#+\s*$|^\s*(?:=+|-+)\s*$")
_ITEM_MARK = re.compile(r"^\s*(?:[-+*]|\d{1,9}[.)]|:)(?=\s)")
_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)]|:)(?=\s)")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A citation or a link to a record that stands in a text, and where it begins there.

    `kind` is "cite" for a citation. `embed` asks for a claim's card.
    """

    kind: Literal["cite"] | Kind
    target: str
    start: int
    embed: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text as it is read, and the citations and links that stand in it or follow it.

    `blanked` is the same sentence with its markup blanked, from `start` in the text on.
    """

    text: str
    blanked: str
    start: int
    pointers: tuple[Pointer, ...] = ()

    def offset(self, index: int) -> int:
        """Return where in the text the character stands that `text` has at an index."""
        left = len("".join(self.text[:index].split()))
        for word in _WORD.finditer(self.blanked):
            if left < len(word.group()):
                return self.start + word.start() + left
            left -= len(word.group())
        return self.start


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a row of a table or a heading, from `start` in the text on.

    A row is one sentence, for its cells are read together. `goes_on` tells that it is a further paragraph of the list
    item before it.
    """

    kind: BlockKind
    start: int
    sentences: tuple[Sentence, ...]
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The words of the block."""
        return " ".join(sentence.text for sentence in self.sentences)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in Markdown that have words, or that point at something, in order."""
    blanked, pointers = _blanked(text)
    starts = [pointer.start for pointer in pointers]
    found: list[Block] = []
    for kind, start, end in _divided(_FENCED.sub(_blank, text)):
        words = _without_marks(kind, blanked[start:end])
        own = tuple(pointers[bisect_left(starts, start) : bisect_left(starts, end)])
        if own or not words.isspace():
            goes_on = kind == "item" and not _MARKER.match(_bare(text[start:end]).lstrip())
            found.append(Block(kind, start, tuple(_sentences(kind, start, words, own)), goes_on))
    return tuple(found)


def _sentences(kind: BlockKind, start: int, words: str, pointers: tuple[Pointer, ...]) -> Iterator[Sentence]:
    parts = ((0, words),) if kind == "row" else tuple(_after_citations(start, words, pointers))
    if len(parts) == 1 and not pointers:  # as most are
        yield Sentence(" ".join(words.split()), parts[0][1], start)
        return
    ends = (*(begin for begin, _ in parts[1:]), len(words))
    starts = [pointer.start - start for pointer in pointers]
    for (begin, blanked), end in zip(parts, ends, strict=True):
        own = pointers[bisect_left(starts, begin) : bisect_left(starts, end)]
        yield Sentence(" ".join(blanked.split()), blanked, start + begin, own)


def _after_citations(start: int, words: str, pointers: tuple[Pointer, ...]) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text; one may begin with a citation and a small letter ("… it ends. [@one] found …")."""
    cites = [pointer.start - start for pointer in pointers if pointer.kind == "cite"]
    for begin, sentence in sentences(words):
        first = begin
        for cite in cites[bisect_right(cites, begin) : bisect_left(cites, begin + len(sentence))]:
            if words[cite:].lstrip()[:1].islower() and ends(words[begin:cite]):
                yield begin, words[begin:cite].rstrip()
                begin = cite
        yield begin, sentence[begin - first :]


def citations_in(written: str) -> tuple[tuple[str, str], ...] | None:
    """Return the citekeys and locators of a group of citations ("@one, p. 3; @two"); None if it is no such group."""
    found: list[tuple[str, str]] = []
    for part in written.split(";"):
        cite = _CITATION.fullmatch(part.strip())
        if cite is None or not is_citekey(cite[1]):
            return None
        found.append((cite[1], (cite[2] or "").strip()))
    return tuple(found)


def without_code(text: str) -> str:
    """Return a text of the same length in which code has lost its words."""
    return _CODE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    text = match.group()
    return " " * len(text) if "\n" not in text else "\n".join(" " * len(line) for line in text.split("\n"))


def _blanked(text: str) -> tuple[str, list[Pointer]]:
    """Return a text of the same length that holds nothing but words, and what it pointed at, in order."""
    pointers: list[Pointer] = []

    def escaped(match: re.Match[str]) -> str:
        return "  " if match.group(1) in "[]<*_|#`" else " " + match.group(1)

    def entity(match: re.Match[str]) -> str:
        character = unescape(match.group())
        # A letter stays as it is written, for blanks after it would cut its word in two.
        is_whole = len(character) == 1 and not character.isalpha()
        return character.ljust(len(match.group())) if is_whole else match.group()

    def citations(match: re.Match[str]) -> str:
        found = citations_in(match.group(1))
        if found is None:
            return match.group()
        begin = match.start()
        for citekey, _ in found:
            begin = text.index(f"@{citekey}", begin)
            pointers.append(Pointer("cite", citekey, begin))
            begin += 1 + len(citekey)
        return _blank(match)

    def link(match: re.Match[str]) -> str:
        is_image, target = bool(match.group(1)), match.group(3)
        if record := _RECORD_LINK.fullmatch(target):
            pointers.append(Pointer(record.group(1), record.group(2), match.start(3), is_image))  # type: ignore[arg-type]
        return _blank(match) if is_image else _kept(match, 2)

    steps: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_CODE, _blank),
        (_ESCAPED, escaped),
        (CITATIONS, citations),
        (_LINK, link),
        (_REFERENCE_LINK, lambda match: _kept(match, 1)),
        (_NO_WORDS, _blank),
        (_ENTITY, entity),
    )
    blanked = text
    for pattern, replace in steps:
        blanked = pattern.sub(replace, blanked)
    return blanked, sorted(pointers, key=lambda found: found.start)


def _kept(match: re.Match[str], group: int) -> str:
    """Blank a match but for one of its groups."""
    before, after = match.start(group) - match.start(), match.end() - match.end(group)
    return " " * before + match.group(group) + " " * after


def _bare(line: str) -> str:
    """Return a line without the marks of a quotation."""
    quote = QUOTE.match(line)
    return line[quote.end() :] if quote else line


def _divided(text: str) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield the kind and the ends of each block. Blocks leave no gap between them but lines without words."""
    kind: BlockKind = "paragraph"
    start = end = 0
    in_list = in_table = False
    position = 0
    for line in text.splitlines(keepends=True):
        begin, position = position, position + len(line)
        bare = _bare(line)
        is_open = end > start
        if not bare.strip():
            if is_open:
                yield kind, start, end
            start = end = position
            in_table = False
            continue
        if _HEADING.match(bare):
            if is_open:
                yield kind, start, end
            yield "heading", begin, position
            start = end = position
            in_list = in_table = False
            continue
        if is_open and not in_table and "|" in text[start:end] and DELIMITER.fullmatch(bare) and "|" in bare:
            yield "row", start, end
            start = end = position
            in_table = True
            continue
        if in_table:
            yield "row", begin, position
            start = end = position
            continue
        if is_open and kind == "paragraph" and _UNDERLINE.fullmatch(bare):
            yield "heading", start, position
            start = end = position
            continue
        marker = _MARKER.match(bare.lstrip())
        if marker and (not is_open or marker.group()[0] in "-+*:" or kind == "item"):
            if is_open:
                yield kind, start, end
            kind, start, in_list = "item", begin, True
        elif not is_open:
            indent = len(bare) - len(bare.lstrip(" "))
            if bare.startswith("\t") or indent >= 4:
                if not in_list:  # indented code
                    start = end = position
                    continue
                kind = "item"
            else:
                kind, in_list = "paragraph", False
            start = begin
        end = position
    if end > start:
        yield kind, start, end


def _without_marks(kind: BlockKind, words: str) -> str:
    """Blank what marks a block at the beginning of its lines, and what parts cells and lines."""
    lines: list[str] = []
    for number, line in enumerate(words.split("\n")):
        if quote := QUOTE.match(line):
            line = " " * quote.end() + line[quote.end() :]
        if kind == "heading":
            line = _HEADING_MARKS.sub(_blank, line)
        elif kind == "item" and not number:
            line = _ITEM_MARK.sub(_blank, line)
        elif kind == "row":
            line = line.replace("|", " ")
        lines.append(line)
    return " ".join(lines)
