"""Verbs by which a sentence says that something has an effect, and how strongly it says so.

"Reduces" says that it does, "probably reduces" and "may reduce" say less. Nouns ("a cut"), purposes ("to reduce"),
questions, quotes and what a sentence denies or leaves open are no such verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spinesite.effectwords import (
    ADVERBS,
    AUXILIARIES,
    BEFORE_ADJECTIVES,
    BEFORE_TO,
    CAN,
    CANNOT,
    DETERMINERS,
    FORMS,
    HEDGES,
    JUDGED,
    JUDGEMENT,
    JUDGING,
    NEED_OBJECT,
    NO_EFFECT_AFTER_WORK,
    NO_OBJECT,
    NOT_PLURAL,
    NOUNS,
    ORDER,
    PEOPLE,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    WEAK,
    Form,
    Sense,
    Strength,
)
from spinesite.phrases import (
    MAX_SENTENCE,
    Token,
    clause_before,
    is_denial,
    is_left_open,
    is_question,
    is_within,
    quoted_spans,
    tokens,
    word_set,
)

_JUDGEMENT = re.compile(JUDGEMENT, re.IGNORECASE)
_AMOUNT = re.compile(r"\s*(?:by|with)\s+(?:(?:about|around|up|at|more|less|over|under|some|half|an?)\b|\W*\d)")
# "In one series, reduced doses were used": what follows such a beginning is what was used, and no verb.
_OPENING = re.compile(r"(?:in|at|among|after|before|during|with|for|under)\b[^,]*,\s+", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot (?:only|just)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Effect:
    """A verb that says that something has an effect: as written with what governs it, and where that begins.

    `base` is its base form ("reduce", "be effective"). `is_past` tells that it reports what happened; `is_denied` that
    it says "does not", which is as strong as "does". `is_open` is False for "can reduce": it is no stronger than "may
    reduce", but says as clearly as "reduces" that one thing causes another.
    """

    words: str
    start: int
    base: str
    sense: Sense
    strength: Strength
    is_past: bool = False
    is_denied: bool = False
    is_open: bool = False

    @property
    def end(self) -> int:
        """Where the words end in the sentence."""
        return self.start + len(self.words)

    @property
    def is_causal(self) -> bool:
        """Whether the verb says, and does not leave open, that one thing causes another."""
        return self.sense not in ("help", "judgement") and not self.is_open and not self.is_denied


@dataclass(frozen=True, slots=True)
class _Governor:
    """What stands before a verb in its base form and says how it is meant: "may", "does not", "is likely to".

    `position` counts the words of the clause before it; `strength` is None for a purpose.
    """

    position: int
    word: str
    strength: Strength | None


def effects_in(sentence: str) -> Iterator[Effect]:
    """Yield what a sentence says has an effect."""
    sentence = sentence[:MAX_SENTENCE]
    mentioned = word_set(sentence)
    if (FORMS.keys().isdisjoint(mentioned) and JUDGED.isdisjoint(mentioned)) or is_question(sentence):
        return
    words = tokens(sentence)
    judgements = () if JUDGED.isdisjoint(mentioned) else tuple(_JUDGEMENT.finditer(sentence))
    quoted = quoted_spans(sentence)
    for position, token in enumerate(words):
        if token.word in FORMS and not is_within(token.start, quoted):
            yield from _verb(sentence, words, position)
    for match in judgements:
        if not is_within(match.start(), quoted):
            yield from _judgement(sentence, words, match)


def _verb(sentence: str, words: tuple[Token, ...], position: int) -> Iterator[Effect]:
    token = words[position]
    base, form, sense = FORMS[token.word]
    if not _has_object(sentence, words, position, base, form):
        return
    before = _clause(sentence, words, token.start)
    if form != "base" and before and before[-1].word in PEOPLE:
        return
    if form == "third" and not (base in NOUNS and before and before[-1].word in DETERMINERS):
        yield from _third_person(sentence, before, token.start, token.end, base, sense)
    elif form == "base":
        yield from _base_form(sentence, before, token.start, token.end, base, sense)
    elif form == "past" and before:
        yield from _past(sentence, words, position, before)


def _judgement(sentence: str, words: tuple[Token, ...], match: re.Match[str]) -> Iterator[Effect]:
    """Read "is effective", "makes no difference"."""
    first, _, rest = match[0].partition(" ")
    base, form = JUDGING[first.lower()]
    before = _clause(sentence, words, match.start())
    read = _third_person if form == "third" else _base_form
    inside = tokens(match[0])
    for found in read(sentence, before, match.start(), match.end(), f"{base} {rest}", "judgement"):
        denied = found.is_denied or any(is_denial(word.word) for word in inside)
        yield Effect(
            found.words, found.start, found.base, "judgement", _hedged(found.strength, inside), found.is_past, denied
        )


def _clause(sentence: str, words: tuple[Token, ...], end: int) -> tuple[Token, ...]:
    """Return the words of the same clause that stand before a place."""
    begin = end - len(clause_before(sentence, end))
    return tuple(token for token in words if begin <= token.start < end)


def _has_object(sentence: str, words: tuple[Token, ...], position: int, base: str, form: Form) -> bool:
    """Tell whether a verb has after it what makes it say that something has an effect: "leads to", "improved sleep"."""
    after = position + 1
    while after < len(words) and (words[after].word.endswith("ly") or words[after].word in ("both", "also", "even")):
        after += 1
    following = words[after].word if after < len(words) else ""
    if following and sentence[words[position].end : words[position + 1].start].strip():  # a comma, or a number
        following = ""
    if base == "stop" and following.endswith("ing"):  # what people stop doing
        return False
    if base in PREPOSITIONS:
        return following == PREPOSITIONS[base]
    if base == "work":
        return following not in NO_EFFECT_AFTER_WORK
    if form == "past" and base != "help" and following in ("by", "with"):
        return True
    if (form == "past" and base != "help") or base in NEED_OBJECT:
        return bool(following) and following not in NO_OBJECT
    return True


def _third_person(
    sentence: str, before: tuple[Token, ...], start: int, end: int, base: str, sense: Sense
) -> Iterator[Effect]:
    if not _is_silenced(sentence, before):
        strength = _hedged("does", before)
        yield Effect(sentence[start:end], start, base, sense, strength, is_open=strength != "does")


def _base_form(
    sentence: str, before: tuple[Token, ...], start: int, end: int, base: str, sense: Sense
) -> Iterator[Effect]:
    governor = _governor(sentence, before, start)
    if governor is None:
        if base.partition(" ")[0] != "be" and _has_plural_subject(base, before):
            yield from _third_person(sentence, before, start, end, base, sense)
        return
    if governor.strength is None or governor.word in CANNOT:
        return
    if _is_silenced(sentence, before[: governor.position]):
        return
    is_denied = any(is_denial(token.word) for token in before[governor.position :])
    if is_denied and governor.word == "can":
        return
    strength = _hedged(governor.strength, before)
    is_open = strength != "does" and governor.word not in CAN
    begin = before[governor.position].start
    yield Effect(
        sentence[begin:end], begin, base, sense, strength, governor.word in ("did", "didn't"), is_denied, is_open
    )


def _past(sentence: str, words: tuple[Token, ...], position: int, before: tuple[Token, ...]) -> Iterator[Effect]:
    """Read a past form: "it reduced pain" and "pain was reduced by it" report; "is reduced by it" says what it does."""
    token = words[position]
    base, _, sense = FORMS[token.word]
    if _is_silenced(sentence, before) or _OPENING.fullmatch(sentence, before[0].start, token.start):
        return
    own = [word for word in before if not word.word.endswith("ly")]
    last = own[-1].word if own else ""
    following = words[position + 1].word if position + 1 < len(words) else ""
    if following not in ("by", "with") or last not in ("is", "are", "was", "were", "be", "been"):
        # "Prevented burns and improved the crumb": what follows the "and" is a verb like the one before it.
        is_second = last in ("and", "or") and any(FORMS.get(word.word, ("", ""))[1] == "past" for word in own)
        if following not in ("by", "with") and (is_second or last not in BEFORE_ADJECTIVES):
            yield Effect(token.word, token.start, base, sense, "does", is_past=True)
    elif _AMOUNT.match(sentence, token.end):
        return
    elif last == "be":
        yield from _base_form(sentence, tuple(own[:-1]), own[-1].start, token.end, f"be {token.word}", sense)
    elif last in ("is", "are"):
        yield from _third_person(sentence, before, own[-1].start, token.end, f"be {token.word}", sense)
    else:
        yield Effect(sentence[own[-1].start : token.end], own[-1].start, base, sense, "does", is_past=True)


def _governor(sentence: str, before: tuple[Token, ...], start: int) -> _Governor | None:
    """Return what governs a verb in its base form; None if nothing does."""
    position = _skip_adverbs(before, len(before) - 1)
    if position < 0:
        return None
    word = before[position].word
    follows_comma = "," in sentence[before[-1].end : start]
    if word not in AUXILIARIES and word != "to" and (follows_comma or word in ("and", "or")):
        # "May ease pain and help": the verbs share what governs the first.
        while position >= 0 and before[position].word not in AUXILIARIES and before[position].word != "to":
            position -= 1
        if position < 0:
            return None
        word = before[position].word
    if word in AUXILIARIES:
        return _Governor(position, word, AUXILIARIES[word])
    if word != "to":
        return None
    position = _skip_adverbs(before, position - 1)
    word = before[position].word if position >= 0 else ""
    is_compared = position > 0 and before[position - 1].word in ("more", "less", "as", "most", "least")
    return _Governor(max(position, 0), word, None if is_compared else BEFORE_TO.get(word))


def _skip_adverbs(before: tuple[Token, ...], position: int) -> int:
    while position >= 0 and before[position].word not in BEFORE_TO:
        if before[position].word not in ADVERBS and not before[position].word.endswith("ly"):
            break
        position -= 1
    return position


def _has_plural_subject(base: str, before: tuple[Token, ...]) -> bool:
    """Tell whether a base form is a verb in the present: "teas reduce", and not "reduce the heat" or "no help"."""
    position = _skip_adverbs(before, len(before) - 1)
    if position < 0:
        return False
    word = before[position].word
    if word in PLURAL_SUBJECTS:
        return True
    is_plural = word.endswith("s") and not word.endswith("ss") and word not in NOT_PLURAL
    return is_plural or (base not in NOUNS and word in ("and", "or"))


def _is_silenced(sentence: str, before: tuple[Token, ...]) -> bool:
    """Tell whether words before a verb deny it, leave it open, or say what somebody else thinks."""
    if is_left_open(before):
        return True
    if not any(is_denial(token.word) for token in before):
        return False
    return not _NOT_ONLY.search(sentence, before[0].start, before[-1].end)


def _hedged(strength: Strength, words: tuple[Token, ...]) -> Strength:
    """Return how strongly a verb is said with the hedges of its clause: "probably", "perhaps", "some evidence"."""
    found = [HEDGES[token.word] for token in words if token.word in HEDGES]
    if any(one.word in WEAK and two.word == "evidence" for one, two in pairwise(words)):
        found.append("may")
    return min((strength, *found), key=ORDER.index)
