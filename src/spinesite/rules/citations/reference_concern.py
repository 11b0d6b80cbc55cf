"""A work that was corrected, or that its publisher doubts, is cited with care; so is a retracted one.

Why: the numbers taken from it may have changed, or may have to go.

Bad:
    @article{smith2020, doi = {10.1000/abc}, …}    % and citations/retractions.json holds an expression of concern
Good:
    a claim that rests on another work
Mend: compare the numbers with the correction. To keep the work, put the reason into a waiver (content/waivers.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spinesite import citing, notices
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus, Reference, Sourced
from spinesite.rules.citations.retracted_reference import cited_in

if TYPE_CHECKING:
    from spinesite.records import Notice


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the references with a correction, an expression of concern, or a retraction that is acknowledged."""
    announced = notices.by_citekey(corpus)
    uses = citing.by_citekey(corpus) if announced else {}
    for reference in corpus.bibliography.references:
        if of_reference := announced.get(reference.citekey):
            yield from _diagnose(reference, of_reference, uses.get(reference.citekey, ()))


def _diagnose(
    reference: Reference, announced: Sequence[Sourced[Notice]], uses: tuple[citing.Use, ...]
) -> Iterator[Diagnostic]:
    retraction = notices.retraction(announced)
    standing = notices.standing(announced)
    acknowledged = reference.get("retraction_ack")
    if not standing or (retraction and not acknowledged):
        return
    if retraction:
        message = f"{reference.citekey!r} was retracted on {retraction.record.date} and is still cited: {acknowledged}"
        hint = "look whether the reason still holds"
    else:
        said = " and ".join(f"{_WORDS[found.record.nature]} of {found.record.date}" for found in standing)
        message = f"{reference.citekey!r} has {said}"
        hint = "compare the numbers with the notice; to keep the work, put the reason into a waiver"
    related = tuple(Related(found.at(), "the notice") for found in standing)
    yield RULE.at(reference.location, message, hint, (*related, *cited_in(uses)))


_WORDS = {"Expression of concern": "an expression of concern", "Correction": "a correction"}

RULE = Rule("reference-concern", "citations", Severity.WARNING, __doc__ or "", check=check)
