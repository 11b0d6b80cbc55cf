"""Whom differences and ratios favour, on the line of one number and on the lines of many."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from spinesite import drawings, plots
from spinesite.records import Estimate
from spinesite.sides import above
from spinesite.site import Figure


def figure(better: str = "lower", **fields: object) -> Figure:
    return Figure(
        "claim", "1.1", Estimate.model_validate({"measure": "mean-difference", "value": "-2", **fields}), better=better
    )


@pytest.mark.parametrize(
    ("better", "fields", "expected"),
    [
        # As usual, the treatment less the comparison.
        ("lower", {}, "comparator"),
        ("higher", {}, "intervention"),
        ("neither", {}, None),
        ("lower", {"favours": "neither"}, "comparator"),
        ("lower", {"measure": "odds-ratio", "value": "0.5"}, "comparator"),
        # The number and whom it favours tell.
        ("lower", {"favours": "comparator"}, "intervention"),
        ("lower", {"value": "0.9", "favours": "intervention"}, "intervention"),
        ("neither", {"value": "0.9", "favours": "comparator"}, "comparator"),
        ("higher", {"measure": "hazard-ratio", "value": "0.8", "favours": "intervention"}, "comparator"),
        ("lower", {"measure": "hazard-ratio", "value": "1.97", "favours": "intervention"}, "intervention"),
        # No difference favours nobody.
        ("lower", {"value": "0", "favours": "intervention"}, "comparator"),
        # The record says so.
        ("lower", {"favours": "neither", "above_favours": "intervention"}, "intervention"),
        ("neither", {"above_favours": "comparator"}, "comparator"),
        # What has no sides.
        ("lower", {"measure": "mean"}, None),
        ("lower", {"measure": "proportion", "value": "2", "unit": "percent"}, None),
    ],
)
def test_above(better: str, fields: dict[str, object], expected: str | None) -> None:
    assert above(figure(better, **fields)) == expected


def test_the_line_of_one_number_names_its_sides() -> None:
    line = drawings.strip(figure(unit="points", favours="intervention"))
    assert line
    assert line.sides == ("intervention", "comparator")
    assert (line.low_label, line.high_label) == ("-2 points", "2 points")
    turned = drawings.strip(figure(value="2", favours="intervention"))
    assert turned
    assert turned.sides == ("comparator", "intervention")


def test_the_line_of_an_average_says_what_is_better() -> None:
    line = drawings.strip(figure("higher", measure="mean", value="2"))
    assert line
    assert (line.better, line.sides) == ("higher", None)


@dataclass(frozen=True)
class Report:
    """All that a plot asks of a report: its figures."""

    figures: tuple[Figure, ...]


def group(*figures: Figure) -> plots.Group:
    (found,) = plots.groups([(None, Report(figures))])  # type: ignore[list-item]
    return found


def test_a_source_that_counts_the_other_way_round_is_drawn_the_other_way_round() -> None:
    usual = figure(value="-2", favours="intervention")
    other = figure(value="2", favours="intervention", interval={"low": "1", "high": "4", "level": "95"})
    found = group(usual, other)
    marks = [row.mark for row in found.rows]
    assert marks[0]
    assert marks[1]
    assert marks[0].at == marks[1].at
    assert marks[1].low is not None
    assert marks[1].high is not None
    assert marks[1].at is not None
    # From -4 to -1 around -2, when counted as the first is.
    assert marks[1].low < marks[1].at < marks[1].high < 50
    assert found.sides == ("intervention", "comparator")
    assert found.is_turned
    assert found.low_label == found.high_label == "5"


def test_the_limit_of_one_that_is_turned_is_the_other_limit() -> None:
    found = group(figure(), figure(value="2", favours="intervention", relation="at-most"))
    mark = found.rows[1].mark
    assert mark
    assert mark.kind == "limit"
    assert (mark.limit, mark.low, mark.high) == (mark.low, mark.low, drawings.LAST)


def test_ratios_are_turned_too() -> None:
    ratio = {"measure": "hazard-ratio", "favours": "intervention"}
    found = group(figure(**ratio, value="0.5"), figure(**ratio, value="2"))
    first, second = (row.mark for row in found.rows)
    assert first
    assert second
    assert first.at == second.at
    assert found.low_label == found.high_label == "2 times"
    assert group(figure(**ratio, value="0.5")).low_label == "0.5"


def test_where_one_side_is_not_known_nothing_is_turned() -> None:
    found = group(figure("neither"), figure("neither", value="2", favours="intervention"))
    assert found.sides is None
    assert not found.is_turned
    assert (found.low_label, found.high_label) == ("-2", "2")
