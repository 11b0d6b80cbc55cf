"""How another site shows a claim: the code to copy, and `oembed.json` for programs that find it by themselves.

oEmbed 1.0 (oembed.com), type `rich`: a claim's page points at the file, and the file holds the code.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from spinesite import addresses
from spinesite.addresses import absolute
from spinesite.exports import badge
from spinesite.records import SiteSettings
from spinesite.scholarly import recorded
from spinesite.site import Site, Statement

# In pixels; narrower where there is less room, and what is longer can be scrolled.
WIDTH, HEIGHT = 600, 480


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a claim's page says of how to show the claim elsewhere.

    `url` is the address of the oEmbed answer; `frame` and `badge` are HTML to copy; `alternative` is the badge in
    words, and `width` and `height` are its own, in pixels.
    """

    url: str
    title: str
    frame: str
    badge: str
    alternative: str
    width: int
    height: int


def embedding(statement: Statement, settings: SiteSettings) -> Embedding:
    """Return how to show a claim elsewhere."""
    return Embedding(
        absolute(settings.base_url, f"{statement.address}oembed.json"),
        title(statement),
        frame(statement, settings),
        _badge(statement, settings),
        badge.alternative(statement),
        *badge.size(statement),
    )


def title(statement: Statement) -> str:
    """Return the claim's statement, for a withdrawn claim with a word that it is."""
    claim = statement.claim
    return f"Withdrawn: {claim.statement}" if claim.status == "withdrawn" else claim.statement


def frame(statement: Statement, settings: SiteSettings) -> str:
    """Return the HTML that shows a claim on another site."""
    address = absolute(settings.base_url, addresses.embed(statement.id))
    return (
        f'<iframe src="{escape(address)}" title="{escape(title(statement))}" width="{WIDTH}" height="{HEIGHT}" '
        'loading="lazy" style="max-width:100%;border:1px solid #c6d2d6"></iframe>'
    )


def _badge(statement: Statement, settings: SiteSettings) -> str:
    """Return the HTML of a claim's badge that leads to the claim."""
    page = absolute(settings.base_url, statement.address)
    width, height = badge.size(statement)
    return (
        f'<a href="{escape(page)}"><img src="{escape(page)}badge.svg" width="{width}" height="{height}" '
        f'alt="{escape(badge.alternative(statement))}"></a>'
    )


def answers(site: Site) -> Callable[[Statement], bytes]:
    """Return what makes the oEmbed answer of one claim."""
    settings = site.settings

    def answer(statement: Statement) -> bytes:
        found = {
            "type": "rich",
            "version": "1.0",
            "title": title(statement),
            "author_name": recorded(settings.publisher),
            "provider_name": settings.title,
            "provider_url": absolute(settings.base_url, addresses.HOME),
            "width": WIDTH,
            "height": HEIGHT,
            "html": frame(statement, settings),
        }
        filled = {name: value for name, value in found.items() if value}
        return (json.dumps(filled, ensure_ascii=False) + "\n").encode()

    return answer
