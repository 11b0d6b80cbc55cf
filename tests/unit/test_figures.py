"""A share as people count it: what leads, and what is said of those to whom it did not happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from spinesite.figures import frequency, leads_with_count
from spinesite.pipeline import examine
from spinesite.records import Estimate
from spinesite.resolve import resolve
from tests.unit.sites import GOLDEN


def share(**fields: object) -> Estimate:
    return Estimate.model_validate({"measure": "proportion", "unit": "percent", **fields})


@pytest.mark.parametrize(
    ("relation", "bound", "others"),
    [
        ("exactly", "", ""),
        ("about", "about ", "about "),
        ("at-most", "at most ", "at least "),
        ("at-least", "at least ", "at most "),
        ("less-than", "less than ", "more than "),
        ("more-than", "more than ", "less than "),
    ],
)
def test_a_limit_on_the_one_is_the_other_limit_on_the_rest(relation: str, bound: str, others: str) -> None:
    found = frequency(share(value="30", relation=relation), 100)
    assert found is not None
    assert (found.bound, found.did, found.others, found.did_not) == (bound, "30", others, "70")


def test_a_range_is_a_range_for_the_rest_too() -> None:
    found = frequency(share(range={"low": "10", "high": "40"}), 1000)
    assert found is not None
    assert (found.did, found.did_not) == ("100 to 400", "600 to 900")
    assert frequency(share(range={"low": "-10", "high": "40"}), 100) is None


@pytest.mark.parametrize(
    ("fields", "leads"),
    [
        ({"value": "18", "events": "3", "total": "17"}, True),
        ({"value": "18", "events": "18", "total": "99"}, True),
        ({"value": "18", "events": "18", "total": "100"}, False),
        ({"value": "18"}, False),
        ({"events": "3", "total": "17"}, False),
    ],
)
def test_few_people_are_counted_first(fields: dict[str, object], leads: bool) -> None:
    assert leads_with_count(share(**fields)) is leads


@pytest.mark.parametrize(("better", "is_harm"), [("lower", True), ("neither", True), ("higher", False)])
def test_those_who_fared_well_are_not_drawn_as_harmed(better: str, is_harm: bool) -> None:
    corpus, _ = examine(Path(GOLDEN), date(2026, 6, 1))
    outcomes = tuple(
        replace(found, record=found.record.model_copy(update={"better": better})) for found in corpus.outcomes
    )
    figures = resolve(replace(corpus, outcomes=outcomes)).statement["sourdough-burns"].figures
    assert {figure.is_harm for figure in figures} == {is_harm}
