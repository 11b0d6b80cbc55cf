"""The words of records in the codes of FHIR R5 (5.0.0), and what every FHIR resource is made with.

The codes are those of the value sets that R5 binds to Evidence and Citation (hl7.org/fhir/R5). Where a word of ours has
no code there, or only a narrower one, the word stands alone: nothing is coded that a record does not say.
"""

from __future__ import annotations

import re
from hashlib import sha256
from types import MappingProxyType

from spinesite import words

Resource = dict[str, object]

VERSION = "5.0.0"
UNITS_OF_MEASURE = "http://unitsofmeasure.org"
ORIGINAL_TEXT = "http://hl7.org/fhir/StructureDefinition/originalText"
_STATISTIC = "http://terminology.hl7.org/CodeSystem/statistic-type"
_ATTRIBUTE = "http://terminology.hl7.org/CodeSystem/attribute-estimate-type"
_ROLE = "http://terminology.hl7.org/CodeSystem/variable-role"
_CERTAINTY = "http://hl7.org/fhir/certainty-type"
_RATING = "http://hl7.org/fhir/certainty-rating"
_DESIGN = "http://hl7.org/fhir/study-design"
_PUBLISHED_IN = "http://hl7.org/fhir/published-in-type"
_STATE = "http://hl7.org/fhir/cited-artifact-status-type"

# A bound of ours as a comparator of a quantity; "about" has none.
COMPARATORS = MappingProxyType({"at-most": "<=", "at-least": ">=", "less-than": "<", "more-than": ">"})
STATISTICS = MappingProxyType(
    {
        "proportion": (_STATISTIC, "C44256", "Proportion"),
        "count": (_STATISTIC, "C25463", "Count"),
        "mean": (_STATISTIC, "C53319", "Mean"),
        "median": (_STATISTIC, "C28007", "Median"),
        "mean-difference": (_STATISTIC, "0000457", "Mean Difference"),
        "standardised-mean-difference": (_STATISTIC, "0000100", "Standardized Mean Difference"),
        "risk-difference": (_STATISTIC, "0000424", "Risk Difference"),
        "risk-ratio": (_STATISTIC, "C93152", "Relative Risk"),
        "odds-ratio": (_STATISTIC, "C16932", "Odds Ratio"),
        "hazard-ratio": (_STATISTIC, "C93150", "Hazard Ratio"),
    }
)
ATTRIBUTES = MappingProxyType(
    {
        "interval": (_ATTRIBUTE, "C53324", "Confidence interval"),
        "range": (_ATTRIBUTE, "C38013", "Range"),
        "sd": (_ATTRIBUTE, "C53322", "Standard deviation"),
        "p": (_ATTRIBUTE, "C44185", "P-value"),
    }
)
ROLES = MappingProxyType(
    {
        "population": (_ROLE, "population", "population"),
        "intervention": (_ROLE, "exposure", "exposure"),
        "comparator": (_ROLE, "referenceExposure", "reference exposure"),
        "outcome": (_ROLE, "measuredVariable", "measured variable"),
    }
)
OVERALL = (_CERTAINTY, "Overall", "Overall certainty")
# GRADE's domains, whether an editor wrote them with blanks or hyphens.
DOMAINS = MappingProxyType(
    {
        "risk of bias": (_CERTAINTY, "RiskOfBias", "Risk of bias"),
        "inconsistency": (_CERTAINTY, "Inconsistency", "Inconsistency"),
        "indirectness": (_CERTAINTY, "Indirectness", "Indirectness"),
        "imprecision": (_CERTAINTY, "Imprecision", "Imprecision"),
        "publication bias": (_CERTAINTY, "PublicationBias", "Publication bias"),
        "dose response gradient": (_CERTAINTY, "DoseResponseGradient", "Dose response gradient"),
        "plausible confounding": (_CERTAINTY, "PlausibleConfounding", "Plausible confounding"),
        "large effect": (_CERTAINTY, "LargeEffect", "Large effect"),
    }
)
RATINGS = MappingProxyType(
    {
        "high": (_RATING, "high", "High quality"),
        "moderate": (_RATING, "moderate", "Moderate quality"),
        "low": (_RATING, "low", "Low quality"),
        "very-low": (_RATING, "very-low", "Very low quality"),
    }
)
CONCERNS = MappingProxyType(
    {
        "none": (_RATING, "no-concern", "no serious concern"),
        "serious": (_RATING, "serious-concern", "serious concern"),
        "very-serious": (_RATING, "very-serious-concern", "very serious concern"),
    }
)
# What a design is for certain; a cohort study may have had a comparison group or not.
DESIGNS = MappingProxyType(
    {
        "randomised-trial": (_DESIGN, "SEVCO:01003", "randomized assignment"),
        "non-randomised-trial": (_DESIGN, "SEVCO:01005", "Non-randomized assignment"),
        "cohort": (_DESIGN, "SEVCO:01002", "Observational research"),
        "case-control": (_DESIGN, "SEVCO:01013", "Case control design"),
        "cross-sectional": (_DESIGN, "SEVCO:01027", "Cross sectional data collection"),
        "case-series": (_DESIGN, "SEVCO:01023", "Non-comparative study design"),
    }
)
PERIODICAL = (_PUBLISHED_IN, "D020492", "Periodical")
BOOK = (_PUBLISHED_IN, "D001877", "Book")
RETRACTED = (_STATE, "retracted", "Retracted")

Code = tuple[str, str, str]
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
# What Markdown would take for more than the letter that it is.
_MARKS = re.compile(
    r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\n])(?:[#>+-]|\d{1,9}[.)])(?=\s)"
)
# Most texts have nothing of the kind, and this is found out several times faster.
_MAY_MARK, _MAY_LIST = re.compile(r"[\\`*\[\]_<&\n]"), re.compile(r"[#>+-]|\d{1,9}[.)]")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def concept(code: Code | None, text: str) -> Resource:
    """Return a CodeableConcept: the code, where there is one, and the word that the site uses."""
    if code is None:
        return {"text": text}
    system, value, display = code
    return {"coding": [{"system": system, "code": value, "display": display}], "text": text}


def design(studydesign: str) -> Resource:
    """Return a kind of study as a CodeableConcept, or an empty one where it is not recorded."""
    return concept(DESIGNS.get(studydesign), words.DESIGN[studydesign]) if studydesign in words.DESIGN else {}


def filled(values: Resource) -> Resource:
    """Return an object without its empty values, which FHIR does not allow; zero and false are none."""
    return {name: value for name, value in values.items() if value or value == 0}


def resource(kind: str, id: str, language: str, values: Resource) -> Resource:
    """Return a resource of a kind with its id, the version of FHIR that it follows, and its values."""
    profile = f"http://hl7.org/fhir/StructureDefinition/{kind}|{VERSION}"
    head: Resource = {"resourceType": kind, "id": id, "meta": {"profile": [profile]}, "language": language}
    return head | filled(values)


def resource_id(text: str) -> str:
    """Return a text as the id of a resource: at most 64 letters, digits, hyphens and dots.

    What had to be changed or cut is told apart from everything else by the beginning of its SHA-256.
    """
    if _ID.fullmatch(text):
        return text
    return f"{re.sub('[^A-Za-z0-9.-]', '-', text)[:51]}-{sha256(text.encode()).hexdigest()[:12]}"


def markdown(text: str) -> str:
    """Return Markdown that reads as the text, for the many elements of FHIR that hold Markdown."""
    if not _MAY_MARK.search(text) and not _MAY_LIST.match(text):
        return text
    return _MARKS.sub(lambda match: _escaped(match[0]), text)


def _escaped(mark: str) -> str:
    # Not every reader of Markdown takes a backslash before < and &.
    return _ENTITIES.get(mark) or f"{mark[:-1]}\\{mark[-1]}"


def notes(texts: list[str]) -> list[Resource]:
    """Return texts as annotations, without the empty ones."""
    return [{"text": markdown(text)} for text in texts if text]
