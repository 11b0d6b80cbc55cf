"""`data/datapackage.json`: what each data file is, as a Data Package (datapackage.org, version 2.0).

Sizes and hashes are those of the published files. The package has no date of its making: the same source gives the same
bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from spinesite import addresses
from spinesite.addresses import absolute
from spinesite.records import LOCATORS, Checked, Direction, Level, Measure, Relation, SiteSettings
from spinesite.scholarly import recorded
from spinesite.words import NOT_RECORDED

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = MappingProxyType(
    {
        "bib": "application/x-bibtex",
        "csv": "text/csv",
        "ics": "text/calendar",
        "json": "application/json",
        "jsonl": "application/jsonl",
        "ndjson": "application/x-ndjson",
        "ris": "application/x-research-info-systems",
        "sqlite": "application/vnd.sqlite3",
        "xml": "application/atom+xml",
    }
)
_NUMBER, _WHOLE = {"type": "number"}, {"type": "integer", "constraints": {"minimum": 0}}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A published data file: its path on the site, what it holds, its size in bytes, its SHA-256 in hexadecimal."""

    path: str
    title: str
    size: int
    sha256: str


def export(settings: SiteSettings, files: Iterable[DataFile]) -> bytes:
    """Return the description of the files, whose paths are given as they stand beside it."""
    licence, publisher = recorded(settings.licence), recorded(settings.publisher)
    package = {
        "$schema": SCHEMA,
        "name": _name(settings.title),
        "title": f"{settings.title}: data",
        "description": (
            "Claims with the findings they rest on, as published. Numbers are kept as they were written, each with its "
            f"bound. Licence: {licence or NOT_RECORDED}. Please cite the original papers too."
        ),
        "homepage": absolute(settings.base_url, addresses.HOME),
        "licenses": [_licence(licence)] if licence else [],
        "contributors": [{"title": publisher, "roles": ["publisher"]}] if publisher else [],
        "resources": [_resource(file) for file in files],
    }
    filled = {name: value for name, value in package.items() if value}
    return (json.dumps(filled, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _name(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "evidence"


def _licence(licence: str) -> dict[str, str]:
    """Return a licence by its address, or by its name in the form of a licence's identifier ("CC-BY-4.0")."""
    if re.fullmatch(r"https?://\S+", licence):
        return {"path": licence}
    return {"name": "-".join(re.findall(r"[-A-Za-z0-9._]+", licence)) or "other", "title": licence}


def _resource(file: DataFile) -> dict[str, object]:
    name = file.path.rpartition("/")[2]
    ending = name.rpartition(".")[2]
    is_table = ending == "csv"
    resource: dict[str, object] = {
        "name": name,
        "path": name,
        "title": file.title,
        **({"type": "table"} if is_table else {}),
        "format": ending,
        "mediatype": MEDIA_TYPES[ending],
        **({} if ending == "sqlite" else {"encoding": "utf-8"}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    return resource | ({"schema": {"fields": FIELDS, "missingValues": [""]}} if is_table else {})


def _field(name: str, description: str, **kind: object) -> dict[str, object]:
    return {"name": name, "type": "string", "description": description} | kind


def _one_of(values: Iterable[str]) -> dict[str, object]:
    return {"enum": list(values)}


# The columns of claims.csv (Table Schema).
FIELDS: tuple[dict[str, object], ...] = (
    _field("id", "Id of the claim.", constraints={"required": True}),
    _field("statement", "The claim in one sentence.", constraints={"required": True}),
    _field("status", "A withdrawn claim keeps its page.", constraints=_one_of(("published", "withdrawn"))),
    _field("options", "Ids of the options that it is about, with a semicolon between them."),
    _field("conditions", "Ids of the conditions that it is about, with a semicolon between them."),
    _field("direction", "What the claim speaks for.", constraints=_one_of(get_args(Direction))),
    _field("certainty", "How sure anyone can be (GRADE).", constraints=_one_of(get_args(Level))),
    _field("rated_by", "Who rated the certainty.", constraints=_one_of(("source", "editors", "rule"))),
    _field("certainty_reason", "Why the certainty is rated so."),
    _field("finding", "Position of the finding in the claim, from 1.", **_WHOLE),
    _field("citekey", "The work that the finding comes from, as in references.json.", constraints={"required": True}),
    _field("locator", "What the place in the work is.", constraints=_one_of(LOCATORS)),
    _field("locator_value", "Where in the work."),
    _field("population", "Who was studied."),
    _field("intervention", "What they had."),
    _field("comparator", "What it was compared with; null says that the source compared with nothing."),
    _field("outcome", "Id of the outcome.", constraints={"required": True}),
    _field("timeframe", "When it was measured."),
    _field("quote", "A few words of the source that hold the number."),
    _field("checked", "How far an editor checked these numbers.", constraints=_one_of(get_args(Checked))),
    _field("summary", "The finding in one sentence, where there is no number."),
    _field("estimate", "Position of the estimate in the finding, from 1; empty where there is no number.", **_WHOLE),
    _field("arm", "Which group, in words."),
    _field("measure", "What kind of number it is.", constraints=_one_of(get_args(Measure))),
    _field("relation", "The bound of the value, range or events.", constraints=_one_of(get_args(Relation))),
    _field("value", "The number, as it was written.", **_NUMBER),
    _field("range_low", "The lower end, where the source gives a range instead of a value.", **_NUMBER),
    _field("range_high", "The upper end of that range.", **_NUMBER),
    _field("unit", "percent for shares, percentage-points for their differences, else in words."),
    _field("scale", "Id of the scale of the outcome."),
    _field("events", "How many had the outcome.", **_WHOLE),
    _field("total", "How many there were in all.", **_WHOLE),
    _field("interval_low", "The lower end of the interval around the number.", **_NUMBER),
    _field("interval_high", "The upper end of that interval.", **_NUMBER),
    _field("interval_level", "The level of that interval, in percent.", **_NUMBER),
    _field("sd", "Standard deviation.", **_NUMBER),
    _field("p", "p-value.", **_NUMBER),
    _field("favours", "Whom it favours.", constraints=_one_of(("intervention", "comparator", "neither"))),
    _field(
        "above_favours",
        "Whom numbers above no difference favour, where that has to be said.",
        constraints=_one_of(("intervention", "comparator")),
    ),
    _field("basis", "What the number was worked out from.", constraints=_one_of(("raw", "pooled", "model"))),
    _field("name", "What formulas call this estimate."),
    _field("derived", "The formula by which it follows from other estimates of the claim."),
    _field("discrepancy", "How the source's own numbers disagree."),
    _field("reviewed", "Day of the last review.", type="date"),
    _field("review_by", "Day by which the next review is due, where one was set.", type="date"),
    _field("url", "The claim's page.", format="uri"),
)
