"""The words of a text in Markdown and their places."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spinesite.blocks import Pointer, blocks, citations_in

TEXT = dedent("""\
    # A loaf [@one]

    Bread **rises**, in one trial
    [@one, p. 3; @two]. It is
    [soft and light](claim:soft). [@three]
    Next one.

    > Quoted words[^1]
    > go on.

    - First item, 5%
      goes on [ref](ref:one)
    - Second `40%` item

    1. Numbered
    2. Items

    | Oven | Loaves |
    |------|-------:|
    | Hot  | 3 of 4 [@two] |
    | Cold [b](claim:b) | 1 of 4 |

    ```
    50% of code [@no]
    ```

        60% of indented code

    ![words of a card](claim:soft)

    [a]: https://example.org/70%
    Under
    =====

    term
    :   what it means, see https://example.org/80% and <https://example.org/> or [a page][a]

    [^1]: A note \\[@none] \\* here.
    """)


def test_words_without_markup() -> None:
    assert [(block.kind, block.text) for block in blocks(TEXT)] == [
        ("heading", "A loaf"),
        ("paragraph", "Bread rises , in one trial . It is soft and light . Next one."),
        ("paragraph", "Quoted words go on."),
        ("item", "First item, 5% goes on ref"),
        ("item", "Second item"),
        ("item", "Numbered"),
        ("item", "Items"),
        ("row", "Oven Loaves"),
        ("row", "Hot 3 of 4"),
        ("row", "Cold b 1 of 4"),
        ("paragraph", ""),
        ("heading", "Under"),
        ("paragraph", "term"),
        ("item", "what it means, see and or a page"),
        ("paragraph", "A note @none] here."),
    ]


def test_sentences_with_what_they_cite() -> None:
    found = [
        (sentence.text, [(pointer.kind, pointer.target) for pointer in sentence.pointers])
        for block in blocks(TEXT)
        for sentence in block.sentences
    ]
    assert found[:4] == [
        ("A loaf", [("cite", "one")]),
        ("Bread rises , in one trial .", [("cite", "one"), ("cite", "two")]),
        # A citation after the full stop belongs to the sentence before it.
        ("It is soft and light .", [("claim", "soft"), ("cite", "three")]),
        ("Next one.", []),
    ]
    assert ("First item, 5% goes on ref", [("ref", "one")]) in found
    assert ("Cold b 1 of 4", [("claim", "b")]) in found
    assert ("", [("claim", "soft")]) in found
    assert not [pointers for _, pointers in found if ("cite", "no") in pointers]


def test_cards_are_told_from_links() -> None:
    cards = [
        pointer
        for block in blocks(TEXT)
        for sentence in block.sentences
        for pointer in sentence.pointers
        if pointer.embed
    ]
    assert cards == [Pointer("claim", "soft", TEXT.index("claim:soft", TEXT.index("card")), True)]


@pytest.mark.parametrize(
    "words", ["rises", "soft", "Next", "goes", "Numbered", "3 of", "1 of", "Under", "means", "note"]
)
def test_words_keep_their_place(words: str) -> None:
    place = next(
        sentence.offset(sentence.text.index(words))
        for block in blocks(TEXT)
        for sentence in block.sentences
        if words in sentence.text
    )
    assert TEXT.startswith(words, place)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019. A year", "A year"),
        ("It was 3 * 4 = 12, in 5_years_ and snake_case", "It was 3 4 = 12, in 5_years and snake_case"),
        ("[words [@a]](claim:b) end", "words end"),
        ("[@not a key] stays", "[@not a key] stays"),
        ("It is [@a](claim:b)", "It is (claim:b)"),
        ('see [it](https://example.org/a_(b) "a title 5%") now', "see it now"),
        ("a@example.org and [^note] and <mailto:a@example.org>", "a@example.org and and"),
    ],
)
def test_words_of_awkward_texts(text: str, words: str) -> None:
    assert [block.text for block in blocks(text)] == [words]


MARKDOWN = st.text(st.sampled_from("ab 1%.\n\n#>-|:=`~[]()@!*_\\^\t"), max_size=80)


@given(MARKDOWN)
@example("- a\n    b\n\n    c")
@example("|a|b|\n|-|-|\n|c|")
@example("a|b\n-|-\n")
def test_every_place_lies_in_the_text(text: str) -> None:
    end = 0
    for sentence in (sentence for block in blocks(text) for sentence in block.sentences):
        assert end <= sentence.start
        end = sentence.start + len(sentence.blanked)
        assert end <= len(text)
        for kept, written in zip(sentence.blanked, text[sentence.start : end], strict=True):
            assert kept in (" ", written)
        for index, character in enumerate(sentence.text):
            assert character.isspace() or text[sentence.offset(index)] == character


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was 5%. [@one] It rose.", [("It was 5%.", ["one"]), ("It rose.", [])]),
        ("It was 5%.[@one] It rose.", [("It was 5%.", ["one"]), ("It rose.", [])]),
        ("It was 5%. [@one] found less.", [("It was 5%.", []), ("found less.", ["one"])]),
        ("It was 5%. [@one; @two] found less [@six].", [("It was 5%.", []), ("found less .", ["one", "two", "six"])]),
        ("Baker et al. [@one] found less.", [("Baker et al. found less.", ["one"])]),
        ("As others did, e.g. [@one] and so on.", [("As others did, e.g. and so on.", ["one"])]),
        ("[@one] found less.", [("found less.", ["one"])]),
        ("Was it? “No.” [@one] said so.", [("Was it?", []), ("“No.”", []), ("said so.", ["one"])]),
    ],
)
def test_a_citation_belongs_to_one_sentence(text: str, expected: list[tuple[str, list[str]]]) -> None:
    (block,) = blocks(text)
    assert [(one.text, [pointer.target for pointer in one.pointers]) for one in block.sentences] == expected
    assert all(text[one.offset(0)] == one.text[0] for one in block.sentences)


def test_entities_are_read() -> None:
    (block,) = blocks("It fell (p &lt; 0.05) by 30&nbsp;%, &frac12; of it; caf&eacute;s.")
    assert block.text == "It fell (p < 0.05) by 30 %, ½ of it; caf&eacute;s."


@pytest.mark.parametrize("written", ["@../x", "@<b>", "@2020a", "@a; @b/c", f"@{'x' * 81}", "@"])
def test_what_is_no_citekey_is_no_citation(written: str) -> None:
    assert citations_in(written) is None
    assert citations_in("@a, p. 3; @b") == (("a", "p. 3"), ("b", ""))
