"""A sentence says that one thing causes another only where a randomised trial or a systematic review stands behind it.

Why: people who had a treatment and got better might have got better without it. Only a comparison by chance, or a
review of all studies, can tell a cause from a coincidence; a case series, a survey or an opinion cannot. Read are the
same sentences as for `overclaiming`, in the present and the past: "reduces", "reduced", "can prevent", "leads to". What
is hedged ("may reduce"), denied, asked or quoted says no such thing, nor does what changed by itself ("pain improved
after"). Where the study design of a reference is missing, that is reported and the sentence is not.

Bad:
    statement: In one series of 20 loaves, sourdough prevented burns.
    findings: [{citation: smith2020, …}]     # studydesign = {case-series}
Good:
    statement: In one series of 20 loaves baked with sourdough, nobody was burnt.
Mend: say what was seen ("… was lower in people who …", "is linked with …"), or cite a randomised trial or a systematic
review that shows the cause.
"""

from collections.abc import Iterator
from itertools import chain

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.effects import Effect, effects_in
from spinesite.effectwords import Sense
from spinesite.model import Corpus
from spinesite.said import Judge, Said, Support, Supports, is_english, supports
from spinesite.words import DESIGN

SHOWS_CAUSES = frozenset({"randomised-trial", "systematic-review"})
# What says the same without a cause.
INSTEAD: dict[Sense, str] = {
    "less": "is linked with less …",
    "more": "is linked with more …",
    "better": "is linked with better …",
    "worse": "is linked with worse …",
    "some": "is linked with …",
}


def reads(corpus: Corpus) -> Judge | None:
    """Return what finds each causal verb that no randomised trial and no systematic review stands behind."""
    if not is_english(corpus):
        return None
    known = supports(corpus)
    return lambda text: chain.from_iterable(_judged(one, known) for one in text.said if one.rests)


def _judged(sentence: Said, known: Supports) -> Iterator[Diagnostic]:
    causal = [effect for effect in effects_in(sentence.text) if effect.is_causal]
    if not causal:
        return
    support = known.of(sentence)
    if support.is_whole and support.designs.isdisjoint(SHOWS_CAUSES):
        for effect in causal:
            yield RULE.at(
                sentence.place(effect.start),
                f"{sentence.where} says {effect.words!r}, and {_what_stands_behind(support)}",
                _hint(effect),
            )


def _what_stands_behind(support: Support) -> str:
    if not support.designs:
        return "no study stands behind it"
    kinds = ", ".join(sorted(DESIGN.get(design, design) for design in support.designs))
    return f"no randomised trial or systematic review stands behind it ({kinds})"


def _hint(effect: Effect) -> str:
    seen = "say what was seen: '… after …', '… in people who had …'"
    return f"write {INSTEAD[effect.sense]!r}, or {seen}; or cite a trial or a review that shows the cause"


RULE = Rule("causal-wording", "wording", Severity.WARNING, __doc__ or "", reads=reads)
