"""Claims as JSON: the records as they were written, numbers as text, with addresses and dates worked out.

`null` is kept only where it says something (a comparator of null: compared with nothing); the rest is left out.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from spinesite import addresses
from spinesite.records import Claim
from spinesite.site import Site, Statement


def text(claim: Claim, due: date, base_url: str) -> str:
    """Return one claim as JSON on one line, its fields in the order of the record."""
    fields: dict[str, Any] = claim.model_dump(mode="json", exclude_unset=True)
    for finding in fields["findings"]:
        for name in [name for name, value in finding.items() if value is None and name != "comparator"]:
            del finding[name]
    fields.setdefault("status", claim.status)
    fields.setdefault("certainty", {"level": claim.certainty.level})
    fields["review_due"] = due.isoformat()
    fields["url"] = addresses.absolute(base_url, addresses.claim(claim.id))
    return json.dumps(fields, ensure_ascii=False, allow_nan=False)


def export(site: Site) -> bytes:
    """Return all claims that are not drafts, by id, one a line so that two versions compare well."""
    settings = site.settings
    about = {
        "title": settings.title,
        "url": addresses.absolute(settings.base_url, addresses.HOME),
        "licence": settings.licence or "not recorded",
    }
    head = json.dumps(about, ensure_ascii=False)
    claims = ",\n".join(found.json for found in site.statements)
    return f'{{"version": 1, "site": {head}, "claims": [\n{claims}\n]}}\n'.encode()


def one(statement: Statement) -> bytes:
    """Return one claim."""
    return f"{statement.json}\n".encode()
