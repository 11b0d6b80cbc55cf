"""What one source reports on one outcome as a FHIR R5 Evidence, and an outcome as an EvidenceVariable.

Numbers stand as they were written. A bound is the comparator of its quantity; where FHIR has no place for a bound
("about", a bound on a range or on a count) the number is given in words, with its bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from spinesite import addresses, words
from spinesite.addresses import absolute
from spinesite.exports import fhir_terms as terms
from spinesite.exports.fhir_citation import reference_to
from spinesite.exports.fhir_terms import Resource, concept, filled, markdown, notes, resource, resource_id
from spinesite.figures import MEASURES, number_text, unit_text
from spinesite.numbers import Number
from spinesite.records import Ends, Estimate, Interval, Outcome, SiteSettings
from spinesite.scholarly import recorded
from spinesite.site import Figure, Report, Statement

_LARGEST_INT = 2**31 - 1
_BASIS = {"raw": "", "pooled": "Pooled over studies.", "model": "From a model."}


def evidence(statement: Statement, position: int, report: Report, settings: SiteSettings) -> Resource:
    """Return a finding of a claim as Evidence; `position` counts the findings from 1."""
    claim, source = statement.claim, report.source
    kind = terms.design(source.reference.get("studydesign"))
    return resource(
        "Evidence",
        resource_id(f"{claim.id}.{position}"),
        settings.language,
        {
            "identifier": [
                {"system": absolute(settings.base_url, addresses.CLAIMS), "value": f"{claim.id}.{position}"}
            ],
            "title": claim.statement,
            "status": "retired" if claim.status == "withdrawn" else "active",
            "lastReviewDate": claim.reviewed.isoformat(),
            "publisher": recorded(settings.publisher),
            "copyright": markdown(recorded(settings.licence)),
            "relatedArtifact": [_source(report), _page(statement, settings)],
            "description": markdown(report.finding.summary or ""),
            "assertion": markdown(claim.statement),
            "note": notes(list(_said(statement, report))),
            "studyDesign": [kind] if kind else [],
            "variableDefinition": list(_variables(report)),
            "statistic": [_statistic(figure) for figure in report.figures],
            "certainty": [_certainty(statement, report)],
        },
    )


def variable(outcome: Outcome, settings: SiteSettings) -> Resource:
    """Return an outcome as an EvidenceVariable."""
    better = {"higher": "Higher is better.", "lower": "Lower is better.", "neither": "Neither direction is better."}
    return resource(
        "EvidenceVariable",
        _variable_id(outcome),
        settings.language,
        {
            "identifier": [{"system": absolute(settings.base_url, addresses.OUTCOMES), "value": outcome.id}],
            "title": outcome.label,
            "status": "active",
            "publisher": recorded(settings.publisher),
            "description": markdown(outcome.plain or ""),
            "note": notes([better[outcome.better], *(f"Measured on: {scale.label}" for scale in outcome.scales)]),
        },
    )


def variable_reference(outcome: Outcome) -> str:
    """Return how other resources refer to the EvidenceVariable of an outcome."""
    return f"EvidenceVariable/{_variable_id(outcome)}"


def _variable_id(outcome: Outcome) -> str:
    return resource_id(f"outcome-{outcome.id}")


def _source(report: Report) -> Resource:
    locator = report.finding.citation.locator
    place = f", {locator.label} {locator.value}" if locator else ""
    return {
        "type": "derived-from",
        "display": f"{report.source.label}{place}{' (retracted)' if report.source.is_retracted else ''}",
        "citation": markdown(report.source.citation),
        "resourceReference": {"reference": reference_to(report.source), "type": "Citation"},
    }


def _page(statement: Statement, settings: SiteSettings) -> Resource:
    url = absolute(settings.base_url, statement.address)
    return {
        "type": "documentation",
        "display": f"{settings.title}: claim {statement.id}",
        "document": {"contentType": "text/html", "url": url},
    }


def _said(statement: Statement, report: Report) -> Iterator[str]:
    claim = statement.claim
    if claim.status == "withdrawn":
        yield f"This claim was withdrawn: {claim.status_reason or 'the reason is not recorded'}"
    yield from (f"{words.FATE[nature][1]}." for nature in words.FATE if nature in report.source.fates)
    yield f"{words.direction(claim)}."
    if report.finding.comparator is None:
        yield f"Compared with: {report.compared_with}"
    if report.finding.quote:
        yield f"The source says: “{report.finding.quote}”"
    yield f"These numbers: {words.CHECKED[report.checked]}"


def _variables(report: Report) -> Iterator[Resource]:
    finding = report.finding
    for name, text in (
        ("population", finding.population),
        ("intervention", finding.intervention),
        ("comparator", finding.comparator),
    ):
        if text:
            yield {"description": markdown(text), "variableRole": concept(terms.ROLES[name], name)}
    when = [f"Timeframe: {finding.timeframe}"] if finding.timeframe else []
    yield filled(
        {
            "description": markdown(report.outcome.label),
            "note": notes(when),
            "variableRole": concept(terms.ROLES["outcome"], "outcome"),
            "observed": {"reference": variable_reference(report.outcome), "type": "EvidenceVariable"},
        }
    )


def _statistic(figure: Figure) -> Resource:
    own = figure.estimate
    arm = f"{own.arm}: " if own.arm else ""
    # A count that stands for the number itself has its bound, for which its element has no place.
    is_bounded_count = own.value is None and own.range is None and own.relation != "exactly"
    return filled(
        {
            "description": markdown(f"{arm}{number_text(own)}"),
            "note": notes(
                [
                    f"Measured on: {figure.scale_label}" if figure.scale_label else "",
                    _BASIS[own.basis],
                    f"It {words.FAVOURS[own.favours]}." if own.favours else "",
                    f"Worked out from other numbers of the claim: {own.derived}" if own.derived else "",
                    f"The source disagrees with itself: {own.discrepancy}" if own.discrepancy else "",
                ]
            ),
            "statisticType": concept(terms.STATISTICS.get(own.measure), MEASURES[own.measure]),
            "quantity": _main(own),
            "numberAffected": None if is_bounded_count else _whole(own.events),
            "sampleSize": filled({"knownDataCount": _whole(own.total)}),
            "attributeEstimate": list(_attributes(own)),
        }
    )


def _main(own: Estimate) -> Resource:
    """Return the value with its bound; the whole text where the bound has no comparator."""
    if own.value is None:
        return {}
    in_words: Resource = {}
    if own.relation != "exactly" and own.relation not in terms.COMPARATORS:
        in_words = {"extension": [{"url": terms.ORIGINAL_TEXT, "valueString": number_text(own)}]}
    comparator = terms.COMPARATORS.get(own.relation)
    bound: Resource = {"comparator": comparator} if comparator else {}
    return {**in_words, "value": own.value, **bound, **_unit(own)}


def _unit(own: Estimate) -> Resource:
    if own.unit is None:
        return {}
    if own.unit == "percent":
        return {"unit": "%", "system": terms.UNITS_OF_MEASURE, "code": "%"}
    return {"unit": unit_text(own.unit).strip()}


def _attributes(own: Estimate) -> Iterator[Resource]:
    def attribute(name: str, label: str) -> Resource:
        return {"type": concept(terms.ATTRIBUTES[name], label)}

    if own.range is not None:
        # The ends of a range take no comparator: its bound stands in the words.
        yield {"description": markdown(number_text(own)), **attribute("range", "range"), "range": _ends(own.range, own)}
    if own.interval is not None:
        level = Number(format(Decimal(own.interval.level.text).scaleb(-2), "f"))
        kind = attribute("interval", f"{own.interval.level}% interval")
        yield kind | {"level": level, "range": _ends(own.interval, own)}
    if own.sd is not None:
        yield attribute("sd", "standard deviation") | {"quantity": {"value": own.sd, **_unit(own)}}
    if own.p is not None:
        yield attribute("p", "p-value") | {"quantity": {"value": own.p}}


def _ends(ends: Ends | Interval, own: Estimate) -> Resource:
    return {"low": {"value": ends.low, **_unit(own)}, "high": {"value": ends.high, **_unit(own)}}


def _whole(number: Number | None) -> int | None:
    """Return a count, or None for one that is larger than FHIR has room for."""
    return int(number.text) if number is not None and int(number.text) <= _LARGEST_INT else None


def _certainty(statement: Statement, report: Report) -> Resource:
    certainty = statement.claim.certainty
    label = words.CERTAINTY[certainty.level][0]
    raters = {"source": report.source.label, "editors": "the editors of this site", "rule": "a rule on kinds of study"}
    said = certainty.reason or "The reason is not recorded."
    code = terms.RATINGS.get(certainty.level)
    return filled(
        {
            "description": markdown(said if code else f"{label}. {said}"),
            "note": notes(["It is about all findings of the claim together."] if len(statement.reports) > 1 else []),
            "type": concept(terms.OVERALL, "certainty"),
            "rating": concept(code, label) if code else {},
            "rater": raters.get(certainty.rated_by or ""),
            "subcomponent": [
                filled(
                    {
                        "description": markdown(found.why or ""),
                        "type": concept(terms.DOMAINS.get(found.domain.lower().replace("-", " ")), found.domain),
                        "rating": concept(terms.CONCERNS[found.concern], found.concern.replace("-", " ")),
                    }
                )
                for found in certainty.concerns
            ],
        }
    )
