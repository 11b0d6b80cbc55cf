"""Typed drawing: the kind of number decides the picture, and a limit is never drawn as a result."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.drawings import HEIGHT, WIDTH, people, said_of_people, share_line, strip
from spinesite.figures import share
from spinesite.records import Estimate
from spinesite.site import Figure


def figure(is_harm: bool = False, **fields: object) -> Figure:
    estimate = Estimate.model_validate(fields)
    return Figure("x", "1.1", estimate, share=share(estimate), is_harm=is_harm)


def counted(drawn: object) -> dict[str, int]:
    totals: dict[str, int] = {}
    for block in drawn.blocks:  # type: ignore[attr-defined]
        totals[block.kind] = totals.get(block.kind, 0) + block.width * block.height // (WIDTH * HEIGHT)
    return totals


PERCENT = {"measure": "proportion", "unit": "percent"}


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"value": "18"}, {"on": 18, "off": 82}),
        ({"value": "0"}, {"off": 100}),
        ({"value": "100"}, {"on": 100}),
        ({"value": "30", "relation": "at-most"}, {"maybe": 30, "off": 70}),
        ({"value": "50", "relation": "more-than"}, {"on": 50, "maybe": 50}),
        ({"range": {"low": "10", "high": "40"}}, {"on": 10, "maybe": 30, "off": 60}),
        ({"value": "18", "events": "3", "total": "17"}, {"on": 3, "off": 14}),
        ({"value": "63", "events": "3", "total": "17", "basis": "pooled"}, {"on": 63, "off": 37}),
        ({"events": "16", "total": "45"}, {"on": 36, "off": 64}),
    ],
)
def test_shares_are_people(fields: dict[str, object], counts: dict[str, int]) -> None:
    drawn = people(figure(**PERCENT, **fields), 100)
    assert drawn is not None
    assert counted(drawn) == counts
    assert strip(figure(**PERCENT, **fields)) is None


def test_harm_has_its_own_mark() -> None:
    drawn = people(figure(is_harm=True, **PERCENT, value="18"), 100)
    assert drawn is not None
    assert counted(drawn) == {"bad": 18, "off": 82}


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "change-percent", "value": "36.33", "unit": "percent"},
        {"measure": "mean", "value": "31.2", "unit": "points"},
        {"measure": "mean-difference", "value": "-15", "unit": "points"},
        {"measure": "count", "value": "40", "unit": "papers", "events": "40", "total": "69"},
        {"measure": "p-value", "value": "0.013"},
        {"measure": "auc", "value": "0.62"},
        {"measure": "odds-ratio", "value": "2.65"},
    ],
)
def test_nothing_else_is_people(fields: dict[str, object]) -> None:
    assert people(figure(**fields), 100) is None


def test_averages_differences_and_ratios_have_their_own_shapes() -> None:
    kinds = {
        "mean": strip(figure(measure="mean", value="31.2", unit="points")),
        "difference": strip(
            figure(measure="mean-difference", value="-15", interval={"low": "-18", "high": "-12", "level": "95"})
        ),
        "ratio": strip(
            figure(measure="odds-ratio", value="2.65", interval={"low": "1.52", "high": "4.62", "level": "95"})
        ),
    }
    assert {name: drawn.kind for name, drawn in kinds.items() if drawn} == {
        "mean": "average",
        "difference": "difference",
        "ratio": "ratio",
    }
    assert kinds["difference"] is not None
    assert kinds["difference"].null == 50
    assert kinds["ratio"] is not None
    assert kinds["ratio"].null == 50
    assert kinds["mean"] is not None
    assert kinds["mean"].null is None


@pytest.mark.parametrize(
    ("relation", "low", "high"),
    [("at-most", 3.0, 50.0), ("less-than", 3.0, 50.0), ("at-least", 50.0, 97.0), ("more-than", 50.0, 97.0)],
)
def test_a_limit_on_a_line_is_no_mark(relation: str, low: float, high: float) -> None:
    own = figure(measure="change-percent", value="50", unit="percent", relation=relation)
    drawn = strip(own)
    assert drawn is not None
    assert (drawn.at, drawn.limit, drawn.low, drawn.high) == (None, 50.0, low, high)


def test_harm_that_may_be_has_its_own_mark() -> None:
    drawn = people(figure(is_harm=True, **PERCENT, range={"low": "10", "high": "40"}), 100)
    assert drawn is not None
    assert counted(drawn) == {"bad": 10, "maybe-bad": 30, "off": 60}
    assert drawn.has_unknown


def test_groups_of_different_sizes_are_drawn_out_of_one_number() -> None:
    own = figure(**PERCENT, value="18", events="3", total="17")
    drawn = people(own, 100, by_group=False)
    assert drawn is not None
    assert counted(drawn) == {"on": 18, "off": 82}
    assert not drawn.has_unknown


def test_two_groups_fit_side_by_side() -> None:
    drawn = people(figure(**PERCENT, value="18"), 100, is_narrow=True)
    assert drawn is not None
    assert (drawn.width, drawn.height) == (10 * WIDTH, 10 * HEIGHT)
    assert counted(drawn) == {"on": 18, "off": 82}
    small = people(figure(**PERCENT, value="18", events="3", total="17"), 100, is_narrow=True)
    assert small is not None
    assert (small.width, small.height) == (17 * WIDTH, HEIGHT)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(0, 1000), st.sampled_from([100, 1000]), st.sampled_from(["exactly", "at-most", "at-least", "about"]))
def test_every_figure_is_drawn_once(per_mille: int, denominator: int, relation: str) -> None:
    drawn = people(figure(**PERCENT, value=str(per_mille / 10), relation=relation), denominator)
    assert drawn is not None
    places = set()
    for block in drawn.blocks:
        for x in range(block.x, block.x + block.width, WIDTH):
            for y in range(block.y, block.y + block.height, HEIGHT):
                assert (x, y) not in places
                assert 0 <= x < drawn.width
                assert 0 <= y < drawn.height
                places.add((x, y))
    assert len(places) == denominator


@pytest.mark.parametrize(
    ("fields", "at", "low", "high", "limit"),
    [
        ({"value": "25"}, 26.5, None, None, None),
        ({"value": "0.25", "unit": None}, 26.5, None, None, None),
        ({"value": "25", "interval": {"low": "0", "high": "50", "level": "95"}}, 26.5, 3.0, 50.0, None),
        ({"range": {"low": "50", "high": "100"}}, None, 50.0, 97.0, None),
        ({"value": "50", "relation": "at-most"}, None, 3.0, 50.0, 50.0),
        ({"value": "50", "relation": "more-than"}, None, 50.0, 97.0, 50.0),
    ],
    ids=["percent", "proportion", "interval", "range", "ceiling", "floor"],
)
def test_a_share_on_a_line_runs_from_none_to_all(
    fields: dict[str, object], at: float | None, low: float | None, high: float | None, limit: float | None
) -> None:
    drawn = share_line(figure(**{"measure": "proportion", "unit": "percent", **fields}))
    assert drawn is not None
    assert (drawn.at, drawn.low, drawn.high, drawn.limit) == (at, low, high, limit)


def test_nothing_but_people_is_a_share() -> None:
    assert share_line(figure(measure="mean", value="31.2", unit="points")) is None
    assert share_line(figure(measure="proportion", value="9", unit="papers")) is None


@settings(max_examples=100)
@given(
    fields=st.fixed_dictionaries(
        {"value": st.integers(0, 100).map(str)},
        optional={"relation": st.sampled_from(["about", "at-most", "at-least", "less-than", "more-than"])},
    ),
    denominator=st.sampled_from([100, 1_000]),
    is_narrow=st.booleans(),
)
def test_what_a_drawing_says_is_known(fields: dict[str, object], denominator: int, is_narrow: bool) -> None:
    own = figure(**PERCENT, **fields)
    drawn = people(own, denominator, is_narrow)
    assert drawn is not None
    assert drawn.words in said_of_people(own.estimate)


def test_a_small_group_is_drawn_as_it_is_or_out_of_a_hundred() -> None:
    own = figure(**PERCENT, value="25.0", events="3", total="12")
    assert list(said_of_people(own.estimate)) == [
        "12 figures: 3 filled, 9 empty",
        "100 figures: 25 filled, 75 empty",
        "12 figures: 3 filled, 9 empty",
        "1,000 figures: 250 filled, 750 empty",
    ]
