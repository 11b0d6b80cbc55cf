"""Every condition of a claim must be a file in content/conditions.

Why: the claim would be missing from the page where people look for it.

Bad:
    conditions: [flat-loafs]
Good:
    conditions: [flat-loaf]
Mend: correct the id, or write the condition's page first.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from spinesite import targets
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the conditions of claims that do not exist."""
    known = targets.conditions(corpus)
    pointers = (
        targets.Pointer(known, name, partial(claim.at, "conditions", position), f"unknown condition {name!r}")
        for claim in corpus.claims
        for position, name in enumerate(claim.record.conditions)
        if known.lacks(name)
    )
    yield from targets.dangling(RULE, chain(pointers, targets.of_refused(corpus, "condition", known)))


RULE = Rule("unknown-condition", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
