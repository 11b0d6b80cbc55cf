"""Safe HTML cut at the holes that a page fills in, and where in its text each of them was written.

Markdown's library tells no places. They are found again in the text, in order, by what was written there.
"""

from __future__ import annotations

import re
import string
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import cycle, islice
from typing import get_args

from spinesite.blocks import without_code
from spinesite.prose import Cite, Kind, Link, Problem, Prose

KINDS: tuple[str, ...] = get_args(Kind)
_NAME_CHARACTERS = frozenset(string.ascii_letters + string.digits + ":_.+-")
_HOLES = re.compile(
    r'<span data-cite="([^"]*)" data-locator="([^"]*)"></span>'
    r'|<span data-card="([^"]*)" data-words="([^"]*)"></span>'
    r'|href="(' + "|".join(KINDS) + r'):([^"]*)"'
)
_HEADING_TAG = re.compile(r"</?h(?=[2-6])")
# Each card shows a whole claim again: without a cap, a small file would make a page of a gigabyte.
MAX_CARDS = 50


class Notes:
    """What is noticed while one text is converted: problems, and how far each needle has been found."""

    def __init__(self) -> None:
        self.begin("", 1)

    def begin(self, text: str, first_line: int) -> None:
        """Forget the last text and begin with another."""
        # Code keeps its length and loses its words, so that nothing is found in it.
        self.text = without_code(text)
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.found: dict[tuple[str, str], Iterator[int]] = {}
        self.starts = (0, *(end.end() for end in re.finditer("\n", self.text)))

    def find(self, needle: str, purpose: str, opening: tuple[str, ...] = ()) -> int:
        """Return the next place of a needle in the text, for one purpose; its first place when there are no more.

        `opening` are the characters of which one stands before the needle, wherever that is so.
        """
        key = purpose, needle
        if key not in self.found:
            self.found[key] = cycle(self.places(needle, opening))
        return next(self.found[key])

    def place(self, start: int) -> tuple[int, int]:
        """Return line and column of a place in the text."""
        line = bisect_right(self.starts, start)
        return self.first_line + line - 1, start - self.starts[line - 1] + 1

    def places(self, needle: str, opening: tuple[str, ...]) -> Iterator[int]:
        """Yield where a needle stands, not as part of a longer name: `@smith2020` is not in `@smith2020a`.

        Where no opening stands before any of them, the first is all there is, and 0 if there is none.
        """
        length = len(needle)
        begins_with_letter, ends_in_name = needle[:1].isalpha(), needle[-1:].isalnum()
        first, has_opening = -1, False
        start = self.text.find(needle)
        while start >= 0:
            before, after = self.text[start - 1 : start], self.text[start + length : start + length + 1]
            is_begun = begins_with_letter and before.isalpha() and before.isascii()
            goes_on = ends_in_name and after in _NAME_CHARACTERS
            if not is_begun and not goes_on:
                first = start if first < 0 else first
                if not opening or before in opening:
                    has_opening = True
                    yield start
            start = self.text.find(needle, start + 1)
        if not has_opening:
            yield max(first, 0)

    def add(self, rule: str, needle: str, message: str, hint: str) -> None:
        """Note what is wrong with an address, at its next place."""
        place = self.place(self.find(needle, rule, ("(", "<")))
        self.problems.append(Problem(rule, message, hint, *place))  # type: ignore[arg-type]


def cut(html: str, notes: Notes) -> tuple[tuple[str | Cite | Link, ...], Sequence[int]]:
    """Cut the safe HTML at the holes that a page fills in; return the parts, and the places of what fills them.

    Equal parts are one value, and places are packed: a text may cite twenty thousand times.
    """
    parts: list[str | Cite | Link] = []
    places = array("I")
    known: dict[str, str] = {}
    filled: dict[str, tuple[Cite | Link, str, str]] = {}
    end = 0
    for hole in _HOLES.finditer(html):
        start, written = hole.start(), hole.group()
        if start > end:
            between = html[end:start]
            parts.append(known.setdefault(between, between))
        end = hole.end()
        if written not in filled:
            filled[written] = _filling(hole)
        part, needle, purpose = filled[written]
        parts.append(part)
        places.append(notes.find(needle, purpose))
    if end < len(html):
        parts.append(html[end:])
    return tuple(parts), places


def _filling(hole: re.Match[str]) -> tuple[Cite | Link, str, str]:
    """Return what fills a hole, what was written for it in the text, and for which purpose it is looked for there."""
    citekey, locator, card, words, kind, target = (unescape(group) if group else group for group in hole.groups())
    if citekey is not None:
        return Cite(sys.intern(citekey), locator or ""), f"@{citekey}", "citation"
    if card is not None:
        return Link("claim", card, True, words or ""), f"claim:{card}", "link"
    return Link(kind, target or "", False, ""), f"{kind}:{target}", "link"  # type: ignore[arg-type]


def crowd_of_cards(prose: Prose, notes: Notes) -> Iterator[Problem]:
    """Find the first card over what one page may show."""
    cards = (start for link, start in prose.placed_links if link.embed)
    for start in islice(cards, MAX_CARDS, MAX_CARDS + 1):
        message = f"more than {MAX_CARDS} evidence cards on one page"
        yield Problem("markup-failed", message, "link to the other claims", *notes.place(start))


def cited_in_headings(prose: Prose, notes: Notes) -> Iterator[Problem]:
    """Find headings that cite: a heading is read alone, in lists of contents and of results, where no note can be."""
    in_heading = False
    places = iter(prose.places)
    for part in prose.parts:
        if isinstance(part, str):
            for tag in _HEADING_TAG.finditer(part):
                in_heading = tag.group() == "<h"
            continue
        start = next(places)
        if isinstance(part, Cite) and in_heading:
            message, hint = "a citation in a heading", "cite in a sentence below the heading"
            yield Problem("markup-failed", message, hint, *notes.place(start))
            in_heading = False  # one of them tells
