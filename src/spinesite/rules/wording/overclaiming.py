"""No sentence says more than the certainty of its evidence allows.

Why: a "may" that becomes a "does" is how weak evidence turns into advice. The words follow the certainty (GRADE). High:
it does. Moderate: it probably does. Low: it may. Very low: it may, and we are very unsure. Not rated: in one trial …,
which reports what a study found and not what a treatment does.

Read are statements, titles, summaries, changes, and sentences of prose that cite or link to a claim; of several claims
the most certain counts, and a reference counts as much as the claims that rest on it. A sentence that reports what one
study, review or body found or said passes at every level; "studies show" does not. "Does not help" is as strong as
"helps". Words such as proven, guaranteed, cure, miracle and breakthrough promise more than any study can show, at every
level, unless they are denied or quoted. Questions, purposes ("to reduce") and what is left open ("whether it helps")
say nothing. Only sites in English are read.

Bad:
    certainty: {level: low}
    statement: Sourdough prevents burns.
Good:
    certainty: {level: low}
    statement: Sourdough may prevent burns.
Mend: write the words of the level, or report the study: "In one trial, …".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.effects import Effect, effects_in
from spinesite.effectwords import ORDER, Strength, third
from spinesite.model import Corpus
from spinesite.phrases import has_count, names_a_study, says_unsure
from spinesite.promises import promises_in
from spinesite.said import Judge, Said, Supports, is_english, supports
from spinesite.words import CERTAINTY

if TYPE_CHECKING:
    from spinesite.records import Level

# How strongly a sentence may say that something has an effect.
ALLOWED: dict[Level, Strength] = {
    "high": "does",
    "moderate": "probably",
    "low": "may",
    "very-low": "may",
    "not-rated": "may",
}


def reads(corpus: Corpus) -> Judge | None:
    """Return what finds each promise, and each verb that is stronger than the certainty allows."""
    if not is_english(corpus):
        return None
    known = supports(corpus)
    return lambda text: chain.from_iterable(_judged(one, known) for one in text.said if one.rests)


def _judged(sentence: Said, known: Supports) -> Iterator[Diagnostic]:
    promises = tuple(promises_in(sentence.text))
    for promise in promises:
        yield RULE.at(
            sentence.place(promise.start),
            f"{sentence.where} says {promise.words!r}, which is more than any study can show",
            "leave the word out, and say what was found, in whom: 'In one trial, …'",
        )
    found = tuple(effects_in(sentence.text)) if sentence.kind != "finding" else ()
    if found:
        level = known.of(sentence).level
        for effect in found:
            is_promise = any(effect.start <= promise.start < effect.end for promise in promises)
            if not is_promise and _is_too_strong(effect, level, sentence):
                yield RULE.at(
                    sentence.place(effect.start),
                    f"{sentence.where} says {effect.words!r}, and {_why(level)}",
                    _instead(effect, level, sentence),
                )


def _is_too_strong(effect: Effect, level: Level, sentence: Said) -> bool:
    if names_a_study(sentence.text) or level == "high":
        return False
    if effect.is_past:
        # Prose that cites says with its citation where that was; a statement has to say it.
        is_told = sentence.kind == "prose" or effect.is_denied
        return not is_told and not names_a_study(sentence.around) and not has_count(sentence.text)
    if ORDER.index(effect.strength) > ORDER.index(ALLOWED[level]):
        return True
    return level == "very-low" and not says_unsure(sentence.around)


def _why(level: Level) -> str:
    if level == "not-rated":
        return "nobody has rated how sure that is"
    return f"the evidence is of {CERTAINTY[level][0].lower()}"


def _instead(effect: Effect, level: Level, sentence: Said) -> str:
    """Return words of the same meaning that the level allows."""
    if level == "not-rated" and sentence.kind in ("title", "summary"):
        return f"say what it is, or what it is for: 'meant to {effect.base}'"
    if effect.is_past or level == "not-rated":
        return "report what a study found, and name it: 'In one trial, …'"
    if level == "moderate":
        return f"write {_probably(effect)!r}"
    end = " …, but we are very unsure" if level == "very-low" else ""
    if effect.sense == "judgement" or not effect.is_denied:
        return f"write {_may(effect.base) + end!r}"
    return f"write {f'may not {effect.base}{end}'!r}"


def _may(base: str) -> str:
    verb, _, rest = base.partition(" ")
    return f"may not {verb} {rest.removeprefix('not ')}" if rest.startswith("not ") else f"may {base}"


def _probably(effect: Effect) -> str:
    if effect.base.startswith("be "):
        return f"is probably {effect.base.removeprefix('be ')}"
    if effect.words.startswith("will "):
        return f"will probably {effect.base}"
    if effect.is_denied or " " not in effect.words or effect.sense == "judgement":
        return f"probably {effect.words}"
    return f"probably {third(effect.base)}"


RULE = Rule("overclaiming", "wording", Severity.WARNING, __doc__ or "", reads=reads)
