"""Turns the LaTeX of a bibliography into text, without ever losing a letter, a sign or a digit.

Owns the reading of commands, groups, accents, formulas and ligatures; the commands it knows are in `latextable`. It
expands no macros, reads no files and refuses nothing: what it does not know it leaves as it stands and reports. As in
BibTeX, and unlike in TeX, a bare `%` is a percent sign.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from spinesite import latextable as table


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be decoded; its source text stands in the result.

    `offset` counts code points from the start of the decoded text; `macro` is the name of an unknown command.
    """

    offset: int
    message: str
    macro: str = ""


# What waits for its argument: a combining character, a command of `AROUND`, or one of these words.
_RAISED, _LOWERED, _RAISED_WORD, _UPPER, _LOWER = "raised", "lowered", "raised word", "upper", "lower"
_NUMERATOR, _DENOMINATOR, _ROOT, _UNKNOWN = "numerator", "denominator", "root", "unknown"
_TAKES = {
    **table.ACCENTS,
    **{word: word for word in table.AROUND},
    "textsuperscript": _RAISED_WORD,
    "textsubscript": _LOWERED,
    "uppercase": _UPPER,
    "MakeUppercase": _UPPER,
    "lowercase": _LOWER,
    "MakeLowercase": _LOWER,
    "frac": _NUMERATOR,
    "tfrac": _NUMERATOR,
    "dfrac": _NUMERATOR,
    "nicefrac": _NUMERATOR,
    "sqrt": _ROOT,
}
# With their backslash, in order.
KNOWN_MACROS = tuple(sorted(f"\\{word}" for word in {*table.SYMBOLS, *_TAKES, *table.ADDRESSES, *table.NOT_TEXT}))

# Alternatives that all begin with a literal let the search skip text at the speed of C.
_SPECIAL = re.compile(r"\\|\{|\}|\$|~|\^|_|--|``|''|\?`|!`")
_TOKEN = re.compile(
    r"(?P<plain>[^\\{}$^_~`'?!-]+)|\\(?P<word>[A-Za-z]+)(?P<gap>\s*)|\\(?P<sign>.?)|(?P<open>\{)|(?P<close>\})"
    r"|(?P<math>\$\$?)|(?P<script>[\^_])|(?P<ligature>---?|``|''|~|[?!]`)|(?P<other>.)",
    re.DOTALL,
)
_DOLLARS = re.compile(r"\\.|(\$\$?)", re.DOTALL)
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_ESCAPED = re.compile(r"\\([%_#&~{}$])(?:\{\})?")
_BELOW = frozenset("\u0323\u0326\u0327\u0328\u0331")
_OVERLINE = "\u0305"
# Each level of commands with arguments copies its text once; without a bound, text nested n deep would cost n squared.
_MAX_NESTED = 50
# Composition sorts combining marks, at a cost of their number squared.
_MAX_CLUSTER = 8


@dataclass(frozen=True, slots=True)
class _Group:
    """An open brace: where it stands, where its place in the output is, what waits for its text, how deep that is."""

    offset: int
    place: int
    waiting: tuple[str, ...]
    nested: int


@dataclass(frozen=True, slots=True)
class _State:
    """What has been decoded so far. `waiting` are commands whose argument comes next, the innermost last."""

    text: str
    out: list[str]
    waiting: list[str]
    groups: list[_Group]
    problems: list[Problem]


def decode(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text that LaTeX would print, and what could not be decoded, in the order in which it stands.

    Text without any of LaTeX's special characters is returned as it is. Takes time in proportion to the text's length,
    at any depth of nesting.
    """
    if not _SPECIAL.search(text):
        return text, ()
    state = _State(text, [], [], [], [])
    formula_signs = _formula_signs(text) if "$" in text else frozenset()
    in_math = False
    position = 0
    while token := _TOKEN.match(text, position):
        start, position = position, token.end()
        kind, found = token.lastgroup, token.group()
        if kind == "plain":
            _put(state, found)
        elif kind == "gap":
            position = _command(state, token, in_math)
        elif kind == "sign":
            in_math = _sign(state, start, token["sign"], in_math)
        elif kind == "open":
            _open(state, start)
        elif kind == "close":
            _close(state, start)
        elif kind == "math" and start in formula_signs:
            _settle(state)
            in_math = not in_math
        elif kind == "script" and (in_math or text.startswith("{", position)):
            _wait(state, _RAISED if found == "^" else _LOWERED)
        elif in_math and found in ("'", "''"):
            _put(state, "′" * len(found))
        else:
            _put(state, table.LIGATURES.get(found, found))
    _settle(state)
    for group in state.groups:
        state.out[group.place] = "{"
        state.problems.append(Problem(group.offset, "a brace is opened and never closed"))
    return "".join(state.out), tuple(sorted(state.problems, key=lambda problem: problem.offset))


def _put(state: _State, text: str) -> None:
    """Add text; the commands that wait take its first letter as their argument."""
    if state.waiting == [_UNKNOWN]:
        state.waiting.clear()
    if not state.waiting:
        state.out.append(text)
    elif text := text.lstrip():
        end = 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        waiting = tuple(state.waiting)
        state.waiting.clear()
        state.out.append(_apply(state, waiting, text[:end]))
        _put(state, text[end:])


def _wait(state: _State, command: str) -> None:
    """Let a command wait for its argument."""
    if state.waiting == [_UNKNOWN]:
        state.waiting.clear()
    state.waiting.append(command)


def _settle(state: _State) -> None:
    """Show the accents and signs that wait for an argument where none comes."""
    bare = {**table.BARE_ACCENTS, _RAISED: "^", _LOWERED: "_"}
    state.out.extend(bare.get(command, "") for command in state.waiting)
    state.waiting.clear()


def _command(state: _State, token: re.Match[str], in_math: bool) -> int:
    """Decode a command that is a word; return where to read on."""
    word, gap = token["word"], token["gap"]
    if word in table.ADDRESSES or word in table.NOT_TEXT:
        return _first_argument(state, word, token.end())
    # In a formula the blanks of the source tell best where there should be room.
    room = " " if gap and in_math else ""
    if word in _TAKES:
        _wait(state, _TAKES[word])
    elif symbol := table.SYMBOLS.get(word):
        _put(state, symbol + room)
    elif word in table.SYMBOLS:
        if state.waiting == [_UNKNOWN]:
            state.waiting.clear()
    else:
        _settle(state)
        _unknown(state, token.start(), word)
        state.out.append(gap)
    return token.end()


def _unknown(state: _State, offset: int, macro: str) -> None:
    """Report a command and show it as it stands; the groups that follow it keep their braces."""
    state.problems.append(Problem(offset, f"unknown LaTeX command \\{macro}", macro or "\\"))
    state.out.append(f"\\{macro}")
    state.waiting[:] = [_UNKNOWN]


def _sign(state: _State, offset: int, sign: str, in_math: bool) -> bool:
    """Decode a command that is a sign; return whether a formula goes on after it."""
    if sign in table.ACCENTS:
        _wait(state, table.ACCENTS[sign])
    elif sign in table.SIGNS:
        _put(state, table.SIGNS[sign])
    elif sign and sign in "()[]":
        _settle(state)
        return sign in "(["
    else:
        _settle(state)
        _unknown(state, offset, sign)
    return in_math


def _first_argument(state: _State, word: str, position: int) -> int:
    """Keep the argument of a command if it is an address, leave it out if it is not text; return where to read on."""
    text = state.text
    if not text.startswith("{", position):
        return position
    depth, inside, end = 0, "", 0
    for brace in _BRACE.finditer(text, position):
        depth += {"{": 1, "}": -1}.get(brace[1], 0)
        if depth == 0:
            inside, end = text[position + 1 : brace.start()], brace.end()
            break
    else:
        inside, end = text[position + 1 :], len(text)
        state.problems.append(Problem(position, "a brace is opened and never closed"))
    named = word == "href" and text.startswith("{", end)
    if word == "hspace":
        _put(state, " ")
    elif word in table.ADDRESSES and not named:
        _put(state, _ESCAPED.sub(r"\1", inside))
    return end


def _open(state: _State, offset: int) -> None:
    """Begin a group; if commands wait, it is their argument."""
    nested = state.groups[-1].nested if state.groups else 0
    if state.waiting and state.waiting != [_UNKNOWN]:
        nested += 1
        if nested > _MAX_NESTED:
            state.problems.append(Problem(offset, f"commands are nested more than {_MAX_NESTED} deep"))
            _settle(state)
            nested -= 1
    state.groups.append(_Group(offset, len(state.out), tuple(state.waiting), nested))
    state.out.append("{" if state.waiting == [_UNKNOWN] else "")
    state.waiting.clear()


def _close(state: _State, offset: int) -> None:
    """End a group and give its text to the commands that wait for it."""
    _settle(state)
    if not state.groups:
        state.problems.append(Problem(offset, "a brace closes nothing"))
        state.out.append("}")
        return
    group = state.groups.pop()
    if group.waiting == (_UNKNOWN,):
        state.out.append("}")
        state.waiting.append(_UNKNOWN)
    elif group.waiting:
        inside = "".join(state.out[group.place :])
        del state.out[group.place :]
        state.out.append(_apply(state, group.waiting, inside))


def _apply(state: _State, commands: tuple[str, ...], text: str) -> str:
    """Return what the commands, the innermost last, make of their argument."""
    for command in reversed(commands):
        if command in (_RAISED, _RAISED_WORD):
            if (command == _RAISED_WORD or len(text) > 1) and text in table.ORDINALS:
                text = table.ORDINALS[text]
            else:
                text = _script(text, table.SUPERSCRIPTS, "^")
        elif command == _LOWERED:
            text = _script(text, table.SUBSCRIPTS, "_")
        elif command in table.AROUND:
            text = text.join(table.AROUND[command])
        elif command == _UPPER:
            text = text.upper()
        elif command == _LOWER:
            text = text.lower()
        elif command == _NUMERATOR:
            text = _operand(text)
            _wait(state, _DENOMINATOR)
        elif command == _DENOMINATOR:
            text = "/" + _operand(text)
        elif command == _ROOT:
            text = "√" + _operand(text)
        else:
            text = _accented(text, command)
    return text


def _script(text: str, letters: dict[str, str], sign: str) -> str:
    """Return raised or lowered text, in characters of that kind where every character has one."""
    if all(character in letters for character in text):
        return "".join(letters[character] for character in text)
    return sign + text if len(text) == 1 else f"{sign}({text})"


def _operand(text: str) -> str:
    return text if re.fullmatch(r"[\w.%]*", text) else f"({text})"


def _accented(text: str, mark: str) -> str:
    """Return the text with an accent on its first letter, composed where Unicode has a character for both."""
    text = text.lstrip()
    if not text:
        return table.BARE_ACCENTS.get(mark, "\u25cc" + mark)
    if mark == _OVERLINE:
        return "".join(character + mark for character in text)
    end = 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    letter = text[0] if mark in _BELOW else {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    cluster = letter + text[1:end] + mark
    return (unicodedata.normalize("NFC", cluster) if end < _MAX_CLUSTER else cluster) + text[end:]


def _formula_signs(text: str) -> frozenset[int]:
    """Return the offsets of the dollar signs that open and close formulas; the others are money."""
    signs: set[int] = set()
    opening: re.Match[str] | None = None
    for sign in _DOLLARS.finditer(text):
        if sign[1] is None:
            continue
        if opening is not None and sign[1] == opening[1] and _is_formula(text, opening, sign):
            signs |= {opening.start(), sign.start()}
            opening = None
        else:
            opening = sign
    return frozenset(signs)


def _is_formula(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Tell whether two dollar signs enclose a formula, as `$p<0.05$` does, and not prices, as in "US$5 to US$10"."""
    inside = text[opening.end() : closing.start()]
    before = text[opening.start() - 1 : opening.start()]
    after = text[closing.end() : closing.end() + 1]
    if inside[:1].isdigit() and after.isdigit():
        return False
    if re.search(r"[\\^_]", inside) or re.fullmatch(r"\s*[<>=+*|~-]+\s*", inside):
        return True
    if before.isalpha() or after.isdigit() or not inside or inside != inside.strip():
        return False
    return bool(re.search(r"[<>=+*]", inside)) or not re.search(r"\s", inside)
