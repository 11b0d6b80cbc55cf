"""The grammar of names: what may be an id, a citekey, a path or a link, and what may not."""

from __future__ import annotations

import pytest

from spinesite.names import SitePath, fold, invalid_character, is_citekey, is_id, safe_url, slug


@pytest.mark.parametrize("text", ["a", "0", "a-b", "sourdough-rise-2", "x" * 80, "console", "com10"])
def test_ids(text: str) -> None:
    assert is_id(text)
    assert slug(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "A", "é", "a b", "a_b", "a.b", "a/b", "a\\b", "..", "../a", "-a", "a-", "a--b", "a\n", "\n", "a\0", "١"),
        *("x" * 81, "con", "nul", "prn", "aux", "com1", "lpt9"),
    ],
)
def test_no_ids(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Été à Bern", "ete-a-bern"),
        ("../../etc", "etc"),
        ("CON", ""),
        ("…", ""),
        ("word " * 40, ("word-" * 16).strip("-")),
        ("x" * 79 + " y", "x" * 79),
    ],
)
def test_slugs_are_ids_or_nothing(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["smith2020", "A", "Odd_Key:2020+a.b-c", "x" * 80])
def test_citekeys(text: str) -> None:
    assert is_citekey(text)


@pytest.mark.parametrize(
    "text", ["", "2020smith", "../a", "a/b", "a b", "a\n", "é", "<script>", "x" * 81, "a,b", 'a"', "a{b}", "a%"]
)
def test_no_citekeys(text: str) -> None:
    assert not is_citekey(text)


@pytest.mark.parametrize(
    ("one", "other"), [("Sleep", "sleep"), ("ﬁ", "fi"), ("é", "e\u0301"), ("ẞ", "ss"), ("Ａ", "a")]
)
def test_names_that_a_disk_may_take_for_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "character",
    [
        *("\0", "\x02", "\x08", "\x0b", "\x0c", "\x0e", "\x1b", "\x1f"),
        *("\x7f", "\x80", "\x85", "\x9f"),
        *("\u202a", "\u202d", "\u202e", "\u2066", "\u2069", "\ufeff"),
        *("\ud800", "\udfff", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"),
    ],
)
def test_characters_that_may_stand_in_no_text(character: str) -> None:
    found = invalid_character(f"a{character}b")
    assert found is not None
    assert found.start() == 1


@pytest.mark.parametrize(
    "character", [" ", "\t", "\n", "\r", "~", "\xa0", "é", "א", "\u200f", "\u2060", "\ufffd", "🥖"]
)
def test_characters_that_may_stand(character: str) -> None:
    assert invalid_character(character) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org/",
        "http://example.org:8080/a/b?c=d&e=%20#f",
        "HTTPS://Example.org/(a)",
        "https://127.0.0.1/",
        "mailto:a.b+c@example.org",
        "MAILTO:a@example.org?subject=Bread%20and%20salt",
    ],
)
def test_safe_addresses(address: str) -> None:
    assert safe_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        # another scheme, plain or hidden
        *(
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://a.b/",
        ),
        *("", "#a", "/a", "a/b", "//example.org/", "https:", "https://", "https:///a", "mailto:"),
        *("javascript&#58;//example.org/%0aalert(1)", "java&#115;cript:alert(1)", "%6aavascript:alert(1)"),
        *("javascript%3Ahttps://example.org/",),
        # what an entity or a percent code hides
        *("https://example.org/%00", "https://example.org/%E2%80%AE", "https://a.b/&#8238;"),
        # characters that no address holds as they are
        *("https://example.org/\u202e", "https://example.org/\x85", "https://example.org/\ufeff"),
        *(f"https://example.org/a{c}b" for c in ' \t\n\r"<>\\^`{|}\x7f'),
        *(" https://example.org/", "java\tscript:alert(1)", "\x01javascript:alert(1)"),
        # no plain host
        *("https://user@example.org/", "https://a:b@example.org/", "https://-a.example/", "https://a..b/"),
        *(
            "https://example.org:port/",
            "https://éxample.org/",
            "https://[::1]/",
            "https://[::1/",
            "https://a_b.example/",
        ),
        # no plain mail
        *("mailto:a", "mailto:a@b", "mailto:a@example.org?cc=b@example.org", "mailto:a@example.org,b@example.org"),
        *("mailto:a@example.org%0a", "mailto:a@example.org?subject=a&body=b"),
    ],
)
def test_addresses_that_are_not_linked_to(address: str) -> None:
    assert safe_url(address) is None


@pytest.mark.parametrize(
    "path", ["index.html", "claims/a/index.html", "_headers", "assets/a-b_c.1.css", "x" * 121, "a/b/c/d"]
)
def test_paths_of_a_site(path: str) -> None:
    assert SitePath(path) == path


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".git/a", "-a", "a\\b", "C:a", "a b", "é"),
        *("a\0", "a\n", "a%2fb", "~a", "x" * 122, "a/" + "x" * 122),
    ],
)
def test_paths_that_leave_a_site(path: str) -> None:
    with pytest.raises(ValueError, match="no path inside a site"):
        SitePath(path)
