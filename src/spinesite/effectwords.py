"""The words by which `effects` knows verbs of effect and how strongly they are said: literal lists, nothing else."""
# Lists of words are easier to read and to keep as words.

from __future__ import annotations

from typing import Literal

Strength = Literal["does", "probably", "may"]
Sense = Literal["less", "more", "better", "worse", "some", "help", "judgement"]
Form = Literal["base", "third", "past"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS: dict[Sense, frozenset[str]] = {
    "less": _set(
        "reduce lower cut decrease ease relieve alleviate soothe prevent eliminate stop halve shorten slow delay avert "
        "reverse minimise minimize diminish lessen suppress curb banish eradicate resolve kill"
    ),
    "more": _set("increase raise boost prolong lengthen trigger accelerate double triple promote stimulate"),
    "better": _set(
        "improve heal cure restore regenerate strengthen enhance protect speed rebuild rejuvenate repair save"
    ),
    "worse": _set("worsen harm damage aggravate weaken"),
    "some": _set("cause induce provoke lead result contribute"),
    "help": _set("help work outperform"),
}
PASTS = {"cut": "cut", "stop": "stopped", "curb": "curbed", "lead": "led", "rebuild": "rebuilt"}
# What is also a noun or an adjective, and what is also said of things that change by themselves ("pain improved"):
# only with an object do these say that something has an effect.
NEED_OBJECT = _set(
    "lower cut decrease ease stop halve shorten slow delay reverse diminish lessen increase raise boost lengthen "
    "trigger accelerate double triple improve heal cure regenerate strengthen save worsen harm damage weaken cause "
    "resolve repair kill"
)
NOUNS = _set(
    "lower cut decrease ease stop slow delay reverse increase raise boost trigger double triple save harm damage cause "
    "cure repair speed lead result help work"
)
PREPOSITIONS = {"lead": "to", "contribute": "to", "speed": "up", "result": "in"}
# "Works for a maker", "works by itself".
NO_EFFECT_AFTER_WORK = _set("for at as in with on by from to together of through under out")

DETERMINERS = _set(
    "the a an this these those its their his her your our my no any some all many most few more other another common "
    "main possible several both each every such of for with by in to from as on at likely known rare serious different "
    "root first second one two three what good best clear large small sharp steep slight further marked"
)
# Before a participle that only describes: "of reduced pain", "had improved sleep".
BEFORE_ADJECTIVES = DETERMINERS | _set(
    "and or had have has having was were is are be been being showed shown reported felt found not very much than"
)
NO_OBJECT = _set(
    "by with after in over at from to within during on as than for of and or but if when while more less faster slower "
    "further again are is was were be been has have had can may might could will would should which who because since "
    "before until through towards between among without under near so then too there here at most least up compared "
    "no not did does do versus alone together twice once early late later sooner"
)
PLURAL_SUBJECTS = _set("they which that")
NOT_PLURAL = _set(
    "is was has does this its us as thus plus always perhaps less makes lets helps needs gets wants seeks"
)
# Whoever does something is no treatment that has an effect: "people who stopped", "patients reduced the dose".
PEOPLE = _set(
    "who i we you he she people patients adults participants women men children doctor doctors surgeon surgeons "
    "clinicians everyone"
)

HEDGES: dict[str, Strength] = {
    **dict.fromkeys(_set("probably likely presumably"), "probably"),
    **dict.fromkeys(_set("possibly perhaps maybe seemingly apparently reportedly"), "may"),
    # "It is possible that", "it seems that", "the evidence suggests that".
    **dict.fromkeys(_set("possible seem seems suggest suggests suggested low-certainty very-low-certainty"), "may"),
}
WEAK = _set("weak some limited little")  # before "evidence"
AUXILIARIES: dict[str, Strength] = {
    **dict.fromkeys(_set("will does do must did shall won't doesn't don't didn't"), "does"),
    **dict.fromkeys(_set("may might could can cannot can't couldn't"), "may"),
}
BEFORE_TO: dict[str, Strength] = {
    **dict.fromkeys(
        _set("shown known found demonstrated certain sure bound going proven proved guaranteed"),
        "does",
    ),
    **dict.fromkeys(_set("likely expected unlikely"), "probably"),
    **dict.fromkeys(_set("seem seems appear appears tend tends able"), "may"),
}
CAN = _set("can able")
CANNOT = _set("cannot can't couldn't")
ADVERBS = _set("also even often usually not still then just only always sometimes never")
ORDER: tuple[Strength, ...] = ("may", "probably", "does")


def third(base: str) -> str:
    """Return the form of a verb of the list for one subject: "reduces"."""
    return base + ("es" if base.endswith(("s", "x", "ch", "sh")) else "s")


def past(base: str) -> str:
    """Return the past form of a verb of the list: "reduced"."""
    return PASTS.get(base) or base + ("d" if base.endswith("e") else "ed")


def _forms() -> dict[str, tuple[str, Form, Sense]]:
    found: dict[str, tuple[str, Form, Sense]] = {}
    for sense, bases in VERBS.items():
        for base in bases:
            found[past(base)] = (base, "past", sense)
            found[third(base)] = (base, "third", sense)
            found[base] = (base, "base", sense)
    return found


FORMS = _forms()
# One of these stands in every judgement.
JUDGED = _set(
    "effective ineffective safe safer superior inferior beneficial useless than difference effect benefit relief gain "
    "improvement"
)
JUDGEMENT = (
    r"\b(?:is|are|be)\s+(?:(?:not|no|never|the|more|most|less|very|highly|also|both|as|at least as|equally|just as|"
    r"clearly|probably|likely|possibly|perhaps|quite|extremely)\s+)*"
    r"(?:effective|ineffective|safe(?! to\b)|safer|superior|inferior|beneficial|useless|(?:better|worse) than)(?![\w-])"
    r"|\b(?:has|have)\s+(?:(?:no|little|a|an|some|any|real|clear|important|or|great|bigger|greater|significant|better|small|large|strong|lasting)\s+)"
    r"{0,4}(?:effect|benefit)(?![\w-])"
    r"|\b(?:makes?|brings?|gives?|provides?|offers?|delivers?)\s+(?:(?!(?:of|for|in|to|that|which|with|and)\b)[\w-]+\s+){0,4}?"
    r"(?:difference|effect|benefit|relief|gain|improvement)(?![\w-])"
)
JUDGING: dict[str, tuple[str, Form]] = {
    "is": ("be", "third"),
    "are": ("be", "third"),
    "be": ("be", "base"),
    "has": ("have", "third"),
    "have": ("have", "base"),
    **{f"{base}s": (base, "third") for base in ("make", "bring", "give", "provide", "offer", "deliver")},
    **{base: (base, "base") for base in ("make", "bring", "give", "provide", "offer", "deliver")},
}
