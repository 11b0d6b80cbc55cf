"""Numbers that a published file repeats where no mark can stand: titles, descriptions, JSON-LD, drawings, links, feeds.

A mark ties a number to its estimate. Where there is none, the least that is asked is that a number of a claim which the
page shows keeps its bound, as the rule `bound-lost` asks of every text that editors write.
"""
# ruff: noqa: SIM905
# Lists of words are easier to read and to keep as words.

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinesite.bounds import Held, Lost, held
from spinesite.model import Corpus
from spinesite.sentences import sentences

if TYPE_CHECKING:
    from spinesite.records import Finding

CLAIM_ADDRESS = re.compile(r"(?:^|/)claims/([a-z0-9-]+)/")
# Properties of JSON-LD that hold no words of the site: addresses, dates, numbers of volumes, and works by other people.
_NO_WORDS = frozenset(
    (
        "@context @id @type url contentUrl sameAs identifier propertyID encodingFormat inLanguage license dateModified "
        "datePublished lastReviewed citation author editor publisher creator isPartOf encoding distribution appearance "
        "html width height version type provider_url provider_name author_name"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Retold:
    """A text of a published file, and what it is ("the title"), for messages."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Guarded:
    """The findings of the claims of a corpus, and which claims have a number with a bound.

    `names` are the site's own names with a digit, which pages print beside claims: "Sleep after 30 nights".
    """

    findings: Mapping[str, tuple[Finding, ...]]
    bounded: frozenset[str]
    names: tuple[str, ...]

    def held(self, claims: Iterable[str]) -> Held | None:
        """Return what some claims hold together; None if none of them has a bound."""
        known = {id for id in claims if id in self.findings}
        if known.isdisjoint(self.bounded):
            return None
        return held((finding for id in sorted(known) for finding in self.findings[id]), self.names)


def guarded(corpus: Corpus) -> Guarded:
    """Return what the claims of a corpus hold."""
    return Guarded(
        {claim.id: claim.record.findings for claim in corpus.claims},
        frozenset(
            claim.id
            for claim in corpus.claims
            if any(estimate.relation != "exactly" for _, _, _, estimate in claim.record.numbered())
        ),
        tuple(sorted({name for name in _names(corpus) if any(c.isdigit() for c in name)}, key=len, reverse=True)),
    )


def _names(corpus: Corpus) -> Iterator[str]:
    settings = corpus.settings.record
    yield from (settings.title, settings.tagline or "", settings.publisher or "")
    for category in corpus.categories:
        yield category.record.label
    for outcome in corpus.outcomes:
        yield from (outcome.record.label, outcome.record.plain or "")
        yield from (scale.label for scale in outcome.record.scales)


def lost_in(texts: Iterable[Retold], own: Held) -> Iterator[tuple[Retold, Lost]]:
    """Yield the texts that give a bounded number without its bound; of each the first number."""
    for retold in texts:
        for _, sentence in sentences(retold.text):
            if lost := own.lost_in(sentence):
                yield retold, lost[0]
                break


def words_of_json(text: str, where: str) -> Iterator[Retold]:
    """Yield the texts and numbers in JSON that a page says; nothing if it is no JSON."""
    try:
        pending: list[object] = [json.loads(text, parse_float=str, parse_int=str)]
    except (ValueError, RecursionError):
        return
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [child for name, child in value.items() if name not in _NO_WORDS]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str):
            yield Retold(where, value)
