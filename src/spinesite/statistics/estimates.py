"""What is worked out from a study: effect sizes, intervals and p-values."""

from __future__ import annotations

import re

from spinesite.statistics.kinds import ABOUT, NO_UNIT, Way, numbers, ways
from spinesite.statistics.numerals import BLANK, DIGIT, IN_DIGITS, Shape, pattern

_ABBREVIATIONS = "a?OR|a?RR|[as]?HR|IRR|SMD|W?MD|NNT[BH]?|NNH|ARR|RRR|AUC|AUROC|ICC|RD|PPV|NPV"
_NAMES = (
    "(?:odds|risk|hazard|rate|likelihood|prevalence) ratios?|relative risks?|numbers? needed to (?:treat|harm|screen)"
    "|(?:risk|absolute) differences?|(?:absolute |relative )?risk reductions?|effect sizes?|Cohen['’]s d|Hedges['’]s? g"
    "|area under the curve|correlations?(?: coefficient)?|sensitivity|specificity|kappa|accuracy|precision|mortality"
    "|(?:hit|success|failure|response|survival|error|drop-?out|detection|death) rate"
    "|pooled (?:estimates?|effects?)|point estimates?"
)
_BE = "was|were|is|are|of|at|reached|came to|stood at|below|above|around|about"
_SIGN = r"\s*[<>≤≥≈~=]?\s*[-−–+]?"
_IS = rf"(?: (?:[^\s.;:!?]+ ){{0,6}}?(?:{_BE})(?: {ABOUT})?|\s*[=:(,<>≤≥]|){_SIGN}"
_THAN = "(?: (?:of|was|were|is|are|below|under|above|over|less than|greater than|smaller than))"


def _is_below_one(match: re.Match[str], whole: Shape) -> bool:
    return numbers(match, whole)[-1] < 1


ESTIMATES: tuple[Way, ...] = (
    *ways(
        "an effect size",
        pattern(rf"(?<![\w-])(?:{_ABBREVIATIONS})(?![\w-]){_IS}{IN_DIGITS}", flags=re.NOFLAG),
        pattern(rf"\b(?:{_NAMES})\b(?:\s*\([^()]{{0,40}}\))?{_IS}#{NO_UNIT}"),
        pattern(r"(?<![\w-])[rdRtFzgUHQβκρηχτ][²2]?\s*=\s*[-−–]?#", flags=re.NOFLAG),
    ),
    *ways(
        "a probability",
        (pattern(rf"\b(?:chances?|probabilit(?:y|ies)|likelihood)\b{_IS}{IN_DIGITS}{NO_UNIT}"), _is_below_one),
    ),
    *ways(
        "an interval",
        pattern(
            r"(?<![\w-])(?:CI|CrI|CIs|IQR|SDs?|SEs?|SEM)(?![\w-])\s*\)?(?: (?:of|was|were|from|is|ran from|between))?"
            r"\s*[,:;=(\[]?\s*[-−–+]?#",
            flags=re.NOFLAG,
        ),
        pattern(
            r"\b(?:confidence|credible|prediction|interquartile|uncertainty) (?:intervals?|ranges?|limits?)\b"
            rf"[^.;!?{DIGIT}]{{0,40}}#"
        ),
        pattern(r"\bstandard (?:deviation|error)s?\b(?: (?:of|was|is))?\s*[:=,(]?\s*#", r"±\s*#", r"\+/-\s*#"),
        pattern(r"#\s*[(\[]\s*[-−–]?#\s*(?:to|[-–,;])\s*[-−–]?#\s*[)\];]"),
        pattern(rf"# (?:to|and) #\s*[,;]?\s*[(\[]?\s*{BLANK}*+\s*(?:CI|CrI|confidence|credible)\b"),
        pattern(r"\banywhere (?:from|between) #(?: [a-z]+)? (?:to|and) #"),
    ),
    *ways(
        "a p-value",
        pattern(
            rf"(?<![\w-])p(?:[- ]?values?{_THAN}{{0,3}})?\s*[=<>≤≥]\s*#",
            rf"(?<![\w-])p[- ]?values?{_THAN}{{0,3}} #",
            rf"(?<![\w-])p of {IN_DIGITS}",
            rf"(?<![\w-])p (?:was|is|were|at) (?:(?:below|under|above|over|less than|greater than) )?{IN_DIGITS}",
        ),
    ),
)
