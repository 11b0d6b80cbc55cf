"""A ratio of two risks, odds or hazards is above 0, and so are the ends of its interval.

Why: such numbers are quotients of numbers that are not negative. A 0 or a minus sign shows that a difference, a
logarithm or a rounded number was copied. Where the source itself prints such a number (an interval "from 0.00"),
`discrepancy` says so.

Bad:
    measure: odds-ratio
    value: "-0.24"
Good:
    measure: odds-ratio
    value: "0.79"
Mend: give the ratio, or name the measure that the number is.
"""

from collections.abc import Iterator

from spinesite.arithmetic import all_estimates
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus

RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio"})


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each number of a ratio that is not above 0."""
    for claim, i, j, estimate in all_estimates(corpus):
        if estimate.measure not in RATIOS or estimate.discrepancy is not None:
            continue
        for steps, number in estimate.named_numbers():
            if number.value <= 0:
                article = "an" if estimate.measure == "odds-ratio" else "a"
                yield RULE.at(
                    claim.at("findings", i, "estimates", j, *steps),
                    f"{number} cannot belong to {article} {estimate.measure.replace('-', ' ')}, which is above 0",
                    "give the ratio instead of its logarithm, or name the measure that the number is; "
                    "if the source itself prints it so, say so in `discrepancy`",
                )


RULE = Rule("ratio-not-positive", "numbers", Severity.ERROR, __doc__ or "", check=check)
