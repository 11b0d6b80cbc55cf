"""What the records of a corpus can be called by, for the rules that follow pointers from one record to another.

A pointer to something that was reported and could not be read is never reported as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, Any

from spinesite import addresses
from spinesite.diagnostics import Diagnostic, Location, Related, Rule, did_you_mean
from spinesite.model import Corpus, Named, Sourced

if TYPE_CHECKING:
    from spinesite.records import Claim

Place = Callable[[], Location]
# Looking for the nearest of 20,000 names takes a twentieth of a second. Who has more names wrong than this has one slip
# in a script, not many in writing.
MAX_HINTS = 50
# `did_you_mean` compares letter by letter and takes up to a tenth of a millisecond for each name.
MAX_COMPARED = 500


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of one kind of record and where each is defined.

    `unread` holds names whose records were reported and not read; `is_whole` is False where there may be more of them.
    `has_own_file` says that a record is a file of its own, so that a line adds nothing to its path.
    """

    places: Mapping[str, Place | None]
    unread: frozenset[str] = frozenset()
    is_whole: bool = True
    has_own_file: bool = True

    def lacks(self, name: str) -> bool:
        """Tell whether nothing has this name, not even something that could not be read."""
        return name not in self.places and self.is_whole and name not in self.unread

    def nearest(self, name: str) -> str:
        """Return the name that was probably meant, or an empty string."""
        folded = {known.casefold(): known for known in self.places}
        likely: Iterable[str] = self.places
        if len(self.places) > MAX_COMPARED:
            likely = nlargest(MAX_COMPARED, self.places, key=partial(_shared, name))
        return folded.get(name.casefold()) or did_you_mean(name, likely)

    def hint(self, name: str) -> tuple[str, tuple[Related, ...]]:
        """Return a hint that names the nearest name, and where that is defined; nothing if none is near."""
        close = self.nearest(name)
        if not close:
            return "", ()
        place = self.places[close]
        if place is None:
            return f"did you mean {close!r}?", ()
        location = place()
        shown = location.path if self.has_own_file else str(location)
        return f"did you mean {close!r} ({shown})?", (Related(location, "defined here"),)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A name that something is referred to by, where it stands, and what to say if there is no such thing."""

    names: Names
    name: str
    place: Place
    message: str


def _shared(one: str, other: str) -> int:
    """Return how many letters two names share at their beginning and their end: a slip leaves most of them."""
    shared = 0
    for pairs in (zip(one, other, strict=False), zip(reversed(one), reversed(other), strict=False)):
        for first, second in pairs:
            if first != second:
                break
            shared += 1
    return shared


def dangling(rule: Rule, pointers: Iterable[Pointer]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pointer that leads nowhere, with a hint for the first `MAX_HINTS` different names."""
    hints: dict[tuple[Names, str], tuple[str, tuple[Related, ...]]] = {}
    for pointer in pointers:
        if not pointer.names.lacks(pointer.name):
            continue
        key = (pointer.names, pointer.name)
        if key not in hints and len(hints) < MAX_HINTS:
            hints[key] = pointer.names.hint(pointer.name)
        hint, related = hints.get(key, ("", ()))
        yield rule.at(pointer.place(), pointer.message, hint, related)


def of_refused(corpus: Corpus, kind: str, names: Names) -> Iterator[Pointer]:
    """Yield what claims that were refused point at by one kind of name."""
    for named in corpus.named:
        if named.kind == kind:
            yield Pointer(names, named.name, partial(_location, named), f"unknown {kind} {named.name!r}")


def _location(named: Named) -> Location:
    return named.location


def meant(names: Names, used: Iterable[str]) -> frozenset[str]:
    """Return the names that were probably meant where names are used that nothing has.

    What seems to be missing only because a name is mistyped is not reported as well.
    """
    mistyped = dict.fromkeys(name for name in used if names.lacks(name))
    return frozenset(names.nearest(name) for name in islice(mistyped, MAX_HINTS))


def options(corpus: Corpus) -> Names:
    """Return the names of the options."""
    return _files(corpus, "options", corpus.options)


def conditions(corpus: Corpus) -> Names:
    """Return the names of the conditions."""
    return _files(corpus, "conditions", corpus.conditions)


def guides(corpus: Corpus) -> Names:
    """Return the names of the guides."""
    return _files(corpus, "guides", corpus.guides)


def claims(corpus: Corpus) -> Names:
    """Return the names of all claims, drafts included. A file whose name is not its id counts under both."""
    names = _files(corpus, "claims", corpus.claims)
    refused = (named.name for named in corpus.named if named.kind == "id")
    return Names(names.places, names.unread.union(map(file_id, corpus.claims), refused), names.is_whole)


def file_id(claim: Sourced[Claim]) -> str:
    """Return the id that a claim should have: the name of its file without the ending."""
    return id_of_file(claim.source.path)


def id_of_file(path: str) -> str:
    """Return the id of the claim that should stand in a file."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def drafts(corpus: Corpus) -> frozenset[str]:
    """Return the ids of the claims that have no page because they are drafts."""
    return frozenset(claim.id for claim in corpus.claims if not claim.record.is_published) - {
        claim.id for claim in corpus.claims if claim.record.is_published
    }


def categories(corpus: Corpus) -> Names:
    """Return the names of the categories."""
    return _items(corpus, "categories", corpus.categories)


def outcomes(corpus: Corpus) -> Names:
    """Return the names of the outcomes."""
    return _items(corpus, "outcomes", corpus.outcomes)


def terms(corpus: Corpus) -> Names:
    """Return the names of the words of the glossary."""
    return _items(corpus, "glossary", corpus.terms)


def pages(corpus: Corpus) -> Names:
    """Return the names that a `page:` link, the navigation and the emergency notice can use."""
    places: dict[str, Place | None] = dict.fromkeys(addresses.by_name(corpus))
    places |= {page.id: partial(page.at, "title") for page in corpus.pages}
    unread = {name.removeprefix("pages/") for name in corpus.unread}
    return Names(places, frozenset(unread), "pages/*" not in corpus.unread)


def references(corpus: Corpus) -> Names:
    """Return the citekeys of the works, which are matched exactly, capitals too."""
    places: dict[str, Place | None] = {
        reference.citekey: partial(reference.at) for reference in corpus.bibliography.references if reference.is_work
    }
    is_whole = not any(name.startswith("bib/") for name in corpus.unread)
    return Names(places, corpus.bibliography.broken, is_whole, has_own_file=False)


def _files(corpus: Corpus, folder: str, records: Iterable[Sourced[Any]]) -> Names:
    unread = frozenset(name.partition("/")[2] for name in corpus.unread if name.startswith(f"{folder}/"))
    return Names({record.id: partial(record.at, "id") for record in records}, unread, "*" not in unread)


def _items(corpus: Corpus, name: str, records: Iterable[Sourced[Any]]) -> Names:
    places = {record.id: partial(record.at, "id") for record in records}
    return Names(places, is_whole=name not in corpus.unread, has_own_file=False)
