"""Every published claim is reviewed by the day on which its review is due.

Why: evidence grows old, and a claim that nobody has looked at for years may no longer be true. The day is `review_by`,
or else `reviewed` and the site's `review_interval`. After the site's `review_grace` the warning becomes an error.

Bad:
    reviewed: 2020-01-31
Good:
    reviewed: 2026-01-31
Mend: review the claim, correct it where needed, and set `reviewed`.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.review import due


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the published claims whose review is overdue."""
    settings = corpus.settings.record
    for claim in corpus.claims:
        if claim.record.status != "published" or (claim.record.review_by is None and "site" in corpus.unread):
            continue
        last = due(claim.record, settings)
        if corpus.today <= last:
            continue
        is_late = corpus.today > settings.review_grace.after(last) and "site" not in corpus.unread
        yield RULE.at(
            claim.at("reviewed" if claim.record.review_by is None else "review_by"),
            f"the review of this claim was due on {last}" + (", and the time of grace is over" if is_late else ""),
            "review the claim and set `reviewed`" + (" and `review_by`" if claim.record.review_by else ""),
            severity=Severity.ERROR if is_late else Severity.WARNING,
        )


RULE = Rule("stale-review", "review", Severity.WARNING, __doc__ or "", check=check)
