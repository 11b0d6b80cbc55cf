"""A quote must hold the number that it is given for.

Why: a quote is there so that anyone can find the number in the source. Of an estimate's value and events, as far as
given, at least one must stand in the finding's quote; of a range, both ends or the events. Numbers are equal in
absolute value, so 12.60 is 12.6; numbers in words up to hundreds, separators between thousands and decimal commas are
read. An estimate that is `derived` is not looked for, for the source does not give it.

Bad:
    quote: recovery was seen in 34 patients
    estimates: [{measure: proportion, value: "12.6", unit: percent, events: "36", total: "286"}]
Good:
    quote: recovery was seen in 36 of the 286 patients
Mend: quote the words that hold the number, or correct the number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import number_text
from spinesite.model import Corpus
from spinesite.numbers import Number
from spinesite.sentences import sizes_in

if TYPE_CHECKING:
    from spinesite.records import Estimate


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each estimate whose number is not in its finding's quote."""
    for claim in corpus.claims:
        for i, finding in enumerate(claim.record.findings):
            if finding.quote is None:
                continue
            quoted = sizes_in(finding.quote)
            for j, estimate in enumerate(finding.estimates):
                ways = _ways(estimate)
                if not ways or any(all(number.size in quoted for number in way) for way in ways.values()):
                    continue
                yield RULE.at(
                    claim.at("findings", i, "estimates", j, next(iter(ways))),
                    f"the quote does not hold {_ways_text(estimate, ways)}",
                    "quote the words that hold the number, or correct the number; leave `quote` out if there are none",
                    (Related(claim.at("findings", i, "quote"), "the quote stands here"),),
                )


def _ways(estimate: Estimate) -> dict[str, tuple[Number, ...]]:
    """Return the fields of which one must be in the quote, with their numbers."""
    ways: dict[str, tuple[Number, ...]] = {}
    if estimate.derived is not None:
        return ways
    if estimate.value is not None:
        ways["value"] = (estimate.value,)
    if estimate.range is not None:
        ways["range"] = (estimate.range.low, estimate.range.high)
    if estimate.events is not None:
        ways["events"] = (estimate.events,)
    return ways


def _ways_text(estimate: Estimate, ways: dict[str, tuple[Number, ...]]) -> str:
    main = next(iter(ways))
    if main == "events":
        return str(estimate.events)
    unbounded = estimate.model_copy(update={"relation": "exactly"})
    return number_text(unbounded) + (f" or {estimate.events}" if "events" in ways else "")


RULE = Rule("number-not-in-quote", "numbers", Severity.ERROR, __doc__ or "", check=check)
