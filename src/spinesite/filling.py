"""Compiled prose filled in for one page: its citations get numbers, its links addresses, and its cards appear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from spinesite import addresses
from spinesite.page import Page
from spinesite.prose import Cite, Link, Prose
from spinesite.site import Site, Source

if TYPE_CHECKING:
    from spinesite.render import Draw, Here

_SPACE_BEFORE_CITE = re.compile(r"\s(<span>)?\Z")


def fill(prose: Prose, here: Here, page: Page, site: Site, cards: Mapping[int, Draw]) -> Markup:
    """Return compiled prose with its citations, links and cards filled in for one page.

    A claim that was withdrawn keeps its page, and the link to it says that it was. `cards` draws cards by the
    level of their heading: 2 where the prose has no heading before it, else 3.
    """
    numbers = {source.citekey: position for position, source in enumerate(page.notes, 1)}
    cites: dict[int, str] = {}  # by identity: equal citations of a text are one value
    pieces: list[str] = []
    level = 2
    mark = ""  # to be set after the link that is open
    for part in prose.parts:
        if isinstance(part, str):
            before, end, after = part.partition("</a>")
            pieces.append(f"{before}{end}{mark}{after}" if mark and end else part)
            mark = "" if end else mark
            level = 3 if "<h2" in part else level
        elif isinstance(part, Cite):
            pieces[-1:] = [_SPACE_BEFORE_CITE.sub("\u00a0\\1", piece) for piece in pieces[-1:]]
            if id(part) not in cites:
                cites[id(part)] = _cite(part, numbers[part.citekey], site.source[part.citekey])
            pieces.append(cites[id(part)])
        elif part.embed:
            pieces.append(cards[level](site.statement[part.target], here, page.denominator))
        else:
            pieces.append(f'href="{escape(here.to(link_address(part, site)))}"')
            if part.kind == "claim" and site.statement[part.target].claim.status == "withdrawn":
                mark = ' <strong class="retracted">Withdrawn</strong>'
    return Markup("".join(pieces))  # noqa: S704 - sanitised when it was compiled; what is filled in is escaped


def _cite(cite: Cite, position: int, source: Source) -> str:
    """Return the bracketed number of a citation; a word joiner keeps it from beginning a line, as does a firm space."""
    shown = escape(f"{position}, {cite.locator}" if cite.locator else f"{position}")
    # The name that is spoken begins with what is shown, so that a link can also be called by it.
    label = f"Source {shown}: {escape(source.label)}"
    link = f'<a href="#n{position}" aria-label="{label}">[{shown}]</a>'
    return f'<span class="cite" data-pagefind-ignore>\u2060{link}</span>'


def link_address(link: Link, site: Site) -> str:
    """Return the address that a link in prose leads to."""
    if link.kind == "page":
        return site.pages_by_name[link.target]
    if link.kind == "term":
        return f"{addresses.GLOSSARY}#term-{link.target}"
    if link.kind == "ref":
        return site.source[link.target].address
    kinds = {
        "claim": addresses.claim,
        "option": addresses.option,
        "condition": addresses.condition,
        "guide": addresses.guide,
    }
    return kinds[link.kind](link.target)
