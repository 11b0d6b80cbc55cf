"""The numbers of a sentence, and where a claim gets them from.

A statement may give only numbers that the claim's own record holds. What counts as the same number is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from spinesite.arithmetic import named_numbers
from spinesite.diagnostics import Location
from spinesite.model import Sourced
from spinesite.numbers import Found, Number, find_number_words, find_numbers, numbers_in
from spinesite.records import Claim, Estimate, Finding

DENOMINATORS = (100, 1000)
_PERCENT = re.compile(r"\s*(?:per\s?cent|%)", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:in|of)(?:\s+every|\s+each)?\s+(100|1,?000)(?![\d.,]?\d|\w)", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?!\w|[.,]\d)", re.ASCII)
_COMMA_DECIMAL = re.compile(r"(?<![\w.,])(\d+),(\d+)(?!\w|[.,]\d)", re.ASCII)

_SENTENCE_END = re.compile(r"[.!?…]+[)\]\"'”’»]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:vs?|e\.g|i\.e|cf|al|approx|ca|no|nos|fig|figs|tab|vol|pp?|eds?|dr|drs|mr|mrs|ms|prof|st|resp|incl|[a-z])$",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text, each with the place where it begins.

    Points within numbers, after single letters and after common abbreviations ("v.", "e.g.", "et al.") end no sentence.
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.start()] == "." and _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        yield start, text[start : match.end()].rstrip()
        start = match.end()
    if start < len(text):
        yield start, text[start:]


def stated_numbers(text: str) -> tuple[Found, ...]:
    """Return the numbers that a text states: those in digits, and percentages in words ("thirty percent"), in order."""
    digits = find_numbers(text)
    if "cent" not in text:
        return digits
    words = tuple(found for found in find_number_words(text) if _PERCENT.match(text, found.end))
    return tuple(sorted(digits + words, key=lambda found: found.start)) if words else digits


def denominators_in(text: str) -> frozenset[int]:
    """Return which of 100 and 1,000 a text counts people out of ("13 in 100", "of every 1,000")."""
    if "00" not in text:
        return frozenset()
    return frozenset(int(match[1].replace(",", "")) for match in _OUT_OF.finditer(text))


def sizes_in(text: str) -> set[str]:
    """Return the absolute values (as `Number.size`) that a text of the record may mean by its numbers.

    Read generously, for a text that is not ours may be written as anyone writes: numbers in words, decimal commas, and
    thousands with spaces between them count as well.
    """
    sizes = {number.size for number in numbers_in(text)}
    sizes.update(found.number.size for found in find_number_words(text))
    sizes.update(Number(match[0].replace(" ", "")).size for match in _SPACED.finditer(text))
    sizes.update(Number(f"{match[1]}.{match[2]}").size for match in _COMMA_DECIMAL.finditer(text))
    return sizes


def spaced_numbers(text: str) -> Iterator[Found]:
    """Yield the numbers of a text that are written with spaces between thousands ("30 850")."""
    for match in _SPACED.finditer(text):
        yield Found(Number(match[0].replace(" ", "")), match.start(), match.end())


def numbers_of(estimate: Estimate) -> Iterator[Number]:
    """Yield every number of an estimate: value, range, interval with its level, events, total, sd and p."""
    for _, number in named_numbers(estimate):
        yield number
    if estimate.interval is not None:
        yield estimate.interval.level
    for number_or_none in (estimate.events, estimate.total, estimate.sd, estimate.p):
        if number_or_none is not None:
            yield number_or_none


def texts_of(finding: Finding) -> Iterator[str]:
    """Yield what a finding says in words about who was studied, what was done and for how long; never its quote."""
    for text in (finding.population, finding.intervention, finding.comparator, finding.timeframe):
        if text is not None:
            yield text
    for estimate in finding.estimates:
        if estimate.arm is not None:
            yield estimate.arm


def shares_of(estimate: Estimate) -> Iterator[Fraction]:
    """Yield the shares of people (0 to 1) that an estimate gives: proportions, and differences between proportions."""
    if estimate.measure not in ("proportion", "risk-difference"):
        return
    if estimate.unit in ("percent", "percentage-points"):
        whole = 100
    elif estimate.unit in (None, "proportion"):
        whole = 1
    else:
        return
    for _, number in named_numbers(estimate):
        yield abs(number.value) / whole
    if estimate.events is not None and estimate.total is not None:
        yield estimate.events.value / estimate.total.value


def frequency_sizes(shares: Iterable[Fraction], denominator: int) -> set[str]:
    """Return the numbers (as `Number.size`) that give a share out of the denominator: exact, or rounded to a whole."""
    sizes: set[str] = set()
    for share in shares:
        exact = share * denominator
        whole = int(exact + Fraction(1, 2))
        sizes.add(str(whole))
        if exact != whole and abs(exact - whole) == Fraction(1, 2):
            sizes.add(str(whole - 1))
        if exact.denominator in (2, 5, 10, 20, 50, 100):
            sizes.add(Number(f"{int(exact)}.{int(exact * 100) % 100:02}").size)
    return sizes


def places_of(claim: Sourced[Claim], wanted: Iterable[Found]) -> list[Location]:
    """Return where some of the statement's numbers stand in the claim's file, in the order of the text.

    A number that is not written in the file as the statement has it (an escape in quotes) stands at the statement.
    """
    statement = claim.at("statement")
    text, column = claim.source.text, statement.column
    offset = _offset(text, statement.line - claim.source.first_line) + column - 1
    in_file = iter(find_numbers(text[offset:]))
    numbers = iter(find_numbers(claim.record.statement))
    line, line_start = statement.line, offset - column + 1
    places: list[Location] = []
    for found in wanted:
        if not claim.record.statement[found.start : found.start + 1].isdigit():
            places.append(claim.find(claim.record.statement[found.start : found.end], "statement"))
            continue
        at = _follow(numbers, in_file, found)
        if at is None:
            places.append(statement)
            continue
        at += offset
        line += text.count("\n", line_start, at)
        line_start = text.rfind("\n", 0, at) + 1
        places.append(Location(statement.path, line, at - line_start + 1))
    return places


def _offset(text: str, lines: int) -> int:
    offset = 0
    for _ in range(lines):
        offset = text.index("\n", offset) + 1
    return offset


def _follow(numbers: Iterator[Found], in_file: Iterator[Found], wanted: Found) -> int | None:
    """Go through the statement's numbers and the file's side by side up to the wanted one; return its place in the file."""
    for number in numbers:
        place = next((found.start for found in in_file if found.number == number.number), None)
        if number.start == wanted.start:
            return place
    return None
