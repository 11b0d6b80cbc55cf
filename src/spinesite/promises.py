"""Words that promise more than any study can show: "proven", "guaranteed", "a cure", "a miracle" and their kin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinesite.phrases import MAX_SENTENCE, is_denied, is_question, is_within, quoted_spans

# Each begins with a word; what may stand around it without promising anything is left out.
_PROMISES = re.compile(
    r"\b(?:"
    r"(?:clinically |scientifically |medically |well[- ])?proven(?! (?:ineffective|harmful|false|wrong|no|not)\b)"
    r"|prove[sd]?(?= (?:that|it|its|how|to|beyond|effective|safe)\b)"
    r"|guarantee(?:s|d)?"
    r"|cures?(?! rates?\b)|cured(?! (?:meat|ham|fish|concrete|resin)\b)"
    r"|miracles?|miraculous(?:ly)?|magic(?:al(?:ly)?)?"
    r"|breakthroughs?(?=[\s]*(?:[.,;:!?)\]\"'”’]|$)"
    r"|\s(?:in|for|of|that|and|or|is|treatments?|therap(?:y|ies)|cures?|method|approach|technology|discovery|procedure|"
    r"product|medicine|science|results?)\b)"
    r"|game[- ]chang(?:er|ers|ing)|revolutionary|revolutioni[sz](?:e|es|ed|ing)|life[- ]changing|cutting[- ]edge"
    r"|wonder (?:drug|cure|treatment)s?|world[- ]class|unparalleled|undeniabl[ey]|undoubtedly|undisputed|definitely"
    r"|(?:beyond|without) (?:any |a |all )?doubts?"
    r"|(?:100|one hundred) ?(?:%|per ?cent) (?:safe|effective|success(?:ful)?|natural|sure)"
    r"|(?:completely|totally|entirely|perfectly|absolutely) (?:safe|effective|painless|harmless)"
    r"|risk[- ]free|side[- ]effect[- ]free"
    r"|(?:no|without|zero)(?: any)? (?:risks?|side[- ]effects)"
    r"(?! (?:factors?|of|were|was|are|is|on|recorded|reported|seen)\b)"
    r"|safe and (?:highly |very )?effective|effective and (?:completely |very )?safe"
    r"|never fails|always works|works every time|works for everyone|permanent (?:relief|cure|solution|results?)"
    r")(?![\w-])",
    re.IGNORECASE,
)
# One of these stands in every promise; looking for them is many times as fast.
_MENTIONED = (
    *("prove", "guarant", "cure", "mirac", "magic", "breakthrough", "chang", "revolution", "cutting", "wonder"),
    *("world", "unparallel", "undeniab", "undoubt", "undisput", "definite", "doubt", "safe", "effective", "100"),
    *("hundred", "painless", "harmless", "risk", "effect", "never fails", "always", "works", "permanent"),
)
_WERE_CURED = re.compile(r"(?:was|were|been) cured", re.IGNORECASE)
_COUNT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Promise:
    """A word that promises too much, and where it begins in its sentence."""

    words: str
    start: int


def promises_in(sentence: str) -> Iterator[Promise]:
    """Yield the promises that a sentence makes: not those that it denies, asks about or quotes.

    "30 of 40 were cured" is a result and no promise.
    """
    sentence = sentence[:MAX_SENTENCE]
    lowered = sentence.lower()
    if not any(word in lowered for word in _MENTIONED):
        return
    found = list(_PROMISES.finditer(sentence))
    if not found or is_question(sentence):
        return
    quoted = quoted_spans(sentence)
    for match in found:
        if is_within(match.start(), quoted) or is_denied(sentence, match.start()):
            continue
        if _WERE_CURED.search(sentence, 0, match.end()) and _COUNT.search(sentence):
            continue
        yield Promise(match[0], match.start())
