"""How many were counted: people and studies."""

from __future__ import annotations

import re

from spinesite.statistics.kinds import ABOUT, ADJECTIVES, NO_UNIT, Way, after, is_many, ways
from spinesite.statistics.lexicon import ANIMATE, HAPPENED, PEOPLE, PERSON, ROLES, STUDIES, TRIALS
from spinesite.statistics.numerals import IN_DIGITS, IN_WORDS, ONE, SEVERAL, YEAR, Shape, pattern

_OF_THEM = r"(?: (?:more|other|further|additional))?(?: of(?: the| our| these| those| my| all| all the)?)?"
_STUDIED = (
    "followed|randomi[sz]ed|enrolled|recruited|surveyed|interviewed|screened|assigned|allocated|observed|treated|tested"
    "|vaccinated|examined|asked|polled|sampled|studied|included|excluded|analy[sz]ed"
)
_CLAUSE = r"(?:\A\W{0,3}|[,;:(]\s*|\b(?:and|but|while|whom|which|these|those|whereas|only|just) )"
_IN_YEAR = after(r"\b(?:in|since|until|by|from|before|after|during)")
_REPORTS = "review|survey|report|paper|poll|analysis"
_FOUND = "found|showed|reported|saw|put|gave|says|said|suggests?|finds?"

# Few people who are told or asked to do something are no count, nor is anybody whom there is room for.
_ASKED = pattern(
    r" (?:should|must|can|could|may|might|rarely|share|to\b|at a time|are (?:needed|required|allowed|enough))"
)
_INVITED = pattern(
    r" (?:at a time|at once|per (?:class|group|room|session|table|day)"
    r"|can (?:join|attend|come|take part|sit|fit|stay|sleep|use|be seated))\b"
)
_TOOK_PART = pattern(
    r" (?:said|replied|answered|reported|agreed|refused|took part|recommended|responded|joined|dropped out|withdrew"
    r"|were (?:asked|surveyed|interviewed))\b"
)


def _counts_people(match: re.Match[str], whole: Shape) -> bool:
    if _INVITED.match(whole.text, match.end()):
        return False
    return is_many(match, whole) or not _ASKED.match(whole.text, match.end())


def _counts_no_date(match: re.Match[str], whole: Shape) -> bool:
    return not _IN_YEAR(match, whole)


def _counts_roles(match: re.Match[str], whole: Shape) -> bool:
    return is_many(match, whole) or bool(_TOOK_PART.match(whole.text, match.end()))


COUNTS: tuple[Way, ...] = (
    *ways(
        "a count of people",
        (pattern(rf"{SEVERAL}{_OF_THEM}{ADJECTIVES} (?:{PEOPLE})\b(?!['’-]|\s*/)"), _counts_people),
        pattern(rf"{SEVERAL}-(?:{PEOPLE})\b"),
        (pattern(rf"{YEAR} (?:{PEOPLE})\b"), _counts_no_date),
        (pattern(rf"{SEVERAL}{ADJECTIVES} (?:{ROLES})\b"), _counts_roles),
        pattern(
            rf"{ONE}{ADJECTIVES} (?:{PERSON})\b (?:given |with |on |in (?:each|the"
            rf"|that) )?(?:[^\s.;:!?]+ ){{0,4}}?(?:{HAPPENED})\b"
        ),
        pattern(rf"{_CLAUSE}(?P<n>{SEVERAL}(?: of (?:them|these|those|us))?) (?:{HAPPENED})\b"),
        (pattern(rf"{_CLAUSE}(?P<n>{IN_WORDS}) (?:have (?:it|this|them)|live with|suffer from)\b"), is_many),
        (pattern(rf"{SEVERAL} [a-z-]+ (?:were|was) (?:{_STUDIED})\b(?! by)"), is_many),
        pattern(rf"{SEVERAL}{ADJECTIVES} [a-z-]+ (?:{ANIMATE})\b"),
        (pattern(rf"{SEVERAL} of (?:them|these|those|whom)\b"), is_many),
        pattern(
            rf"\b(?:enrolled|recruited|randomi[sz]ed|surveyed|polled"
            rf"|interviewed) {ABOUT}(?P<n>{IN_DIGITS})(?=\s*[.,;:)]|\s*\Z)",
            rf"\b(?:randomi[sz]ed|assigned|allocated|recruited|enrolled) {ABOUT}{IN_DIGITS} (?:to|and|from|in)\b",
        ),
        pattern(
            rf"\ball (?P<n>{IN_DIGITS}) (?:lived|died|survived|recovered|improved|relapsed|had|got|felt)\b(?! been\b)",
            rf"{ONE}(?: of (?:them|these|those|whom))? died\b(?! (?:down|out|away)\b)",
            rf"\b(?:{STUDIES}) (?:included|enrolled|covered|had) {ABOUT}{IN_DIGITS}(?=\s*[.,;:)]|\s*\Z)",
        ),
        (
            pattern(
                r"\b(?:none|nobody|no one|all|any|most|some|many|few|each|half) of (?:the |these |those )?"
                rf"{IN_DIGITS}{NO_UNIT}"
            ),
            is_many,
        ),
        pattern(
            r"(?<![\w-])n\s*=\s*#",
            r"\b(?:respondents|participants|patients|subjects|sample size|people|cases):\s*#",
            r"\bsample of #|\bthe (?P<n>#) who\b|\bof whom #",
        ),
    ),
    *ways(
        "a count of studies",
        pattern(
            rf"{SEVERAL}{_OF_THEM}{ADJECTIVES} (?:{STUDIES})\b"
            r"(?! (?:(?:are|is) due|a|per|each|every)\b)(?! to (?:sign|fill))(?!['’-])"
        ),
        pattern(
            rf"(?:{ONE}|\ba single){ADJECTIVES} (?:{TRIALS})\b(?!['’-]| (?:group|arm|is (?:rarely|never|not) enough))"
        ),
        pattern(rf"\bin {ONE}{ADJECTIVES} (?:{_REPORTS})\b", rf"{ONE}{ADJECTIVES} (?:{_REPORTS}) (?:{_FOUND})\b"),
    ),
)
