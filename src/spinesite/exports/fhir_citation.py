"""A work as a FHIR R5 Citation: what it is, who made it, who paid for it, and what was announced about it since."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from spinesite import csl, words
from spinesite.addresses import REFERENCES, absolute
from spinesite.exports.fhir_terms import (
    BOOK,
    PERIODICAL,
    RETRACTED,
    Resource,
    concept,
    design,
    filled,
    markdown,
    notes,
    resource,
    resource_id,
)
from spinesite.model import Name, PartialDate
from spinesite.records import SiteSettings
from spinesite.scholarly import recorded
from spinesite.site import Source

_IDENTIFIERS = MappingProxyType(
    {
        "DOI": "https://doi.org",
        "PMID": "https://pubmed.ncbi.nlm.nih.gov",
        "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/",
    }
)
_IN_BOOKS = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})


def reference_to(source: Source) -> str:
    """Return how other resources refer to the Citation of a work."""
    return f"Citation/{resource_id(source.citekey)}"


def citation(source: Source, settings: SiteSettings) -> Resource:
    """Return the Citation of a work."""
    return resource(
        "Citation",
        resource_id(source.citekey),
        settings.language,
        {
            "identifier": [{"system": absolute(settings.base_url, REFERENCES), "value": source.citekey}],
            "title": source.citation,
            "status": "active",
            "publisher": recorded(settings.publisher),
            "summary": [{"style": {"text": "NLM"}, "text": markdown(source.citation)}],
            "citedArtifact": _work(source),
        },
    )


def _work(source: Source) -> Resource:
    reference = source.reference
    kind = design(reference.get("studydesign"))
    language = csl.language(reference)
    spoken = {"coding": [{"system": "urn:ietf:bcp:47", "code": language}]} if language else {}
    return filled(
        {
            "identifier": [
                {"system": _IDENTIFIERS[label], "value": text}
                for label, text, _ in source.links
                if label in _IDENTIFIERS
            ],
            "dateAccessed": _date(csl.accessed(reference)),
            "currentState": [concept(RETRACTED, "retracted")] if source.is_retracted else [],
            "statusDate": list(_retractions(source)),
            "title": [filled({"text": markdown(reference.title), "language": spoken})] if reference.title else [],
            "publicationForm": [form] if (form := _publication(source)) else [],
            "webLocation": [{"url": address} for _, _, address in source.links],
            "classification": [{"type": {"text": "study design"}, "classifier": [kind]}] if kind else [],
            "contributorship": _contributors(source),
            "note": notes(list(_said(source))),
        }
    )


def _retractions(source: Source) -> Iterator[Resource]:
    """Yield the day from which on the work was retracted, if the retraction still stands."""
    dates = [notice.date for notice in source.notices if notice.nature == "Retraction"]
    if source.is_retracted and dates:
        yield {"activity": concept(RETRACTED, "retracted"), "actual": True, "period": {"start": dates[-1].isoformat()}}


def _publication(source: Source) -> Resource:
    texts, kind = csl.texts(source.reference), csl.item_type(source.reference)
    whole = PERIODICAL if kind in csl.SERIAL else BOOK if kind in _IN_BOOKS else None
    publisher = recorded(texts.get("publisher"))
    published_in = filled(
        {
            "type": concept(whole, whole[2].lower()) if whole else {},
            "identifier": [
                {"type": {"text": name}, "value": texts[name]} for name in ("ISSN", "ISBN") if name in texts
            ],
            "title": texts.get("container-title"),
            "publisher": {"display": publisher} if publisher else {},
            "publisherLocation": texts.get("publisher-place"),
        }
    )
    return filled(
        {
            "publishedIn": published_in,
            "volume": texts.get("volume"),
            "issue": texts.get("issue"),
            "articleDate": _date(source.reference.issued),
            "pageString": texts.get("page"),
        }
    )


def _contributors(source: Source) -> Resource:
    """Return who made the work, in order; that the list is cut short is said, that it is whole is not known."""
    reference = source.reference
    made = [("author", name) for name in reference.authors] + [("editor", name) for name in reference.editors]
    entries: list[Resource] = [
        {"contributor": {"display": _name(name)}, "role": {"text": role}, "rankingOrder": position}
        for position, (role, name) in enumerate(made, 1)
    ]
    cut = reference.authors_et_al or reference.editors_et_al
    return ({"complete": False} if cut else {}) | filled({"entry": entries})


def _said(source: Source) -> Iterator[str]:
    """Yield what readers see beside every number from the work; what is not recorded is said to be so."""
    reference = source.reference
    yield f"Who paid: {recorded(reference.get('funding')) or words.NOT_RECORDED}"
    yield f"Who profits: {recorded(reference.get('conflict')) or words.NOT_RECORDED}"
    if participants := reference.get("participants"):
        yield f"Participants: {participants}"
    if checked := words.CHECKED.get(reference.get("checked")):
        yield f"This record: {checked}"
    for notice in source.notices:
        reasons = f": {'; '.join(notice.reasons)}" if notice.reasons else ""
        yield f"{notice.nature}, {words.day(notice.date)}{reasons}"


def _name(name: Name) -> str:
    return name.literal or ", ".join(filter(None, (name.short, name.given, name.suffix)))


def _date(date: PartialDate | None) -> str:
    """Return a date as far as it is known; FHIR has no years before 1 or after 9999."""
    if date is None or not 1 <= date.year <= 9999:
        return ""
    day = date.day if date.month else None
    return "-".join([f"{date.year:04}", *(f"{part:02}" for part in (date.month, day) if part)])
