"""Where sentences end."""

from __future__ import annotations

import pytest

from spinesite.sentences import ends, sentences


@pytest.mark.parametrize(
    "text",
    [
        "We saw it, e.g. Two of them.|About 30% rose.",
        "Dr. Smith et al. Found it.|Smith et al.|The trial had 30.",
        "J. K. Cook and J.K. Baker met the U.S. Army.|It rained.",
        "Come at 9 a.m.|About 30% do.|Take vitamin C.|The rest is easy.|Vitamin C.|30% of people take it.",
        "The answer is no.|About 3 in 4 say so.|See no. 5 and p. 12 or pp. 3-4, fig. 2, vol. 3.|Then go.",
        "It was 3.5 points.|30% rose.|“Is it safe?” she asked.|He said: “No.”|Then he left.|(It was 5%.)|Next.",
        "It was approx. 30 loaves.|Jan. 5 was cold.|In Jan.|The snow fell.",
        "What?|No!|Yes…|Perhaps.",
        "Mr. A. Jones Jr. won.|St. Mary's has 30 beds.",
        "Salt vs. Sugar was tried.|Bread v. Cake, too.",
        "It ends in etc.|Next one.",
    ],
)
def test_sentences(text: str) -> None:
    found = list(sentences(text.replace("|", " ")))
    assert "|".join(sentence for _, sentence in found) == text
    assert all(text.replace("|", " ").startswith(sentence, start) for start, sentence in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose.", True),
        ("Did it rise?” ", True),
        ("It rose", False),
        ("Smith et al. ", False),
        ("for example, e.g.", False),
        ("see no. ", True),
        ("", False),
    ],
)
def test_how_a_text_ends(text: str, expected: bool) -> None:
    assert ends(text) is expected
