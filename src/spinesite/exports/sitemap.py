"""The pages of the site for search engines (sitemaps.org protocol 0.9)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from spinesite.addresses import absolute
from spinesite.site import Site


def export(site: Site, published: Sequence[str]) -> bytes:
    """Return one entry for each page; claims carry the date of their last review."""
    reviewed = {found.address: found.claim.reviewed.isoformat() for found in site.statements}
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address in published:
        changed = f"<lastmod>{reviewed[address]}</lastmod>" if address in reviewed else ""
        lines.append(f"<url><loc>{escape(absolute(site.settings.base_url, address))}</loc>{changed}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
