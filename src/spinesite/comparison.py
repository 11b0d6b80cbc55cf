"""What stands in each cell of the table that puts all options side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from spinesite import drawings, words
from spinesite.model import Sourced
from spinesite.records import OptionPage
from spinesite.site import Figure, Report, Site, Statement

# The columns, and the directions of claims that stand in each: what helps and what does not get the same room.
COLUMNS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    ("A benefit", ("benefit",)),
    ("No difference", ("no-difference",)),
    ("A harm", ("harm",)),
    ("Mixed, unclear or other", ("mixed", "uncertain", None)),
)

# "7 trials, 1,474 people": no longer than what a number can be.
_NUMBER = re.compile(r"[0-9][0-9,]{0,15}")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is on record for an option in one column: the surest claim, if there is one, and how many more there are.

    `report` is the finding of that claim that is shown: the first one that counts people, else the first one. `shares`
    are the numbers of it that can be drawn on a line from none to all, with their drawings.
    """

    label: str
    surest: Statement | None
    more: int
    report: Report | None = None
    shares: tuple[tuple[Figure, drawings.Strip], ...] = ()

    @property
    def rank(self) -> int:
        """What the cell is sorted by where a reader asks for it: how sure, then how many; -1 where nothing is."""
        if self.surest is None:
            return -1
        return words.CERTAINTY_STEPS[self.surest.claim.certainty.level] * 1_000 + min(self.more, 999)


@dataclass(frozen=True, slots=True)
class Row:
    """An option with its cells, in the order of `COLUMNS`.

    Of its `claims`, the number `interested` rests on a source whose makers are on record as profiting.
    """

    option: Sourced[OptionPage]
    cells: tuple[Cell, ...]
    interested: int
    claims: int


def rows(site: Site) -> tuple[Row, ...]:
    """Return a row for each option, in the site's neutral order."""
    return tuple(_row(option, site.of_option.get(option.id, ())) for option in site.options)


def _row(option: Sourced[OptionPage], statements: tuple[Statement, ...]) -> Row:
    cells = tuple(
        _cell(label, [found for found in statements if found.claim.direction in directions])
        for label, directions in COLUMNS
    )
    return Row(option, cells, sum(found.has_conflict for found in statements), len(statements))


def _cell(label: str, statements: Iterable[Statement]) -> Cell:
    ordered = sorted(statements, key=_sureness)
    if not ordered:
        return Cell(label, None, 0)
    drawn = [(report, _shares(report)) for report in ordered[0].reports]
    report, shares = next((one for one in drawn if one[1]), drawn[0])
    return Cell(label, ordered[0], len(ordered) - 1, report, shares)


def _shares(report: Report) -> tuple[tuple[Figure, drawings.Strip], ...]:
    figures = report.arms or report.figures
    drawn = ((figure, line) for figure in figures if (line := drawings.share_line(figure)))
    return tuple(islice(drawn, 2))  # one number, or two groups side by side


def _sureness(statement: Statement) -> tuple[int, int, str]:
    """Order claims by certainty, then by the largest number on record of who took part in a source, then by id."""
    people = (source.reference.get("participants") for source in statement.sources)
    numbers = (number.replace(",", "") for text in people for number in _NUMBER.findall(text))
    most = max((int(number) for number in numbers), default=0)
    return -words.CERTAINTY_STEPS[statement.claim.certainty.level], -most, statement.id
