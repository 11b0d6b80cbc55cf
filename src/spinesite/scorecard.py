"""Which items of a checklist for decision aids each option's page meets: worked out from the records, never claimed.

The checklist is IPDAS, the International Patient Decision Aid Standards: 6 items that make a text a decision aid
("qualifying"), those that keep it from misleading ("certifying", 6 of which are not about tests), and more that add to
its quality. Source: `CHECKLIST`. The items are in our own words, and each says how the program
decides. What a program can't decide has no item; the page of the scorecard names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spinesite import addresses, drawings, figures, words
from spinesite.blocks import blocks
from spinesite.model import Sourced
from spinesite.page import Page, denominator, notes, shown
from spinesite.readability import EASY, FEWEST_WORDS, reading
from spinesite.records import OptionPage
from spinesite.site import Figure, Report, Site, Source, Statement

CHECKLIST = "https://doi.org/10.1177/0272989X13501721"
# What editors write in a field where the source says nothing.
NO_RECORD = (words.NOT_RECORDED, "not stated", "not described")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page meets an item, with the reason as a sentence."""

    is_met: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an option's page shows, and the `usual` headings of the site's options.

    `about` are the claims about the option, `statements` all claims on the page.
    """

    site: Site
    option: Sourced[OptionPage]
    about: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    usual: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every number on the page that comes from a source."""
        return tuple(figure for statement in self.statements for figure in statement.figures)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every finding on the page."""
        return tuple(report for statement in self.statements for report in statement.reports)

    def links(self, kind: str) -> set[str]:
        """Return the other records of a kind to which the text leads."""
        return {link.target for link in self.option.prose.links if link.kind == kind} - {self.option.id}


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its place in the checklist, a short name, what it asks, how the program decides, and the decision."""

    place: str
    name: str
    asks: str
    decided: str
    judge: Callable[[Shown], Verdict]


@dataclass(frozen=True, slots=True)
class Card:
    """An option and the verdict on each of `ITEMS`, in their order."""

    option: Sourced[OptionPage]
    verdicts: tuple[Verdict, ...]

    @property
    def met(self) -> int:
        """How many items the page meets."""
        return sum(verdict.is_met for verdict in self.verdicts)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _any(number: int, thing: str, where: str) -> Verdict:
    """Return that an item is met by one thing or more: "3 sources stand on the page."."""
    if not number:
        return Verdict(False, f"No {thing} {where}.")
    return Verdict(True, f"{_counted(number, thing)} {where}.")


def _all(lacking: int, number: int, thing: str, lack: str, full: str) -> Verdict:
    """Return that an item is met if nothing lacks what it asks for, and if there is anything that could."""
    if not number:
        return Verdict(False, f"There is no {thing} on the page.")
    if lacking:
        return Verdict(False, f"{lacking} of {_counted(number, thing)} {lack}.")
    return Verdict(True, f"{_counted(number, thing)}: {full}.")


def _problem(page: Shown) -> Verdict:
    return _any(len(page.links("condition")), "problem", "named in the text")


def _choice(page: Shown) -> Verdict:
    return _any(len(page.links("option")), "other option", "named in the text")


def _description(page: Shown) -> Verdict:
    has_text = any(not isinstance(part, str) or part.strip() for part in page.option.prose.parts)
    parts = _counted(len(_headings(page.option)), "heading")
    return Verdict(has_text, f"A text of its own, with {parts}." if has_text else "No text of its own.")


def _helps(page: Shown) -> Verdict:
    return _any(_speaking(page.about, words.HELPS), "claim", "on record on whether it helps")


def _harms(page: Shown) -> Verdict:
    return _any(_speaking(page.about, words.HARMS), "claim", "on record on whether it harms")


def _speaking(statements: tuple[Statement, ...], directions: frozenset[str]) -> int:
    return sum(statement.claim.direction in directions for statement in statements)


def _both_sides(page: Shown) -> Verdict:
    helps = _numbers_for(page, words.HELPS)
    harms = _numbers_for(page, words.HARMS)
    reason = f"{_counted(helps, 'number')} on whether it helps, {harms} on whether it harms."
    return Verdict(bool(helps and harms), reason)


def _numbers_for(page: Shown, directions: frozenset[str]) -> int:
    return sum(len(statement.figures) for statement in page.about if statement.claim.direction in directions)


def _sources(page: Shown) -> Verdict:
    return _any(len(page.sources), "source", "on the page")


def _dated(page: Shown) -> Verdict:
    days = [statement.claim.reviewed for statement in page.about]
    if not days:
        return Verdict(False, "No claim about the option carries a date of review.")
    return Verdict(True, f"Last reviewed: {words.day(min(days))}.")


def _update_policy(page: Shown) -> Verdict:
    is_met = page.site.settings.update_policy is not None
    return Verdict(is_met, f"The site {'says' if is_met else 'does not say'} how its claims are kept up to date.")


def _uncertainty(page: Shown) -> Verdict:
    lacking = sum(
        not _has_range(figure)
        for statement in page.statements
        if statement.claim.certainty.level == "not-rated"
        for figure in statement.figures
    )
    return _all(
        lacking, len(page.figures), "number", "without a range and without a grade", "each has a range or a grade"
    )


def _has_range(figure: Figure) -> bool:
    estimate = figure.estimate
    return bool(estimate.interval or estimate.range or figures.wilson_text(estimate, 100))


def _site_funding(page: Shown) -> Verdict:
    is_met = _is_recorded(page.site.settings.funding)
    return Verdict(is_met, f"It is {'' if is_met else 'not '}recorded who pays for the site.")


def _is_recorded(text: str | None) -> bool:
    return text is not None and not text.casefold().startswith(NO_RECORD)


def _least(page: Shown) -> Verdict:
    least = page.site.options[0]
    if page.option.id == least.id:
        return Verdict(True, "This is the first option in the order, the one that changes least.")
    is_met = least.id in page.links("option")
    return Verdict(is_met, f"The text {'leads' if is_met else 'does not lead'} to the option that changes least.")


def _same_parts(page: Shown) -> Verdict:
    own = _headings(page.option)
    missing = [heading for heading in page.usual if heading not in own]
    if missing:
        return Verdict(False, f"Missing, though most options have it: {'; '.join(missing)}.")
    return _any(len(page.usual), "heading", "in common with most options, and none missing")


def _headings(option: Sourced[OptionPage]) -> tuple[str, ...]:
    return tuple(heading.text for heading in option.prose.headings if heading.level == 2)


def _compared(page: Shown) -> Verdict:
    return _any(sum(report.finding.comparator is not None for report in page.reports), "finding", "with a comparison")


def _natural(page: Shown) -> Verdict:
    base = f"{denominator(page.statements):,}"
    return _any(sum(figure.share is not None for figure in page.figures), "share", f"shown as people out of {base}")


def _group(page: Shown) -> Verdict:
    lacking = sum(not _is_recorded(report.finding.population) for report in page.reports)
    return _all(
        lacking, len(page.reports), "finding", "without the people who were studied", "each says who was studied"
    )


def _time(page: Shown) -> Verdict:
    lacking = sum(not _is_recorded(report.finding.timeframe) for report in page.reports)
    return _all(lacking, len(page.reports), "finding", "without a time", "each says when it was measured")


def _pictures(page: Shown) -> Verdict:
    drawn = sum(bool(drawings.people(figure, 100) or drawings.strip(figure)) for figure in page.figures)
    return _any(drawn, "number", "drawn beside the words")


def _reading(page: Shown) -> Verdict:
    read = (block for block in blocks(page.option.prose.text) if block.kind in ("paragraph", "item"))
    measured = reading(sentence.text for block in read for sentence in block.sentences)
    if not page.site.settings.is_english:
        return Verdict(False, "Not measured: the index is made for English.")
    if measured.words < FEWEST_WORDS:
        return Verdict(False, "Too short to be measured.")
    return Verdict(
        measured.grade <= EASY, f"It reads at grade {max(measured.grade, 0):.1f}; grade {EASY} is the limit."
    )


def _payers(page: Shown) -> Verdict:
    lacking = sum(not _is_recorded(source.reference.get("funding")) for source in page.sources)
    return _all(lacking, len(page.sources), "source", "without a record of who paid", "each says who paid")


ITEMS = (
    Item(
        "Qualifying 1", "Problem", "Says which problem the option is for.", "The text leads to a condition.", _problem
    ),
    Item("Qualifying 2", "Choice", "Says what the choice is.", "The text leads to another option.", _choice),
    Item(
        "Qualifying 3",
        "Description",
        "Describes the option.",
        "The page has a text with parts of its own.",
        _description,
    ),
    Item("Qualifying 4", "Help", "Shows what it may do for people.", "A claim says whether it helps.", _helps),
    Item("Qualifying 5", "Harm", "Shows what may go wrong.", "A claim with a source says whether it harms.", _harms),
    Item(
        "Certifying 1", "Both sides", "Shows both sides alike.", "There are numbers on help and on harm.", _both_sides
    ),
    Item("Certifying 2", "Sources", "Cites its evidence.", "The page lists a source.", _sources),
    Item("Certifying 3", "Date", "Says when it was made.", "The claims about the option carry a date.", _dated),
    Item(
        "Certifying 4", "Updates", "Says how it is kept up to date.", "The site has an update policy.", _update_policy
    ),
    Item("Certifying 5", "How sure", "Says how sure the numbers are.", "Each has a range or a grade.", _uncertainty),
    Item("Certifying 6", "Site funding", "Says who pays for it.", "Who pays for the site is on record.", _site_funding),
    Item(
        "Quality",
        "Least change",
        "Offers the choice to change nothing.",
        "The text leads to the first option in the order.",
        _least,
    ),
    Item(
        "Quality",
        "Same parts",
        "Has the same parts as the others.",
        "It has every heading that most options have.",
        _same_parts,
    ),
    Item("Quality", "Comparison", "Compares the option with something else.", "A finding has a comparison.", _compared),
    Item("Quality", "People", "Gives chances as people out of one number.", "A share is shown in this way.", _natural),
    Item("Quality", "Group", "Says who was studied.", "Each finding names the people.", _group),
    Item("Quality", "Time", "Says over what time.", "Each finding names a time.", _time),
    Item("Quality", "Pictures", "Shows numbers in words and pictures.", "A number is drawn.", _pictures),
    Item(
        "Quality",
        "Reading",
        "Is easy to read.",
        f"A readability index puts the text at school grade {EASY} or below.",
        _reading,
    ),
    Item("Quality", "Study funding", "Says who paid for the studies.", "Each source says who paid.", _payers),
)


def cards(site: Site) -> dict[str, Card]:
    """Return the verdict on each item for the page of each option, by id, from what the page shows."""
    usual = _usual(site)
    return {option.id: _card(site, option, usual) for option in site.options}


def _card(site: Site, option: Sourced[OptionPage], usual: tuple[str, ...]) -> Card:
    about = site.of_option.get(option.id, ())
    embedded, rest = shown(site, option.prose, about)
    statements = (*embedded, *rest)
    sources = notes(site, [option.prose], statements)
    page = Shown(site, option, about, statements, sources, usual)
    return Card(option, tuple(item.judge(page) for item in ITEMS))


def _usual(site: Site) -> tuple[str, ...]:
    """Return the headings that more than half of the options have, in the order in which they are first met."""
    counts = Counter(heading for option in site.options for heading in dict.fromkeys(_headings(option)))
    return tuple(heading for heading, count in counts.items() if count * 2 > len(site.options))


def scorecard(site: Site) -> Iterator[Page]:
    """The scorecard: items against options. A site without options has none."""
    if site.options:
        title, description = "Scorecard", "Which items of a checklist for decision aids each option's page meets."
        parts = {"url": CHECKLIST, "items": ITEMS, "cards": tuple(cards(site).values())}
        yield Page(addresses.SCORECARD, "pages/scorecard.html", title, description, parts)
