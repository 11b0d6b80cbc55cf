"""The numbers of a sentence, and where a claim gets them from.

A statement may give only numbers that the claim's own record holds. What counts as the same number is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from spinesite.numbers import Found, Number, find_number_words, find_numbers, in_ascii, sizes_in_digits

if TYPE_CHECKING:
    from spinesite.records import Estimate, Finding

DENOMINATORS = (100, 1000)
_PERCENT = re.compile(r"\s*(?:per\s?cent|[%％﹪٪])", re.IGNORECASE)
# "13 in 100", "13 women out of every 1,000", "13 to 20 in 100"; and, whatever else the sentence says, "of every 100".
_FREQUENCY = re.compile(
    r"(?:(?<![\w.,])(?:(\d[\d,]*(?:\.\d+)?)\s*(?:to|and|or|[-–])\s*)?(?<![\w.,])(\d[\d,]*(?:\.\d+)?)"
    r"(?:\s+(?!in\b|of\b|out\b)[A-Za-z'’-]+){0,4}\s+(?:in|of|out\s+of|per)(?:\s+every|\s+each)?"
    r"|\b(?:in|of|for)\s+(?:every|each))\s+(100|1,?000)(?![.,]?\d|\w)",
    re.ASCII | re.IGNORECASE,
)
# One number in several pieces: "30 850", "30'850", "1.2 million".
_GROUPED = re.compile(r"(?<![\w.,'’])\d{1,3}(?:([ '’])\d{3})(?:\1\d{3})*(?!\w|[.,'’]\d)", re.ASCII)
_SCALED = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)[ -](thousand|million|billion)\b", re.ASCII | re.IGNORECASE)
_SCALE = re.compile(r"[ -](thousand|million|billion)\b", re.IGNORECASE)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_AND = re.compile(r",? (?:and )?", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?!\w|[.,]\d)", re.ASCII)
_COMMA_DECIMAL = re.compile(r"(?<![\w.,])(\d+),(\d+)(?!\w|[.,]\d)", re.ASCII)

# A decimal comma where no point can be meant: thousands have three digits behind their comma.
_STATED_COMMA = re.compile(r"(?<![\w.,])\d+,(?:\d\d?|\d{4,})(?!\w|[.,]\d)", re.ASCII)
_PEOPLE = r"\s+(?:people|persons|patients|participants|volunteers|adults|children|women|men)\b"
_COUNTED = re.compile(_PEOPLE, re.IGNORECASE)
_COUNTED_IN_WORDS = re.compile(
    rf"(?:ty|een|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred){_PEOPLE}", re.IGNORECASE
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_IN = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[)\]\"'”’»]*\s+(?=[\"'“‘«(\[]*[^\sa-z\"'“‘«(\[])")
_END = re.compile(r"(?<![.!?…])[.!?…]+[)\]\"'”’»]*\s*\Z")
_ENDING = frozenset(".!?…)]\"'”’»")
# What stands before a point that ends no sentence: always; before a number alone; or unless a sentence seems to begin.
_BEFORE = r"(?:^|[\s(\[\"'“‘])"
_ALWAYS = re.compile(
    rf"{_BEFORE}(?:vs?|e\.?g|i\.?e|cf|viz|eds?|dr|drs|mr|mrs|ms|prof|st|mt|rev|hon|gov|sen|gen|col|capt|lt|sgt|resp|incl|messrs)$",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(
    rf"{_BEFORE}(?:nos?|figs?|tabs?|vols?|pp?|ch|chap|sect?|eqs?|art|para|approx|ca|est|max|min|avg|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$",
    re.IGNORECASE,
)
_MAY_GO_ON = re.compile(rf"{_BEFORE}(?:al|jr|sr|inc|ltd|co|(?:[a-z]\.)*[a-z])$", re.IGNORECASE)
_BEGINNING = re.compile(
    r"[\"'“‘(\[]*(?:(?:The|An?|This|That|These|Those|It|He|She|We|You|They|In|On|At|By|For|From|With|Of|If|When|While|After"
    r"|Before|About|Around|Nearly|Almost|Roughly|Only|Just|One|Two|Three|Some|Many|Most|Half|Few|Fewer|Other|Others|But|And"
    r"|So|Yet|No|Not|There|Here|Its|Their|Our|Your|My|As|To|What|Who|Why|How|People|Then|Another|Each|Every|All|Both"
    r"|Neither|However|Later|More|Less|Up)\b|(?<=[A-Z]\.\s)\d)"
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text, each with the place where it begins.

    Points within numbers, after initials and after common abbreviations ("v.", "e.g.", "et al.") end no sentence. After
    letters such as "p.m." or "vitamin C." a sentence ends where a word follows that begins one.
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.start()] == "." and _goes_on(text, start, match):
            continue
        yield start, text[start : match.end()].rstrip()
        start = match.end()
    if start < len(text):
        yield start, text[start:]


def ends(text: str) -> bool:
    """Tell whether a text, whatever follows it, ends as a sentence does and not with an abbreviation."""
    if text.rstrip()[-1:] not in _ENDING:  # most: looking for the pattern takes as long as the text
        return False
    match = _END.search(text)
    return match is not None and not (match[0][0] == "." and _goes_on(text, 0, match))


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Tell whether a point ends an abbreviation and not the sentence that began at `start`."""
    before = text[max(start, end.start() - 10) : end.start()]
    if _ALWAYS.search(before):
        return True
    if _BEFORE_NUMBER.search(before):
        return text[end.end() : end.end() + 1].isdigit()
    return bool(_MAY_GO_ON.search(before)) and not _BEGINNING.match(text, end.end())


def stated_numbers(text: str) -> tuple[Found, ...]:
    """Return the numbers that a text states, in order: in digits; in words percentages and counts of people.

    "Thirty percent", "twelve people" and "twelve of thirty people" are such; "one" person or "two trials" are not.
    """
    found = find_numbers(text)
    if "," in text:
        found += tuple(
            Found(Number(match[0].replace(",", ".")), match.start(), match.end())
            for match in _STATED_COMMA.finditer(in_ascii(text))
        )
    if "cent" in text or _COUNTED_IN_WORDS.search(text):
        found += tuple(_stated_in_words(text))
    return tuple(sorted(found, key=lambda one: one.start))


def _stated_in_words(text: str) -> Iterator[Found]:
    words = find_number_words(text)
    counted = {one.start for one in words if one.number.size != "1" and _COUNTED.match(text, one.end)}
    for one, whole in pairwise(words):
        if whole.start in counted and _OF.fullmatch(text, one.end, whole.start):
            counted.add(one.start)
        elif _IN.fullmatch(text, one.end, whole.start):
            counted.discard(whole.start)  # "nine in ten people" is a share, and ten are not counted
    for one in words:
        if one.start in counted or _PERCENT.match(text, one.end):
            yield one


@dataclass(frozen=True, slots=True)
class Frequency:
    """A count of people out of 100 or 1,000 in a text ("13 in 100"), and where its numbers begin.

    `counts` is empty for "of every 100", which leaves open which number of the sentence is the count.
    """

    counts: tuple[int, ...]
    denominator: int
    denominator_start: int


def frequencies_in(text: str) -> tuple[Frequency, ...]:
    """Return the natural frequencies that a sentence gives."""
    if "00" not in text:
        return ()
    return tuple(
        Frequency(
            tuple(match.start(group) for group in (1, 2) if match[group] is not None),
            int(match[3].replace(",", "")),
            match.start(3),
        )
        for match in _FREQUENCY.finditer(text)
    )


def sizes_in(text: str) -> set[str]:
    """Return the absolute values (as `Number.size`) that a text of the record may mean by its numbers.

    Read generously, for a text that is not ours may be written as anyone writes: numbers in words, decimal commas,
    thousands in groups, and "1.2 million" count as well.
    """
    sizes = sizes_in_digits(text)
    sizes.update(found.number.size for found in (*find_number_words(text), *numbers_in_pieces(text)))
    sizes.update(Number(f"{match[1]}.{match[2]}").size for match in _COMMA_DECIMAL.finditer(text))
    sizes.update(match[0].replace(".", "") for match in _DOTTED.finditer(text))
    sizes.update(_sizes_of_many(text))
    return sizes


def numbers_in_pieces(text: str) -> Iterator[Found]:
    """Yield the numbers of a text that are written in several pieces ("30 850", "30'850", "1.2 million")."""
    for match in _GROUPED.finditer(text):
        yield Found(Number(match[0].replace(match[1], "")), match.start(), match.end())
    for match in _SCALED.finditer(text):
        whole = Decimal(match[1].replace(",", "")) * _SCALES[match[2].lower()]
        yield Found(Number(f"{whole.normalize():f}"), match.start(), match.end())


def _sizes_of_many(text: str) -> Iterator[str]:
    """Yield the numbers in words from a thousand up: "two million", "one thousand two hundred"."""
    words = find_number_words(text)
    for one, following in zip_longest(words, words[1:]):
        if scale := _SCALE.match(text, one.end):
            many = one.number.value * _SCALES[scale[1].lower()]
            yield str(many)
            if following is not None and _AND.fullmatch(text, scale.end(), following.start):
                yield str(many + following.number.value)


def numbers_of(estimate: Estimate) -> Iterator[Number]:
    """Yield every number of an estimate: value, range, interval with its level, events, total, sd and p."""
    for _, number in estimate.named_numbers():
        yield number
    if estimate.interval is not None:
        yield estimate.interval.level
    for number_or_none in (estimate.events, estimate.total, estimate.sd, estimate.p):
        if number_or_none is not None:
            yield number_or_none


def texts_of(finding: Finding) -> Iterator[str]:
    """Yield what a finding says in words: who was studied, what was done, how long, arms and units; never its quote."""
    for text in (finding.population, finding.intervention, finding.comparator, finding.timeframe):
        if text is not None:
            yield text
    for estimate in finding.estimates:
        for text in (estimate.arm, estimate.unit):
            if text is not None:
                yield text


def frequency_sizes(estimates: Iterable[Estimate], denominator: int) -> set[str]:
    """Return the numbers (as `Number.size`) that give estimates as counts of people out of 100 or 1,000.

    These are the whole numbers that proportions, and differences between them, round to (half up or half even); and
    percentages as they are written, out of 100.
    """
    sizes: set[str] = set()
    for estimate in estimates:
        whole = share_whole(estimate)
        if whole is None:
            continue
        for _, number in estimate.named_numbers():
            sizes |= roundings(abs(number.value) * denominator / whole)
            if whole == denominator:
                sizes.add(number.size)
        if estimate.events is not None and estimate.total is not None:
            sizes |= roundings(estimate.events.value * denominator / estimate.total.value)
    return sizes


def share_whole(estimate: Estimate) -> int | None:
    """Return what everybody is in the unit of a proportion, or of a difference between two: 100 or 1, else None."""
    if estimate.measure not in ("proportion", "risk-difference"):
        return None
    if estimate.unit in ("percent", "percentage-points"):
        return 100
    return 1 if estimate.unit in (None, "proportion") else None


def roundings(exact: Fraction) -> set[str]:
    """Return the whole numbers, as text, that an exact value from 0 up rounds to, half up or half even."""
    up = int(exact + Fraction(1, 2))
    return {str(up), str(up - 1)} if up - exact == Fraction(1, 2) and up % 2 else {str(up)}
