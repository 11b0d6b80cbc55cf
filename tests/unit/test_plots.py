"""Plots of numbers that share an axis, and numbers that share none."""

from __future__ import annotations

from pathlib import Path

import pytest

from spinesite import plots
from tests.unit.sites import every_kind_of_number, resolved


@pytest.fixture
def groups(tmp_path: Path) -> tuple[plots.Group, ...]:
    site = resolved(every_kind_of_number(tmp_path))
    return plots.groups((statement, report) for statement in site.statements for report in statement.reports)


def of(groups: tuple[plots.Group, ...], measure: str) -> list[plots.Row]:
    return [row for group in groups for row in group.rows if row.figure.estimate.measure == measure]


def test_marks_stand_within_the_plot(groups: tuple[plots.Group, ...]) -> None:
    marks = [row.mark for group in groups for row in group.rows if row.mark]
    assert marks
    assert all(0 <= place <= 100 for mark in marks for place in (mark.at, mark.low, mark.high) if place is not None)


def test_counts_of_people_share_no_axis(groups: tuple[plots.Group, ...]) -> None:
    """3 of 17 and 30 of 3,000 are no two places on a line, and 3 alone is not as many as there can be."""
    rows = of(groups, "count")
    assert rows
    assert all(row.mark is None for row in rows)


@pytest.mark.parametrize("measure", ["p-value", "number-needed-to-treat"])
def test_what_is_no_size_is_no_mark(groups: tuple[plots.Group, ...], measure: str) -> None:
    rows = of(groups, measure)
    assert rows
    assert all(row.mark is None for row in rows)


def test_a_limit_is_no_mark(groups: tuple[plots.Group, ...]) -> None:
    limits = [row for row in of(groups, "mean") if row.figure.estimate.relation == "at-most" and row.mark]
    assert {row.mark.kind for row in limits if row.mark} <= {"limit", "range"}
    assert any(row.mark.kind == "limit" for row in limits if row.mark)
    assert all(row.mark.at is None for row in limits if row.mark)


def test_a_limit_is_a_bar_at_its_place(groups: tuple[plots.Group, ...]) -> None:
    limits = [row.mark for group in groups for row in group.rows if row.mark and row.mark.kind == "limit"]
    assert limits
    assert all(mark.limit in (mark.low, mark.high) for mark in limits)
    assert all(mark.low is not None and mark.high is not None and mark.low <= mark.high for mark in limits)


def test_no_effect_lies_in_the_middle(groups: tuple[plots.Group, ...]) -> None:
    """A number that reaches far to one side is seen to: the other side has the same room."""
    two_sided = [group for group in groups if group.null is not None]
    assert two_sided
    assert {group.null for group in two_sided} == {50.0}


def test_groups_have_titles_of_their_own(groups: tuple[plots.Group, ...]) -> None:
    titles = [group.title for group in groups]
    assert len(titles) == len(set(titles))


def test_no_effect_is_where_a_ratio_is_one(groups: tuple[plots.Group, ...]) -> None:
    ratios = [group for group in groups if group.rows[0].figure.estimate.measure == "risk-ratio"]
    assert ratios
    assert all(group.is_log and group.null is not None for group in ratios)
