"""`badge.svg`: a claim's number with its bound and how sure anyone can be, small enough for a line of text.

The width of a text is estimated, and the letters are then set to it, so that the badge looks alike with every font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape

from spinesite import words
from spinesite.figures import number_text
from spinesite.site import Site, Statement

_HEIGHT, _FONT_SIZE, _PADDING = 24, 12, 8
_LABEL_COLOUR, _CERTAINTY_COLOUR = "#445963", "#0d4f5c"
# In tenths of the font's size: narrow, usual, wide (of East Asia).
_NARROW, _USUAL, _WIDE = 3.4, 5.9, 10.5
_NARROW_LETTERS = frozenset(" .,:;!|'()[]-ijlftrI1")
_LONGEST_LABEL = 40


def badges(site: Site) -> Callable[[Statement], bytes]:
    """Return what makes the badge of one claim."""
    return lambda statement: badge(statement, site.settings.title).encode()


def label(statement: Statement) -> str:
    """Return what the badge says on its left: the number of a claim that has one, else how many it has.

    Of several numbers none is picked out: one group of two says less than half of what was found. The outcome may be
    cut short; a number never is.
    """
    if statement.claim.status == "withdrawn":
        return "Claim"
    figures, outcomes = statement.figures, {report.outcome.label for report in statement.reports}
    outcome = f"{_short(next(iter(outcomes)))}: " if len(outcomes) == 1 else ""
    if len(figures) == 1:
        return f"{outcome}{number_text(figures[0].estimate)}"
    return f"{outcome}{len(figures)} numbers" if figures else f"{outcome}no number"


def verdict(statement: Statement) -> str:
    """Return what the badge says on its right: how sure anyone can be, and the worst that was announced of a source."""
    if statement.claim.status == "withdrawn":
        return "Withdrawn"
    fate = next((said.lower() for nature, (_, said) in words.FATE.items() if nature in statement.fates), "")
    return f"{words.CERTAINTY[statement.claim.certainty.level][0]}{f', {fate}' if fate else ''}"


def alternative(statement: Statement) -> str:
    """Return the badge in words, for those who do not see it."""
    return f"{label(statement)}. {verdict(statement)}. {statement.claim.statement}"


def size(statement: Statement) -> tuple[int, int]:
    """Return the width and the height of the badge, in pixels."""
    return sum(_widths(statement)), _HEIGHT


def badge(statement: Statement, site_title: str) -> str:
    """Return the badge as an SVG image, without a script and without a style."""
    left, right = label(statement), verdict(statement)
    first, second = _widths(statement)
    said = escape(f"{alternative(statement)} ({site_title})")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="{_HEIGHT}" '
        f'viewBox="0 0 {first + second} {_HEIGHT}" role="img" aria-label="{said}"><title>{said}</title>'
        f'<rect width="{first}" height="{_HEIGHT}" fill="{_LABEL_COLOUR}"/>'
        f'<rect x="{first}" width="{second}" height="{_HEIGHT}" fill="{_CERTAINTY_COLOUR}"/>'
        f"{_gauge(statement, first + _PADDING)}"
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="{_FONT_SIZE}">'
        f"{_text(left, _PADDING)}{_text(right, first + _PADDING + _gauge_width(statement))}</g></svg>\n"
    )


def _gauge(statement: Statement, x: int) -> str:
    """Return four bars that say again how sure anyone can be; a withdrawn claim has none."""
    steps = words.CERTAINTY_STEPS[statement.claim.certainty.level]
    bars = (
        f'<rect x="{x}" y="{17 - 4 * step}" width="10" height="3" rx="1" fill="#fff" '
        f'fill-opacity="{"1" if step < steps else ".3"}"/>'
        for step in range(4)
    )
    return "".join(bars) if _gauge_width(statement) else ""


def _gauge_width(statement: Statement) -> int:
    return 0 if statement.claim.status == "withdrawn" else 14


def _text(text: str, x: int) -> str:
    return f'<text x="{x}" y="16" textLength="{_width(text)}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'


def _widths(statement: Statement) -> tuple[int, int]:
    right = _width(verdict(statement)) + _gauge_width(statement)
    return _width(label(statement)) + 2 * _PADDING, right + 2 * _PADDING


def _width(text: str) -> int:
    tenths = sum(
        _WIDE if unicodedata.east_asian_width(letter) in "WF" else _NARROW if letter in _NARROW_LETTERS else _USUAL
        for letter in text
    )
    return round(tenths * _FONT_SIZE / 10) + 2


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL].rstrip()}…"
