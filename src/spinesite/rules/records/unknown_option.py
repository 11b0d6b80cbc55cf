"""Every option of a claim must be a file in content/options.

Why: the claim would be missing from the page where people look for it.

Bad:
    options: [slow-proving]
Good:
    options: [slow-proofing]
Mend: correct the id, or write the option's page first.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from spinesite import targets
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the options of claims that do not exist."""
    known = targets.options(corpus)
    pointers = (
        targets.Pointer(known, name, partial(claim.at, "options", position), f"unknown option {name!r}")
        for claim in corpus.claims
        for position, name in enumerate(claim.record.options)
        if known.lacks(name)
    )
    yield from targets.dangling(RULE, chain(pointers, targets.of_refused(corpus, "option", known)))


RULE = Rule("unknown-option", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
