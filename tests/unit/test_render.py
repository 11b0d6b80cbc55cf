"""What templates can rely on: everything is escaped, nothing is missing in silence, one policy stands in every page."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from string import ascii_letters, digits
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest

from spinesite import render
from spinesite.errors import UsageError
from spinesite.names import SitePath
from spinesite.render import POLICY, SEARCH_POLICY, Here, assets
from spinesite.site import Site
from spinesite.templatefiles import template_folders
from tests.unit.sites import GOLDEN, resolved

HOSTILE = "<script>\"'&"


@pytest.fixture(scope="module")
def site() -> Site:
    return resolved(GOLDEN)


@pytest.fixture(scope="module")
def environment(site: Site) -> jinja2.Environment:
    return render.renderer(site, GOLDEN).environment


def test_one_policy_of_few_words() -> None:
    assert POLICY.split("; ") == [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ]
    assert SEARCH_POLICY.replace(" 'wasm-unsafe-eval'", "") == POLICY


@pytest.mark.parametrize("search", [False, True])
def test_the_policy_stands_first_in_every_page(site: Site, search: bool) -> None:
    pages = {str(each.path): each.data.decode() for each in render.render(site, GOLDEN, search=search) if each.page}
    assert any(path.endswith("embed/index.html") for path in pages)
    for path, text in pages.items():
        expected = SEARCH_POLICY if search and path == "search/index.html" else POLICY
        first = re.search(
            r"<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"([^\"]*)\" content=\"([^\"]*)\">", text
        )
        assert first, path
        assert first.groups() == ("Content-Security-Policy", expected.replace("'", "&#39;")), path


def test_templates_escape_and_miss_nothing_in_silence(environment: jinja2.Environment) -> None:
    assert environment.autoescape is True
    assert environment.undefined is jinja2.StrictUndefined
    assert environment.from_string("{{ a }}").render(a=HOSTILE) == "&lt;script&gt;&#34;&#39;&amp;"
    for template in ("{{ missing }}", "{{ page.missing }}", "{% if missing %}{% endif %}"):
        with pytest.raises(jinja2.UndefinedError):
            environment.from_string(template).render(page=SimpleNamespace())


@pytest.mark.parametrize("address", ["javascript:pwned()", "data:text/html,x", "//example.org/", "https://a@b.c/"])
def test_an_address_that_is_not_safe_is_left_out(environment: jinja2.Environment, address: str) -> None:
    shape = environment.from_string("{{ a|safe_url }}")
    assert shape.render(a=address) == ""
    assert shape.render(a="https://example.org/?a&b") == "https://example.org/?a&amp;b"


def test_a_number_is_text(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = next(figure for statement in site.statements for figure in statement.figures)
    monkeypatch.setattr(render.figures, "number_text", lambda estimate: HOSTILE)
    assert HOSTILE not in render.number(figure)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    (root / "templates/assets").mkdir(parents=True)
    return root


def published(root: Path) -> dict[str, bytes]:
    return {str(each.path): each.data for each in assets(template_folders(root))}


def test_an_asset_is_a_file_with_a_plain_name(own: Path) -> None:
    place = own / "templates/assets"
    (place / "SITE.css").write_text("own")
    assert published(own)["assets/SITE.css"] == b"own"
    assert SitePath("assets/site.css") not in published(own)
    (place / "a b.css").write_text("x")
    with pytest.raises(UsageError, match="a name that no address can have"):
        published(own)
    (place / "a b.css").unlink()
    (place / "link.css").symlink_to("/etc/passwd")
    with pytest.raises(UsageError, match="is not a regular file"):
        published(own)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("pages/about.html", b"", ""),
        ("pages/page.html", b"{{ missing }}", "pages/page.html"),
        ("pages/page.html", b"{% if %}", "pages/page.html"),
        ("layouts/base.html", b"{{", "layouts/base.html"),
        ("pages/page.html", b"x\xff", "pages/page.html: not UTF-8, at byte 2"),
        ("components/logo.html", b"x\n\xff", "components/logo.html: not UTF-8, at byte 3"),
        ("components/logo.html", b"\n{{ site.missing }}", "components/logo.html:2: "),
        ("components/logo.html", b"\n{% include 'no.html' %}", "components/logo.html:2: there is no template no.html"),
        ("pages/page.html", b"\n{% extends 'no.html' %}", "pages/page.html:2: there is no template no.html"),
    ],
)
def test_a_template_that_fails_is_named(own: Path, site: Site, name: str, data: bytes, said: str) -> None:
    place = own / "templates" / name
    place.parent.mkdir(parents=True)
    place.write_bytes(data)
    if not said:
        assert list(render.render(site, own))
        return
    with pytest.raises(UsageError, match=said):
        list(render.render(site, own))


def test_a_link_leads_where_it_says() -> None:
    assert Here("../").to("a/#b") == "../a/#b"
    assert Here("../", portable=True).to("a/#b") == "../a/index.html#b"
    assert Here("").to("") == "./"


def test_the_address_of_a_correction_says_one_page(site: Site) -> None:
    settings = site.settings.model_copy(update={"repository": "https://example.org/repository/"})
    page = next(page for page in render.all_pages(site) if page.address == "glossary/")
    url = render.correction_url(replace(site, settings=settings), page)
    asked = parse_qs(urlsplit(url).query, strict_parsing=True)
    assert asked == {
        "template": ["correction.yml"],
        "title": ["Correction: glossary/"],
        "page": ["https://example.org/bread/glossary/"],
    }
    assert set(url.partition("?")[2]) <= set(ascii_letters + digits + "=&%._-")
