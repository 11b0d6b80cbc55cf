"""Looks a work up by its DOI or its PMID: which service is asked, and what its answer means.

DOIs are asked for at doi.org, which sends the question on to the agency that registered them (content negotiation for
CSL-JSON); PMIDs at PubMed's summary service.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from spinesite import names
from spinesite.diagnostics import Location
from spinesite.errors import MachineError
from spinesite.fetch import LIMITS, Answer, Limits, fetch
from spinesite.intake import csl_items, pubmed
from spinesite.intake.found import Found, clean, doi, pmid


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses that are asked, a DOI or a PMID put behind them, and what an answer may cost."""

    doi: str
    pubmed: str
    limits: Limits = LIMITS


SERVICES = Services(
    doi="https://doi.org/",
    pubmed="https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&tool=spinesite&id=",
)
_PUBMED_PAGE = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?", re.ASCII | re.IGNORECASE
)
_CSL = "application/vnd.citationstyles.csl+json"


def identifier(source: str) -> tuple[str, str] | None:
    """Return what a text names a work by, ("doi", …) or ("pmid", …), or None if it is neither."""
    source = source.strip()
    if own := doi(source):
        return "doi", own
    page = _PUBMED_PAGE.fullmatch(source)
    if own := pmid(page[1] if page else source):
        return "pmid", own
    return None


def look_up(field: str, value: str, services: Services) -> Found:
    """Return the work with this identifier, as `identifier` returns it.

    Raises MachineError, in one line, if the service does not know it, cannot be asked or answers with something else;
    UsageError if the library for the network is not installed.
    """
    return _by_doi(value, services) if field == "doi" else _by_pmid(value, services)


def _by_doi(value: str, services: Services) -> Found:
    who = urlsplit(services.doi).hostname or services.doi
    answer = fetch(services.doi + quote(value, safe="/:;()._-"), _CSL, services.limits)
    if answer.status in (404, 410):
        raise MachineError(f"{who} knows no DOI {value!r}; look for a slip")
    if answer.status == 406:
        raise MachineError(f"{who} has no record of {value!r} that programs can read; add it from a file")
    item = _json(answer, who)
    held = item.get("message", item)
    if not isinstance(held, dict) or not clean(held.get("title")):
        raise MachineError(f"the record of {value!r} at {who} has no title; add the work from a file")
    if not doi(held.get("DOI")):
        held = {**held, "DOI": value}
    return csl_items.found({**held, "id": ""}, Location(names.doi_url(value)))


def _by_pmid(value: str, services: Services) -> Found:
    who = "PubMed"
    item = _json(fetch(services.pubmed + value, "application/json", services.limits), who)
    result = item.get("result")
    record = result.get(value) if isinstance(result, dict) else None
    if problem := clean(item.get("error") or item.get("esummaryresult")):
        raise MachineError(f"{who} refuses to answer: {_shown(problem)}")
    if not isinstance(record, dict) or "error" in record or not clean(record.get("title") or record.get("booktitle")):
        raise MachineError(f"{who} knows no work with the PMID {value}; look for a slip")
    return pubmed.summary(record, Location(f"https://pubmed.ncbi.nlm.nih.gov/{value}/"))


def _json(answer: Answer, who: str) -> dict[str, Any]:
    """Return the object that an answer holds."""
    if answer.status != 200:
        raise MachineError(f"{who} refuses to answer (status {answer.status})")
    if "html" in answer.media_type or answer.body.lstrip()[:1] == b"<":
        raise MachineError(f"{who} answered with a web page instead of a record; add the work from a file")
    try:
        held = json.loads(answer.body)
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        raise MachineError(f"the answer of {who} is no JSON that can be read; try again later")
    return held


def _shown(text: str) -> str:
    return "".join(c for c in text[:120] if c.isprintable())
