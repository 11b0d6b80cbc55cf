"""For every option there is a claim that says whether it helps.

Why: a page that lists only harms is no help in a decision, and a gap should be seen by its editors first.

Bad:
    an option whose claims are all `direction: harm`, or that has no claim
Good:
    an option with a claim of `direction: benefit`, `no-difference`, `mixed` or `uncertain`
Mend: look for evidence on benefit and record it, also where it found none. Where none exists, a waiver says so.
"""

from collections.abc import Iterator

from spinesite import targets
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.words import HELPS


def without(corpus: Corpus, rule: Rule, directions: frozenset[str], message: str, hint: str) -> Iterator[Diagnostic]:
    """Yield the options without a published claim of one of these directions, if all claims could be read."""
    if any(name.startswith("claims/") for name in corpus.unread):
        return
    covered = {
        option
        for claim in corpus.claims
        if claim.record.status == "published" and claim.record.direction in directions
        for option in claim.record.options
    }
    meant = targets.meant(targets.options(corpus), (name for claim in corpus.claims for name in claim.record.options))
    for option in corpus.options:
        if option.id not in covered and option.id not in meant:
            yield rule.at(option.at("title"), f"no claim says {message} {option.id!r}", hint)


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the options of which nothing says whether they help."""
    hint = "record what is known about benefit, also where there was none; a waiver says that nothing is"
    return without(corpus, RULE, HELPS, "whether anyone is helped by the option", hint)


RULE = Rule("option-without-benefits", "balance", Severity.WARNING, __doc__ or "", check=check)
