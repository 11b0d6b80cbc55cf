"""When the review of each claim and page is due, the earliest first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from spinesite.addresses import absolute
from spinesite.review import Review
from spinesite.site import Site


def export(site: Site) -> bytes:
    """Return all due dates as JSON (see `document`)."""
    return document(site.reviews, site.today, site.settings.base_url).encode()


def document(reviews: Iterable[Review], today: date, base_url: str) -> str:
    """Return due dates as JSON: claims as `due`, pages as `pages`; `overdue` is judged on the date given as `today`."""
    claims, pages = [], []
    for review in reviews:
        shared = {
            "reviewed": review.reviewed.isoformat(),
            "due": review.due.isoformat(),
            "overdue": review.is_overdue(today),
            "path": review.path,
            "url": absolute(base_url, review.address),
        }
        if review.kind == "claim":
            claims.append({"claim": review.id, "statement": review.title, **shared})
        else:
            about = {"kind": review.kind, "id": review.id, "title": review.title, "claims": review.claims}
            pages.append({**about, **shared})
    found = {"version": 1, "today": today.isoformat(), "due": claims, "pages": pages}
    return json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
