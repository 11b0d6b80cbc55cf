"""What a site says in its own words, text by text and sentence by sentence, and what each sentence rests on.

Statements, titles, summaries, changes and prose are read alike by the rules on wording. What others said is left out:
quotes, titles of works, what the claims listed as unsupported say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from spinesite import citing
from spinesite.blocks import Block, Sentence, blocks
from spinesite.diagnostics import Diagnostic, Location
from spinesite.model import Corpus, Sourced
from spinesite.sentences import sentences

if TYPE_CHECKING:
    from spinesite.records import Claim, Level, OptionPage, PlainPage

    Claims = tuple[Sourced[Claim], ...]

# From the strongest to the weakest. What nobody rated is not known to be weak.
LEVELS: tuple[Level, ...] = ("high", "moderate", "low", "not-rated", "very-low")
# Study design alone caps these at very low.
CAPPED = frozenset({"case-series", "narrative-review", "editorial", "news", "economic-model"})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the site, with the claims and the citekeys that it points at or stands for.

    The title and the summary of a page stand for the claims that the page shows. `around` is what is read together with
    the sentence: a whole statement, summary or block of prose. `place` tells where a character of `text` stands.
    """

    kind: Literal["statement", "title", "summary", "finding", "change", "prose"]
    text: str
    around: str
    place: Callable[[int], Location]
    claims: Claims = ()
    citekeys: tuple[str, ...] = ()

    @property
    def rests(self) -> bool:
        """Whether the sentence says what it rests on, or stands for the claims of its page."""
        return self.kind != "prose" or bool(self.claims or self.citekeys)

    @property
    def where(self) -> str:
        """What the sentence belongs to, for messages."""
        return {"prose": "the sentence", "finding": "the summary", "change": "the change"}.get(
            self.kind, f"the {self.kind}"
        )


def is_english(corpus: Corpus) -> bool:
    """Tell whether the words of a site can be judged at all: the word lists are English."""
    return corpus.settings.record.is_english


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in one place: its sentences and, where that is prose, the passage with its blocks."""

    said: tuple[Said, ...]
    passage: citing.Passage | None = None
    blocks: tuple[Block, ...] = ()


# What finds the breaches of a rule in one text.
Judge = Callable[[Text], Iterable[Diagnostic]]


def of_records(corpus: Corpus) -> Iterator[Text]:
    """Yield the texts of a corpus that are no prose: of claims, then of pages, then of changes."""
    settings = corpus.settings
    for field in ("title", "tagline"):
        yield _of_record("title", settings, getattr(settings.record, field), (field,))
    for claim in corpus.claims:
        yield _of_record("statement", claim, claim.record.statement, ("statement",), (claim,))
        for position, finding in enumerate(claim.record.findings):
            steps = ("findings", position, "summary")
            yield _of_record("finding", claim, finding.summary, steps, (), (finding.citation.citekey,))
    known: dict[str, Sourced[Claim]] = {claim.id: claim for claim in corpus.claims}
    shown = page_claims(corpus)
    for key, page in _pages(corpus):
        yield _of_record("title", page, page.record.title, ("title",), shown[key])
        yield _of_record("summary", page, page.record.summary, ("summary",), shown[key])
    for change in corpus.changes:
        claims = tuple(known[id] for id in change.record.claims if id in known)
        yield _of_record("change", change, change.record.what, ("what",), claims)


def of_prose(passage: citing.Passage, known: Mapping[str, Sourced[Claim]]) -> Text:
    """Return the text of a passage; `known` are the claims of the corpus by their ids."""
    own = blocks(passage.owner.prose.text)
    return Text(tuple(_sentences(passage, own, known)), passage, own)


def page_claims(corpus: Corpus) -> dict[tuple[str, str], Claims]:
    """Return the claims that each page shows, by its folder and id: those that name it, and those it links to.

    Drafts are on no page, and one that was withdrawn is on those that link to it alone.
    """
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    known = {claim.id: claim for claim in corpus.claims if claim.record.is_published}
    for claim in known.values():
        if claim.record.status == "published":
            for id in claim.record.options:
                found["options", id][claim.id] = None
            for id in claim.record.conditions:
                found["conditions", id][claim.id] = None
    for key, page in _pages(corpus):
        for link in page.prose.links:
            if link.kind == "claim" and link.target in known:
                found[key][link.target] = None
    return {key: tuple(known[id] for id in found[key]) for key, _ in _pages(corpus)}


def _pages(corpus: Corpus) -> Iterator[tuple[tuple[str, str], Sourced[OptionPage] | Sourced[PlainPage]]]:
    for option in corpus.options:
        yield ("options", option.id), option
    for kind, pages in (("conditions", corpus.conditions), ("guides", corpus.guides), ("pages", corpus.pages)):
        for page in pages:
            yield (kind, page.id), page


def _of_record(
    kind: Literal["statement", "title", "summary", "finding", "change"],
    owner: Sourced[Any],
    text: str | None,
    steps: tuple[str | int, ...],
    claims: Claims = (),
    citekeys: tuple[str, ...] = (),
) -> Text:
    """Return a text of a record; `steps` lead to it."""
    whole = text or ""
    return Text(
        tuple(
            Said(kind, sentence, whole, partial(_in_record, owner, whole, start, steps), claims, citekeys)
            for start, sentence in sentences(whole)
        )
    )


def _in_record(owner: Sourced[Any], text: str, start: int, steps: tuple[str | int, ...], index: int) -> Location:
    return owner.within(text, start + index, *steps)


def _sentences(passage: citing.Passage, own: tuple[Block, ...], known: Mapping[str, Sourced[Claim]]) -> Iterator[Said]:
    for block in own:
        around = block.text
        for sentence in block.sentences:
            if not sentence.text:
                continue
            place = partial(_in_prose, passage, sentence)
            if not sentence.pointers:
                yield Said("prose", sentence.text, around, place)
                continue
            claims = {p.target: known[p.target] for p in sentence.pointers if p.kind == "claim" and p.target in known}
            citekeys = dict.fromkeys(p.target for p in sentence.pointers if p.kind in ("cite", "ref"))
            yield Said("prose", sentence.text, around, place, tuple(claims.values()), tuple(citekeys))


def _in_prose(passage: citing.Passage, sentence: Sentence, index: int) -> Location:
    return passage.place(sentence.offset(index))


@dataclass(frozen=True, slots=True)
class Support:
    """What a sentence rests on: the strongest certainty, and the designs of all studies.

    `is_whole` is False where a claim or a reference could not be read, or has no study design: more may be there.
    """

    level: Level
    designs: frozenset[str]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Supports:
    """What the sentences of a corpus can rest on: designs and levels of certainty by citekey."""

    designs: Mapping[str, str]
    levels: Mapping[str, Level]
    has_all_claims: bool

    def of(self, sentence: Said) -> Support:
        """Return what a sentence rests on; the strongest of several counts."""
        citekeys = [*sentence.citekeys, *(key for claim in sentence.claims for key in _citekeys(claim))]
        designs = {self.designs.get(citekey, "") for citekey in citekeys}
        levels = [claim.record.certainty.level for claim in sentence.claims]
        levels += [self._level(citekey) for citekey in sentence.citekeys]
        is_whole = "" not in designs and (self.has_all_claims or sentence.kind in ("statement", "finding"))
        return Support(strongest(levels), frozenset(designs - {""}), is_whole)

    def _level(self, citekey: str) -> Level:
        """Return how sure the claims are that rest on a reference; without any, its design may cap it."""
        if citekey in self.levels:
            return self.levels[citekey]
        return "very-low" if self.designs.get(citekey) in CAPPED else "not-rated"


def supports(corpus: Corpus) -> Supports:
    """Return what the sentences of a corpus can rest on."""
    levels: defaultdict[str, list[Level]] = defaultdict(list)
    for claim in corpus.claims:
        for citekey in _citekeys(claim):
            levels[citekey].append(claim.record.certainty.level)
    return Supports(
        {found.citekey: found.get("studydesign").lower() for found in corpus.bibliography.references},
        {citekey: strongest(found) for citekey, found in levels.items()},
        not any(name.startswith("claims/") for name in corpus.unread),
    )


def strongest(levels: Iterable[Level]) -> Level:
    """Return the strongest of some levels of certainty; nothing rates what rests on nothing."""
    return min(levels, key=LEVELS.index, default="not-rated")


def _citekeys(claim: Sourced[Claim]) -> Iterator[str]:
    return (finding.citation.citekey for finding in claim.record.findings)
