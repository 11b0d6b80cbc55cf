"""Numbers that state no evidence: dates, times, ages, labels, telephone numbers, the ends of scales, halves of tablets.

They are blanked in the shape of a sentence before evidence is looked for. What stands in no list here is innocent as
long as no way to write evidence fits it: doses, prices, sizes, how long a procedure or a wait takes.
"""

from __future__ import annotations

import re

from spinesite.statistics.kinds import Guard, after
from spinesite.statistics.lexicon import MEASURES, MONTHS, PEOPLE, ROLES, TIME
from spinesite.statistics.numerals import (
    ANNO,
    DIGIT,
    FILL,
    FRACTION,
    IN_DIGITS,
    IN_WORDS,
    NUMBER,
    ONE,
    PERCENT,
    UNITY,
    WORD,
    YEAR,
    Shape,
    blank,
    pattern,
)

_ANY = f"[{DIGIT}{WORD}{UNITY}{ANNO}]{FILL}*+"
_FEW = f"[{WORD}{UNITY}]{FILL}*+"  # small numbers are the ones in words
_ONE_OR_TWO_DIGITS = f"{DIGIT}{FILL}?(?!{FILL})"
_BEGINNING = r"(?:\A\W{0,3}|[.;:] )"

_TELEPHONES = (
    pattern(
        r"\b(?:call|ring|dial|text|phone|telephone|tel\.?|fax|hotline|helpline)\b"
        rf"[^.;!?{DIGIT}]{{0,24}}#(?:(?: or |,\s|[ ()/-]{{1,3}})#){{0,8}}"
    ),
    pattern(rf"\+{IN_DIGITS}(?:[ ()-]{{1,3}}{IN_DIGITS}){{1,8}}"),
    pattern(rf"{IN_DIGITS}(?:[ ()-]{{1,3}}{DIGIT}{FILL}{{2,}}+){{2,8}}(?!\s*[%\w])"),
)

_BETWEEN = r"(?:\s*(?:to|and|or|[-–])\s*(?:over |under )?#)?"
_OVER = "over|under|above|below|between|from|older than|younger than"
_DATES_AND_AGES = (
    # 3 May 2021, May 3rd 2021: in capitals, for anybody may do anything.
    pattern(rf"{_ANY}\s*(?:of )?(?:{MONTHS})\b(?:[ ,]{{1,2}}{YEAR})?", flags=re.NOFLAG),
    pattern(rf"\b(?:{MONTHS})\.? {_ANY}(?:\s*,?\s*{YEAR})?", flags=re.NOFLAG),
    pattern(rf"{_ANY}([/.-]){_ANY}\1{_ANY}"),
    pattern(r"#(?:[:.]#)?\s*(?:[-–]|to|and)?\s*(?:#(?:[:.]#)?\s*)?(?:[ap]\.?m\b|o['’]clock)"),
    pattern(
        r"# (?:minutes? )?past #",
        r"# minutes to #",
        r"\bat # to #(?! in )",
        r"\bat # in the (?:morning|afternoon|evening)",
        r"\bpast #",
    ),
    pattern(
        r"\b(?:aged?|ages|turn(?:ed|s)?)(?: (?:was|of|is|about|around|between|over|under|up to|from|group"
        r"|range)){0,3} #"
        rf"(?: years?)?{_BETWEEN}"
    ),
    pattern(
        r"(?:#\s*(?:to|and|or|[-–])\s*)?#[- ](?:years?|months?|weeks?|days?)?[- ]?"
        r"(?:olds?\b|of age\b|(?:and|or) (?:over|older|under|younger|above|below)\b)"
    ),
)

_STRENGTHS = (
    "solution|saline|alcohol|glucose|dextrose|sugar|cream|gel|ointment|acid|acidity|peroxide|bleach|vinegar"
    "|strength|serum"
    "|concentration|ethanol|glycerine|cotton|wool|wholemeal|fat|cocoa|humidity|juice|sure|certain|committed|free|off"
    "|discount|deposit|VAT|tax|interest|cash ?back"
)
_DOSES = (
    pattern(
        rf"{PERCENT}(?= (?:(?:Wilson|simultaneous|two-sided|one-sided|Bayesian) )?"
        r"(?:confidence|credible|prediction|compatibility|CI|CrI)\b)"
    ),
    pattern(rf"{PERCENT}(?: [a-z]+)? (?:{_STRENGTHS})\b"),
    pattern(rf"\b(?:VAT|tax|interest|deposit|discount|tip|commission|gradient|slope) (?:rate )?(?:of|at|is) {PERCENT}"),
    pattern(
        rf"(?:{_BEGINNING}|\band |\bthen )(?:set|charge|turn|fill|zoom|adjust|dim|enter"
        rf"|type)\b[^.;!?]{{0,40}}?{PERCENT}"
    ),
    pattern(
        rf"(?:{_BEGINNING}|\b(?:never|you|to|must|can) )pay (?:(?:more|less) than |about |up to |only )?"
        rf"(?:{PERCENT}|{FRACTION})(?! (?:more|less)\b)"
    ),
    pattern(rf"\bfill(?:ed)?\b[^.;!?]{{0,40}}?{FRACTION}", rf"\binto {FRACTION}"),
    pattern(rf"(?:\bhalf|{FRACTION}) and (?:half\b|{FRACTION})(?! of)"),
    pattern(rf"#\s?/\s?#(?= (?:of an? |an? )?(?:{TIME}|{MEASURES}|tablets?|pills?|turns?)\b)"),
    pattern(
        r"\b(?:doses?|amounts?|recipe|quantit(?:y|ies)|batch|ingredients)"
        r"(?: (?:is|are|was|were|be|can|may|should|must|then|often)){1,3} (?:doubled|halved|tripled|trebled)"
    ),
    pattern(
        rf"{_BEGINNING}(?:use|add|take|allow|leave|give|buy|plan|make|cook) (?:about |at least )?(?:twice|# times)\b"
    ),
)

_MADE_FOR = (
    "serv(?:es?|ing)|seats?|holds?|carries|carry|takes|sleeps?|feeds?|fits?|admits?|open to|limited to|restricted to"
    "|(?:room|space|places?|enough|meal|table|tent|recipe) for|tickets? (?:is |are )?for"
    "|(?:groups|classes|teams?|part(?:y|ies)|pairs|famil(?:y|ies)|crew) (?:of|(?:are|is) for)"
    "|each (?:group|class|team|room|table) (?:has|is|of)"
)
_ASK = (
    "needs?|takes?|require[sd]?|bring|find|get|want"
    "|(?:ask|tell|show|invite|choose|pick|meet|visit|speak|talk|listen|write)(?: to| with)?"
)
_RELATIVES = "children|kids|sons|daughters|brothers|sisters|boys|girls|parents"
# How many something is made for, who is asked for or at hand: nobody counted them.
_AT_HAND = (
    pattern(
        rf"\b(?:{_MADE_FOR})(?: (?:only|up to|at most|about|more than|at least|around)){{0,2}}"
        rf"(?: #(?:\s*(?:to|or|and|[-–]))?)? #(?: (?:{PEOPLE})(?: and # (?:{PEOPLE}))?)?"
    ),
    pattern(
        rf"{_BEGINNING}for (?:more than |up to |at least |about )?#(?: (?:to|or|and) #)? (?:{PEOPLE})\b"
        r"(?=,? (?:double|use|allow|you|take|add|make|the (?:price|cost|fee)))"
    ),
    pattern(
        rf"\b(?:{_ASK}) (?:at least |about |up to )?(?:{_FEW}(?: or )?){{1,2}} (?:{PEOPLE})\b(?! (?:had|died|got))"
    ),
    pattern(
        rf"{_BEGINNING}(?:please )?(?:do|choose|pick|take|use|try|keep|read|answer|select|complete|tick|remove"
        r"|add|leave"
        r"|cut|pull) #(?: of (?:the |these |those )?#)?"
    ),
    pattern(r"\b(?:ask|tell|call|contact|meet|see|visit|(?:speak|talk|write) to) # of (?:our|the|these) #"),
    pattern(rf"\b(?:our|my|your) {_FEW} (?:[a-z]+ )?(?:{PEOPLE}|{ROLES})\b"),
    pattern(
        rf"\b(?:has|have|my|his|her|our|your|their) {_FEW} (?:[a-z]+ )?(?:{_RELATIVES})\b(?! (?:had|got|died|were))"
    ),
)

_FIGURES_OF_SPEECH = (
    pattern(
        rf"{ONE}(?: or |[- ]to[- ]){NUMBER}(?! (?:in|out of)\b)",
        rf"\bno {ONE}",
        rf"\b(?:the|this|that|each|every|which|any|some|another) {ONE}(?! (?:in|out of|of) #)",
    ),
    pattern(rf"\b(?:am|are|is|be|was) {ONE} in {IN_WORDS}(?= (?:to|for) (?:me|us|him|her|them)\b)"),
    pattern(rf"\b(?:gives?|gave|giving|given) {PERCENT}(?=\s*[.!,;]|\s*\Z)"),
    pattern(
        r"\b(?:purposes?|aims?|goals?|reasons?|answer|problem|task|mission|role)\b[^.;!?]{0,40}?\b(?:two|three"
        r"|four)-?fold\b"
    ),
    pattern(
        r"\bscale (?:of|from|runs from) # to #",
        r"\b(?:lowest|highest|best|worst|top) (?:possible )?(?:score|mark|rating|total)s? (?:is|are) #",
    ),
    # What the end of a scale means: "10 is the worst".
    pattern(
        r"#(?: (?:or|to|and) #)?"
        r"(?:\s*\([^()]{0,60}\)| (?:or|and) (?:more|less|fewer|over|under|above|below|higher|lower))?"
        r"(?= (?:means?|meaning|is the (?:worst|best|most|least|lowest|highest)|is"
        r" (?:no|neutral)|being"
        r"|stands? for)\b)"
    ),
)

_LABELS = (
    "steps?|stages?|phases?|grades?|types?|levels?|parts?|pages?|tables?|figures?|figs?\\.|chapters?|sections?|sect\\."
    "|appendix|box|rules?|questions?|items?|rooms?|flat|gates?|terminal|ward|floor|unit|lessons?|modules?|class"
    "|categor(?:y|ies)|version|route|bus|tram|line|junctions?|exit|article|paragraphs?|number(?! (?:of|needed))|size"
    "|formula|volume|issue|port|bay|platform|zone|tier|options?|scenario|model|psalm|session|lap|series|season|episode"
    "|scene|tooth|teeth|channel|track|lane|block|building|annex|schedule|clause|bed|code"
)
_NAMES = "iOS|macOS|Windows|Android|Python|Java|Apollo|Boeing|RFC|ISO|DIN|EN|Omega|Form|Route|Act|Rule|Article"
_MORE = rf"(?:\s*(?:and|to|or|&|/|[-–])\s*{_ANY})?"
_NAMED = (
    pattern(rf"(?<=[A-Za-z]/){_ANY}(?:\.{_ANY}){{0,4}}"),
    pattern(
        rf"{_ONE_OR_TWO_DIGITS}/{_ONE_OR_TWO_DIGITS}"
        rf"(?= (?:vision|sight|hindsight|or {_ONE_OR_TWO_DIGITS}/{_ONE_OR_TWO_DIGITS}))"
    ),
    pattern(
        r"(?<![\w-])(?:steps?|parts?|pages?|stage|day|week|lesson|round|slide|row|sheet|chapter|section|module|session|question"
        rf"|item|screen|picture) # (?:out )?of #(?! (?:{PEOPLE})\b)"
    ),
    pattern(
        r"# of (?:the|these|those|our) #"
        r" (?:sections|chapters|pages|questions|steps|parts|boxes|paragraphs|sentences|lists|tables)\b"
    ),
    pattern(r"(?:\b(?:in|by|at|on|from|of|until|since)|\A) (?:day|week|month|year) #(?! (?:out )?(?:of|in) )"),
    pattern(rf"(?<![\w-])(?:{_NAMES}) {_ANY}{_MORE}", flags=re.NOFLAG),
    pattern(rf"(?<![\w.])(?:v|v\.|no\.|nos\.|pp?\.|vol\.|§|№)\s*{_ANY}{_MORE}"),
)

# The same, where words before the number tell.
_AFTER_WORDS: tuple[tuple[re.Pattern[str], Guard], ...] = (
    (
        pattern(rf"\b(?:{_OVER}) #(?: years?\b)?(?: (?:and|or|to) (?:over |under )?#)?"),
        after(rf"\b(?:{PEOPLE}|those|anyone|everyone|anybody)(?: (?:who are|aged))?"),
    ),
    (pattern(r"(?:\bfrom )?#\s*(?:to|[-–])\s*#(?= (?:years?|can|may|must|who))"), after(rf"\b(?:{PEOPLE})")),
    (
        pattern(rf"{_ANY}{_MORE}(?! (?:{PEOPLE}|per|times)\b)(?!\s*[%/])"),
        after(rf"(?<![\w-])(?:{_LABELS})\s"),
    ),
)

# In this order: what is blanked earlier can no longer be part of something else.
PATTERNS: tuple[re.Pattern[str], ...] = (
    *_DOSES,
    *_DATES_AND_AGES,
    *_AT_HAND,
    *_FIGURES_OF_SPEECH,
    *_NAMED,
)
_CLOCK = pattern(rf"(?<![\d:]){DIGIT}{FILL}?:{DIGIT}{FILL}(?!{FILL})(?::{DIGIT}{FILL})?")


def without_innocents(whole: Shape) -> Shape:
    """Return the shape of a sentence with its innocent numbers blanked."""
    bare = whole
    if ":" in bare.text and "ratio" not in bare.text.lower():
        bare = _without(_CLOCK, bare, _is_hour)
    for telephone in _TELEPHONES:
        bare = _without(telephone, bare, _is_of_whole_numbers)
    for innocent in PATTERNS:
        bare = _without(innocent, bare)
    for innocent, guard in _AFTER_WORDS:
        bare = _without(innocent, bare, guard)
    return bare


def _without(innocent: re.Pattern[str], whole: Shape, guard: Guard | None = None) -> Shape:
    if not innocent.search(whole.text):
        return whole
    blanked = innocent.sub(lambda match: blank(match) if guard is None or guard(match, whole) else match[0], whole.text)
    return Shape(blanked, whole.worth)


def _is_of_whole_numbers(match: re.Match[str], whole: Shape) -> bool:
    return all(number.is_integer() for number in whole.numbers(match.start(), match.end()))


def _is_hour(match: re.Match[str], whole: Shape) -> bool:
    return whole.worth[match.start()] < 25
