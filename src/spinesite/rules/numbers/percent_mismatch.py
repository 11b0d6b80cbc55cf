"""A percentage must be the one that its counts give, rounded half up or half even to the decimals written.

Why: 12% of 286 people are 34, not 36; one of the numbers was copied or worked out wrongly. Cutting decimals off is not
rounding. A number with a bound must be a bound that the counts keep, or what they round to; one with "about" may be a
quarter off. Only raw proportions are checked, in percent or as a share from 0 to 1. A percentage that the source itself
gets wrong is explained in `discrepancy`.

Bad:
    value: "12"
    unit: percent
    events: "36"
    total: "286"
Good:
    value: "12.6"
    unit: percent
    events: "36"
    total: "286"
Mend: correct the percentage or the counts; if the source prints them so, say so in `discrepancy`.
"""

from collections.abc import Iterator

from spinesite.arithmetic import all_estimates, counts_disagree, exceeds_total, shown
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import BOUNDS
from spinesite.intervals import rounded
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each proportion that its counts contradict."""
    for claim, i, j, estimate in all_estimates(corpus):
        exact = counts_disagree(estimate)
        if exact is None or estimate.value is None or exceeds_total(estimate):
            continue
        sign = "%" if estimate.unit == "percent" else ""
        given, near = estimate.value, shown(exact, estimate.value, estimate.relation)
        if estimate.relation == "exactly":
            right = " or ".join(dict.fromkeys((rounded(exact, given.decimals), near)))
        else:
            right = f"a bound that {near} keeps" if estimate.relation != "about" else f"a number near {near}"
        yield RULE.at(
            claim.at("findings", i, "estimates", j, "value"),
            f"{BOUNDS[estimate.relation]}{given}{sign} does not match {estimate.events} of {estimate.total}, "
            f"which is {near}{sign}",
            f"write {right}, or correct the counts; if the source itself prints {given}, say so in `discrepancy`",
            (Related(claim.at("findings", i, "estimates", j, "events"), "the counts stand here"),),
        )


RULE = Rule("percent-mismatch", "numbers", Severity.ERROR, __doc__ or "", check=check)
