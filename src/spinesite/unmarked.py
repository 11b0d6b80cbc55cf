"""Where published files repeat numbers of claims without marks: titles, headings, drawings, links, the feed, JSON.

Each of them is held against the claims that it is about: a title against all of its page, a heading or a drawing
against those that are marked nearest to it, a link against the claim that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spinesite.bounds import Held, Lost
from spinesite.drawings import said_of_people
from spinesite.pieces import GOES_ON
from spinesite.retold import CLAIM_ADDRESS, Guarded, Retold, lost_in, words_of_json

# What drawings say; the ends of an axis are no numbers of an estimate.
_DRAWINGS = "svg[aria-label], img[alt], svg title, svg desc, svg text:not(.tick)"


@dataclass(slots=True)
class Unmarked:
    """The texts of one page that may repeat numbers: of the page as a whole, of places on it, and of links to claims.

    `marked` are the claims that have a marked number on the page. A place has the claims that are marked nearest to it,
    or None where that is not known before all of the page is. A link has its claim, its text and the text around it.
    """

    marked: set[str] = field(default_factory=set)
    described: list[Retold] = field(default_factory=list)
    places: list[tuple[frozenset[str] | None, Retold]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, tree: LexborHTMLParser) -> None:
        """Take over the texts of a page, or of a piece of it."""
        self.marked.update(node.attributes.get("data-claim") or "" for node in tree.css("[data-claim]"))
        self.described += _described(tree)
        self.places += ((_nearest_claims(node), _said_by(node)) for node in tree.css(f"h2, h3, {_DRAWINGS}"))
        for link in tree.css('a[href*="claims/"]'):
            if found := CLAIM_ADDRESS.search(link.attributes.get("href") or ""):
                self.links.append((found[1], _words(link), _words(link.parent or link)))

    def lost(self, path: str, guarded: Guarded, is_of_work: bool) -> Iterator[tuple[Retold, Lost]]:
        """Yield the texts that lose a bound. The title of a work's own page is the work's, and not ours."""
        held = cache(guarded.held)
        everywhere = frozenset((*self.marked, *CLAIM_ADDRESS.findall(path)))
        if not is_of_work and (own := held(everywhere)):
            yield from lost_in(self.described, own)
        for claims, retold in self.places:
            if own := held(everywhere if claims is None else claims):
                yield from (each for each in lost_in((retold,), own) if not _is_drawn_as_recorded(retold, own))
        for claim, text, around in self.links:
            # The bound may stand before the link: "at most [30%](claim:…)".
            if (own := held(frozenset((claim,)))) and own.lost_in(text) and text in around and own.lost_in(around):
                yield from lost_in((Retold("a link to the claim", text),), own)


def lost_of_file(path: str, data: bytes, guarded: Guarded) -> Iterator[tuple[Retold, Lost]]:
    """Yield what loses a bound in files that retell claims and are no pages: the feed, and what others show of one."""
    if path == "feed.xml" and guarded.bounded:
        for entry in LexborHTMLParser(data).css("entry"):
            if own := guarded.held(CLAIM_ADDRESS.findall(entry.text())):
                yield from lost_in((Retold("the feed", _words(node)) for node in entry.css("title, summary")), own)
        return
    is_json = path.endswith("/oembed.json")
    retells = path.startswith("claims/") and (is_json or path.endswith(".svg"))
    if retells and (own := guarded.held(CLAIM_ADDRESS.findall(path))):
        text = data.decode("utf-8", "replace")
        if is_json:
            yield from lost_in(words_of_json(text, "the file"), own)
        else:
            yield from lost_in(map(_said_by, LexborHTMLParser(text).css(_DRAWINGS)), own)


def _described(tree: LexborHTMLParser) -> Iterator[Retold]:
    for node in tree.css("head title, h1"):
        yield Retold("the title", _words(node))
    for node in tree.css('meta[name="description"], meta[property^="og:"], meta[name^="twitter:"]'):
        yield Retold("the description", node.attributes.get("content") or "")
    for node in tree.css('script[type="application/ld+json"]'):
        yield from words_of_json(node.text(), "the JSON-LD")


def _nearest_claims(node: LexborNode) -> frozenset[str] | None:
    """Return the claims that are marked nearest to an element: in the smallest part of the page that has any mark.

    None if that part goes on in another piece of the page.
    """
    around = node
    while not (marked := around.css("[data-claim]")) and around.parent is not None:
        around = around.parent
    if around.css_first(f"[{GOES_ON}]"):
        return None
    return frozenset(found.attributes.get("data-claim") or "" for found in marked)


def _said_by(node: LexborNode) -> Retold:
    """Return what a heading or a drawing says."""
    attributes = node.attributes
    text = attributes.get("aria-label") or attributes.get("alt") or node.text()
    return Retold("a heading" if node.tag in ("h2", "h3") else "a drawing", " ".join(text.split()))


def _is_drawn_as_recorded(retold: Retold, own: Held) -> bool:
    """Tell whether a drawing of people says what one of these claims says: its figures may be as many as another's."""
    said = (words for found in own.findings for each in found.estimates for words in said_of_people(each))
    return any(" ".join(words.split()) == retold.text for words in said)


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())
