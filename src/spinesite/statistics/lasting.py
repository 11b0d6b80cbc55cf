"""How long an effect lasts, where a sentence says it: "the relief wore off after six weeks".

No pattern alone can tell that from how long an operation takes. A sentence says it when it has a stretch of time and
words for a state that was kept up, or a stretch of time, an effect, and words for lasting or ending.
"""

from __future__ import annotations

from spinesite.statistics.kinds import ABOUT
from spinesite.statistics.lexicon import TIME
from spinesite.statistics.numerals import pattern

LASTING = "how long an effect lasts"

_ABOUT = rf"(?:(?:the first|the end of|as long as) )?{ABOUT}"
_STRETCH = (
    r"(?:(?:\ban? |\bhalf an? |\bthe |\bthat |#(?:\s*(?:to|or|[-–])\s*#)?[ -])(?:more |further |full |whole )?"
    rf"(?:{TIME})\b|(?:month|week|year|day|hour) #)"
)
_EFFECTS = (
    "effects?|benefits?|reliefs?|gains?|improvements?|differences?|advantages?|protection|immunity|remission|responses?"
    "|results?|savings?|boosts?|speed-?ups?|head start|changes?|reductions?|drops?|rises?|gaps?|differ(?:s|ed)?|success"
    "|progress|cure|freshness|comfort|better off|worse off"
)
_LASTED = (
    r"last(?:s|ed|ing)?|h[eo]ld(?:s|ing)?|persist(?:s|ed|ing)?|endur(?:e|es|ed)|linger(?:s|ed)?|remain(?:s|ed)?"
    r"|continu(?:e|es|ed)|stay(?:s|ed)?|(?:was|were|is|are|be) (?:still )?(?:sustained|maintained|kept)"
    r"|sustained|maintained"
)
_ENDED = (
    r"w(?:or|ea)(?:e|n|rs?|ring)? off|fad(?:e|es|ed|ing)|vanish(?:es|ed)|disappear(?:s|ed)?|wan(?:e|es|ed)"
    r"|taper(?:s|ed) off|evaporat(?:es|ed)|short-lived|(?:did|does|do|would)(?: not|n['’]t) last"
    r"|(?:had|has|have|was|were|is|are|be|and|then) (?:(?:all|mostly|largely|then|soon) )?(?:gone|lost|over)"
)
_WORDS = r"(?: [^\s.;:!?]+){0,5}?"
_LATER = r"(?=[^.;!?]{0,120}\b(?:" + _ENDED + r"|no longer|no|still)\b)"

_HAS_EFFECT = pattern(rf"\b(?:{_EFFECTS})\b")
_HAS_STRETCH = pattern(_STRETCH)
# A state that people or things were in: free of pain for two years, better for two weeks.
_KEPT = pattern(
    rf"\bk(?:eeps?|ept) (?:[a-z]+ ){{1,3}}?(?:away|at bay|off|down) for {_ABOUT}{_STRETCH}",
    r"\b(?:stayed|remained|kept)(?: (?:people|them|us|him|her|patients))?"
    r" (?!open|closed|shut|seated|still|there|here|in|at|on|up|with|valid)[a-z]+ for "
    rf"{_ABOUT}{_STRETCH}",
    r"\b(?:better|free (?:of|from) [a-z]+|well|[a-z]+-free|improved|cured|symptomless|protects?|protected"
    r"|effective|immune"
    rf"|helps|helped|relieves?|relieved)\b(?: [^\s.;:!?]+){{0,3}}? for {_ABOUT}{_STRETCH}",
)
# With an effect, and words for lasting or ending.
_TIMED = (
    # The benefit lasts about three months; the response was maintained for 52 weeks.
    pattern(
        rf"\b(?:{_LASTED}|{_ENDED})\b{_WORDS}[ ,]+(?:(?:for|by|after|in|within|at|until|through|beyond|during|to) )?"
        rf"{_ABOUT}{_STRETCH}"
    ),
    # No difference at one year; no longer clear by week 12; still there at twelve months.
    pattern(rf"\b(?:still|no|not|no longer)\b{_WORDS} (?:at|after|by|beyond) {_ABOUT}{_STRETCH}"),
    # After six weeks the effect had gone.
    pattern(rf"\b(?:at|after|by|for|in|within|beyond) {_ABOUT}{_STRETCH}{_LATER}"),
    # Two years on, the benefit was still clear.
    pattern(rf"{_STRETCH} (?:on|later|afterwards|after [a-z]+)\b{_LATER}"),
)
_DOES_LAST = pattern(
    rf"\b(?:{_LASTED}|{_ENDED})\b", r"\bstill (?:there|seen|present|clear|felt|better)\b", r"\bno\b", r"\bnot\b"
)
# With an effect, and saying it all.
_SAID = (
    # Benefits were still seen two years later.
    pattern(rf"\b(?:still|no longer|{_ENDED})\b{_WORDS} {_STRETCH} (?:later|on|afterwards)\b"),
    # Effects were seen for two weeks.
    pattern(rf"\b(?:{_EFFECTS}) (?:is|are|was|were) (?:seen|felt|found|noticed|present|there) for {_ABOUT}{_STRETCH}"),
    # Its benefit is short, about six weeks.
    pattern(rf"\b(?:{_EFFECTS}) (?:is|was|are|were) (?:brief|short|temporary)\b[^.;!?]{{0,20}}? {_ABOUT}{_STRETCH}"),
    # Relief for up to two years; six months of relief.
    pattern(
        r"\b(?:reliefs?|benefits?|protection|immunity|remission|effects?|improvements?|gains?|results?|success) for "
        rf"{_ABOUT}{_STRETCH}"
    ),
    pattern(rf"{_STRETCH} of (?:[a-z]+ )?(?:relief|benefit|protection|remission|improvement)\b"),
)


def lasting(text: str) -> tuple[int, int] | None:
    """Return where the words begin and end by which a shape says how long an effect lasts, or None."""
    if not _HAS_STRETCH.search(text):
        return None
    if match := _KEPT.search(text):
        return match.span()
    if not _HAS_EFFECT.search(text):
        return None
    for timed in _TIMED if _DOES_LAST.search(text) else ():
        if match := timed.search(text):
            return match.span()
    return next((match.span() for said in _SAID if (match := said.search(text))), None)
