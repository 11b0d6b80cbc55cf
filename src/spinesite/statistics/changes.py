"""By how much something changed or differed: points on a scale, scores and averages."""

from __future__ import annotations

import re

from spinesite.statistics.kinds import ABOUT, COMPARED, NO_UNIT, Way, after, ways
from spinesite.statistics.lexicon import MEASURES, TIME
from spinesite.statistics.numerals import IN_DIGITS, pattern

_FELL = (
    "fell|fallen|falls|dropped|drops|sank|sunk|sinks|slipped|slid|shrank|shrunk|declined|declines|decreased"
    "|decreases|cuts?"
    "|reduced|reduces|lowered|lowers|eased|lessened|dipped|plunged|tumbled|slowed|shortened|narrowed|weakened"
    "|lost|worsens?"
    "|rose|risen|rises|increased|increases|grew|grown|grows|climbed|climbs|improved|improves|gained|gains"
    "|worsened|swelled"
    "|went|gone|goes up|goes down|moved|jumped|soared|surged|crept|raised|raises|lengthened|widened"
    "|strengthened|changed"
    "|differed|differs"
)
_CHANGE = (
    "differences?|gaps?|gains?|drops?|falls?|rises?|reductions?|improvements?|increases?|decreases?|changes?"
    "|loss(?:es)?"
    "|advantages?|decline"
)
_SCORE = "scores?|ratings?|means?|averages?|medians?|marks"
_BEFORE_POINTS = (
    "by|of|was|were|is|fell|rose|gained|lost|dropped|improved|about|around|nearly|only|least|most|than|over"
    "|under|and|to"
    "|scored|score"
)
_GOT = "lost|gained|slept|lived|walked|earned|used|needed|ate|drank|grew|spent|saved|had|got"

CHANGES: tuple[Way, ...] = (
    *ways(
        "a change on a scale",
        pattern(rf"#[- ]points? (?:[a-z]+ ){{0,2}}?(?:{_CHANGE}|shift|jump|lead|boost|edge)\b"),
        (
            pattern(r"#(?:\s*[-–]\s*#)? points?\b(?! (?:to|scales?|of (?:contact|view|sale|entry))\b)"),
            after(rf"\b(?:{_BEFORE_POINTS})\s", r"[-+−–]", r"\A\W{0,3}"),
        ),
        pattern(
            rf"# points? (?:{COMPARED}|over|apart|ahead|behind|up|down|on average|out of|after|at"
            r"|on (?:a|the|this|that|its) (?:[^\s.;:!?]+ ){0,3}?(?:scale|score|index|test|questionnaire|measure))\b"
        ),
        pattern(r"\bhalf a point\b"),
        pattern(
            r"#\s*(?:mm|cm|millimet(?:er|re)s?) on (?:a|the|this|that|its) (?:[^\s.;:!?]+ ){0,3}?"
            r"(?:scale|[A-Z]{2,5})\b",
            flags=re.NOFLAG,
        ),
        (
            pattern(rf"\bby {ABOUT}(?P<n>#)", rf"\bfrom {ABOUT}#(?: [a-z]+){{0,2}}? to {ABOUT}#"),
            after(rf"\b(?:{_FELL})\b[^.;:!?]{{0,50}}"),
        ),
        pattern(rf"\b(?:{_CHANGE}) (?:[^\s.;:!?]+ ){{0,4}}?(?:of|was|were|is) {ABOUT}(?P<n>[-−–+]?#){NO_UNIT}"),
    ),
    *ways(
        "a score or an average",
        pattern(
            rf"\b(?:{_SCORE})(?: [^\s.;:!?]+){{0,3}}? (?:(?:was|were|is|at|reached|averaged) {ABOUT}(?P<n>[-−–]?#)"
            rf"|of {ABOUT}{IN_DIGITS}(?! (?!points?\b)[a-z]+s\b)){NO_UNIT}(?!\s*(?:to|[-–])\s*#)"
        ),
        pattern(rf"\b(?:{_SCORE})\s*[:=]?\s*(?P<n>[-−–]?#){NO_UNIT}"),
        pattern(
            rf"\bscored (?!(?:from|between) )(?:[a-z]+ )?{ABOUT}#(?! (?:goals?|runs?|tries|wins?|times))"
            r"(?!\s*(?:to|[-–])\s*#)"
        ),
        pattern(rf"\bon average,?(?: [^\s.;:!?]+){{0,5}}? {ABOUT}(?P<n>#){NO_UNIT}"),
        pattern(
            r"\b(?:median|mean|average) (?:[a-z-]+ )?(?:survival|time to (?:relapse|failure|death|progression))"
            rf" (?:was|is|of) {ABOUT}(?P<n>#)"
        ),
        pattern(rf"\baveraged {ABOUT}(?P<n>#)(?! (?:{TIME})\b)"),
    ),
    *ways(
        "a difference",
        pattern(rf"# (?:[a-z]+ )?(?:{COMPARED})(?: [a-z]+){{0,4}} on average\b"),
        pattern(rf"\b(?:was|were) {ABOUT}(?P<n># (?:{MEASURES}) (?:{COMPARED}))\b"),
        pattern(rf"\b(?:{_GOT}) {ABOUT}(?P<n># (?:[a-z]+ )?(?:more|fewer|less|longer|better|worse))\b"),
        pattern(rf"\b(?:{_GOT}) {ABOUT}(?P<n># (?:{TIME}|{MEASURES}) on average)\b"),
        pattern(rf"# (?:{TIME}) (?:faster|sooner|quicker)\b(?! than (?:you|we|planned|agreed))"),
    ),
)
