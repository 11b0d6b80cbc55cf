"""Claims as JSON: the records as they were written, numbers as text, with addresses and dates worked out.

`null` is kept only where it says something (a comparator of null: compared with nothing); what was left out is left out.
"""

from __future__ import annotations

import json
from typing import Any

from spinesite.site import Site, Statement


def record(site: Site, statement: Statement) -> dict[str, Any]:
    """Return one claim as plain values, its fields in the order of the record."""
    fields = statement.claim.model_dump(mode="json", exclude_unset=True)
    for finding in fields["findings"]:
        for name in [name for name, value in finding.items() if value is None and name != "comparator"]:
            del finding[name]
    fields.setdefault("status", statement.claim.status)
    fields.setdefault("certainty", {"level": statement.claim.certainty.level})
    fields["review_due"] = statement.due.isoformat()
    fields["url"] = absolute(site, statement.address)
    return fields


def absolute(site: Site, address: str) -> str:
    """Return the absolute address of a page or a file."""
    base = site.settings.base_url
    return f"{base if base.endswith('/') else base + '/'}{address}"


def export(site: Site) -> bytes:
    """Return all claims that are not drafts, by id."""
    settings = site.settings
    document = {
        "version": 1,
        "site": {"title": settings.title, "url": absolute(site, ""), "licence": settings.licence or "not recorded"},
        "claims": [record(site, statement) for statement in site.statements],
    }
    return _bytes(document)


def one(site: Site, statement: Statement) -> bytes:
    """Return one claim."""
    return _bytes(record(site, statement))


def _bytes(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
