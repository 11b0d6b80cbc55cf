"""Numbers that state evidence are told from others; how well is measured on sentences that were set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.blocks import blocks
from spinesite.markup import compiler
from spinesite.statistics import WAYS, innocents, lasting, numerals, statistics_in
from spinesite.statistics.numerals import shape
from spinesite.textcaps import MAX_PARAGRAPH
from tests.unit.statistics_corpus import PARTS, labelled, score


@pytest.mark.parametrize("part", PARTS)
def test_precision_and_recall(part: str, measured: list[str]) -> None:
    sentences = labelled(part)
    result = score(sentences)
    evidence = sum(one.is_evidence for one in sentences)
    measured.append(
        f"unsourced-statistic, {part}: {len(sentences)} sentences ({evidence} with evidence), "
        f"precision {result.precision:.3f}, recall {result.recall:.3f}"
    )
    if part == "tuning":
        assert [one.text for one in (*result.missed, *result.false)] == []
    # The sentences themselves are not shown, so that nobody tunes on them by accident.
    assert result.precision >= 0.95
    assert result.recall >= 0.95


def test_the_corpus_is_large_and_half_innocent() -> None:
    parts = {part: labelled(part) for part in PARTS}
    texts = [one.text for sentences in parts.values() for one in sentences]
    assert len(texts) >= 400
    assert len(set(texts)) == len(texts)
    assert len(parts["set-aside"]) >= 150
    for sentences in parts.values():
        assert 0.45 <= sum(one.is_evidence for one in sentences) / len(sentences) <= 0.55


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in statistics_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About three in four got better.", [("x in y", "three in four")]),
        ("Half of them did.", [("a fraction", "Half")]),
        ("It cut the risk by a third.", [("a fraction", "a third")]),
        ("3 of 17 people, which is 18%.", [("x of y", "3 of 17"), ("a percentage", "18%")]),
        ("Between 30 and 40% did.", [("a percentage", "30 and 40%")]),
        ("The risk doubled.", [("a multiple", "doubled")]),
        ("It is twice as likely.", [("a multiple", "twice as")]),
        ("Worse: 5/44.", [("x of y", "5/44")]),
        ("34 versus 38.", [("x versus y", "34 versus 38")]),
        ("It is 13 per 100.", [("so many per hundred", "13 per 100")]),
        ("OR 1.5", [("an effect size", "OR 1.5")]),
        ("The number needed to treat was 8.", [("an effect size", "number needed to treat was 8")]),
        ("It was lower (95% CI 0.5 to 0.9).", [("an interval", "CI 0.5")]),
        ("It was chance (p = 0.4).", [("a p-value", "p = 0.4")]),
        ("286 patients joined.", [("a count of people", "286 patients")]),
        ("Two small studies found it.", [("a count of studies", "Two small studies")]),
        ("Pain fell by 2 points.", [("a change on a scale", "2 points")]),
        ("The relief lasted six weeks.", [("how long an effect lasts", "lasted six weeks")]),
    ],
)
def test_kinds_and_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text(alphabet=st.sampled_from("3 %halfonetwo,.-of in1/:ptimes points\ue000½()"), max_size=60))
def test_nothing_moves_and_nothing_breaks(text: str) -> None:
    assert len(shape(text).text) == len(text)
    for one in statistics_in(text):
        assert one.words
        assert text[one.start : one.start + len(one.words)] == one.words


@pytest.mark.parametrize(
    "repeated",
    [
        *(
            "3 ",
            "3 of ",
            "3 in ",
            "one ",
            "half ",
            "of the 3 words ",
            "3:",
            "12 345 ",
            "(3 ",
            "3 with a and ",
            "a@b.the 3 ",
        ),
        *(
            "p value ",
            "CI 3 to ",
            "score was about ",
            "fell from 3 to ",
            "after 3 weeks no ",
            "effect lasted ",
            "3 nice big ",
        ),
        *(
            "aged about ",
            "people over 3 and ",
            "call 3 ",
            "step 3 and ",
            "3% to ",
            "a hundred of ",
            "thirty-",
            "e.g. ",
            "A. ",
        ),
    ],
)
def test_a_hostile_paragraph_ends(repeated: str) -> None:
    text = (repeated * MAX_PARAGRAPH)[:MAX_PARAGRAPH]
    prose = compiler(whole_page=True)(text, 1)
    assert not prose.problems
    for block in blocks(prose.text):
        for sentence in block.sentences:
            assert len(statistics_in(sentence.text)) <= len(WAYS) + 1


def patterns() -> Iterator[re.Pattern[str]]:
    yield from (way.regex for way in WAYS)
    for module in (innocents, lasting, numerals):
        for value in vars(module).values():
            for one in value if isinstance(value, tuple) else (value,):
                yield from (
                    part for part in (one if isinstance(one, tuple) else (one,)) if isinstance(part, re.Pattern)
                )


def test_only_single_characters_are_repeated_without_a_bound() -> None:
    """What keeps the time from growing with the square of a text, or worse."""
    found = list(patterns())
    assert len(found) > 100
    for pattern in found:
        for repeated in unbounded(parser.parse(pattern.pattern, pattern.flags)):
            assert len(repeated) == 1, pattern.pattern
            assert repeated[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY), pattern.pattern


def unbounded(parsed: Any) -> Iterator[Any]:
    for op, argument in parsed:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if argument[1] is sre.MAXREPEAT:
                yield argument[2]
            yield from unbounded(argument[2])
        elif op is sre.BRANCH:
            for branch in argument[1]:
                yield from unbounded(branch)
        elif op is sre.SUBPATTERN:
            yield from unbounded(argument[3])
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from unbounded(argument[1])
