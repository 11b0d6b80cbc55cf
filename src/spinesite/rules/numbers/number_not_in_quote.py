"""A quote must hold the number that it is given for.

Why: a quote is there so that anyone can find the number in the source. Of an estimate's value and events, as far as
given, at least one must stand in the finding's quote; of a range, both ends or the events. Numbers are equal in
absolute value, so 12.60 is 12.6. Numbers are read as people write them: in words, with any separator between thousands,
with decimal commas, "1.2 million", "none" for 0, "half of the patients" for 50%, "twice" for a ratio of 2. An estimate
that is `derived` is not looked for, for the source does not give it.

Bad:
    quote: recovery was seen in 34 patients
    estimates: [{measure: proportion, value: "12.6", unit: percent, events: "36", total: "286"}]
Good:
    quote: recovery was seen in 36 of the 286 patients
Mend: quote the words that hold the number, or correct the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.figures import number_text
from spinesite.model import Corpus
from spinesite.numbers import Number
from spinesite.sentences import share_whole, sizes_in
from spinesite.sharewords import shares_in_digits, shares_in_words

if TYPE_CHECKING:
    from spinesite.records import Estimate

_NOBODY = re.compile(r"\b(?:none|nobody|no|nil|neither)\b", re.IGNORECASE)
_RATIOS = frozenset(("risk-ratio", "odds-ratio", "hazard-ratio"))
_MULTIPLES = {
    size: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for size, words in (
        ("0.5", "half|halves|halved"),
        ("2", "twice|doubles?|doubled|two-?fold"),
        ("3", "triples?|tripled|trebles?|trebled|three-?fold"),
    )
}


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each estimate whose number is not in its finding's quote."""
    for claim in corpus.claims:
        for i, finding in enumerate(claim.record.findings):
            if finding.quote is None:
                continue
            quoted = sizes_in(finding.quote) | ({"0"} if _NOBODY.search(finding.quote) else set())
            for j, estimate in enumerate(finding.estimates):
                ways = _ways(estimate)
                if not ways or any(all(number.size in quoted for number in way) for way in ways.values()):
                    continue
                if estimate.value is not None and _is_in_words(estimate.value, estimate, finding.quote):
                    continue
                yield RULE.at(
                    claim.at("findings", i, "estimates", j, next(iter(ways))),
                    f"the quote does not hold {_ways_text(estimate, ways)}",
                    "quote the words that hold the number, or correct the number; leave `quote` out if there are none",
                    (Related(claim.at("findings", i, "quote"), "the quote stands here"),),
                )


def _is_in_words(value: Number, estimate: Estimate, quote: str) -> bool:
    """Tell whether a quote gives a share or a ratio in words: "half of the patients", "1 in 4", "twice as often"."""
    whole = share_whole(estimate)
    if whole is not None:
        shares = (*shares_in_words(quote), *shares_in_digits(quote))
        return any(value.is_rounding_of(whole * share.value) for share in shares)
    words = _MULTIPLES.get(value.size) if estimate.measure in _RATIOS else None
    return words is not None and words.search(quote) is not None


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
    is_another = estimate.events is not None and estimate.events.size != (estimate.value and estimate.value.size)
    return number_text(unbounded) + (f" or {estimate.events}" if is_another else "")


RULE = Rule("number-not-in-quote", "numbers", Severity.ERROR, __doc__ or "", check=check)
