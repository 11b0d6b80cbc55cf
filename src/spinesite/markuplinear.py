"""Python-Markdown in a time that grows with a text and no faster: what of the library is replaced for that.

Each of these does what the library does, but that a paragraph over the caps, which only shows once the library has
divided a text, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

import markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from spinesite.markupholes import Notes
from spinesite.prose import Problem
from spinesite.textcaps import crowded

_SQUARE = re.compile(r"[\[\]]")
# What begins markup within a line, or stands in for what was markup before ("\x02").
_MARKUP = re.compile(r"[\x02`\\\[<&*_]|  \n")
# What must stand somewhere in a text for one of the library's patterns to find anything; others are always looked for.
_TRIGGERS = {
    **{"backtick": "`", "escape": "\\", "reference": "[", "link": "[", "image_link": "![", "image_reference": "!["},
    **{"short_reference": "[", "short_image_ref": "![", "autolink": "<", "entity": "&"},
    **{"citation": "[@", "footnote": "[^"},
}

# What a pattern makes of a match: an element or a text, and where in the text it begins and ends.
Made = tuple[ElementTree.Element | str | None, int | None, int | None]


class Footnotes(FootnoteExtension):
    """Counts the uses of a footnote, of which the library tries all numbers from the first for each further use."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        """Register what the library does, but for the marks."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Marks(r"\[\^([^\]]*)\]", self), "footnote", 175)

    def reset(self) -> None:
        """Begin with another text."""
        super().reset()
        self.numbers: dict[str, int] = {}

    def number(self, id: str) -> int | None:
        """Return the number of a footnote, from 1, in the order of their texts; None if the text has no such one."""
        if not self.numbers:  # and all texts of footnotes have been taken out before the first mark is looked at
            self.numbers = {each: number for number, each in enumerate(self.footnotes, 1)}
        return self.numbers.get(id)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """Return the id of a mark: of the second one, "fnref2:x"."""
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        mark, separator, id = reference.partition(self.get_separator())
        return reference if count == 1 else f"{mark}{count}{separator}{id}"

    def addFootnoteRef(self, id: str) -> None:  # noqa: N802 - the library's name
        """Keep no order of use, a list that is looked through for each: footnotes stand in the order of their texts."""


class _Marks(FootnoteInlineProcessor):
    """Marks of footnotes; the library counts through all footnotes for the number of each."""

    footnotes: Footnotes

    def handleMatch(self, m: re.Match[str], data: str) -> Made:  # type: ignore[override]  # noqa: N802 - the library's name
        """Return the mark of a footnote that the text has."""
        id = m.group(1)
        number = self.footnotes.number(id)
        if number is None:
            return None, None, None
        mark = ElementTree.Element("sup", {"id": self.footnotes.makeFootnoteRefId(id, found=True)})
        link = {"href": "#" + self.footnotes.makeFootnoteId(id), "class": "footnote-ref"}
        ElementTree.SubElement(mark, "a", link).text = str(number)
        return mark, m.start(), m.end()


class _HeadingsAlone(TocTreeprocessor):
    """Gives headings ids and lists them, and does not also draw the list, which the page does: half of the time."""

    def build_toc_div(self, toc_list: list[Any]) -> ElementTree.Element:
        return ElementTree.Element("div")


class Headings(TocExtension):
    """Headings with ids, and a list of them in `toc_tokens`."""

    TreeProcessorClass = _HeadingsAlone


class Tables(TableProcessor):
    """Tables, which their first two lines tell; the library takes all lines of a block apart, again and again."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        """Tell whether a block is a table."""
        head = block.split("\n", 2)[:2]
        return "|" in head[0] and super().test(parent, "\n".join(head))


def match_brackets_once(md: markdown.Markdown) -> None:
    """Let the patterns for links look brackets up."""
    for pattern in md.inlinePatterns:
        if isinstance(pattern, LinkInlineProcessor):
            pattern.getText = _bracketed  # type: ignore[method-assign]


def _bracketed(data: str, index: int) -> tuple[str, int, bool]:
    """Return what stands up to the bracket that closes one opened before `index`, where to go on, and if there is one.

    Does what the library's own function does, which looks at each character and takes most of the time where brackets
    are never closed.
    """
    end = _partners(data).get(index - 1)
    return (data[index:], len(data), False) if end is None else (data[index:end], end + 1, True)


@lru_cache(maxsize=2)
def _partners(data: str) -> dict[int, int]:
    """Return where the bracket stands that closes each one that is opened. Asked again for each bracket of a text."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for bracket in _SQUARE.finditer(data):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.start()
    return found


class PlainWords(Treeprocessor):
    """Spares the library from looking for markup where there is none: half of its time for tables and footnotes."""

    def __init__(self, md: markdown.Markdown, notes: Notes) -> None:
        super().__init__(md)
        self.notes = notes
        patterns = md.inlinePatterns
        triggers = {id(patterns[name]): trigger for name, trigger in _TRIGGERS.items() if name in patterns}
        self.patterns = [(triggers.get(id(pattern), ""), pattern) for pattern in patterns]
        for pattern in patterns:
            pattern.handleMatch = _sparing(pattern.handleMatch)  # type: ignore[assignment, arg-type]

    def run(self, root: ElementTree.Element) -> None:
        """Mark what is plain, choose the patterns, and refuse what the caps were to keep out."""
        whole = "\n".join(self.md.lines)  # type: ignore[attr-defined]
        # As a tuple: the library looks each up by its number, again and again, and its registry is slow at that.
        self.md.treeprocessors["inline"].inlinePatterns = tuple(  # type: ignore[attr-defined]
            pattern for trigger, pattern in self.patterns if trigger in whole
        )
        _spare(root)
        for element in root.iter():
            text = element.text or ""
            if not isinstance(text, AtomicString) and (found := crowded(text)):
                # Lines that look like items or rows and are none: the library takes them for one paragraph.
                place = self.notes.place(self.notes.find(text.strip().partition("\n")[0], "crowd"))
                self.notes.problems.append(Problem("markup-failed", *found, *place))
                element.text = AtomicString(text)


def _sparing(handle: Callable[[re.Match[str], str], Made]) -> Callable[[re.Match[str], str], Made]:
    """Return what makes the same of a match and marks what needs no second look."""

    def found(match: re.Match[str], data: str) -> Made:
        node, start, end = handle(match, data)
        if node is not None and not isinstance(node, str):
            _spare(node)
        return node, start, end

    return found


def _spare(root: ElementTree.Element) -> None:
    for element in root.iter():
        if element.text and not _MARKUP.search(element.text):
            element.text = AtomicString(element.text)
        if element.tail and not _MARKUP.search(element.tail):
            element.tail = AtomicString(element.tail)
