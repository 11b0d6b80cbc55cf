"""A site as it is published: every pointer resolved, every list in its order. Frozen; made by `resolve`, read by pages.

Records keep no pointers back; what stands in both directions is an index of the `Site`, by id or citekey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from spinesite.model import Reference, Sourced
from spinesite.numbers import Number
from spinesite.prose import Prose
from spinesite.records import (
    Category,
    Change,
    Claim,
    Estimate,
    Finding,
    Notice,
    OptionPage,
    Outcome,
    PlainPage,
    SiteSettings,
    Term,
    Unsupported,
)
from spinesite.review import Review


@dataclass(frozen=True, slots=True)
class Source:
    """A reference with everything that is printed of it: its citation, its label, its links, its notices.

    `checked` says how far an editor verified the entry. `fates` are the kinds of notices that stand against the work,
    each once: a retraction alone, else concerns and corrections.
    """

    reference: Reference
    address: str
    citation: str
    label: str
    links: tuple[tuple[str, str, str], ...]
    notices: tuple[Notice, ...] = ()
    fates: tuple[str, ...] = ()

    @property
    def is_retracted(self) -> bool:
        """Whether a retraction stands."""
        return "Retraction" in self.fates

    @property
    def citekey(self) -> str:
        """The citekey of the reference."""
        return self.reference.citekey


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate in its place, with what a drawing needs.

    `position` is "finding.estimate", both from 1; `share` the share it states, 0 to 1; `ends` the ends of its scale and
    `important` the smallest change on it that matters; `is_harm` that it counts those who were harmed; `better` which
    numbers of the outcome are better.
    """

    claim_id: str
    position: str
    estimate: Estimate
    scale_label: str = ""
    share: Fraction | None = None
    ends: tuple[Number, Number] | None = None
    important: Number | None = None
    is_harm: bool = False
    better: str = "neither"


@dataclass(frozen=True, slots=True)
class Report:
    """A finding with its source and outcome, and how far an editor checked its numbers."""

    finding: Finding
    source: Source
    outcome: Outcome
    checked: str
    figures: tuple[Figure, ...]

    @property
    def arms(self) -> tuple[Figure, Figure] | None:
        """The two arms of one outcome, where there are exactly two."""
        arms = [f for f in self.figures if f.estimate.arm is not None and f.estimate.measure == "proportion"]
        return (arms[0], arms[1]) if len(arms) == 2 else None

    @property
    def compared_with(self) -> str:
        """The comparator in words: none is not the same as not recorded."""
        if self.finding.comparator is not None:
            return self.finding.comparator
        return "nothing" if "comparator" in self.finding.model_fields_set else "not recorded"


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its reports, its address, the date on which its review is due, and itself as JSON.

    `sources` are those of the findings, each once, in the order of the findings.
    """

    claim: Claim
    address: str
    reports: tuple[Report, ...]
    sources: tuple[Source, ...]
    detail: Prose
    due: date
    is_overdue: bool
    json: str = ""

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def fates(self) -> frozenset[str]:
        """The kinds of notices that stand against the sources."""
        return frozenset(fate for source in self.sources for fate in source.fates)

    @property
    def has_conflict(self) -> bool:
        """Whether somebody who made or paid for one of the sources is on record as profiting."""
        return any(source.reference.get("conflict") for source in self.sources)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the claim, in order."""
        return tuple(figure for report in self.reports for figure in report.figures)


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that cites a reference or shows a claim in its prose."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that pages and exports need. Options stand in the neutral order: category, order, title.

    The index of reviews is by the address of the page.
    """

    today: date
    settings: SiteSettings
    pages_by_name: Mapping[str, str]
    categories: tuple[Category, ...]
    outcomes: tuple[Outcome, ...]
    terms: tuple[Term, ...]
    unsupported: tuple[Sourced[Unsupported], ...]
    changes: tuple[Change, ...]
    options: tuple[Sourced[OptionPage], ...]
    conditions: tuple[Sourced[PlainPage], ...]
    guides: tuple[Sourced[PlainPage], ...]
    pages: tuple[Sourced[PlainPage], ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    reviews: tuple[Review, ...] = ()
    review: Mapping[str, Review] = field(default_factory=dict)
    statement: Mapping[str, Statement] = field(default_factory=dict)
    source: Mapping[str, Source] = field(default_factory=dict)
    of_option: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    of_condition: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    of_outcome: Mapping[str, tuple[tuple[Statement, Report], ...]] = field(default_factory=dict)
    of_source: Mapping[str, tuple[tuple[Statement, tuple[Report, ...]], ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    uses: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
