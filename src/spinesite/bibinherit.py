"""Lets entries inherit fields through `crossref` and `xdata`, as biblatex does.

`xdata` lends all fields as they are. `crossref` lends the title as the booktitle, and never what speaks of one work
only: its identifiers, its funding, how far it was checked. An entry's own field always wins, then `xdata`, then
`crossref`; parents may stand anywhere in any file and may inherit themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spinesite.bibblocks import quoted
from spinesite.diagnostics import Diagnostic, Location
from spinesite.names import fold
from spinesite.rules.files.bibtex_syntax import RULE as BIBTEX_SYNTAX

_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_POINTERS = frozenset({"crossref", "xref", "xdata", "ids", "entryset"})
_DESCRIPTIONS = frozenset({"label", "abstract", "annotation", "keywords"})
_EVIDENCE = frozenset({"checked", "studydesign", "participants", "funding", "conflict", "retraction_ack"})
_IDENTIFIERS = frozenset({"doi", "pmid", "pmcid", "url"})
_OF_ONE_WORK = _POINTERS | _DESCRIPTIONS | _EVIDENCE | _IDENTIFIERS
# How many inherited fields are kept, for each entry on average: entries that all point at one with thousands of fields
# would fill the memory.
_ROOM_FOR_EACH = 40
_ROOM = 10_000
# How many parents that are none are listed one by one, in an entry.
_MAX_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is decoded: its fields as text in their order, and where each stands."""

    citekey: str
    kind: str
    location: Location
    raw: Mapping[str, str]
    locations: Mapping[str, Location]
    inherited: frozenset[str] = frozenset()


def inherit(
    drafts: Sequence[Draft], broken: frozenset[str], suggest: Callable[[str], str]
) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """Return the entries with what they inherit, in the same order, and a diagnostic for each parent that fails.

    `broken` are folded citekeys of entries that were reported: to point at one is not reported again. `suggest` returns
    a hint for a citekey that no entry has. Takes time in proportion to the number of entries and inherited fields.
    """
    if not any("crossref" in draft.raw or "xdata" in draft.raw for draft in drafts):
        return tuple(drafts), ()
    by_key = {fold(draft.citekey): draft for draft in drafts}
    done: dict[str, Draft] = {}
    begun: set[str] = set()
    diagnostics: list[Diagnostic] = []
    room = _ROOM + _ROOM_FOR_EACH * len(drafts)
    for first in by_key:
        path = [first]
        while path:
            key = path[-1]
            draft = by_key[key]
            if key in done:
                path.pop()
            elif key not in begun:
                begun.add(key)
                missing = 0
                for field, parent in _parents(draft):
                    if fold(parent) not in by_key and fold(parent) not in broken:
                        missing += 1
                        if missing <= _MAX_SHOWN:
                            diagnostics.append(_missing(draft, field, parent, suggest(parent)))
                    elif fold(parent) in begun and fold(parent) not in done:
                        message = f"entry {quoted(draft.citekey)} inherits from itself through {quoted(parent)}"
                        diagnostics.append(BIBTEX_SYNTAX.at(draft.locations[field], message, f"delete one {field}"))
                    elif fold(parent) in by_key and fold(parent) not in done:
                        path.append(fold(parent))
            else:
                # Every parent is done by now, but one through which the entry would inherit from itself.
                parents = [(field, done[fold(parent)]) for field, parent in _parents(draft) if fold(parent) in done]
                if parents and room <= 0:
                    diagnostics.append(_too_much(draft, parents[0][0]))
                done[key] = _merged(draft, parents) if parents and room > 0 else draft
                room -= len(done[key].inherited)
                path.pop()
    return tuple(done[key] for key in by_key), tuple(diagnostics)


def _parents(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the citekeys that an entry inherits from, the more important first, and the field that names them."""
    for parent in dict.fromkeys(name.strip() for name in draft.raw.get("xdata", "").split(",")):
        if parent:
            yield "xdata", parent
    if parent := draft.raw.get("crossref", "").strip():
        yield "crossref", parent


def _missing(draft: Draft, field: str, parent: str, hint: str) -> Diagnostic:
    message = f"entry {quoted(draft.citekey)} inherits from {quoted(parent)}, which is no entry"
    return BIBTEX_SYNTAX.at(draft.locations[field], message, hint)


def _too_much(draft: Draft, field: str) -> Diagnostic:
    message = f"entry {quoted(draft.citekey)} inherits too many fields"
    return BIBTEX_SYNTAX.at(draft.locations[field], message, "inherit from entries with fewer fields")


def _merged(draft: Draft, parents: Sequence[tuple[str, Draft]]) -> Draft:
    """Return the entry with what its parents lend."""
    raw, locations = dict(draft.raw), dict(draft.locations)
    for field, parent in parents:
        for name, lent in _lent(field, parent):
            if lent not in raw:
                raw[lent] = parent.raw[name]
                locations[lent] = parent.locations[name]
    return Draft(draft.citekey, draft.kind, draft.location, raw, locations, frozenset(raw.keys() - draft.raw.keys()))


def _lent(field: str, parent: Draft) -> Iterator[tuple[str, str]]:
    """Yield the fields that a parent lends, and the names under which it lends them."""
    if field == "xdata":
        yield from ((name, name) for name in parent.raw if name not in _POINTERS)
        return
    # The title first: it is the booktitle even where the parent is itself a part of a larger book.
    yield from ((name, lent) for name, lent in _RENAMED.items() if name in parent.raw)
    yield from ((name, name) for name in parent.raw if name not in _RENAMED and name not in _OF_ONE_WORK)
