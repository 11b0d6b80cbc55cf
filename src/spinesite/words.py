"""The fixed words for what records hold as terms: certainty, direction, design, how far a number was checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spinesite.records import Claim


# What the pages that can be searched are called, in the order in which the search shows them.
KINDS = {
    "option": "Options",
    "condition": "Conditions",
    "guide": "Guides",
    "page": "Pages",
    "claim": "Claims",
    "unsupported": "Said elsewhere, not supported here",
    "outcome": "Outcomes",
    "glossary": "Glossary",
    "reference": "References",
}
CERTAINTY = {
    "high": ("High certainty", "More research is unlikely to change the answer."),
    "moderate": ("Moderate certainty", "The answer is probably close."),
    "low": ("Low certainty", "The answer may be quite different."),
    "very-low": ("Very low certainty", "Treat it as a clue."),
    "not-rated": ("Not rated", "Nobody has rated how sure this is."),
}
CERTAINTY_STEPS = {"high": 4, "moderate": 3, "low": 2, "very-low": 1, "not-rated": 0}
RATED_BY = {
    "source": "The source rated its own evidence.",
    "editors": "The editors rated it.",
    "rule": "The kind of study alone limits it.",
}
RATER = {
    "source": "The source itself",
    "editors": "The editors",
    "rule": "A rule, by the kind of study",
    None: "Nobody",
}
# Always with the thing that was studied: a benefit of one option stands on the page of the other one, too. Records name
# it in words that fit into no sentence.
DIRECTION = {
    "benefit": "Benefit: {}",
    "harm": "Harm: {}",
    "no-difference": "No difference found: {}",
    "mixed": "Mixed results: {}",
    "uncertain": "Unclear: {}",
    None: "About: {}",
}
# Claims of these directions say whether anyone is helped, and whether anyone is harmed.
HELPS = frozenset({"benefit", "no-difference", "mixed", "uncertain"})
HARMS = frozenset({"harm", "mixed"})
DESIGN = {
    "systematic-review": "systematic review",
    "randomised-trial": "randomised trial",
    "non-randomised-trial": "trial without randomisation",
    "cohort": "cohort study",
    "case-control": "case-control study",
    "cross-sectional": "survey at one time",
    "case-series": "case series, no comparison group",
    "diagnostic-study": "study of a test",
    "guideline": "guideline",
    "narrative-review": "review by opinion, not systematic",
    "economic-model": "economic model",
    "editorial": "editorial",
    "regulator-notice": "notice of a regulator",
    "news": "news article",
    "other": "other",
}
CHECKED = {
    "full-text": "checked in the full text",
    "abstract": "checked in the abstract",
    "record": "only the bibliographic record was checked",
    "printed": "not checked: read in another text that quotes it",
    "recalled": "not checked: written from memory",
    "": "not recorded whether it was checked",
}
# What was announced about a work, most serious first: beside the work, and beside a claim that rests on it.
FATE = {
    "Retraction": ("Retracted", "Rests on a retracted work"),
    "Expression of concern": ("Expression of concern", "Rests on a work with an expression of concern"),
    "Correction": ("Correction", "Rests on a corrected work"),
}
# These two carry a mark wherever their numbers stand.
UNCHECKED = frozenset({"printed", "recalled"})
FAVOURS = {
    "intervention": "favours the treatment",
    "comparator": "favours the comparison",
    "neither": "favours neither",
}
# Where the links lead that a work's identifiers make.
LINKS = {"DOI": "Publisher (DOI)", "PMID": "PubMed", "PMCID": "Free full text (PMC)", "URL": "Web page"}
SIDES = {"intervention": "better with the treatment", "comparator": "better with the comparison"}
NOT_RECORDED = "not recorded"
# What editors write where there is nothing to write: it is drawn as a gap.
GAPS = frozenset({NOT_RECORDED, "not stated", "not known", "unknown"})
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def day(value: date) -> str:
    """Return a date as people write it: 22 November 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def direction(claim: Claim) -> str:
    """Return what a claim speaks for, and of what: "Benefit: an early start"."""
    studied = claim.findings[0].intervention or "what was studied"
    return DIRECTION[claim.direction].format(studied)
