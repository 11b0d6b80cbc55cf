"""Whom a difference or a ratio favours: what is more than none is good of one outcome and bad of another."""

from __future__ import annotations

from fractions import Fraction

from spinesite.site import Figure

INTERVENTION, COMPARATOR = "intervention", "comparator"
_OTHER = {INTERVENTION: COMPARATOR, COMPARATOR: INTERVENTION}
RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio"})
SIDED = RATIOS | {"mean-difference", "standardised-mean-difference", "risk-difference"}


def above(figure: Figure) -> str | None:
    """Return whom numbers above no difference favour, `intervention` or `comparator`; None where nobody can tell.

    The record says so, or a number of it and whom that favours. Else the usual is meant: the treatment less the
    comparison, or over it.
    """
    estimate = figure.estimate
    if estimate.measure not in SIDED:
        return None
    if estimate.above_favours is not None:
        return estimate.above_favours
    null = Fraction(1 if estimate.measure in RATIOS else 0)
    if estimate.favours in _OTHER and estimate.value is not None and estimate.value.value != null:
        return estimate.favours if estimate.value.value > null else _OTHER[estimate.favours]
    return {"higher": INTERVENTION, "lower": COMPARATOR}.get(figure.better)


def left_and_right(above: str | None) -> tuple[str, str] | None:
    """Return whom the two sides of a line favour, from what numbers on the right of it do."""
    return (_OTHER[above], above) if above is not None else None
