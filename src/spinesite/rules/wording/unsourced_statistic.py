"""A number that states evidence stands in a sentence, list item or table row that says where it comes from.

Why: a reader can't tell a finding from a guess when a number has no source. What says where a number comes from is a
citation or a link to a claim; a link to another site is neither. Evidence is, in digits or in English words: a
percentage or fraction, x of y, x in y, x versus y, so many per hundred, a ratio or multiple ("doubled", "twice as"), an
odds ratio or number needed to treat, an interval, a p-value, a count of people or studies, a change in points on a
scale, and how long an effect lasts. No evidence are dates, times, ages, doses, prices, names and levels (L5-S1),
versions, pages, telephone numbers, what the ends of a scale mean, and how long a procedure or a wait takes. The rule
reads the texts of options, conditions, guides and pages and the `detail` of claims, but no code. Titles, summaries and
headings cannot cite, so they carry no such number; a heading may link to a claim.

Bad:
    Three in four loaves rise. [The trial](https://example.org/trial) had 286 bakers.
Good:
    Three in four loaves rise [@smith2020]. [The trial](claim:smith2020-rise) had 286 bakers.
Mend: cite the source in the same sentence, list item or table row, link to a claim there, or say it without the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from spinesite.blocks import Block, Sentence
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus, Sourced
from spinesite.said import Judge, Text

if TYPE_CHECKING:
    from spinesite.statistics import Statistic

    # What one citation is enough for: a sentence, or all sentences of a list item or a table row.
    Unit = tuple[Sentence, ...]

MAX_QUOTED = 3
MAX_LENGTH = 60
_SOURCES = ("cite", "ref", "claim")
_CITE = "[@citekey] or [words](claim:some-id)"
_HOW = {"heading": "[words](claim:some-id)"}
_WHERE = {"paragraph": "sentence", "item": "list item", "row": "table row", "heading": "heading"}


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield each title and summary of a page that gives such a number: they cannot cite."""
    # Not loaded by commands that check nothing: making its patterns takes a tenth of a second.
    from spinesite.statistics import statistics_in

    pages: tuple[Sourced[Any], ...] = (*corpus.options, *corpus.conditions, *corpus.guides, *corpus.pages)
    for page in pages:
        for field in ("title", "summary"):
            if found := statistics_in(getattr(page.record, field)):
                yield RULE.at(
                    page.within(getattr(page.record, field), found[0].start, field),
                    f"the {field} gives {_quoted(found)}, and a {field} cannot cite",
                    "say it without the number, and give the number in the text with its source",
                )


def reads(_: Corpus) -> Judge:
    """Return what finds each sentence, list item, table row and heading of prose with a number that has no source."""
    from spinesite.statistics import statistics_in

    def judge(text: Text) -> Iterator[Diagnostic]:
        passage = text.passage
        if passage is None or passage.kind == "unsupported":  # what is said elsewhere is told to be corrected
            return
        for unit, where in _units(text.blocks):
            if any(_is_sourced(sentence) for sentence in unit):
                continue
            for sentence in unit:
                if found := statistics_in(sentence.text):
                    yield RULE.at(
                        passage.place(sentence.offset(found[0].start)),
                        f"{_quoted(found)} without a source: the {where} neither cites nor links to a claim",
                        f"write {_HOW.get(where, _CITE)} in the same {where}, or say it without the number",
                    )
                    break  # one source would do for all of them

    return judge


def _units(blocks: Iterable[Block]) -> Iterator[tuple[Unit, str]]:
    for first, *others in _whole_items(blocks):
        if first.kind == "paragraph":
            yield from (((sentence,), _WHERE["paragraph"]) for sentence in first.sentences)
        else:
            yield tuple(chain(first.sentences, *(other.sentences for other in others))), _WHERE[first.kind]


def _whole_items(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return each block alone, but all paragraphs of a list item together."""
    found: list[list[Block]] = []
    for block in blocks:
        if block.goes_on and found and found[-1][0].kind == "item":
            found[-1].append(block)
        else:
            found.append([block])
    return found


def _is_sourced(sentence: Sentence) -> bool:
    # A citation that cannot be read was reported, and stands here as text.
    return any(pointer.kind in _SOURCES for pointer in sentence.pointers) or "[@" in sentence.text


def _quoted(found: tuple[Statistic, ...]) -> str:
    """Quote the first few numbers and say what they are: "'3 of 17' (x of y) and '18%' (a percentage)"."""
    shown = [f"{_short(one.words)!r} ({one.kind})" for one in found[:MAX_QUOTED]]
    if len(found) > MAX_QUOTED:
        shown.append("more")
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else shown[0]


def _short(words: str) -> str:
    return words if len(words) <= MAX_LENGTH else words[:MAX_LENGTH] + "…"


RULE = Rule("unsourced-statistic", "wording", Severity.ERROR, __doc__ or "", check=check, reads=reads)
