"""Restricted Markdown: the only importer of `markdown` and `nh3`, and the only maker of prose.

No raw HTML, no attribute lists, no images but evidence cards, links by a white list of schemes. Texts are capped before
they are parsed, because Python-Markdown's time grows with the square of brackets and nesting, and sanitised afterwards.
Whatever goes wrong is a `Problem` of the text, never an exception.
"""

from __future__ import annotations

import re
import string
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import islice
from typing import get_args
from xml.etree import ElementTree

import markdown
import nh3
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor

from spinesite.blocks import CITATIONS, Block, blocks, citations_in, without_code
from spinesite.markuptables import ragged
from spinesite.names import safe_url
from spinesite.prose import Cite, Heading, Kind, Link, Problem, Prose
from spinesite.textcaps import excess

KINDS: tuple[str, ...] = get_args(Kind)
TAGS = frozenset(
    (
        *(
            "p",
            "a",
            "em",
            "strong",
            "code",
            "pre",
            "ul",
            "ol",
            "li",
            "blockquote",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "br",
        ),
        *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "sup", "span", "div"),
    )
)
ATTRIBUTES = {
    "a": {"href", "class", "title"},
    "span": {"data-cite", "data-locator", "data-card", "data-words"},
    "div": {"class"},
    "ol": {"start"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "sup", "li")},
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAME_CHARACTERS = frozenset(string.ascii_letters + string.digits + ":_.+-")
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "blockquote", "div"})
_HOLES = re.compile(
    r'<span data-cite="([^"]*)" data-locator="([^"]*)"></span>'
    r'|<span data-card="([^"]*)" data-words="([^"]*)"></span>'
    r'|href="(' + "|".join(KINDS) + r'):([^"]*)"'
)


_SQUARE = re.compile(r"[\[\]]")
# Each card shows a whole claim again: without a cap, a small file would make a page of a gigabyte.
MAX_CARDS = 50


# What sanitised HTML gets before it is published: nobody's attributes but ours stand in these tags.
_PUBLISHED = (
    ('<a href="https:', '<a rel="noopener noreferrer" href="https:'),
    # A wide table scrolls by itself, also by keyboard, so that the page does not.
    ("<table>", '<div class="tscroll" tabindex="0" role="group" aria-label="Table"><table>'),
    ("</table>", "</table></div>"),
)


_MARK = re.compile(r'<sup id="([^"]*)"')
_WAY_BACK = re.compile(r'<a class="footnote-backref" href="#([^"]*)"[^>]*>[^<]*</a>')


Compiler = Callable[[str, int], Prose]


def compiler(whole_page: bool) -> Compiler:
    """Return a function that compiles texts, given with the line on which each begins (1 for a text in a record).

    `whole_page` gives headings ids and allows footnotes; a text that is one of several on its page has neither. The
    converter is made once and emptied for each text, because making it costs as much as a short text.
    """
    notes = _Notes()
    converter = _converter(notes, whole_page)
    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        link_rel=None,
        url_schemes={"https", "mailto", *KINDS},
    )

    def compile_prose(text: str, first_line: int = 1) -> Prose:
        nonlocal converter
        refused, parsed = excess(text, first_line)
        notes.begin(parsed, first_line)
        try:
            html = _without_dangling(cleaner.clean(converter.reset().convert(parsed)))
        except Exception as error:  # it has crashed on hostile texts in many ways; a text never stops a build
            converter = _converter(notes, whole_page)
            message = f"the text cannot be turned into a page ({type(error).__name__})"
            problem = Problem("markup-failed", message, "simplify lists, brackets and emphasis", first_line, 1)
            return Prose(problems=(*refused, problem))
        for written, published in _PUBLISHED:
            html = html.replace(written, published)
        headings = _headings(getattr(converter, "toc_tokens", []))
        own = blocks(parsed)
        parts = tuple(_parts(html, notes))
        problems = (
            *refused,
            *notes.problems,
            *ragged(notes.text, first_line),
            *_cited_in_headings(own, text, first_line),
            *_crowd_of_cards(parts),
        )
        return Prose(parts, headings, problems, text, first_line, own)

    return compile_prose


def _without_dangling(html: str) -> str:
    """Drop the ways back from a footnote to marks that are gone: the words of a link cannot hold one."""
    if "footnote-backref" not in html:
        return html
    marks = set(_MARK.findall(html))
    return _WAY_BACK.sub(lambda way: way[0] if way[1] in marks else "", html)


def _converter(notes: _Notes, whole_page: bool) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[
            FencedCodeExtension(),
            DefListExtension(),
            SaneListExtension(),
            TableExtension(),
            *([FootnoteExtension(), TocExtension(slugify=_heading_id, toc_depth="2-4")] if whole_page else []),
            _Restricted(notes),
        ],
        output_format="html",
    )


def _heading_id(value: str, separator: str) -> str:
    return "s-" + slugify(value, separator)


def _headings(tokens: list[dict[str, object]]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    for token in tokens:
        found.append(Heading(str(token["id"]), unescape(str(token["name"])), int(str(token["level"]))))
        found.extend(_headings(token["children"]))  # type: ignore[arg-type]
    return tuple(found)


def _parts(html: str, notes: _Notes) -> Iterator[str | Cite | Link]:
    """Cut the safe HTML at the holes that a page fills in."""
    end = 0
    for hole in _HOLES.finditer(html):
        if hole.start() > end:
            yield html[end : hole.start()]
        end = hole.end()
        citekey, locator, card, words, kind, target = (
            None if group is None else unescape(group) for group in hole.groups()
        )
        if citekey is not None:
            yield Cite(sys.intern(citekey), locator or "", *notes.find(f"@{citekey}", "citation"))
        elif card is not None:
            yield Link("claim", card, True, words or "", *notes.find(f"claim:{card}", "link"))
        else:
            yield Link(kind, target or "", False, "", *notes.find(f"{kind}:{target}", "link"))  # type: ignore[arg-type]
    if end < len(html):
        yield html[end:]


def _crowd_of_cards(parts: Iterable[str | Cite | Link]) -> Iterator[Problem]:
    """Find the first card over what one page may show."""
    cards = (part for part in parts if isinstance(part, Link) and part.embed)
    for card in islice(cards, MAX_CARDS, MAX_CARDS + 1):
        message = f"more than {MAX_CARDS} evidence cards on one page"
        yield Problem("markup-failed", message, "link to the other claims", card.line, card.column)


def _cited_in_headings(own: Iterable[Block], text: str, first_line: int) -> Iterator[Problem]:
    """Find headings that cite: a heading is read alone, in lists of contents and of results, where no note can be."""
    for block in own:
        pointers = (pointer for sentence in block.sentences for pointer in sentence.pointers)
        cite = next((pointer for pointer in pointers if pointer.kind == "cite"), None)
        if block.kind == "heading" and cite is not None:
            yield Problem(
                "markup-failed",
                "a citation in a heading",
                "cite in a sentence below the heading",
                first_line + text.count("\n", 0, cite.start),
                cite.start - text.rfind("\n", 0, cite.start),
            )


class _Notes:
    """What is noticed while one text is converted: problems, and how far each needle has been found."""

    def __init__(self) -> None:
        self.begin("", 1)

    def begin(self, text: str, first_line: int) -> None:
        """Forget the last text and begin with another."""
        # Code keeps its length and loses its words, so that nothing is found in it.
        self.text = without_code(text)
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.found: dict[str, int] = {}
        self.starts = (0, *(end.end() for end in re.finditer("\n", self.text)))

    def find(self, needle: str, purpose: str, opening: str = "") -> tuple[int, int]:
        """Return line and column of the next place of a needle; its first place when there are no more.

        `opening` are the characters of which one must stand before the needle, if any must.
        """
        key = f"{purpose} {needle}"
        start = self.whole(needle, self.found.get(key, 0), opening)
        if start < 0:
            start = max(self.whole(needle, 0, opening), 0)
        self.found[key] = start + len(needle)
        line = bisect_right(self.starts, start)
        return self.first_line + line - 1, start - self.starts[line - 1] + 1

    def whole(self, needle: str, begin: int, opening: str) -> int:
        """Return where a needle stands that is not part of a longer name: `@smith2020` is not in `@smith2020a`."""
        start = self.text.find(needle, begin)
        while start >= 0:
            before, after = self.text[start - 1 : start], self.text[start + len(needle) : start + len(needle) + 1]
            is_begun = needle[:1].isalpha() and before.isalpha() and before.isascii()
            goes_on = needle[-1:].isalnum() and after and after in _NAME_CHARACTERS
            if not is_begun and not goes_on:
                break
            start = self.text.find(needle, start + 1)
        return start

    def add(self, rule: str, needle: str, message: str, hint: str) -> None:
        line, column = self.find(needle, rule, "(<")
        self.problems.append(Problem(rule, message, hint, line, column))  # type: ignore[arg-type]


class _Restricted(Extension):
    """Takes raw HTML out of Markdown and puts citations and record links in."""

    def __init__(self, notes: _Notes) -> None:
        super().__init__()
        self.notes = notes

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "automail"):
            md.inlinePatterns.deregister(pattern)
        for linking in md.inlinePatterns:
            if isinstance(linking, LinkInlineProcessor):
                linking.getText = _bracketed  # type: ignore[method-assign]
        md.parser.blockprocessors.register(_Definitions(md.parser), "reference", 15)
        # After code and escapes (190, 180), before links (170 and below).
        md.inlinePatterns.register(_Citations(md, self.notes), "citation", 175)
        md.treeprocessors.register(_Levels(), "levels", 10)  # before the list of headings is made
        md.treeprocessors.register(_Links(md, self.notes), "record-links", 0)


def _bracketed(data: str, index: int) -> tuple[str, int, bool]:
    """Return what stands up to the bracket that closes one opened before `index`, where to go on, and if there is one.

    Does what the library's own function does, which looks at each character and takes most of the time where brackets
    are never closed.
    """
    depth = 1
    for bracket in _SQUARE.finditer(data, index):
        depth += 1 if bracket.group() == "[" else -1
        if not depth:
            return data[index : bracket.start()], bracket.end(), True
    return data[index:], len(data), False


class _Definitions(ReferenceProcessor):
    """Link definitions, except that `[@a]: text` is a citation and no definition that would vanish."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"\[(", r"\[(?!@)(", 1), ReferenceProcessor.RE.flags)


class _Citations(InlineProcessor):
    """`[@one, p. 3; @two]` becomes one placeholder for each citation; `[@one p. 3]` is a slip and not text."""

    def __init__(self, md: markdown.Markdown, notes: _Notes) -> None:
        super().__init__(CITATIONS.pattern, md)
        self.notes = notes

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        cites = citations_in(m.group(1))
        if cites is None:
            if data[m.end() : m.end() + 1] not in ("(", "["):  # else it is the words of a link
                self.refuse(m.group())
            return None, None, None
        group = ElementTree.Element("span")
        for citekey, locator in cites:
            ElementTree.SubElement(group, "span", {"data-cite": citekey, "data-locator": locator})
        return group, m.start(0), m.end(0)

    def refuse(self, written: str) -> None:
        message = f"the citation {written[:60]!r} cannot be read"
        problem = Problem(
            "markup-failed",
            message,
            "write [@citekey], [@citekey, p. 12] or [@one; @two]",
            *self.notes.find(written, "citation"),
        )
        if problem not in self.notes.problems:
            self.notes.problems.append(problem)


class _Levels(Treeprocessor):
    """The page's title is its only first heading, and no level is left out under it."""

    def run(self, root: ElementTree.Element) -> None:
        above = 1
        for element in root.iter():
            if element.tag in _HEADINGS:
                above = min(max(_HEADINGS.index(element.tag) + 1, 2), above + 1)
                element.tag = _HEADINGS[above - 1]


class _Links(Treeprocessor):
    """Looks at every link and image after the text is a tree."""

    def __init__(self, md: markdown.Markdown, notes: _Notes) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self.link(element)
        self.cards(root, root)

    def link(self, element: ElementTree.Element) -> None:
        href = element.get("href", "")
        scheme, _, target = href.partition(":")
        if element.get("class") in ("footnote-ref", "footnote-backref") and href.startswith("#fn"):
            return
        if scheme in KINDS and re.fullmatch(r"[A-Za-z0-9:_.+-]+", target):
            element.attrib.pop("title", None)
            return
        if scheme.lower() in ("https", "mailto") and safe_url(href):
            return
        del element.attrib["href"]
        shown = href if len(href) <= 60 else href[:60] + "…"
        if scheme in KINDS or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href):
            self.notes.add(
                "unknown-link",
                href,
                f"the link {shown!r} names no record",
                "write claim:, option:, condition:, guide:, page:, ref: or term: and an id, or an https address",
            )
        else:
            self.notes.add(
                "unsafe-url",
                href,
                f"the address {shown!r} cannot be linked to",
                "link to an https or mailto address of a plain host name",
            )

    def cards(self, parent: ElementTree.Element, block: ElementTree.Element) -> list[ElementTree.Element]:
        """Turn images into card placeholders and return those that have to stand after the block they are in."""
        moved: list[ElementTree.Element] = []
        for child in list(parent):
            if child.tag == "img":
                moved += self.card(child)
                _take_out(parent, child)
            elif child.tag == "p":
                own = self.cards(child, child)
                for offset, card in enumerate(own, start=1):
                    parent.insert(list(parent).index(child) + offset, card)
                if own and not len(child) and not (child.text or "").strip():
                    parent.remove(child)
            else:
                inner = self.cards(child, child if child.tag in _BLOCKS else block)
                if child.tag in ("li", "td", "dd", "blockquote"):
                    child.extend(inner)
                else:
                    moved += inner
        if parent is block and parent.tag == "div" and moved:
            parent.extend(moved)
            return []
        return moved

    def card(self, image: ElementTree.Element) -> list[ElementTree.Element]:
        source = image.get("src", "")
        kind, _, target = source.partition(":")
        if kind == "claim" and re.fullmatch(r"[A-Za-z0-9-]+", target):
            card = ElementTree.Element("div")
            ElementTree.SubElement(card, "span", {"data-card": target, "data-words": image.get("alt", "")})
            return [card]
        self.notes.add(
            "unknown-link",
            source,
            "an image can be the card of a claim and nothing else",
            "write ![words](claim:some-id)",
        )
        return []


def _take_out(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Remove an element and keep the text that follows it."""
    position = list(parent).index(child)
    if child.tail:
        if position:
            parent[position - 1].tail = (parent[position - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
