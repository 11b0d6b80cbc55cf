"""Everything on a site by name: the list that a reader without a script searches with the browser's own search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from spinesite import addresses
from spinesite.names import sort_key
from spinesite.site import Site, Source, Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the list, what kind of thing it names, and where it leads. `see` is the usual name of the thing."""

    name: str
    kind: str
    address: str
    see: str = ""


def letters(site: Site) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the entries under their letters, in alphabetical order; what begins with no letter stands first."""
    ordered = sorted(_entries(site), key=lambda entry: (_initial(entry.name), sort_key(entry.name), entry.address))
    return tuple((letter, tuple(group)) for letter, group in groupby(ordered, lambda entry: _initial(entry.name)))


def works(site: Site) -> tuple[tuple[str, tuple[Source, ...]], ...]:
    """Return the works under the letters that their citations begin with."""
    ordered = sorted(site.sources, key=lambda source: _initial(source.citation))
    return tuple((letter, tuple(group)) for letter, group in groupby(ordered, lambda own: _initial(own.citation)))


def claims(site: Site) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
    """Return the claims in groups: under each option that they speak of, else under their conditions, else the rest."""
    titles = {found.id: found.record.title for found in site.options}
    conditions = {found.id: found.record.title for found in site.conditions}
    groups: dict[str, list[Statement]] = {}
    rest: list[Statement] = []
    for statement in site.statements:
        own = [titles[id] for id in statement.claim.options]
        own = own or [conditions[id] for id in statement.claim.conditions]
        for title in own:
            groups.setdefault(title, []).append(statement)
        if not own:
            rest.append(statement)
    named = sorted(groups.items(), key=lambda group: sort_key(group[0]))
    return tuple((title, tuple(group)) for title, group in [*named, ("Other claims", rest)] if group)


def _entries(site: Site) -> Iterator[Entry]:
    for option in site.options:
        address = addresses.option(option.id)
        yield Entry(option.record.title, "option", address)
        for name in option.record.names:
            yield Entry(name, "option", address, option.record.title)
    for condition in site.conditions:
        yield Entry(condition.record.title, "condition", addresses.condition(condition.id))
    for guide in site.guides:
        yield Entry(guide.record.title, "guide", addresses.guide(guide.id))
    for page in site.pages:
        yield Entry(page.record.title, "page", addresses.page(page.id))
    for outcome in site.outcomes:
        yield Entry(outcome.label, "outcome", addresses.outcome(outcome.id))
    for term in site.terms:
        address = f"{addresses.GLOSSARY}#term-{term.id}"
        yield Entry(term.term, "glossary", address)
        for name in term.also:
            yield Entry(name, "glossary", address, term.term)


def _initial(name: str) -> str:
    first = sort_key(name)[0][:1]
    return first.upper()[:1] if first.isalpha() else ""
