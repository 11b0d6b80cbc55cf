"""Claims of a table become files of a site, if nothing is wrong with any of them.

They are checked as they will stand there. An error is shown at the row and the column that it comes from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spinesite import schema, yamltree
from spinesite.check import check
from spinesite.claimtable import Tabled, in_words, places
from spinesite.claimyaml import as_yaml
from spinesite.diagnostics import Diagnostic, Location, Related, Severity
from spinesite.drafts import FOLDERS, modeline
from spinesite.model import Corpus, Sourced
from spinesite.places import CAPS
from spinesite.records import Claim
from spinesite.rules.files.file_too_large import RULE as FILE_TOO_LARGE
from spinesite.rules.records.duplicate_id import RULE as DUPLICATE_ID
from spinesite.rules.registry import BY_ID
from spinesite.source import Source
from spinesite.yamltree import Place

# The families of rules whose errors are mistakes of a row.
_FAMILIES = frozenset({"files", "records", "citations", "numbers"})


@dataclass(frozen=True, slots=True)
class Planned:
    """The files of some claims, path and text, and every error that speaks against writing them."""

    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def plan(table: str, claims: Iterable[Tabled], corpus: Corpus, taken: Mapping[str, str], topic: str = "") -> Planned:
    """Return the files that claims become in a site. `taken` maps the ids of all claims that are there to their files.


    `table` is what the table is called in diagnostics, `topic` a folder below that of the claims. What a claim names
    and the site has no list of at all, such as outcomes in a site that is still empty, is not held against it.
    """
    files: dict[str, str] = {}
    new: list[Sourced[Claim]] = []
    origin: dict[str, tuple[Tabled, list[tuple[Place, Place]]]] = {}
    diagnostics: list[Diagnostic] = []
    for tabled in claims:
        claim = tabled.claim
        path = "/".join(filter(None, (FOLDERS["claim"], topic, f"{claim.id}.yaml")))
        place = Location(table, *tabled.tree.values["id"].place)
        if claim.id in taken:
            related = (Related(Location(taken[claim.id]), "it is there already"),)
            message = f"the claim {claim.id!r} is there already, and is never overwritten"
            hint = "give the claim another id, or delete its rows"
            diagnostics.append(in_words(DUPLICATE_ID.at(place, message, hint, related), tabled.columns))
            continue
        text = f"{modeline(path, 'claim')}\n{as_yaml(claim)}"
        if len(text.encode()) > CAPS[".yaml"]:
            message = f"the claim {claim.id!r} would be larger than a file may be"
            diagnostics.append(in_words(FILE_TOO_LARGE.at(place, message, "divide it"), tabled.columns))
            continue
        written, _ = yamltree.parse(path, text)
        read, _ = schema.read_record(Claim, Source(path, text))
        if written is None or read is None or read.model_dump() != claim.model_dump():
            raise ValueError(f"the claim {claim.id!r} does not read back as it was written")
        files[path] = text
        new.append(Sourced(read.id, read, Source(path, text)))
        origin[path] = tabled, sorted(places(written, tabled.tree))
    checked = check(replace(corpus, claims=(*corpus.claims, *new))).diagnostics
    excused = set(_excused(corpus))
    for each in checked:
        if each.location.path in origin and _is_of_rows(each) and each.rule not in excused:
            tabled, known = origin[each.location.path]
            moved = replace(each, location=_place(table, known, each.location), related=())
            diagnostics.append(in_words(moved, tabled.columns))
    return Planned(files, tuple(sorted(diagnostics, key=lambda each: each.sort_key)))


def _is_of_rows(diagnostic: Diagnostic) -> bool:
    """Tell whether a diagnostic says that a row is wrong, and not that a review is overdue."""
    return diagnostic.severity is Severity.ERROR and BY_ID[diagnostic.rule].family in _FAMILIES


def _excused(corpus: Corpus) -> Iterator[str]:
    """Yield the rules on pointers into lists that the site does not have."""
    if not corpus.bibliography.references:
        yield "unknown-citekey"
    for rule, records in (
        ("unknown-outcome", corpus.outcomes),
        ("unknown-option", corpus.options),
        ("unknown-condition", corpus.conditions),
    ):
        if not records:
            yield rule


def _place(table: str, known: list[tuple[Place, Place]], location: Location) -> Location:
    """Return the place in the table of what stands last before a place in the file."""
    at = bisect_right(known, (location.line, location.column), key=lambda pair: pair[0])
    return Location(table, *known[max(at - 1, 0)][1])
