"""A retracted work is not cited as if nothing had happened.

Why: a retraction says that the numbers may not be relied on.

Bad:
    @article{smith2020, doi = {10.1000/abc}, …}    % and citations/retractions.json holds its retraction
Good:
    @article{smith2020, doi = {10.1000/abc}, retraction_ack = {Cited to show what was claimed.}, …}
Mend: take the findings that rest on the work out. Where it must be cited, say why in `retraction_ack`.
"""

from collections.abc import Iterator

from spinesite import citing, notices
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the references whose retraction stands and is not acknowledged."""
    announced = notices.by_citekey(corpus)
    uses = citing.by_citekey(corpus) if announced else {}
    for reference in corpus.bibliography.references:
        notice = notices.retraction(announced.get(reference.citekey, ()))
        if notice is None or reference.get("retraction_ack"):
            continue
        yield RULE.at(
            reference.location,
            f"{reference.citekey!r} was retracted on {notice.record.date}",
            "take out what rests on it, or say in `retraction_ack` why it is still cited",
            (Related(notice.at(), "the notice"), *cited_in(uses.get(reference.citekey, ()))),
        )


def cited_in(uses: tuple[citing.Use, ...]) -> Iterator[Related]:
    """Yield up to three places of claims that cite a work."""
    for use in [use for use in uses if use.finding is not None][:3]:
        yield Related(use.at(), f"cited by the claim {use.owner.id!r}")


RULE = Rule("retracted-reference", "citations", Severity.ERROR, __doc__ or "", always=True, check=check)
