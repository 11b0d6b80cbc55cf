"""Prose is made by a parser and looked at by a sanitiser: each has to hold where the other fails."""

from __future__ import annotations

import markdown
import pytest

from spinesite.blocks import blocks
from spinesite.markup import ATTRIBUTES, TAGS, compiler
from spinesite.markupholes import KINDS
from spinesite.prose import Prose
from spinesite.textcaps import MAX_BRACKETS, MAX_DIVIDERS, MAX_LIST_DEPTH, MAX_PARAGRAPH


def compiled(text: str) -> Prose:
    return compiler(whole_page=True)(text, 1)


def html_of(prose: Prose) -> str:
    return "".join(part if isinstance(part, str) else f"[{part}]" for part in prose.parts)


def rules(text: str) -> list[str]:
    return [problem.rule for problem in compiled(text).problems]


# The second wall: what the parser lets through


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that hands its text over as it is, as one with a fault might."""
    monkeypatch.setattr(markdown.Markdown, "convert", lambda self, text: text)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<p>a<script>pwned()</script>b</p>", "<p>ab</p>"),
        ('<p onclick="pwned()" style="color:red">a</p>', "<p>a</p>"),
        ('<div class="x" onclick="pwned()" style="color:red">a</div>', '<div class="x">a</div>'),
        ('<img src="https://example.org/a.png">', ""),
        ('<iframe src="https://example.org/"></iframe>', ""),
        ("<svg><path></path></svg>", ""),
        ("<style>p{}</style><form><input></form>", ""),
        ('<p id="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:pwned()">a</a>', "<a>a</a>"),
        ('<a href="JaVaScRiPt:pwned()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="http://example.org/">a</a>', "<a>a</a>"),
        (
            '<a href="https://example.org/" target="_blank">a</a>',
            '<a rel="noopener noreferrer" href="https://example.org/">a</a>',
        ),
        ("<!-- a --><p>b", "<p>b</p>"),
        ("<h1>a</h1>", "a"),
    ],
)
@pytest.mark.usefixtures("careless")
def test_what_the_parser_lets_through_is_sanitised(written: str, left: str) -> None:
    assert html_of(compiled(written)) == left


def test_what_may_stand_is_a_list_that_nobody_lengthens_unawares() -> None:
    assert sorted(TAGS) == [
        *("a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li"),
        *("ol", "p", "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    ]
    assert {name for names in ATTRIBUTES.values() for name in names} == {
        *("href", "class", "title", "id", "start"),
        *("data-cite", "data-locator", "data-card", "data-words"),
    }


# The first wall: what the parser does not read


@pytest.mark.parametrize(
    "text",
    [
        "<div>\nx\n</div>",
        "<script>pwned()</script>",
        "a <b>b</b>",
        'a <img src="x" onerror="pwned()"> b',
        "<p>x</p>",
        "<?php x ?>",
    ],
)
def test_elements_are_shown_as_they_are_written(text: str) -> None:
    """Where the sanitiser alone took them out, the words of an editor would be lost without a word."""
    assert "&lt;" in html_of(compiled(text))
    assert "<b>" not in html_of(compiled(text))


def test_an_address_in_angle_brackets_is_not_scrambled() -> None:
    assert html_of(compiled("Write to <a@example.org>.")) == "<p>Write to &lt;a@example.org&gt;.</p>"


def test_ids_of_headings_are_no_names_that_a_script_knows() -> None:
    assert '<h2 id="s-location">' in html_of(compiled("## location"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[a](javascript:pwned())", "unsafe-url"),
        ("[a](http://example.org/)", "unsafe-url"),
        ("[a](https://user@example.org/)", "unsafe-url"),
        ("[a](mailto:a@b)", "unsafe-url"),
        ("<http://example.org/>", "unsafe-url"),
        ("[a][b]\n\n[b]: data:text/html,x", "unsafe-url"),
        ("[a](claim:../x)", "unknown-link"),
        ("[a](claim:a/b?c)", "unknown-link"),
        ("[a](elsewhere)", "unknown-link"),
        ("![a](claim:../x)", "unknown-link"),
        ("![a](https://example.org/a.png)", "unknown-link"),
    ],
)
def test_links_that_lead_nowhere_good_are_reported_and_taken_away(text: str, rule: str) -> None:
    assert rules(text) == [rule]
    assert "href" not in html_of(compiled(text))
    assert "<img" not in html_of(compiled(text))


@pytest.mark.parametrize("kind", KINDS)
def test_links_to_records_carry_no_title(kind: str) -> None:
    assert "title" not in html_of(compiled(f'[a]({kind}:some-id "a title")'))


def test_a_page_that_is_left_learns_nothing_of_us() -> None:
    assert '<a rel="noopener noreferrer" href="https://example.org/">' in html_of(compiled("[a](https://example.org/)"))


# Caps


@pytest.mark.parametrize(
    ("most", "too_much", "said"),
    [
        ("x" * MAX_PARAGRAPH, "x" * (MAX_PARAGRAPH + 1), "more than 2,000 characters"),
        (("x" * 999 + "\n") * 2, ("x" * 999 + "\n") * 2 + "xx", "more than 2,000 characters"),
        ("[x " * MAX_BRACKETS, "[x " * (MAX_BRACKETS + 1), "more than 64 opening brackets"),
        ("| x |\n|---|\n" + "| y |\n" * 400, "| x |\n" * 400, "more than 2,000 characters"),
        ("# x\n| x |\n|---|\n" + "| y |\n" * 400, "x\n| x |\n|---|\n" + "| y |\n" * 400, "more than 2,000 characters"),
        ("x\n\n" * MAX_PARAGRAPH, "x\n\u00a0\n" * 600, "more than 2,000 characters"),
        ("- x\n" + "- ---\n" * MAX_DIVIDERS, "- x\n" + "- ---\n" * (MAX_DIVIDERS + 1), "without an empty line"),
        ("- x\n" * MAX_PARAGRAPH, "- x\n# x\n" * MAX_PARAGRAPH, "without an empty line"),
        ("> " * MAX_LIST_DEPTH + "x", "> " * (MAX_LIST_DEPTH + 1) + "x", "more than 8 deep"),
        ("```\nx\n```", "```\nx", "never closed"),
        ("&#x9;", "&#x8;", "U+0008"),
        ("&#x2013;", "&#x202e;", "right-to-left override"),
        ("&#65;", "&#0;", "U+0000"),
    ],
)
def test_caps(most: str, too_much: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not compiled(most).problems
    parsed: list[str] = []
    monkeypatch.setattr(markdown.Markdown, "convert", lambda self, text: parsed.append(text) or "")
    (problem,) = compiled(too_much).problems
    assert said in problem.message
    assert not "".join(parsed).strip()  # what is refused is never parsed


@pytest.mark.parametrize("lines", ["            - []", "1. []", "1) []"])
def test_items_that_are_none_are_one_paragraph(lines: str) -> None:
    """What looks like items of a list is text for the library: of another kind of list, or indented too far."""
    assert not compiled("- x\n\n" + f"{lines}\n" * MAX_BRACKETS).problems
    (problem,) = compiled("y\n\n- x\n" + f"{lines}\n" * (MAX_BRACKETS + 1)).problems
    assert (problem.rule, problem.line, problem.column) == ("markup-failed", 3, 3)
    assert "opening brackets" in problem.message


def test_caps_are_those_of_each_paragraph() -> None:
    paragraph = "x" * MAX_PARAGRAPH
    assert not compiled(f"{paragraph}\n\n{paragraph}\n\n- {paragraph[2:]}\n- {paragraph[2:]}").problems


def test_everything_that_is_refused_is_told_at_once_and_the_rest_is_read() -> None:
    deep = "> " * (MAX_LIST_DEPTH + 1) + "x"
    long = "x" * (MAX_PARAGRAPH + 1)
    prose = compiled(f"One [@a].\n\n{long}\n\n&#0; and &#0;\n\n{deep}\n{deep}\n\n{long}\n\nTwo [@b].\n\n```\n[@c]")
    places = sorted((one.line, one.column) for one in prose.problems)
    assert places == [(3, 1), (5, 1), (5, 10), (7, 1), (10, 1), (14, 1)]
    assert [cite.citekey for cite in prose.cites] == ["a", "b"]
    assert [block.text for block in blocks(prose.text)] == ["One .", "Two ."]


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("````\n```\n````", True),
        ("~~~\n```\n~~~", True),
        ("```python\nx\n```  ", True),
        ("```\nx\n```python", False),
        ("```\nx\n````", False),
    ],
)
def test_a_fence_is_closed_by_its_like(text: str, is_closed: bool) -> None:
    prose = compiled(f"{text}\n")
    assert (not prose.problems) is is_closed
    assert ("<pre>" in html_of(prose)) is is_closed
    assert not blocks(prose.text)


@pytest.mark.parametrize("error", [RecursionError, AssertionError, IndexError, MemoryError])
def test_a_parser_that_crashes_stops_nothing(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    compile_prose = compiler(whole_page=True)
    with monkeypatch.context() as patch:

        def crash(self: markdown.Markdown, text: str) -> str:
            raise error

        patch.setattr(markdown.Markdown, "convert", crash)
        (problem,) = compile_prose("a", 3).problems
    assert (problem.rule, problem.line) == ("markup-failed", 3)
    assert html_of(compile_prose("a", 1)) == "<p>a</p>"


@pytest.mark.parametrize(
    ("text", "column"),
    [("[words.html](words.html)", 14), ("words.html [a](words.html)", 16), ("[a][b]\n\n[b]: words.html", 6)],
    ids=["words-alike", "words-before", "by-reference"],
)
def test_an_address_is_found_where_it_leads(text: str, column: int) -> None:
    (problem,) = compiled(text).problems
    assert (problem.rule, problem.column) == ("unknown-link", column)
