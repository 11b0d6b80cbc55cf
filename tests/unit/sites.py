"""Sites that the tests of exports share: the golden one, one with awkward texts, one with every kind of number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from spinesite.diagnostics import has_errors
from spinesite.pipeline import examine
from spinesite.records import Measure, Relation
from spinesite.resolve import resolve
from spinesite.site import Site

TESTS = Path(__file__).parents[1]
GOLDEN, AWKWARD = TESTS / "golden/site", TESTS / "browser/awkward"
TODAY = date(2026, 6, 1)

_SHAPES = (
    'value: "1.50", unit: points',
    'value: "-0.30", interval: {low: "-1.20", high: "0.60", level: "99.5"}, sd: "2.10", p: "0.040", unit: "m_m <b>"',
    'range: {low: "6", high: "41.0"}, unit: percent',
    'events: "0"',
    'events: "3", total: "17"',
    'events: "5000000000", total: "6000000000"',
    'interval: {low: "0.10", high: "0.90", level: "95"}',
    'p: "0.00000000001"',
)
_SETTINGS = """\
title: Ünusual numbers & <their> bounds
base_url: https://example.org/deep/
language: en-GB
licence: https://example.org/licence
publisher: The Press
"""
_OUTCOMES = """\
- id: score
  label: Score *of* something
  better: neither
  scales: [{id: zero-to-ten, label: score from 0 to 10, low: "0", high: "10.0"}]
"""
_LONG = "a-claim-with-an-id-that-is-as-long-as-an-id-can-be-and-so-too-long-for-many-uses"
_BIB = """\
@book{Odd_Key:2020+a,
  title = {A_b *c* [d] <e> `f` \\& g},
  author = {{The Body} and others},
  editor = {van der Berg, Jr., Hans},
  year = {2020},
  isbn = {9780306406157},
  publisher = {House},
  studydesign = {cohort},
  funding = {nobody},
  checked = {printed},
}
"""


def resolved(root: Path) -> Site:
    """Return a site that has no errors, on the day of the golden site."""
    corpus, checked = examine(root, TODAY)
    assert not has_errors(checked.diagnostics), checked.diagnostics
    return resolve(corpus)


def every_kind_of_number(root: Path) -> Path:
    """Write a site with an estimate of each shape with each bound and of each measure, and return where it is."""
    (root / "content/claims").mkdir(parents=True)
    (root / "citations").mkdir()
    (root / "content/site.yaml").write_text(_SETTINGS, encoding="utf-8")
    (root / "content/outcomes.yaml").write_text(_OUTCOMES, encoding="utf-8")
    (root / "citations/odd.bib").write_text(_BIB, encoding="utf-8")
    estimates = [
        f"      - {{measure: mean, relation: {relation}, {shape}}}"
        for relation in get_args(Relation)
        for shape in _SHAPES
    ]
    estimates += [
        f'      - {{arm: group {measure}, measure: {measure}, value: "0.50", scale: zero-to-ten, basis: pooled}}'
        for measure in get_args(Measure)
    ]
    claim = (
        f"id: {_LONG}\nstatement: One book gives numbers of many kinds.\nfindings:\n"
        "  - citation: Odd_Key:2020+a\n    outcome: score\n    comparator: null\n    estimates:\n"
        + "\n".join(estimates)
        + "\n  - citation: {citekey: Odd_Key:2020+a, page: iv}\n    outcome: score\n"
        "    summary: It gives *no* number.\nreviewed: 2026-01-15\n"
    )
    (root / f"content/claims/{_LONG}.yaml").write_text(claim, encoding="utf-8")
    return root
