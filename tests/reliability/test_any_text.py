"""Whatever text the readers are given, they end with a value or with a diagnostic at a place in the text.

What is particular to one reader is tested with it: that no entry of a bibliography and no letter of LaTeX is lost in
`tests/unit/test_bibtex.py` and `test_latex.py`, the words of prose in `test_blocks.py`, formulas in `test_formulas.py`,
references of other programs in `test_intake.py`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.inlinepatterns import LinkInlineProcessor

from spinesite import bibtex, markuplinear, yamltree
from spinesite.diagnostics import Diagnostic
from spinesite.latex import decode
from spinesite.markup import TAGS, compiler
from spinesite.names import SitePath, fold, invalid_character, is_citekey, is_id, safe_url, slug
from spinesite.prose import Prose
from spinesite.reading import reader
from tests.reliability import hostile

EXAMPLES = hostile.examples(60, 2_000)
STRINGS = st.sampled_from(sorted(hostile.strings().values()))
ANY = st.text(max_size=40) | STRINGS
READ = reader()


def pieces(marks: str, *more: str) -> st.SearchStrategy[str]:
    """Texts made of marks that mean something to a reader, ordinary words and anything at all."""
    known = st.sampled_from([*marks.split("·"), *more, "a", "b c", "é", "12", " ", "\n", "\n\n"])
    return st.lists(known | known | known | ANY, max_size=30).map("".join)


YAML = pieces("- · : ·:·? ·[·]·{·}·,·'·\"·|\n·>-\n·#·&a ·*a·!!int ·!·%YAML·---\n·...\n·~·<<·\\·\t·\\x00·\\ud800·  ")
BIB = pieces("@article{·@string{·@comment{·@·{·}·(·)·,·=·\"·#·\\·$·%·k1·title·author·date·crossref·\\'·{\\foo ·and ")
LATEX = pieces(r"\·{·}·$·^·_·~·\'·\foo·\frac·\url{·\textbf{·--·``·''·%·&·\(·\)·\ud·" + "\u0301")
MARKDOWN = pieces(
    "# ·## ·- ·1. ·> ·|·|-|\n·---·===·```\n·`·*·**·_·__·[·]·](·)·![·<·>·&·&#·;·\\·:·: ·[^1]·\n[^1]: ·    ·\t·{: x=y }",
    *("[@a]", "[@a; @b, p. 3]", "](claim:a)", "![](claim:a)", "](javascript:x)", "<script>", "https://a.org/", "\x02"),
)
URLS = pieces(
    "http·https·HTTPS·javascript·data·mailto·vbscript·:·//·/·@·?·#·%·%0a·%3a·&colon;·&#58;·&Tab;·\t·\r·\x00·.·-·\\·[·]",
    *("a.org", "127.0.0.1", "xn--a", ":80", "\u3002", "\uff0f"),
)
NAMES = pieces("..·.·/·\\·-·_·~·:·%2e·%2f·con·nul·NUL.txt·\x00·\u202e·\u2024·\uff0e·index.html·C:·//")


def check_places(found: Iterable[Diagnostic], text: str) -> None:
    """Every place must lie in the text; the one behind its last character counts."""
    lines = text.split("\n")
    for each in found:
        for place in (each.location, *(related.location for related in each.related)):
            assert 1 <= place.line <= len(lines), each
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1, each
        assert "\n" not in each.message + each.hint


# YAML

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
SOUND = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf"]), max_size=20)
VALUES = st.recursive(
    SOUND | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=30,
)


@settings(max_examples=EXAMPLES)
@given(text=YAML)
def test_yaml(text: str, counts: Counter[str]) -> None:
    """Both parsers give the same tree, or both refuse the text."""
    trees = []
    for loader in LOADERS:
        tree, problems = yamltree.parse("f", text, loader=loader)
        assert (tree is None) == bool(problems) or not text.strip() or tree is None
        check_places(problems, text)
        trees.append((tree is None, yamltree.plain(tree) if tree is not None else {p.rule for p in problems}))
    counts["texts tried"] += 1
    if trees[0] != trees[-1]:
        # Where YAML 1.1 is unclear the two may differ, if at least one refuses the text as no YAML.
        assert any(refused and "yaml-syntax" in rules for refused, rules in trees if isinstance(rules, set))


@settings(max_examples=EXAMPLES)
@given(VALUES, st.sampled_from([None, 2]))
def test_yaml_reads_back_what_was_written(value: object, indent: int | None) -> None:
    tree, problems = yamltree.parse("f", json.dumps({"x": value}, ensure_ascii=False, indent=indent))
    assert not problems
    assert tree is not None
    assert yamltree.plain(tree) == {"x": value}


RECORDS = ["content/claims/a.yaml", "content/site.yaml", "content/outcomes.yaml", "citations/retractions.json"]


@settings(max_examples=EXAMPLES)
@given(text=YAML, path=st.sampled_from(RECORDS))
def test_records(text: str, path: str, counts: Counter[str]) -> None:
    if invalid_character(text):  # refused before it gets here
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as every file is read
    contents = READ(path, text)
    assert contents.records or contents.diagnostics or "claims" not in path
    check_places(contents.diagnostics, text)
    counts["texts tried"] += 1


# BibTeX and LaTeX


@settings(max_examples=EXAMPLES)
@given(text=BIB)
def test_bibtex(text: str, counts: Counter[str]) -> None:
    bibliography, found = bibtex.read([("a.bib", text)])
    check_places(found, text)
    assert all(is_citekey(reference.citekey) for reference in bibliography.references)
    assert len({fold(reference.citekey) for reference in bibliography.references}) == len(bibliography.references)
    counts["texts tried"] += 1


@settings(max_examples=EXAMPLES)
@given(SOUND.filter(lambda text: not set(text) & set("\\{}$~^_`'\"-#%&@")))
def test_bibtex_reads_back_what_was_written(text: str) -> None:
    bibliography, found = bibtex.read([("a.bib", f"@misc{{a, title = {{{text}}}}}")])
    assert not found
    assert bibliography.references[0].fields["title"] == " ".join(text.split())


@settings(max_examples=EXAMPLES)
@given(text=LATEX)
def test_latex(text: str, counts: Counter[str]) -> None:
    decoded, problems = decode(text)
    assert all(0 <= problem.offset <= len(text) for problem in problems)
    if not problems and not set(decoded) & set("\\{}$~^_`'-?!"):
        assert decode(decoded) == (decoded, ()), "what is text stays text"
    counts["texts tried"] += 1


# Markdown

WHOLE, SHORT = compiler(whole_page=True), compiler(whole_page=False)
_TAG = re.compile(r"<(/?)([a-z0-9]+)")


@settings(max_examples=EXAMPLES)
@given(text=MARKDOWN, compile_prose=st.sampled_from([WHOLE, SHORT]))
def test_markdown(text: str, compile_prose: Callable[[str, int], Prose], counts: Counter[str]) -> None:
    prose = compile_prose(text, 5)
    lines = text.split("\n")
    for problem in prose.problems:
        assert 5 <= problem.line < 5 + len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 5]) + 1, problem
    assert all(0 <= start <= len(text) for _, start in prose.placed)
    html = "".join(part if isinstance(part, str) else 'href="#x"' for part in prose.parts if not _is_hole(part))
    assert not hostile.faults(html)
    open_tags: list[str] = []
    for closing, tag in _TAG.findall(html):
        assert tag in TAGS
        if closing:
            assert open_tags.pop() == tag
        elif tag not in ("hr", "br"):
            open_tags.append(tag)
    assert not open_tags
    assert [SHORT(text, 1), WHOLE(text, 1)] == [SHORT(text, 1), WHOLE(text, 1)], (
        "nothing of one text is left for the next"
    )
    counts["texts tried"] += 1


@settings(max_examples=EXAMPLES)
@given(before=st.text("[]a", max_size=5), after=st.text("[]a\\\n", max_size=30))
def test_brackets_are_matched_as_the_library_does(before: str, after: str) -> None:
    theirs = LinkInlineProcessor("", markdown.Markdown())
    text, index = f"{before}[{after}", len(before) + 1
    assert markuplinear._bracketed(text, index) == theirs.getText(text, index)


def _is_hole(part: object) -> bool:
    """Tell whether a part stands for an element and not for an attribute."""
    return not isinstance(part, str) and (not hasattr(part, "embed") or part.embed)


# Addresses


def as_browsers_read(address: str) -> str:
    """Undo what browsers undo: white space, control characters, entities and percent codes, as often as it takes."""
    for _ in range(5):
        address = re.sub(r"[\x00-\x20]", "", unescape(unquote(address)))
    return address.lower()


@settings(max_examples=EXAMPLES * 2)
@given(text=URLS)
def test_addresses(text: str, counts: Counter[str]) -> None:
    counts["texts tried"] += 1
    safe = safe_url(text)
    if safe is None:
        return
    assert safe == text
    assert not re.search(r"[\s\"'<>\\`]", re.sub("'", "", text))
    assert re.match(r"(?:https?://|mailto:)", as_browsers_read(text))
    parts = urlsplit(text)
    if parts.scheme.lower() != "mailto":
        assert parts.hostname
        assert parts.username is None
        assert parts.netloc.isascii()


@pytest.mark.parametrize("name", hostile.strings())
def test_no_hostile_string_is_an_address_but_those_of_the_web(name: str) -> None:
    safe = safe_url(hostile.strings()[name])
    assert safe is None or as_browsers_read(safe).startswith(("http://", "https://", "mailto:"))


# Paths


@settings(max_examples=EXAMPLES * 2)
@given(text=NAMES)
def test_paths(text: str, counts: Counter[str]) -> None:
    counts["texts tried"] += 1
    try:
        path = SitePath(text)
    except ValueError:
        return
    assert path == text
    for pure in (PurePosixPath(path), PureWindowsPath(path)):
        assert not pure.is_absolute()
        assert not pure.anchor
        assert ".." not in pure.parts
        assert pure.as_posix() == path
    assert text.isascii()


@settings(max_examples=EXAMPLES)
@given(text=NAMES)
def test_ids(text: str) -> None:
    for id in (text, slug(text)):
        if is_id(id):
            assert SitePath(f"claims/{id}/index.html")
            assert not PureWindowsPath(id).is_reserved()
            assert fold(id) == id
    assert not slug(text) or is_id(slug(text))
