"""Every number of a statement must come from the claim's own record.

Why: the statement is what people read and pass on. A number in it that no estimate holds cannot be checked, and a
correction of the record would not reach it. A number is backed when it is equal in absolute value to a value, an end of
a range or interval, a level, events, total, p or standard deviation of an estimate of the claim; or to a number in the
population, intervention, comparator, timeframe, arm or unit of a finding; or to one in a quote. "13 in 100" is backed
by a share that rounds to it, and "on a scale from 0 to 100" by the scale that an estimate uses. Digits that are part of
a name (L5-S1, SF-36) are no numbers. "1.2 million" is 1200000 as well as 1.2. Of numbers in words, percentages,
counts of people and shares are read: "nine in ten", "9 in 10" and "half of the people" are backed by a share that
rounds to them, or is near them where "about" or a bound says so.

Bad:
    statement: In one trial, 18% of people recovered.
    findings: [{…, estimates: [{measure: proportion, value: "12.6", unit: percent}]}]
Good:
    statement: In one trial, 12.6% of people recovered.
Mend: write a number that the record holds, or add the estimate, with its source, that holds this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.numbers import Found, Number, sizes_in_digits
from spinesite.sentences import (
    DENOMINATORS,
    frequencies_in,
    frequency_sizes,
    numbers_in_pieces,
    numbers_of,
    sentences,
    share_whole,
    sizes_in,
    stated_numbers,
    texts_of,
)
from spinesite.sharewords import Share, shares_in_digits, shares_in_words

if TYPE_CHECKING:
    from spinesite.records import Claim, Estimate, Scale

    Scales = Mapping[tuple[str, str], Scale]

MAX_LISTED = 12
# How far "about half" may be from the share.
NEAR = Fraction(1, 20)


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each number of a statement that the claim does not hold; one for each different number."""
    scales = {(outcome.id, scale.id): scale for outcome in corpus.outcomes for scale in outcome.record.scales}
    for claim in corpus.claims:
        missing, shares = _unbacked(claim.record, scales)
        shares += _unbacked_shares(claim.record)
        if not missing and not shares:
            continue
        hint = f"write a number that the record holds{_listed(claim.record)}, or add the estimate that holds this one"
        first: dict[str, Found] = {}
        for found in missing:
            first.setdefault(found.number.size, found)
        for found in first.values():
            yield RULE.at(
                claim.within(claim.record.statement, found.start, "statement"),
                f"no estimate of this claim holds the {found.number} of its statement",
                hint,
            )
        for share in shares:
            yield RULE.at(
                claim.within(claim.record.statement, share.start, "statement"),
                f"no estimate of this claim holds the share {share.words!r} of its statement",
                hint,
            )


def _unbacked_shares(claim: Claim) -> list[Share]:
    """Return the shares in words that no proportion of the claim comes to, and no text of it holds."""
    found = list(shares_in_words(claim.statement))
    if not found:
        return []
    texts = [text for finding in claim.findings for text in (*texts_of(finding), finding.quote) if text is not None]
    held = {share.value for text in texts for share in shares_in_words(text)}
    estimates = [estimate for _, _, _, estimate in claim.numbered()]
    return [share for share in found if share.value not in held and not _is_backed(share, estimates)]


def _is_backed(share: Share, estimates: Iterable[Estimate]) -> bool:
    for estimate in estimates:
        events, total = estimate.events, estimate.total
        if events is not None and total is not None and total.value and _is_near(events.value / total.value, share):
            return True
        whole = share_whole(estimate)
        if whole is not None and any(
            number.is_rounding_of(whole * share.value) or _is_near(abs(number.value) / whole, share)
            for _, number in estimate.named_numbers()
        ):
            return True
    return False


def _is_near(value: Fraction, share: Share) -> bool:
    return value == share.value or (share.is_rough and abs(value - share.value) <= NEAR)


def _unbacked(claim: Claim, scales: Scales) -> tuple[list[Found], list[Share]]:
    """Return the numbers that the claim does not hold, and the shares in digits of which it holds neither number."""
    found = stated_numbers(claim.statement)
    if not found:
        return [], []
    backed = {number.size for _, _, _, estimate in claim.numbered() for number in numbers_of(estimate)}
    missing = [one for one in found if one.number.size not in backed]
    if not missing:
        return [], []
    texts = [text for finding in claim.findings for text in (*texts_of(finding), finding.quote) if text is not None]
    # Reading a text generously takes ten times as long, and is seldom needed.
    for sizes_of in (sizes_in_digits, sizes_in):
        for text in texts:
            backed |= sizes_of(text)
        missing = [one for one in missing if one.number.size not in backed]
        if not missing:
            return [], []
    allowed = {*_frequencies(claim), *_scale_ends(claim, scales)}
    return _put_together(claim, [one for one in missing if one.start not in allowed], backed)


def _put_together(claim: Claim, missing: list[Found], backed: set[str]) -> tuple[list[Found], list[Share]]:
    """Return what is missing with the parts of numbers ("30 850") and shares ("1 in 4") taken together.

    Parts are not missing where the claim holds what they make together.
    """
    for whole in numbers_in_pieces(claim.statement):
        parts = [one for one in missing if whole.start <= one.start < whole.end]
        missing = [one for one in missing if one not in parts]
        if parts and whole.number.size not in backed:
            missing.append(whole)
    estimates = [estimate for _, _, _, estimate in claim.numbered()]
    shares: list[Share] = []
    for share in shares_in_digits(claim.statement):
        parts = [one for one in missing if share.start <= one.start < share.end]
        is_held = _is_backed(share, estimates)
        if is_held or len(parts) == 2:
            missing = [one for one in missing if one not in parts]
            shares += [] if is_held else [share]
    return sorted(missing, key=lambda one: one.start), shares


def _frequencies(claim: Claim) -> Iterator[int]:
    """Yield where the numbers of natural frequencies begin in the statement that a share of the claim rounds to."""
    estimates = [estimate for _, _, _, estimate in claim.numbered()]
    sizes = {denominator: frequency_sizes(estimates, denominator) for denominator in DENOMINATORS}
    for offset, sentence in sentences(claim.statement):
        frequencies = frequencies_in(sentence)
        numbers = {one.start: one.number.size for one in stated_numbers(sentence)} if frequencies else {}
        # "Of every 100" leaves open which number of the sentence is the count.
        anywhere = {
            denominator: [start for start, size in numbers.items() if size in sizes[denominator]]
            for denominator in {frequency.denominator for frequency in frequencies if not frequency.counts}
        }
        for starts in anywhere.values():
            yield from (offset + start for start in starts)
        for frequency in frequencies:
            of = frequency.denominator
            counts = [start for start in frequency.counts if numbers.get(start) in sizes[of]]
            yield from (offset + start for start in counts)
            if counts or (not frequency.counts and anywhere[of]):
                yield offset + frequency.denominator_start


def _scale_ends(claim: Claim, scales: Scales) -> Iterator[int]:
    """Yield where the ends of a scale that the claim uses begin in the statement ("from 0 to 100", "out of 100")."""
    ends = set()
    for _, finding, _, estimate in claim.numbered():
        scale = scales.get((finding.outcome, estimate.scale or ""))
        if scale is not None and scale.high is not None:
            ends.add((scale.low.text if scale.low is not None else "0", scale.high.text))
    for low, high in sorted(ends):
        both = rf"(?<![\w.,])({re.escape(low)})\s*(?:to|and|[-–])\s*({re.escape(high)})(?![\w]|[.,]\d)"
        top = rf"(?:\bout\s+of\s+({re.escape(high)})|(?<![\w.,])({re.escape(high)})[- ]point)(?![\w]|[.,]\d)"
        for pattern in (both, top):
            for match in re.finditer(pattern, claim.statement):
                yield from (match.start(group) for group in (1, 2) if match[group] is not None)


def _listed(claim: Claim) -> str:
    numbers: dict[str, Number] = {}
    for _, _, _, estimate in claim.numbered():
        for number in numbers_of(estimate):
            numbers.setdefault(number.size, number)
    if not numbers:
        return ""
    texts = [number.text.removeprefix("-") for number in numbers.values()]
    more = ", …" if len(texts) > MAX_LISTED else ""
    return f" ({', '.join(texts[:MAX_LISTED])}{more})"


RULE = Rule("statement-number-unbacked", "numbers", Severity.ERROR, __doc__ or "", check=check)
