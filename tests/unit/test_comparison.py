"""The table of all options: which claim stands in a cell, and what a column is sorted by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinesite.comparison import rows
from spinesite.site import Site, Statement
from tests.unit.sites import GOLDEN, resolved


@pytest.fixture(scope="module")
def site() -> Site:
    return resolved(GOLDEN)


def claimed(statement: Statement, id: str, participants: str) -> Statement:
    source = statement.sources[0]
    reference = replace(source.reference, fields={**source.reference.fields, "participants": participants})
    report = replace(statement.reports[0], source=replace(source, reference=reference))
    claim = statement.claim.model_copy(update={"id": id})
    return replace(statement, claim=claim, reports=(report,), sources=(report.source,))


def surest(site: Site, *participants: str) -> str:
    statement = site.statement["sourdough-rise"]
    claims = tuple(claimed(statement, f"claim-{number}", text) for number, text in enumerate(participants, 1))
    row = rows(replace(site, of_option={"sourdough": claims}))[1]
    return next(cell.surest.id for cell in row.cells if cell.surest)


def test_of_equally_sure_claims_the_one_with_the_most_people_stands_there(site: Site) -> None:
    assert surest(site, "40 people", "7 trials, 1,474 people", "283 people") == "claim-2"
    assert surest(site, "", "not recorded") == "claim-1"


def test_a_column_is_sorted_by_how_sure_and_by_how_many(site: Site) -> None:
    ranks = {cell.label: cell.rank for cell in rows(site)[1].cells}
    assert ranks == {"A benefit": 3000, "No difference": 0, "A harm": 1000, "Mixed, unclear or other": -1}


def test_what_counts_people_is_drawn(site: Site) -> None:
    shown = {cell.label: cell for cell in rows(site)[1].cells}
    benefit, nothing = shown["A benefit"], shown["Mixed, unclear or other"]
    assert benefit.surest is not None
    assert benefit.report in benefit.surest.reports
    assert [(figure.claim_id, drawn.kind) for figure, drawn in benefit.shares] == [(benefit.surest.id, "share")] * len(
        benefit.shares
    )
    assert benefit.shares
    assert (nothing.report, nothing.shares) == (None, ())
