"""A relative figure stands beside the two absolute ones that it compares.

Why: "half the risk" is 1 in 100 instead of 2 in 100, or 40 instead of 80, and readers take it for the larger. Relative
figures are "halved", "doubled", "twice as likely", "50% lower", "cut by a third", risk, odds and hazard ratios with
their number. They pass where two absolute figures (30%, 3 of 17, 12 in 100, 5 points) stand in the same paragraph, list
item, table row, statement or summary; where a claim that the sentence links to, or whose statement it is, holds the
figures of both groups; and where it is said that the source has none ("how many people in each group is not recorded"),
there or in the claim's `detail`. Read are statements, titles, summaries, changes and all prose. What only sets a line
("better meant at least 30% lower") is no such figure. Only sites in English are read.

Bad:
    statement: In one trial, sourdough halved the risk of burns.
Good:
    statement: In one trial, 4 of 100 bakers were burnt with sourdough and 8 of 100 with yeast, half as many.
Mend: give both figures first; or record the figures of both groups in the claim; or say that the source gives none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus, Sourced
from spinesite.phrases import MAX_PARAGRAPH, MAX_SENTENCE, is_question, is_within, quoted_spans
from spinesite.said import Judge, Said, is_english

if TYPE_CHECKING:
    from spinesite.records import Claim

ABSOLUTE = frozenset({"proportion", "count", "mean", "median", "range"})

_TIMES = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+(?:\.\d+)?)"
_PART = r"(?:half(?! (?:an?|of)\b)|(?:a|one|two|three) (?:thirds?|quarters?|fifths?|tenths?)(?! of\b))"
_CHANCE = r"(?:risks?|odds|rates?|chances?|likelihood|numbers?|hazard|probability)"
_PERCENT = r"(?<![\d.,])\d[\d.,]*\s?(?:%|per ?cent\b)"
_RELATIVE = re.compile(
    r"\b(?:(?<!\bthe )(?<!\btwo )(?<!\bboth )(?<!\binto )halves|halved|halving|doubled|doubles|doubling|tripled|triples"
    r"|quadrupled)\b(?! (?:over|up|as)\b)"
    rf"|\b(?:halve|double|triple|quadruple)(?= (?:the|their|your|its) (?:\w+ )?{_CHANCE}\b)"
    rf"|\b(?:twice|thrice|{_TIMES} times)\s+(?:as|more|less|higher|lower|greater|fewer|better|worse|likelier|that of"
    rf"|the (?:\w+ )?{_CHANCE})\b"
    rf"|\b{_TIMES}[- ]?fold\b"
    rf"|{_PERCENT}\s+(?:relative\s+)?(?:lower|higher|fewer|more|less|greater|smaller|larger|better|worse|likelier|faster|"
    r"slower|stronger|longer|shorter|reduction|increase|decrease|drop|decline)\b"
    rf"|\b(?:reduc|lower|cut|decreas|increas|rais|ros|ris|fell|fall|drop|improv|declin|gr[eo]w|shr[aiu]nk|eas|up|down)"
    rf"\w{{0,4}}\b[^.;:%]{{0,60}}?\bby (?:[a-z]+ ){{0,3}}?(?:{_PERCENT}|{_PART}\b)"
    rf"|\b{_CHANCE} in half\b"
    rf"|\b{_PART} (?:as (?:likely|many|much|often|high|common|good|bad)|the (?:\w+ )?{_CHANCE})\b"
    rf"|\b(?:(?:risk|odds|hazard|rate) ratios?|relative risks?)\b[^.;]{{0,25}}?\d+(?:\.\d+)?"
    rf"|\brelative (?:risk )?(?:reduction|increase)\b"
    rf"|\b(?-i:a?[ROH]R)\b\s*[=:(]?\s*(?:of\s+)?\d+(?:\.\d+)?",
    re.IGNORECASE,
)
# One of these stands in whatever the pattern finds. Looking for them costs a hundredth of trying it everywhere.
_HINTS = (
    *("%", "cent", "half", "halv", "third", "quarter", "fifth", "tenth", "ratio", "relative", "fold"),
    *("doubl", "tripl", "quadrupl", "twice", "thrice", "times"),
)
_ABBREVIATED = ("RR", "OR", "HR")
_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twenty|none|nobody)"
_ABSOLUTE = re.compile(
    rf"{_PERCENT}|\b{_NUMBER}(?: \w+)? (?:out )?(?:of|in) (?:every |the |each )?{_NUMBER}\b"
    rf"|\b{_NUMBER}[- ](?:points?|percentage)\b",
    re.IGNORECASE,
)
# What a source counts as better, and how people rate themselves: no group is compared with another.
_LINE = re.compile(
    r"\b(?:means?|meant|defined?|definition|counted as|at least|set at|threshold|(?:self-)?rat(?:ed|ing|ings))\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\s*(?:percentage )?points?\b", re.IGNORECASE)
# "The dose is doubled", "halved the dose": an instruction, or what people took.
_AMOUNT = r"(?:doses?|amounts?|quantit(?:y|ies)|portions?|batch|recipe)"
_IS_AMOUNT = re.compile(rf"\b{_AMOUNT}(?: [a-z]+){{0,3}} \Z", re.IGNORECASE)
_OF_AMOUNT = re.compile(
    rf"\s+(?:(?:of|in) )?(?:(?:the|your|his|her|their|each|its) )?(?:[a-z-]+ )?{_AMOUNT}\b", re.IGNORECASE
)
_GAP = re.compile(
    r"\b(?:how many|shares?|counts?|absolute|plain numbers|numbers? of people|percentages?)\b[^.;]{0,80}?"
    r"\b(?:not|nor|never)\b[^.;]{0,20}?\b(?:recorded|given|known|reported|stated|printed|on record)\b"
    r"|\bno (?:plain |absolute )?(?:counts?|shares?|numbers? of people|absolute figures)\b",
    re.IGNORECASE,
)


def reads(corpus: Corpus) -> Judge | None:
    """Return what finds each sentence that gives a relative figure without the two absolute ones."""
    if not is_english(corpus):
        return None
    known = {claim.id: claim for claim in corpus.claims}
    return lambda text: chain.from_iterable(_judged(one, known) for one in text.said)


def _judged(sentence: Said, known: Mapping[str, Sourced[Claim]]) -> Iterator[Diagnostic]:
    found = tuple(_relative_in(sentence.text))
    if found and not _has_absolutes(sentence, known):
        yield RULE.at(
            sentence.place(found[0].start()),
            f"{sentence.where} gives {' and '.join(repr(match[0]) for match in found)} without the two figures "
            "that are compared",
            "give both first, such as '4 in 100 with it, 8 in 100 without'; where the source has none, say so: "
            "'how many people in each group is not recorded'",
        )


def may_be_relative(text: str) -> bool:
    """Tell whether a text has one of the words without which it gives no relative figure."""
    folded = text.casefold()
    # A loop and no `any`, which takes nearly twice as long: asked for every sentence of a site.
    for hint in _HINTS:
        if hint in folded:
            return True
    return any(hint in text for hint in _ABBREVIATED)


def _relative_in(text: str) -> Iterator[re.Match[str]]:
    text = text[:MAX_SENTENCE]
    if not may_be_relative(text):
        return
    found = tuple(_RELATIVE.finditer(text))
    if not found or is_question(text):
        return
    quoted = quoted_spans(text)
    for match in found:
        sets_a_line = "%" in match[0] and _LINE.search(text, 0, match.end())
        if not is_within(match.start(), quoted) and not sets_a_line and not _POINTS.match(text, match.end()):
            if match[0].isalpha() and _is_of_an_amount(text, match):
                continue
            yield match


def _is_of_an_amount(text: str, match: re.Match[str]) -> bool:
    return bool(_IS_AMOUNT.search(text, 0, match.start()) or _OF_AMOUNT.match(text, match.end()))


def _has_absolutes(sentence: Said, known: Mapping[str, Sourced[Claim]]) -> bool:
    """Tell whether the figures of both groups, or words that there are none, stand where the reader finds them."""
    if _gives_absolutes(sentence.around[:MAX_PARAGRAPH]):
        return True
    if sentence.kind in ("title", "summary"):  # search engines show them alone
        return False
    return any(_holds_both(claim, known) for claim in sentence.claims)


@lru_cache(maxsize=1)
def _gives_absolutes(paragraph: str) -> bool:
    """Tell whether a paragraph gives two absolute figures, or says that there are none. Asked for each sentence."""
    return _GAP.search(paragraph) is not None or _counted(paragraph) > 1


def _counted(text: str) -> int:
    """Count the absolute figures of a text, leaving out what belongs to relative ones."""
    relative = tuple(match.span() for match in _RELATIVE.finditer(text))
    return sum(not is_within(match.start(), relative) for match in _ABSOLUTE.finditer(text))


def _holds_both(claim: Sourced[Claim], known: Mapping[str, Sourced[Claim]]) -> bool:
    """Tell whether a claim holds absolute figures of two groups, or says in its detail that there are none or where."""
    linked = (known[link.target] for link in claim.prose.links if link.kind == "claim" and link.target in known)
    if any(_has_two_groups(one.record) for one in (claim, *linked)):
        return True
    return claim.record.detail is not None and _GAP.search(claim.record.detail) is not None


def _has_two_groups(claim: Claim) -> bool:
    groups = Counter(
        (finding.citation.citekey, finding.outcome, estimate.measure)
        for _, finding, _, estimate in claim.numbered()
        if estimate.measure in ABSOLUTE
    )
    return any(count > 1 for count in groups.values())


RULE = Rule("relative-without-absolute", "wording", Severity.WARNING, __doc__ or "", reads=reads)
