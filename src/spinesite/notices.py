"""What was announced about the works of a bibliography after they were published: retractions and their kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spinesite.model import Corpus, Reference, Sourced
from spinesite.names import bare_doi

if TYPE_CHECKING:
    from spinesite.records import Notice


def own(reference: Reference, field: str) -> str:
    """Return an identifier that the entry itself gives, or an empty string: a parent's names the parent."""
    return "" if field in reference.inherited else reference.get(field).strip()


def by_citekey(corpus: Corpus) -> dict[str, tuple[Sourced[Notice], ...]]:
    """Return the notices about each reference that has any, by date; those of one day in the order of the file."""
    of_doi: dict[str, list[int]] = {}
    of_pmid: dict[str, list[int]] = {}
    for position, notice in enumerate(corpus.notices):
        if notice.record.doi:
            of_doi.setdefault(notice.record.doi, []).append(position)
        if notice.record.pmid:
            of_pmid.setdefault(notice.record.pmid, []).append(position)
    found: dict[str, tuple[Sourced[Notice], ...]] = {}
    for reference in corpus.bibliography.references if corpus.notices else ():
        positions = {
            *of_doi.get(bare_doi(own(reference, "doi")).lower(), ()),
            *of_pmid.get(own(reference, "pmid"), ()),
        }
        if positions:
            ordered = sorted(positions, key=lambda n: (corpus.notices[n].record.date, n))
            found[reference.citekey] = tuple(corpus.notices[n] for n in ordered)
    return found


def retraction(notices: Sequence[Sourced[Notice]]) -> Sourced[Notice] | None:
    """Return the retraction that stands, if one does: a later reinstatement takes it back. `notices` are by date."""
    standing = None
    for notice in notices:
        if notice.record.nature == "Retraction":
            standing = notice
        elif notice.record.nature == "Reinstatement":
            standing = None
    return standing


def standing(notices: Sequence[Sourced[Notice]]) -> tuple[Sourced[Notice], ...]:
    """Return what stands against a work: its retraction, else its concerns and corrections."""
    retracted = retraction(notices)
    return (retracted,) if retracted else concerns(notices)


def concerns(notices: Sequence[Sourced[Notice]]) -> tuple[Sourced[Notice], ...]:
    """Return the corrections, and the expressions of concern that no later reinstatement has settled."""
    standing: list[Sourced[Notice]] = []
    for notice in notices:
        if notice.record.nature in ("Expression of concern", "Correction"):
            standing.append(notice)
        elif notice.record.nature == "Reinstatement":
            standing = [earlier for earlier in standing if earlier.record.nature == "Correction"]
    return tuple(standing)
