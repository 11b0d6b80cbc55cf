"""When reviews are due: of claims by their dates, of pages by the claims that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from spinesite import addresses
from spinesite.model import Corpus, Sourced

if TYPE_CHECKING:
    from spinesite.records import Claim, SiteSettings


@dataclass(frozen=True, slots=True)
class Review:
    """The next review of a claim or a page; `due` is the last day on which it is in time.

    `kind` is "claim", "option", "condition", "guide" or "page"; `path` the file, `address` the page on the site. A page
    is due with the first of the claims that it lists, shows or links to, its `claims`; `reviewed` is then the oldest of
    their dates. `late` names the claims whose review is overdue.
    """

    kind: str
    id: str
    title: str
    path: str
    address: str
    reviewed: date
    due: date
    claims: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def is_overdue(self, today: date) -> bool:
        """Tell whether the review should have been before this day."""
        return self.due < today


def due(claim: Claim, settings: SiteSettings) -> date:
    """Return the last day on which a claim's review is in time."""
    return claim.review_by or settings.review_interval.after(claim.reviewed)


def schedule(corpus: Corpus) -> tuple[Review, ...]:
    """Return the reviews of all published claims and of all pages that rest on one, the earliest first."""
    settings = corpus.settings.record
    claims = {
        found.id: Review(
            "claim",
            found.id,
            found.record.statement,
            found.source.path,
            addresses.claim(found.id),
            found.record.reviewed,
            due(found.record, settings),
        )
        for found in corpus.claims
        if found.record.status == "published"
    }
    found = [*claims.values(), *_pages(corpus, claims)]
    return tuple(sorted(found, key=lambda review: (review.due, review.kind, review.id)))


def _pages(corpus: Corpus, claims: dict[str, Review]) -> Iterator[Review]:
    listing = {
        "option": _listed(corpus, claims, "options"),
        "condition": _listed(corpus, claims, "conditions"),
    }
    kinds: tuple[tuple[str, tuple[Sourced[Any], ...], Any], ...] = (
        ("option", corpus.options, addresses.option),
        ("condition", corpus.conditions, addresses.condition),
        ("guide", corpus.guides, addresses.guide),
        ("page", corpus.pages, addresses.page),
    )
    for kind, pages, address in kinds:
        for page in pages:
            linked = {link.target for link in page.prose.links if link.kind == "claim"}
            rests = [claims[id] for id in sorted(linked | listing.get(kind, {}).get(page.id, set())) if id in claims]
            if rests:
                yield Review(
                    kind,
                    page.id,
                    page.record.title,
                    page.source.path,
                    address(page.id),
                    min(claim.reviewed for claim in rests),
                    min(claim.due for claim in rests),
                    tuple(claim.id for claim in rests),
                    tuple(claim.id for claim in rests if claim.is_overdue(corpus.today)),
                )


def _listed(corpus: Corpus, claims: dict[str, Review], field: str) -> dict[str, set[str]]:
    """Return the claims that name each option or condition."""
    found: dict[str, set[str]] = {}
    for claim in corpus.claims:
        for id in getattr(claim.record, field) if claim.id in claims else ():
            found.setdefault(id, set()).add(claim.id)
    return found
