"""Which findings of a claim are shown as one, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinesite.records import Estimate
from spinesite.site import Figure, Report, Statement
from spinesite.together import is_relative, shared_measure, together
from tests.unit.sites import GOLDEN, resolved


@pytest.fixture(scope="module")
def statement() -> Statement:
    return resolved(GOLDEN).statement["sourdough-rise"]


def with_numbers(report: Report, *measures: str, timeframe: str = "1 day") -> Report:
    figures = tuple(Figure("x", "1.1", Estimate.model_validate({"measure": own, "value": "2"})) for own in measures)
    return replace(report, finding=report.finding.model_copy(update={"timeframe": timeframe}), figures=figures)


def of(statement: Statement, *reports: Report) -> list[list[list[str]]]:
    groups = together(replace(statement, reports=reports))
    return [[[figure.estimate.measure for figure in report.figures] for report in group] for group in groups]


def test_a_ratio_comes_after_what_it_is_a_ratio_of(statement: Statement) -> None:
    ratio = with_numbers(statement.reports[0], "hazard-ratio")
    shares = with_numbers(statement.reports[0], "proportion", "proportion")
    assert of(statement, ratio, shares) == [[["proportion", "proportion"], ["hazard-ratio"]]]


def test_findings_that_share_all_that_stands_beside_them_are_one_group(statement: Statement) -> None:
    first = with_numbers(statement.reports[0], "mean")
    later = with_numbers(statement.reports[0], "mean", timeframe="2 days")
    assert of(statement, first, first, later) == [[["mean"], ["mean"]], [["mean"]]]


def test_a_finding_without_numbers_is_not_relative(statement: Statement) -> None:
    assert not is_relative(with_numbers(statement.reports[0]))
    assert not is_relative(with_numbers(statement.reports[0], "odds-ratio", "proportion"))


def test_the_measure_is_said_once_where_all_numbers_have_it(statement: Statement) -> None:
    assert shared_measure(with_numbers(statement.reports[0], "mean", "mean")) == "mean"
    assert shared_measure(with_numbers(statement.reports[0], "mean", "median")) == ""
    assert shared_measure(with_numbers(statement.reports[0])) == ""
