"""What crawlers may read: everything."""

from __future__ import annotations

from spinesite.exports.claims_json import absolute
from spinesite.site import Site


def export(site: Site) -> bytes:
    """Return robots.txt (RFC 9309) with the address of the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute(site, 'sitemap.xml')}\n".encode()
