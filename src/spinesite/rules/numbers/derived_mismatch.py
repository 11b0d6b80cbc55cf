"""A number that is worked out from others must be what its formula gives.

Why: a sum that was done once by hand is done again on every build, so that a later correction cannot leave it behind. A
formula is made of + - * / ( ), numbers, and `name`s of other estimates of the claim; a name stands for the value as it
is written. The result, rounded half up or half even to the decimals written, must be the value; a value with a bound
must be a bound that the result keeps, and "about" may be a quarter off. `discrepancy` silences a wrong result, never a
formula that cannot be worked out. Two estimates of one name are reported too, for nobody could tell which is meant.

Bad:
    - {measure: proportion, name: sourdough, value: "12.6", unit: percent}
    - {measure: proportion, name: yeast, value: "9.1", unit: percent}
    - {measure: risk-difference, value: "3.7", unit: percentage-points, derived: sourdough - yeast}
Good:
    - {measure: risk-difference, value: "3.5", unit: percentage-points, derived: sourdough - yeast}
Mend: correct the value, the formula or the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spinesite.arithmetic import keeps, shown
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import BOUNDS
from spinesite.formulas import Fault, evaluate
from spinesite.model import Corpus, Sourced

if TYPE_CHECKING:
    from spinesite.records import Claim, Estimate

Place = tuple[int, int]


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each formula that does not give its value, and for each name given twice in a claim."""
    for claim in corpus.claims:
        names: dict[str, tuple[Estimate, Place]] = {}
        formulas: list[tuple[Estimate, Place]] = []
        for i, _, j, estimate in claim.record.numbered():
            if estimate.derived is not None:
                formulas.append((estimate, (i, j)))
            if estimate.name is None:
                continue
            if estimate.name in names:
                yield _named_twice(claim, estimate.name, names[estimate.name][1], (i, j))
            else:
                names[estimate.name] = (estimate, (i, j))
        for estimate, place in formulas:
            yield from _check_formula(claim, estimate, place, names)


def _named_twice(claim: Sourced[Claim], name: str, first: Place, later: Place) -> Diagnostic:
    return RULE.at(
        claim.at("findings", later[0], "estimates", later[1], "name"),
        f"a second estimate is named {name!r}",
        "give each estimate a name of its own",
        (Related(claim.at("findings", first[0], "estimates", first[1], "name"), "the first stands here"),),
    )


def _check_formula(
    claim: Sourced[Claim], estimate: Estimate, place: Place, names: dict[str, tuple[Estimate, Place]]
) -> Iterator[Diagnostic]:
    formula = estimate.derived or ""
    result = evaluate(formula, names, _values(names, estimate))
    if isinstance(result, Fraction) and estimate.value is None:
        result = Fault("the formula has no value to agree with", "give the number that it was worked out as in `value`")
    steps = ("findings", place[0], "estimates", place[1])
    if isinstance(result, Fault):
        yield RULE.at(claim.at(*steps, "derived"), result.message, result.hint)
    elif estimate.value and estimate.discrepancy is None and not keeps(estimate.value, estimate.relation, result):
        near = shown(result, estimate.value, estimate.relation)
        yield RULE.at(
            claim.at(*steps, "value"),
            f"{BOUNDS[estimate.relation]}{estimate.value} does not follow from {formula}, which is {near}",
            "correct the value, the formula, or the estimates that it names",
            (Related(claim.at(*steps, "derived"), "the formula stands here"),),
        )


def _values(names: dict[str, tuple[Estimate, Place]], own: Estimate) -> Callable[[str], Fraction | Fault]:
    def value_of(name: str) -> Fraction | Fault:
        estimate, _ = names[name]
        if estimate is own:
            return Fault(f"the formula of {name!r} names {name!r} itself", "name the estimates that it is made from")
        if estimate.value is None:
            return Fault(f"the estimate {name!r} has no value", "give it a `value`, or leave it out of the formula")
        return estimate.value.value

    return value_of


RULE = Rule("derived-mismatch", "numbers", Severity.ERROR, __doc__ or "", check=check)
