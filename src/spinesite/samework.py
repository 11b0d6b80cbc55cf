"""What tells that two entries describe one work: an identifier that both have, or nearly the same title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from spinesite import csl
from spinesite.model import Reference
from spinesite.names import PMCID, PMID, bare_doi, is_doi
from spinesite.notices import own

# Shorter titles ("Final report") are the titles of many works: nothing but the same letters makes them alike.
_TELLING = 20
_ALIKE = 0.95
# Of longer titles the beginnings are compared: comparing takes time with the cube of the length, for the worst of them.
_MAX_COMPARED = 300
# What counts one work of a series, or one edition, from the next.
_COUNTS = re.compile(r"\d+|\b[ivx]+\b")


def identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the entry's own identifiers, field and value, each in its one form; what is no identifier is left out."""
    doi = bare_doi(own(reference, "doi")).lower()
    if is_doi(doi):
        yield "doi", doi
    pmid = own(reference, "pmid")
    if PMID.fullmatch(pmid):
        yield "pmid", pmid
    pmcid = csl.pmcid(reference) if own(reference, "pmcid") else ""
    if PMCID.fullmatch(pmcid):
        yield "pmcid", pmcid


def has_title_of(one: Reference, other: Reference) -> bool:
    """Tell whether two works have nearly the same title and nothing tells them apart: years, authors, numbers in it."""
    return _same_origin(one, other) and alike(one.title, other.title)


def alike(one: str, other: str) -> bool:
    """Tell whether two titles are nearly the same: but for capitals, accents, signs, a slip, or a missing subtitle."""
    first, second = sorted((_plain(one), _plain(other)), key=len)
    if not first or first == second:
        return bool(first)
    if len(first) < _TELLING or _COUNTS.findall(first) != _COUNTS.findall(second)[: len(_COUNTS.findall(first))]:
        return False
    if second.startswith(first + " "):
        return True
    matcher = SequenceMatcher(None, first[:_MAX_COMPARED], second[:_MAX_COMPARED], autojunk=False)
    return (
        _COUNTS.findall(first) == _COUNTS.findall(second)
        and matcher.real_quick_ratio() >= _ALIKE
        and matcher.quick_ratio() >= _ALIKE
        and matcher.ratio() >= _ALIKE
    )


def _same_origin(one: Reference, other: Reference) -> bool:
    """Tell whether two works may be of one year, or are by one first author."""
    if one.issued is None or other.issued is None or abs(one.issued.year - other.issued.year) <= 1:
        return True
    first, second = ((*work.authors, *work.editors)[:1] for work in (one, other))
    return bool(first and second) and _plain(first[0].short) == _plain(second[0].short)


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    """Return the words of a text in small letters without marks; of many works, each is compared with all."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))
