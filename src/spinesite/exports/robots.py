"""What crawlers may read: everything."""

from __future__ import annotations

from spinesite.addresses import absolute
from spinesite.site import Site


def export(site: Site) -> bytes:
    """Return robots.txt (RFC 9309) with the address of the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute(site.settings.base_url, 'sitemap.xml')}\n".encode()
