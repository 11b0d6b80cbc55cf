"""The records that editors write, as frozen models: what a field is called, what it may hold, what must be there.

The models describe shape only; whether ids exist, numbers agree and sources are cited is the business of the rules. The
order of the fields is their order in files, exports and pages. What each field should hold is in `guidance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from spinesite.fields import (
    AnyNumber,
    BaseUrl,
    Citekey,
    Day,
    Doi,
    Duration,
    EstimateName,
    FromZero,
    Id,
    Language,
    ProseText,
    Span,
    Text,
    Total,
    UpToHundred,
    UpToOne,
    VersionOne,
    Whole,
    invalid,
)
from spinesite.numbers import Number

Direction = Literal["benefit", "harm", "no-difference", "mixed", "uncertain"]
Level = Literal["high", "moderate", "low", "very-low", "not-rated"]
Relation = Literal["exactly", "about", "at-most", "at-least", "less-than", "more-than"]
Checked = Literal["full-text", "abstract", "record", "printed", "recalled"]
Measure = Literal[
    "proportion",
    "count",
    "mean",
    "median",
    "range",
    "change-percent",
    "mean-difference",
    "standardised-mean-difference",
    "risk-difference",
    "risk-ratio",
    "odds-ratio",
    "hazard-ratio",
    "number-needed-to-treat",
    "correlation",
    "auc",
    "p-value",
]
# Between which numbers a measure without a unit must lie, and what it is called.
_LIMITS = {"auc": ("an AUC", 0, 1), "correlation": ("a correlation", -1, 1), "p-value": ("a p-value", 0, 1)}
LOCATORS = ("page", "table", "figure", "section", "chapter", "appendix", "supplement")


# Whoever reads a claim reads all of it; a file at the cap on values would make pages of many megabytes.
MAX_FINDINGS = 500
MAX_ESTIMATES = 500


class Record(BaseModel):
    """What every record shares: unknown fields are refused, values are frozen."""

    # Deferred: a record that only ever stands in another one needs no validator of its own.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class Locator(Record):
    """Where in a work: a label and a value, as citation processors know them."""

    label: Literal["page", "table", "figure", "section", "chapter", "appendix", "supplement"]
    value: Text


class Citation(Record):
    """A pointer from a finding to a reference, with at most one locator. Written as a citekey or as a mapping."""

    citekey: Citekey
    page: Text | None = None
    table: Text | None = None
    figure: Text | None = None
    section: Text | None = None
    chapter: Text | None = None
    appendix: Text | None = None
    supplement: Text | None = None

    @model_validator(mode="after")
    def _one_locator(self) -> Citation:
        given = [label for label in LOCATORS if getattr(self, label) is not None]
        if len(given) > 1:
            raise invalid(f"a citation has at most one locator, not {' and '.join(given)}: keep one", given[1])
        return self

    @property
    def locator(self) -> Locator | None:
        """The locator, if one was given."""
        for label in LOCATORS:
            if value := getattr(self, label):
                return Locator(label=label, value=value)
        return None


def _citation(value: object) -> object:
    if value is None or isinstance(value, list):
        raise invalid("must be one citekey: write `citation: smith2020`; a second source is another finding")
    return {"citekey": value} if isinstance(value, str) else value


class Ends(Record):
    """The two ends of a range."""

    low: AnyNumber
    high: AnyNumber


class Interval(Record):
    """An interval around an estimate; `level` in percent, from 0 to 100."""

    low: AnyNumber
    high: AnyNumber
    level: UpToHundred


class Estimate(Record):
    """One number that a source gives, with everything needed to read and to check it."""

    arm: Text | None = None
    measure: Measure
    relation: Relation = "exactly"
    value: AnyNumber | None = None
    range: Ends | None = None
    unit: Text | None = None
    scale: Id | None = None
    events: Whole | None = None
    total: Total | None = None
    interval: Interval | None = None
    sd: FromZero | None = None
    p: UpToOne | None = None
    favours: Literal["intervention", "comparator", "neither"] | None = None
    above_favours: Literal["intervention", "comparator"] | None = None
    basis: Literal["raw", "pooled", "model"] = "raw"
    name: EstimateName | None = None
    derived: Text | None = None
    discrepancy: Text | None = None

    @model_validator(mode="after")
    def _one_number(self) -> Estimate:
        if self.value is not None and self.range is not None:
            raise invalid("an estimate has a value or a range, not both: delete one of them", "range")
        if (
            self.value is None
            and self.range is None
            and self.events is None
            and self.interval is None
            and self.p is None
        ):
            raise PydanticCustomError("missing", "needs a value: add `value:`, or `range:`, or `events:` and `total:`")
        if self.unit is None and self.measure in _LIMITS:
            name, low, high = _LIMITS[self.measure]
            for steps, number in self.named_numbers():
                if not low <= number.value <= high:
                    message = f"{number} is not between {low} and {high}, as {name} must be"
                    raise invalid(f"{message}: correct it, or give the `unit` that it is in", *steps)
        return self

    def named_numbers(self) -> Iterator[tuple[tuple[str, ...], Number]]:
        """Yield the value and the ends of the range and of the interval, as far as given, with the steps to each."""
        if self.value is not None:
            yield ("value",), self.value
        for field, ends in (("range", self.range), ("interval", self.interval)):
            if ends is not None:
                yield (field, "low"), ends.low
                yield (field, "high"), ends.high


class Finding(Record):
    """What one reference reports on one outcome."""

    citation: Annotated[Citation, BeforeValidator(_citation, json_schema_input_type=Citation | Citekey)]
    population: Text | None = None
    intervention: Text | None = None
    comparator: Text | None = None
    outcome: Id
    timeframe: Text | None = None
    quote: Text | None = None
    checked: Checked | None = None
    summary: Text | None = None
    estimates: tuple[Estimate, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Finding:
        if not self.estimates and self.summary is None:
            raise PydanticCustomError(
                "missing", "a finding without a number needs a summary: add `summary:` and a sentence, or `estimates:`"
            )
        return self


class Concern(Record):
    """A GRADE domain and how much it worries."""

    domain: Text
    concern: Literal["none", "serious", "very-serious"]
    why: Text | None = None


class Certainty(Record):
    """How sure anyone can be (GRADE), rated over the body of evidence."""

    level: Level
    rated_by: Literal["source", "editors", "rule"] | None = None
    reason: Text | None = None
    concerns: tuple[Concern, ...] = ()


class Quoted(Record):
    """How the number changes as it is passed on."""

    where: Text
    says: Text
    match: Text
    why: Text | None = None


class Claim(Record):
    """A statement that the site makes, with the findings it rests on."""

    id: Id
    statement: Text
    detail: ProseText | None = None
    status: Literal["published", "draft", "withdrawn"] = "published"
    status_reason: Text | None = None
    options: tuple[Id, ...] = ()
    conditions: tuple[Id, ...] = ()
    direction: Direction | None = None
    certainty: Certainty = Certainty(level="not-rated")
    findings: Annotated[tuple[Finding, ...], Field(min_length=1, max_length=MAX_FINDINGS)]
    quoted_as: tuple[Quoted, ...] = ()
    would_change: Text | None = None
    reviewed: Day
    review_by: Day | None = None

    @model_validator(mode="after")
    def _fits_on_a_page(self) -> Claim:
        if (count := sum(len(finding.estimates) for finding in self.findings)) > MAX_ESTIMATES:
            raise invalid(f"{count:,} estimates; a claim may have {MAX_ESTIMATES}: divide it")
        return self

    @property
    def is_published(self) -> bool:
        """Drafts are checked and not published; a withdrawn claim keeps its page."""
        return self.status != "draft"

    def numbered(self) -> Iterator[tuple[int, Finding, int, Estimate]]:
        """Yield every estimate with its finding and the positions of both, from 0."""
        for i, finding in enumerate(self.findings):
            for j, estimate in enumerate(finding.estimates):
                yield i, finding, j, estimate


class Emergency(Record):
    """The notice that stands on every page."""

    heading: Text
    items: tuple[Text, ...] = ()
    link: Text | None = None


class NavigationItem(Record):
    """A word of the main navigation and the page that it leads to."""

    label: Text
    page: Text


# As ISO 15924 names scripts and BCP 47 languages, in small letters.
_RIGHT_TO_LEFT_SCRIPTS = frozenset("adlm arab hebr mand nkoo rohg samr syrc thaa".split())  # noqa: SIM905
_RIGHT_TO_LEFT_LANGUAGES = frozenset("ar arc arz ckb dv fa he iw ks nqo ps sd syr ug ur yi".split())  # noqa: SIM905


class SiteSettings(Record):
    """What the site is called, where it stands, who is behind it."""

    title: Text
    base_url: BaseUrl
    language: Language
    tagline: Text | None = None
    publisher: Text | None = None
    licence: Text | None = None
    repository: Text | None = None
    funding: Text | None = None
    update_policy: Text | None = None
    disclaimer: Text | None = None
    review_interval: Duration = Span(24, "m")
    review_grace: Duration = Span(6, "m")
    emergency: Emergency | None = None
    navigation: tuple[NavigationItem, ...] = ()

    @property
    def is_english(self) -> bool:
        """Whether word lists and the readability index, which are English, say anything about the site's texts."""
        return self.language.partition("-")[0].lower() == "en"

    @property
    def is_right_to_left(self) -> bool:
        """Whether the script of the site's language, the usual one if the code names none, runs from right to left."""
        code, *more = self.language.lower().split("-")
        scripts = [part for part in more if len(part) == 4 and part.isalpha()]
        return scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else code in _RIGHT_TO_LEFT_LANGUAGES


class Category(Record):
    """A group of options."""

    id: Id
    label: Text


class Scale(Record):
    """A scale on which an outcome is measured; `important` is the smallest change that matters."""

    id: Id
    label: Text
    low: AnyNumber | None = None
    high: AnyNumber | None = None
    important: AnyNumber | None = None

    @model_validator(mode="after")
    def _has_a_length(self) -> Scale:
        if self.low is not None and self.high is not None and self.low.value >= self.high.value:
            raise invalid(f"the scale runs from {self.low} to {self.high}: its low end must be below its high end")
        return self


class Outcome(Record):
    """Something that is measured or asked."""

    id: Id
    label: Text
    better: Literal["higher", "lower", "neither"]
    plain: Text | None = None
    scales: tuple[Scale, ...] = ()


class Term(Record):
    """A word of the glossary."""

    id: Id
    term: Text
    plain: Text
    also: tuple[Text, ...] = ()


class Unsupported(Record):
    """A claim in circulation that was left out or corrected."""

    id: Id
    says: Text
    where: Text
    verdict: Text
    why: ProseText
    instead: tuple[Id, ...] = ()


class Change(Record):
    """What changed in the evidence, and when."""

    date: Day
    what: Text
    claims: tuple[Id, ...] = ()


class Waiver(Record):
    """A rule that is silenced for one file or one claim until a day, with the reason."""

    rule: Text
    path: Text | None = None
    claim: Text | None = None
    reason: Text
    expires: Day

    @model_validator(mode="after")
    def _one_target(self) -> Waiver:
        if self.path is None and self.claim is None:
            raise PydanticCustomError(
                "missing", "a waiver needs a path or a claim: add `path:` and a file, or `claim:` and an id"
            )
        if self.path is not None and self.claim is not None:
            raise invalid("a waiver names a path or a claim, not both: delete one of them", "claim")
        return self


class OptionPage(Record):
    """The front matter of an option."""

    title: Text
    category: Id
    summary: Text
    names: tuple[Text, ...] = ()
    order: Whole | None = None


class PlainPage(Record):
    """The front matter of a condition, a guide or a page."""

    title: Text
    summary: Text


class Notice(Record):
    """What was announced about a work after it was published."""

    doi: Doi | None = None
    pmid: Text | None = None
    nature: Literal["Retraction", "Expression of concern", "Correction", "Reinstatement"]
    date: Day
    reasons: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _names_a_work(self) -> Notice:
        if self.doi is None and self.pmid is None:
            raise PydanticCustomError("missing", "a notice needs a doi or a pmid: add `doi:` or `pmid:`")
        return self


class Notices(Record):
    """The file citations/retractions.json."""

    version: VersionOne
    notices: tuple[Notice, ...] = ()
