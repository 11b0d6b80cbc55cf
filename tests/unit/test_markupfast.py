"""What is done once for a text gives what the library gives."""

from __future__ import annotations

from xml.etree import ElementTree

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.serializers import to_html_string

from spinesite.markupfast import look_up_once, serialized
from spinesite.markuplinear import Footnotes

TEXT = st.none() | st.text("ab &<>\"'\n", max_size=6) | st.sampled_from(["&amp;", "&#65;", "&x", "é"])
VALUES = st.dictionaries(st.sampled_from(["href", "class", "id", "title"]), TEXT.filter(bool), max_size=3)


def element(
    parts: tuple[str, dict[str, str], str | None, str | None, list[ElementTree.Element]],
) -> ElementTree.Element:
    tag, values, text, tail, children = parts
    made = ElementTree.Element(tag, values)
    made.text, made.tail = text, tail
    made.extend([] if tag in ("br", "hr") else children)
    return made


TAGS = st.sampled_from(["p", "em", "a", "br", "hr", "td"])
TREES = st.recursive(
    st.tuples(TAGS, VALUES, TEXT, TEXT, st.just([])).map(element),
    lambda inner: st.tuples(TAGS, VALUES, TEXT, TEXT, st.lists(inner, max_size=3)).map(element),
    max_leaves=8,
)


@settings(max_examples=200)
@given(tree=TREES)
def test_a_tree_is_written_as_the_library_writes_it(tree: ElementTree.Element) -> None:
    assert serialized(tree) == to_html_string(tree)


def test_a_tree_may_be_deep() -> None:
    root = child = ElementTree.Element("p")
    for _ in range(5_000):
        child = ElementTree.SubElement(child, "em")
    assert serialized(root).endswith("</em></p>")


@pytest.mark.parametrize(
    "text",
    [
        "a\\*b \\[c\\] `\\*` \\\\ *d\\*e*",
        "nothing escaped *here*",
        "| a | b |\n|---|---|\n| x \\| y | *z* |",
        "| a |\n|---|\n| x |",
        "a | b\n--- | ---\nx | y",
        "no bar\n---|---\nx | y",
        "- a\n- b\n    - c\n\n> d\n\n    code <x>\n",
        "[a][1] &amp; &copy; & <b>\n\n[1]: https://example.org/?a&b 'x \"y\"'",
        "one[^b] two[^a] three[^b] none[^c]\n\n[^a]: A[^b]\n\n[^b]: B\n",
    ],
)
def test_a_text_becomes_what_the_library_makes_of_it(text: str) -> None:
    theirs = markdown.Markdown(extensions=[TableExtension(), FootnoteExtension()], output_format="html")
    ours = markdown.Markdown(extensions=[TableExtension(), Footnotes()], output_format="html")
    look_up_once(ours)
    for _ in range(2):  # nothing of one text is kept for the next
        assert ours.reset().convert(text) == theirs.reset().convert(text)
    other = "x[^a] y[^b]\n\n[^b]: B\n\n[^a]: A\n"
    assert ours.reset().convert(other) == theirs.reset().convert(other)
