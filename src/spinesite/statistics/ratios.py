"""How many times as much: multiples and ratios."""

from __future__ import annotations

import re
from functools import lru_cache

from spinesite.statistics.kinds import COMPARED, Way, after, numbers, ways
from spinesite.statistics.lexicon import PEOPLE
from spinesite.statistics.numerals import FRACTION, IN_DIGITS, Shape, pattern

# Instructions for a recipe or a medicine, and what else is doubled without a study.
_AMOUNTS = "(?:dose|amount|recipe|quantity|batch)"
_SIZES = "(?:length|width|height|size|amount|dose)"
_FOLDS = "two|three|four|five|six|seven|eight|nine|ten|twenty|hundred"
_TIMES = "doubl|trebl|tripl|quadrupl|halv"
_LIKELIHOODS = "risks?|chances?|odds|rates?|numbers?|amount|likelihood|prices?|costs?|sales|speed|yields?|demand|danger"
_RISKS = "risks?|chances?|odds|rates?|likelihood|danger"
_HAVING = (
    "ha(?:ve|s|d|ving)|is|are|was|were|be|at|with|to|by|nearly|almost|about|over|than|runs?|faces?|carry|carries|gets?|got|gave"
    "|gives?|earn(?:s|ed)?|use[sd]?|need(?:s|ed)?|costs?|pays?|paid|show(?:s|ed)|saw|found|took|takes?|makes?|made"
    "|produce[sd]?|grew|h[eo]lds?"
)
_NEARLY = "(?:more than |nearly |almost )?"
# Adjectives with an ending ("dearer"), but not the other words that end alike.
_OTHER_ENDS = "(?!over|per|after|under|her|other|n?ever|together|later|whether|water|paper|number)"
_SAYS_RATIO = re.compile(
    r"\b(?:ratios?|odds|chances?|risks?|harms?|split|outnumber\w*|likely|in favou?r|margin|majority)\b", re.IGNORECASE
)


@lru_cache(maxsize=2)
def _says_ratio(text: str) -> bool:
    """Tell whether a text speaks of chances. Asked for each of its numbers."""
    return _SAYS_RATIO.search(text) is not None


def _is_ratio(match: re.Match[str], whole: Shape) -> bool:
    return (":" in match[0] and sum(numbers(match, whole)) == 100) or _says_ratio(whole.text)


def _is_split(match: re.Match[str], whole: Shape) -> bool:
    return sum(numbers(match, whole)) == 100 and _says_ratio(whole.text)


RATIOS: tuple[Way, ...] = (
    *ways(
        "a multiple",
        pattern(
            rf"#(?: and a half)?[- ]?times (?:as|the|that|those|what|{COMPARED}"
            rf"|{_OTHER_ENDS}[a-z]+er)\b(?! {_SIZES} of the)"
        ),
        pattern(rf"#[- ]?fold\b|\b(?:{_FOLDS})-?fold\b|#[x×]?\s?[x×](?= (?:as|{COMPARED}))"),
        pattern(rf"\btwice (?:as|the|that|those|what|{COMPARED})\b(?! {_SIZES} of the)"),
        pattern(rf"{FRACTION} as (?:likely|many|much|common|often)\b|\bhalf as [a-z]+"),
        pattern(
            rf"(?<!\buntil )\b(?:{_TIMES})ed\b"
            rf"(?! (?:over|up|back|as|in (?:size|volume|bulk)|(?:the|your|his|her|their|each) (?:[a-z]+ )?{_AMOUNTS}))"
        ),
        pattern(
            rf"\b(?:{_LIKELIHOODS}) {_NEARLY}(?:{_TIMES})es\b",
            rf"\b(?:{_RISKS}) (?:is|are|was|were) {_NEARLY}(?P<n>double|triple|treble|half)\b",
            rf"\b(?:(?:{_TIMES})es|(?:{_TIMES})ing(?: of| in)?) (?:the|your|their|his|her|its|our|a"
            rf"|every)\b(?! {_AMOUNTS})",
            rf"\b(?:a|the) (?:{_TIMES})ing\b(?! (?:of|in) (?:the |your )?(?:{_AMOUNTS}|size|volume|bulk)\b)",
            rf"\b(?:{_TIMES})ing (?:of|in) (?!(?:the |your )?{_AMOUNTS}|(?:size|volume|bulk)\b)",
        ),
        pattern(
            r"\b(?:more than|nearly|almost|about|at least|roughly|over|have|has|had|by|risk|chance|odds|at)"
            rf" (?:double|triple|treble|quadruple)\b(?!-| (?:the|your) {_AMOUNTS}| (?:bed|room|glazing|vision))"
        ),
        # "Double the flour" is an instruction, "has double the risk" is not.
        (
            pattern(rf"\b(?:double|triple|treble|quadruple) (?:the|that|those|what|their) (?!{_AMOUNTS}|time\b)"),
            after(rf"\b(?:{_HAVING})"),
        ),
        pattern(rf"\b(?:double|triple|treble|quadruple) the (?:{_LIKELIHOODS}|power|share|strength)\b"),
        pattern(
            rf"\b(?:can|may|could|will|would|might|to) {_NEARLY}(?:double|triple|treble|quadruple|halve)\b"
            rf"(?!-| (?:in size|check|click|(?:the|your) {_AMOUNTS}))"
        ),
        pattern(r"\bfactor of (?:about )?#"),
    ),
    *ways(
        "a ratio",
        (pattern(rf"(?<![:\w]){IN_DIGITS}\s?:\s?{IN_DIGITS}(?![:\w])"), _is_ratio),
        (pattern(r"#[- ]to[- ]#(?!\w)"), _is_ratio),
        (pattern(r"(?<![\w-])#[- ]#(?![\w-])"), _is_split),
        pattern(rf"\bfor (?:every|each) # (?:who|that|{PEOPLE}|treated|vaccinated|screened)\b"),
        pattern(r"\beven chance\b"),
    ),
)
