"""The outcome of every finding must be one of content/outcomes.yaml.

Why: results are compared by outcome, so one outcome must have one name.

Bad:
    outcome: rising     # and outcomes.yaml calls it `rise`
Good:
    outcome: rise
Mend: correct the id, or add the outcome to content/outcomes.yaml.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from spinesite import targets
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the outcomes of findings that do not exist."""
    known = targets.outcomes(corpus)
    pointers = (
        targets.Pointer(
            known,
            finding.outcome,
            partial(claim.at, "findings", position, "outcome"),
            f"unknown outcome {finding.outcome!r}",
        )
        for claim in corpus.claims
        for position, finding in enumerate(claim.record.findings)
        if known.lacks(finding.outcome)
    )
    yield from targets.dangling(RULE, chain(pointers, targets.of_refused(corpus, "outcome", known)))


RULE = Rule("unknown-outcome", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
