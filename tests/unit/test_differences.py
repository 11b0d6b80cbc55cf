"""What a report of differences is made of: pairs, words, and Markdown that does nothing."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.differences import report, revisions
from spinesite.differences.markdown import LIMIT, Section, code, fitted, plain
from spinesite.differences.matching import paired
from spinesite.differences.wording import word_difference
from spinesite.errors import UsageError

TEXTS = st.text(st.sampled_from("ab1 \n\t@#/:.-_*`~[]()<>&!|\\$+=wGHé"), max_size=60)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(TEXTS)
def test_plain_text_shows_itself_and_does_nothing(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"@\w|#\d|://|www\.|[<>\n]|(?<!\\)(?:\\\\)*[*_`\[\]~|]", shown)
    html = markdown.markdown(f"- `id`: {shown}")
    assert set(re.findall(r"</?(\w+)", html)) <= {"ul", "li", "code"}


@settings(max_examples=200, derandomize=True, deadline=None)
@given(TEXTS)
def test_code_is_one_piece_of_code(text: str) -> None:
    html = markdown.markdown(f"x {code(text)} y")
    assert re.fullmatch(r"<p>x <code>[^<]*</code> y</p>", html), html


def test_plain_text_reads_as_before() -> None:
    assert plain("12% of 286, p < 0.05 (one-sided); 3-4 weeks.") == "12% of 286, p &lt; 0.05 (one-sided); 3-4 weeks."
    assert plain("  two\n lines ") == "two lines"
    assert plain("@ann") == "@\u2060ann"
    assert plain("x" * 700) == "x" * 599 + "…"


def test_pairs() -> None:
    keys = (lambda text: text, lambda text: text[0])
    assert paired(("a1", "b1", "c1"), ("c1", "a2", "d1"), keys) == (
        ("c1", "c1"),
        ("a1", "a2"),
        (None, "d1"),
        ("b1", None),
    )
    assert paired(("a1", "a2"), ("a3", "a1"), keys) == (("a2", "a3"), ("a1", "a1"))
    assert paired((), ("a",), keys) == ((None, "a"),)
    assert paired(("a",), (), keys) == (("a", None),)


def test_words() -> None:
    pieces = word_difference("In one trial 12% of people were sore", "In one trial 21% of people were sore")
    assert [(piece.kind, piece.words) for piece in pieces] == [
        ("same", "In one trial"),
        ("gone", "12%"),
        ("new", "21%"),
        ("same", "of people were sore"),
    ]
    before = " ".join(map(str, range(40)))
    pieces = word_difference(f"{before} end", f"{before} new end")
    assert [piece.kind for piece in pieces] == ["left-out", "same", "new", "same"]
    assert pieces[1].words == "35 36 37 38 39"
    assert [piece.kind for piece in word_difference("a " * 2_000, "b " * 2_000)] == ["gone", "new"]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.lists(st.integers(1, 20_000), max_size=60), max_size=6))
def test_what_does_not_fit_is_counted(sizes: list[list[int]]) -> None:
    sections = [
        Section(f"Title {n}", tuple(f"- {'x' * size}\n" for size in section), "things")
        for n, section in enumerate(sizes)
    ]
    text = fitted("Head\n", sections, LIMIT)
    assert len(text.encode()) <= LIMIT
    parts = text.split("\n### ")[1:]
    assert [part.partition("\n")[0] for part in parts] == [section.title for section in sections if section.entries]
    for part, section in zip(parts, [section for section in sections if section.entries], strict=True):
        missing = re.search(r"- … and ([\d,]+) more things", part)
        assert part.count("- x") + (int(missing[1].replace(",", "")) if missing else 0) == len(section.entries)


def test_room_that_one_section_leaves_goes_to_the_next() -> None:
    small, large = Section("Small", ("- x\n",), "things"), Section("Large", ("- y\n",) * 3_000, "things")
    assert fitted("Head\n", [small, large], 20_000).count("- y\n") == 3_000
    assert fitted("Head\n", [large, small], 20_000).count("- y\n") > 2_000


def test_git_is_told_to_ask_nobody_and_to_fetch_nothing(tmp_path: Path) -> None:
    """Only where git is asked for what is not there would one of these be missed, and only by some versions of it."""
    assert revisions._FIXED == {
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    found = revisions.repository(tmp_path, {**os.environ, "GIT_TERMINAL_PROMPT": "1", "GIT_ALLOW_PROTOCOL": "https"})
    assert revisions._FIXED.items() <= found.environment.items()
    options = ["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}"]
    assert revisions._command(found, "x") == ["git", *options, "-C", str(tmp_path), "x"]


@pytest.mark.parametrize("name", ["", "-h", "--output=x"])
def test_git_is_never_asked_for_what_looks_like_an_option(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(revisions, "_run", lambda *arguments: asked.append(arguments))
    with pytest.raises(UsageError, match="there is no revision"):
        revisions.commit(revisions.Repository(Path(), "", {}), name)
    assert asked == []


def test_a_report_fits_a_comment_by_itself() -> None:
    sections = [Section("Claims", tuple(f"- {number} {'x' * 900}\n" for number in range(200)), "claims")]
    assert 50_000 < len(fitted("head\n", sections).encode()) <= 65_536


def test_texts_are_cut() -> None:
    assert plain("x" * 600) == "x" * 600
    assert plain("x" * 601) == "x" * 599 + "…"
    assert code("x" * 601) == f"`{'x' * 600}`"


def test_long_texts_are_not_compared_word_by_word() -> None:
    words = [f"word{number}" for number in range(600)]
    assert [piece.kind for piece in word_difference(" ".join(words), " ".join([*words[:-1], "end"]))][-2:] == [
        "gone",
        "new",
    ]
    longer = [*words, "more"]
    found = word_difference(" ".join(longer), " ".join([*longer[:-1], "end"]))
    assert [(piece.kind, len(piece.words.split())) for piece in found] == [("gone", 601), ("new", 601)]


@pytest.mark.parametrize(("count", "end"), [(60, "`/p59/`\n"), (61, "`/p59/` … and 1 more\n")])
def test_pages_are_listed_up_to_a_number(count: int, end: str) -> None:
    (line,) = report._pages({f"p{number}/": "changed" for number in range(count)})
    assert line.endswith(end)
