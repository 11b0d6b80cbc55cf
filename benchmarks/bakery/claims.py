"""Claims: a statement worded as its certainty allows, with findings whose numbers it repeats."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bakery import words
from bakery.bibliography import Reference
from bakery.estimates import measure, measure_once
from bakery.figures import Fields, Measured, Setting
from bakery.words import OUTCOMES, Outcome

_WEAK = ("case-series", "narrative-review", "editorial", "news", "economic-model")
# What an option's claims say, in this order over and over: each option has something for it and something against it.
_DIRECTIONS = ("benefit", "harm", "no-difference", "mixed", "benefit", "uncertain", "harm")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .()'-]*[A-Za-z0-9.)]")
_LEADS = {"high": "", "moderate": "probably ", "low": "may ", "very-low": "may "}
_TIMES = ("on the same day", "1 day after baking", "3 days after baking", "7 days after baking", "not recorded")


@dataclass(frozen=True, slots=True)
class Option:
    """One way of baking. `phrase` names it inside a sentence."""

    id: str
    phrase: str
    method: str
    dough: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the pages need of a claim: `fact` is a sentence part that holds its number with its bound."""

    id: str
    option: str
    direction: str
    outcome: str
    conditions: tuple[str, ...]
    reference: Reference
    locator: str
    fact: str
    text: str

    @property
    def cite(self) -> str:
        """The citation, as prose writes it."""
        return f"[@{self.reference.citekey}, {self.locator}]"


class Deck:
    """Deals references in turn, so that every one of them is cited before any is cited again."""

    def __init__(self, random: Random, cards: Sequence[Reference]) -> None:
        self.cards = random.sample(cards, len(cards))
        self.next = 0

    def deal(self, count: int) -> list[Reference]:
        """Return references, all different while there are enough."""
        dealt = [self.cards[(self.next + i) % len(self.cards)] for i in range(min(count, len(self.cards)))]
        self.next += len(dealt)
        return dealt


def options(count: int) -> list[Option]:
    """Return ways of baking, every one different; raises ValueError if there are not so many."""
    if count > len(words.METHODS) * len(words.DOUGHS) * len(words.SETTINGS):
        raise ValueError(f"there are no {count} ways of baking")
    found: list[Option] = []
    for i in range(count):
        method = words.METHODS[i % 15]
        dough = words.DOUGHS[(i // 15 + i % 15) % 20]
        setting = words.SETTINGS[i // 300]
        phrase = f"{method} for {dough}{' ' + setting if setting else ''}"
        found.append(Option(f"{method}-{dough}-{setting}".strip("-").replace(" ", "-"), phrase, method, dough))
    return found


def claims(random: Random, count: int, ways: Sequence[Option], plain: Deck, bounded: Deck) -> Iterator[Claim]:
    """Yield claims, shared out evenly over the options."""
    for i in range(count):
        option, turn = ways[i % len(ways)], i // len(ways)
        direction = _DIRECTIONS[turn % len(_DIRECTIONS)]
        outcome = OUTCOMES[(i * 5 + turn) % len(OUTCOMES)]
        cited = (bounded if i % 11 == 4 else plain).deal(1) + plain.deal(random.choice((0, 0, 0, 1, 1, 2)))
        yield _claim(random, i, option, direction, outcome, cited)


def scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def locator(random: Random, reference: Reference) -> tuple[str, str]:
    """Return a place in a work, as a record and as prose write it."""
    number = str(random.randint(1, 900))
    if reference.kind == "online":
        return f'section: "{random.randint(1, 9)}"', f"sec. {random.randint(1, 9)}"
    if random.random() < 0.3:
        table = random.randint(1, 6)
        return f'table: "{table}"', f"table {table}"
    return f'page: "{number}"', f"p. {number}"


def _claim(
    random: Random, number: int, option: Option, direction: str, outcome: Outcome, cited: list[Reference]
) -> Claim:
    first = cited[0]
    comparator = random.choice(words.COMPARATORS)
    better = direction == "benefit" or (direction in ("mixed", "uncertain") and random.random() < 0.5)
    setting = Setting(
        outcome,
        option.phrase,
        comparator,
        sign=1 if better == (outcome.better == "higher") else -1,
        apart=direction in ("benefit", "harm"),
        basis="pooled" if first.design == "systematic-review" else "raw",
        bound=first.bound,
    )
    advice = first.design == "guideline" and not first.bound
    measured = _advice(option, outcome, direction) if advice else measure(random, setting)
    time = random.choice(_TIMES)
    level, certainty = _certainty(random, cited, direction)
    claim_id = f"{option.id}-{outcome.id}-{number + 1}"
    conditions = tuple(random.sample(words.CONDITIONS, random.choice((1, 1, 2))))
    in_record, in_prose = locator(random, first)
    cite = f"[@{first.citekey}, {in_prose}]"
    fact = f"in {words.IN_WORDS[first.design]}, {measured.short}"
    lines = [f"id: {claim_id}", "statement: >-", *_folded(_statement(measured, setting, direction, level, first, time))]
    if random.random() < 0.25:
        lines += ["detail: |", *_folded(f"{fact[0].upper()}{fact[1:]} {cite}. {_detail(random, option, cited)}")]
    lines += [f"options: [{option.id}]", f"conditions: [{', '.join(conditions)}]", f"direction: {direction}"]
    lines += [*certainty, "findings:"]
    for place, reference in enumerate(cited):
        here = measured if place == 0 else measure_once(random, _again(setting, reference))
        where = in_record if place == 0 else locator(random, reference)[0]
        whom = f"{option.dough} loaves of {random.randint(6, 12)}00 g, batch {number * 3 + place + 1}"
        if outcome.counted != "loaves":
            whom = f"{outcome.counted} of {whom}"
        lines += _finding(random, reference, where, whom, setting, time, here)
    if random.random() < 0.1:
        lines += [
            "quoted_as:",
            "  - {where: a leaflet, says: it always works, match: changed, why: a share became a rule}",
        ]
    if random.random() < 0.4:
        lines.append(f"would_change: A trial that follows every loaf and counts {outcome.noun} by eye.")
    lines.append(f"reviewed: 2026-{random.randint(1, 10):02d}-{random.randint(1, 28):02d}")
    return Claim(claim_id, option.id, direction, outcome.id, conditions, first, in_prose, fact, "\n".join(lines) + "\n")


def _again(setting: Setting, reference: Reference) -> Setting:
    basis = "pooled" if reference.design == "systematic-review" else "raw"
    return Setting(setting.outcome, setting.option, setting.comparator, setting.sign, setting.apart, basis)


def _advice(option: Option, outcome: Outcome, direction: str) -> Measured:
    """Return a finding without a number."""
    advice = {"benefit": "for", "harm": "against"}.get(direction, "neither for nor against")
    text = f"the advice is {advice} {option.phrase} by those who look at {outcome.noun}"
    return Measured((), text, text, False)


def _certainty(random: Random, cited: Sequence[Reference], direction: str) -> tuple[str, list[str]]:
    """Return a level and the lines of a record that say who gave it, and why."""
    designs = [reference.design for reference in cited]
    if all(design in _WEAK for design in designs):
        reason = f"The design, {designs[0].replace('-', ' ')}, allows no more."
        return "very-low", ["certainty:", "  level: very-low", "  rated_by: rule", f"  reason: {reason}"]
    if designs[0] == "systematic-review" and direction in ("benefit", "harm", "no-difference"):
        level = random.choice(("high", "moderate", "moderate", "low"))
        lines = ["certainty:", f"  level: {level}", "  rated_by: source", "  reason: The review graded its own trials."]
        if level != "high":
            lines += ["  concerns:", "    - {domain: imprecision, concern: serious, why: few loaves}"]
        return level, lines
    return "not-rated", [
        "certainty:",
        "  level: not-rated",
        "  reason: Neither the source nor an editor has graded it.",
    ]


def _statement(measured: Measured, setting: Setting, direction: str, level: str, first: Reference, time: str) -> str:
    """Return one sentence; with a graded level it begins with what the level allows to say."""
    study = words.IN_WORDS[first.design]
    when = "" if not measured.estimates or not time[0].isdigit() else f" {time},"
    if level == "not-rated" or not measured.compared or direction in ("mixed", "uncertain"):
        hedge = ", but we are very unsure" if level == "very-low" else ""
        return f"In {study} of {setting.option},{when} {measured.clause}{hedge}."
    verb = {
        "benefit": "does better than",
        "harm": "does worse than",
        "no-difference": "does about as well as",
    }[direction]
    if level in ("low", "very-low"):
        verb = verb.replace("does", "do", 1)
    lead = f"{setting.option[0].upper()}{setting.option[1:]} {_LEADS[level]}{verb} {setting.comparator}"
    unsure = ", but we are very unsure" if level == "very-low" else ""
    return f"{lead} on {setting.outcome.noun}{unsure}: in {study},{when} {measured.clause}."


def _detail(random: Random, option: Option, cited: Sequence[Reference]) -> str:
    others = "; ".join(f"@{reference.citekey}" for reference in cited)
    return random.choice(
        (
            f"Nobody looked at other ways of {option.dough} baking [{others}]. {words.scene(random)}",
            f"{words.scene(random)} The ovens were not all *alike* [{others}].",
            f"See [the option](option:{option.id}) for more. The [crumb](term:crumb) was judged by eye [{others}].",
        )
    )


def _finding(
    random: Random, reference: Reference, where: str, whom: str, setting: Setting, time: str, measured: Measured
) -> list[str]:
    compared = scalar(setting.comparator) if measured.compared else "null"
    lines = [
        f"  - citation: {{citekey: {reference.citekey}, {where}}}",
        f"    population: {scalar(whom)}",
        f"    intervention: {scalar(setting.option)}",
        f"    comparator: {compared}",
        f"    outcome: {setting.outcome.id}",
        f"    timeframe: {scalar(time)}",
    ]
    if measured.quote and random.random() < 0.4:
        lines.append(f"    quote: {scalar(measured.quote)}")
    if random.random() < 0.2:
        lines.append("    checked: abstract")
    if not measured.estimates:
        return [
            *lines,
            f"    summary: {scalar(measured.clause[0].upper() + measured.clause[1:] + '.')}",
            "    estimates: []",
        ]
    return [*lines, "    estimates:", *(line for fields in measured.estimates for line in _estimate(fields))]


def _estimate(fields: Fields) -> Iterator[str]:
    """Yield an estimate: an arm on one line, as editors like to write tables; anything else in block style."""
    if fields[0][0] == "arm":
        pairs = ", ".join(f"{name}: {value}" for name, value in fields)
        yield f"      - {{{pairs}}}"
        return
    for place, (name, value) in enumerate(fields):
        yield f"      {'- ' if place == 0 else '  '}{name}: {value}"


def _folded(text: str) -> list[str]:
    return textwrap.wrap(
        text, 110, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
