"""What changed in the evidence, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from spinesite import addresses
from spinesite.addresses import absolute
from spinesite.records import Change
from spinesite.site import Site


def export(site: Site) -> bytes:
    """Return the feed: one entry for each change, the latest first, dated at midnight UTC."""
    home = absolute(site.settings.base_url, addresses.HOME)
    latest = max((change.date for change in site.changes), default=_latest_review(site))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.settings.language)}">',
        f"<title>{escape(site.settings.title)}: changes</title>",
        f"<id>{escape(absolute(site.settings.base_url, 'feed.xml'))}</id>",
        f'<link rel="self" href="{escape(absolute(site.settings.base_url, "feed.xml"))}"/>',
        f'<link href="{escape(home)}"/>',
        f"<updated>{_midnight(latest)}</updated>",
        f"<author><name>{escape(site.settings.publisher or site.settings.title)}</name></author>",
    ]
    # An entry's id must never change: the position from the oldest does not, as changes are only added.
    for position, change in zip(range(len(site.changes), 0, -1), site.changes, strict=True):
        lines += _entry(site, change, position)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _entry(site: Site, change: Change, position: int) -> list[str]:
    link = absolute(site.settings.base_url, f"{addresses.CHANGES}#change-{position}")
    linked = " ".join(absolute(site.settings.base_url, addresses.claim(id)) for id in change.claims)
    return [
        "<entry>",
        f"<title>{escape(change.what)}</title>",
        f"<id>{escape(link)}</id>",
        f'<link href="{escape(link)}"/>',
        f"<updated>{_midnight(change.date)}</updated>",
        f"<summary>{escape(f'{change.what} {linked}'.strip())}</summary>",
        "</entry>",
    ]


def _latest_review(site: Site) -> date:
    return max((found.claim.reviewed for found in site.statements), default=site.today)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
