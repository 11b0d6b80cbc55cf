"""Restricted Markdown: the only importer of `nh3`, and the only maker of prose.

No raw HTML, no attribute lists, no images but evidence cards, links by a white list of schemes. Texts are capped before
they are parsed, because Python-Markdown's time grows with the square of brackets and nesting, and sanitised afterwards.
Whatever goes wrong is a `Problem` of the text, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import markdown
import nh3
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import slugify
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from spinesite.blocks import CITATIONS, citations_in
from spinesite.markupfast import look_up_once
from spinesite.markupholes import KINDS, Notes, cited_in_headings, crowd_of_cards, cut
from spinesite.markuplinear import Footnotes, Headings, PlainWords, Tables, match_brackets_once
from spinesite.markuptables import ragged
from spinesite.names import safe_url
from spinesite.prose import Heading, Problem, Prose
from spinesite.textcaps import excess

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
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "blockquote", "div"})


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
    notes = Notes()
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
        parts, places = cut(html, notes)
        prose = Prose(parts, places, headings, (), parsed, first_line)
        problems = (
            *refused,
            *notes.problems,
            *ragged(notes.text, first_line),
            *cited_in_headings(prose, notes),
            *crowd_of_cards(prose, notes),
        )
        return replace(prose, problems=problems)

    return compile_prose


def _without_dangling(html: str) -> str:
    """Drop the ways back from a footnote to marks that are gone: the words of a link cannot hold one."""
    if "footnote-backref" not in html:
        return html
    marks = set(_MARK.findall(html))
    return _WAY_BACK.sub(lambda way: way[0] if way[1] in marks else "", html)


def _converter(notes: Notes, whole_page: bool) -> markdown.Markdown:
    converter = markdown.Markdown(
        extensions=[
            FencedCodeExtension(),
            DefListExtension(),
            SaneListExtension(),
            TableExtension(),
            # Without a marker: what the page holds is listed beside it, and nowhere in the text.
            *([Footnotes(), Headings(slugify=_heading_id, toc_depth="2-4", marker="")] if whole_page else []),
            _Restricted(notes),
        ],
        output_format="html",
    )
    look_up_once(converter)
    return converter


def _heading_id(value: str, separator: str) -> str:
    return "s-" + slugify(value, separator)


def _headings(tokens: list[dict[str, object]]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    for token in tokens:
        found.append(Heading(str(token["id"]), unescape(str(token["name"])), int(str(token["level"]))))
        found.extend(_headings(token["children"]))  # type: ignore[arg-type]
    return tuple(found)


class _Restricted(Extension):
    """Takes raw HTML out of Markdown and puts citations and record links in."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.notes = notes

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        for pattern in ("html", "automail"):
            md.inlinePatterns.deregister(pattern)
        match_brackets_once(md)
        md.parser.blockprocessors.register(_Definitions(md.parser), "reference", 15)
        md.parser.blockprocessors.register(Tables(md.parser, {"use_align_attribute": False}), "table", 75)
        # After code and escapes (190, 180), before links (170 and below).
        md.inlinePatterns.register(_Citations(md, self.notes), "citation", 175)
        md.treeprocessors.register(PlainWords(md, self.notes), "plain-words", 25)  # before patterns are looked for
        md.treeprocessors.register(_Levels(), "levels", 10)  # before the list of headings is made
        md.treeprocessors.register(_Links(md, self.notes), "record-links", 0)


class _Definitions(ReferenceProcessor):
    """Link definitions, except that `[@a]: text` is a citation and no definition that would vanish."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"\[(", r"\[(?!@)(", 1), ReferenceProcessor.RE.flags)


class _Citations(InlineProcessor):
    """`[@one, p. 3; @two]` becomes one placeholder for each citation; `[@one p. 3]` is a slip and not text."""

    def __init__(self, md: markdown.Markdown, notes: Notes) -> None:
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
            *self.notes.place(self.notes.find(written, "citation")),
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

    def __init__(self, md: markdown.Markdown, notes: Notes) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter("a"):
            self.link(element)
        if next(root.iter("img"), None) is not None:
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
