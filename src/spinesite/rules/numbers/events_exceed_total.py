"""There cannot be more people with an outcome than people.

Why: the two counts were swapped, or they count different things, such as operations and people. Checked for every
measure and basis; where the source itself prints such counts, `discrepancy` says so.

Bad:
    events: "286"
    total: "36"
Good:
    events: "36"
    total: "286"
Mend: correct the counts; where one person can have several events, leave `total` out.
"""

from collections.abc import Iterator

from spinesite.arithmetic import all_estimates, exceeds_total
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each estimate with more events than its total."""
    for claim, i, j, estimate in all_estimates(corpus):
        if exceeds_total(estimate):
            yield RULE.at(
                claim.at("findings", i, "estimates", j, "events"),
                f"{estimate.events} events are more than the {estimate.total} there were in all",
                "correct or swap the counts; where one person can have several events, leave `total` out",
                (Related(claim.at("findings", i, "estimates", j, "total"), "the total stands here"),),
            )


RULE = Rule("events-exceed-total", "numbers", Severity.ERROR, __doc__ or "", check=check)
