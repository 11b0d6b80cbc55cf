"""The evidence as FHIR R5 (5.0.0): a resource a line for the whole corpus, a Bundle for one claim.

A finding is an Evidence, an outcome an EvidenceVariable, a work a Citation. The line and the entry of a Bundle for the
same thing are the same text. They refer to each other by kind and id ("Citation/daniell2018"); the full addresses in a
Bundle are names, and nothing is served there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spinesite.addresses import absolute
from spinesite.exports import exactjson
from spinesite.exports.fhir_citation import citation, reference_to
from spinesite.exports.fhir_evidence import evidence, variable, variable_reference
from spinesite.exports.fhir_terms import VERSION
from spinesite.records import SiteSettings
from spinesite.site import Site, Statement


def export(site: Site) -> bytes:
    """Return every resource, one a line: outcomes as they are listed, works by citekey, findings by claim."""
    # U+2028 and U+2029 end a line for some readers; escaped they mean the same. A whole text of a large site would be
    # held in several copies while it is changed: lines are changed one by one.
    return b"".join(
        f"{line}\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode() for line in _lines(site)
    )


def _lines(site: Site) -> Iterator[str]:
    yield from (exactjson.text(variable(outcome, site.settings)) for outcome in site.outcomes)
    for source in sorted(site.sources, key=lambda source: source.citekey):
        yield exactjson.text(citation(source, site.settings))
    for statement in site.statements:
        yield from (text for _, text in _findings(statement, site.settings))


def bundles(site: Site) -> Callable[[Statement], bytes]:
    """Return what makes the Bundle of one claim: its findings, and the outcomes and works that they refer to."""
    kept: dict[str, str] = {}

    def made(statement: Statement) -> bytes:
        entries = dict(_findings(statement, site.settings))
        for report in statement.reports:
            outcome, work = variable_reference(report.outcome), reference_to(report.source)
            if outcome not in kept:
                kept[outcome] = exactjson.text(variable(report.outcome, site.settings))
            if work not in kept:
                kept[work] = exactjson.text(citation(report.source, site.settings))
            entries |= {outcome: kept[outcome], work: kept[work]}
        return _bundle(entries, site.settings).encode()

    return made


def _findings(statement: Statement, settings: SiteSettings) -> Iterator[tuple[str, str]]:
    """Yield how to refer to each finding of a claim, and its Evidence."""
    for position, report in enumerate(statement.reports, 1):
        found = evidence(statement, position, report, settings)
        yield f"Evidence/{found['id']}", exactjson.text(found)


def _bundle(entries: dict[str, str], settings: SiteSettings) -> str:
    base = absolute(settings.base_url, "fhir/")
    head = exactjson.text(
        {"resourceType": "Bundle", "meta": {"profile": [f"http://hl7.org/fhir/StructureDefinition/Bundle|{VERSION}"]}}
    )
    listed = ",\n".join(
        f'{{"fullUrl": {exactjson.text(base + reference)}, "resource": {text}}}' for reference, text in entries.items()
    )
    return f'{head[:-1]}, "type": "collection", "entry": [\n{listed}\n]}}\n'
