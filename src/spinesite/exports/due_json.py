"""When the review of each claim is due, the earliest first."""

from __future__ import annotations

import json

from spinesite.addresses import absolute
from spinesite.site import Site


def export(site: Site) -> bytes:
    """Return the due dates as JSON; `overdue` is judged on the date of the build, which is given as `today`."""
    due = [
        {
            "claim": found.id,
            "statement": found.claim.statement,
            "reviewed": found.claim.reviewed.isoformat(),
            "due": found.due.isoformat(),
            "overdue": found.is_overdue,
            "url": absolute(site.settings.base_url, found.address),
        }
        for found in sorted(site.statements, key=lambda found: (found.due, found.id))
        if found.claim.status == "published"
    ]
    document = {"version": 1, "today": site.today.isoformat(), "due": due}
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
