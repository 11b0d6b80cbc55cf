"""Numbers that state evidence are told from others; how well is measured on sentences that were set aside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.statistics import statistics_in
from spinesite.statistics.numerals import shape
from tests.unit.conftest import MEASURED
from tests.unit.statistics_corpus import PARTS, labelled, score


@pytest.mark.parametrize("part", PARTS)
def test_precision_and_recall(part: str, request: pytest.FixtureRequest) -> None:
    sentences = labelled(part)
    result = score(sentences)
    evidence = sum(one.is_evidence for one in sentences)
    request.config.stash[MEASURED].append(
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
