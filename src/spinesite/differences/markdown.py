"""Markdown for comments on GitHub: texts of strangers made inert, and a length that fits.

GitHub makes links of names (`@somebody`), numbers (`#1`), addresses and commits after it has read the Markdown, so that
escaping does not stop it. A word joiner, which nobody sees, does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

JOINER = "\u2060"
# GitHub refuses a longer comment. Counted are bytes, of which there are never fewer than characters.
LIMIT = 65_536
# One entry gets no more than this, and no text within it.
LONGEST_ENTRY, LONGEST_TEXT = 6_000, 600

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&dollar;"}
_SIGNS = re.compile(r"[\\`*_\[\]~|]")
_LINKS = re.compile(
    r"@|#(?=\d)|\b[Gg][Hh]-(?=\d)|://|\b[Ww]{3}\.|\b(?:mailto|xmpp):|:(?=[\w+-]+:)"
    r"|\b(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f](?=[0-9a-f]{6,39}\b)"
)


def plain(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text as Markdown that shows it and does nothing else: no markup, link, mention or HTML; on one line."""
    joined = " ".join(text.split())
    if len(joined) > longest:
        joined = joined[: longest - 1].rstrip() + "…"
    linkless = _LINKS.sub(lambda match: match[0][0] + JOINER + match[0][1:], joined)
    inert = "".join(_ENTITIES.get(sign, sign) for sign in linkless)
    return _SIGNS.sub(lambda match: "\\" + match[0], inert)


def code(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text as code on one line, in which nothing is markup, a link or a mention."""
    joined = " ".join(text.split())[:longest] or " "
    longest_run = max((len(run) for run in re.findall(r"`+", joined)), default=0)
    fence = "`" * (longest_run + 1)
    pad = " " if joined.startswith("`") or joined.endswith("`") else ""
    return f"{fence}{pad}{joined}{pad}{fence}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its title and its entries, each of one line or more. `noun` counts what is left out."""

    title: str
    entries: tuple[str, ...]
    noun: str


def fitted(head: str, sections: Iterable[Section], limit: int = LIMIT) -> str:
    """Return a report of at most so many bytes. What finds no room is counted, in the section where it is missing.

    Every section gets an equal share of the room; what it does not need goes to those that follow.
    """
    shown = [section for section in sections if section.entries]
    text = head
    for position, section in enumerate(shown):
        share = (limit - _size(text)) // (len(shown) - position)
        text += _within(section, share)
    return text


def _within(section: Section, room: int) -> str:
    entries = [_cut(entry) for entry in section.entries]
    text = f"\n### {section.title}\n\n"
    end = _missing(len(entries), section.noun)
    left = room - _size(text)
    if sum(_size(entry) for entry in entries) <= left:
        return text + "".join(entries)
    left -= _size(end)
    taken: list[str] = []
    for entry in entries:
        left -= _size(entry)
        if left < 0:
            break
        taken.append(entry)
    return text + "".join(taken) + _missing(len(entries) - len(taken), section.noun)


def _missing(count: int, noun: str) -> str:
    return f"- … and {count:,} more {noun}, for which a comment has no room\n"


def _cut(entry: str) -> str:
    """Return an entry without the lines that are too many for one."""
    lines: Sequence[str] = entry.splitlines(keepends=True)
    kept = 0
    left = LONGEST_ENTRY
    for line in lines:
        left -= _size(line)
        if left < 0 and kept:
            break
        kept += 1
    if kept == len(lines):
        return entry
    return "".join(lines[:kept]) + f"  - … and {len(lines) - kept:,} more lines\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
