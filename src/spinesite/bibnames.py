"""Reads the names in `author` and `editor`: splits the undecoded text as BibTeX does, then decodes each part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from spinesite.bibblocks import quoted
from spinesite.latex import decode
from spinesite.model import Name

_SPECIAL = re.compile(r"[\\{}~$^_]")
_NAMED_PART = re.compile(r"\s*([a-z]+(?:-[a-z]+)*)\s*=")
_TEXT_PARTS = frozenset({"family", "given", "prefix", "suffix"})
# Parts of a name that biblatex knows and that are no text: initials, and how to sort and print.
_OTHER_PARTS = re.compile(
    r"(?:family|given|prefix|suffix)-i|useprefix|uniquename|uniquelist|nosortothers|juniorcomma|id|gender|hash|nametemplates|[a-z]+templatename"
)
_AND = re.compile(r" and ", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[{}\s]")
_LOOSE_AND = re.compile(r"^and(?:\s|$)|(?:^|\s)and$")
_FAULTS = {
    "Too many commas": "has a name with more than two commas",
    "Trailing comma at end of name": "has a name that ends in a comma",
    "Unmatched closing brace": "has a name with a closing brace that closes nothing",
    "Unterminated opening brace": "has a name with a brace that is not closed",
}
_MARK = re.compile(r"\\.|[{},]", re.DOTALL)
_SIGN = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
_LETTERS = {f"\\{name}": name for name in ("o", "O", "l", "L", "ae", "AE", "oe", "OE", "aa", "AA", "ss", "i", "j")}


@dataclass(frozen=True, slots=True)
class People:
    """The names of a field in their order. `et_al` tells that the list ends in "and others"; `faults` what is wrong."""

    names: tuple[Name, ...] = ()
    et_al: bool = False
    faults: tuple[str, ...] = ()


def people(value: str) -> People:
    """Return the names in a value that is resolved but not decoded. A name with a fault is kept whole, as `literal`."""
    names: list[Name] = []
    faults: list[str] = []
    et_al = False
    for written in split_names(value):
        if written == "others":
            et_al = True
            continue
        name, fault = _person(written)
        names.extend([name] if name else [])
        faults.extend([fault] if fault else [])
    return People(tuple(names), et_al, tuple(faults))


def split_names(value: str) -> list[str]:
    """Return the names of a list; the word `and` within braces joins no names."""
    names = _AND.split(" ".join(value.split())) if value.strip() else []
    if all(name.count("{") == name.count("}") for name in names) and not _ESCAPE.search(value):
        return names
    return [" ".join(name.split()) for name in split_multiple_persons_names(value)]


def _person(written: str) -> tuple[Name | None, str]:
    """Return one name, and what is wrong with it."""
    if _LOOSE_AND.search(written):
        return Name(literal=_decoded(written)), "lacks a name beside an 'and'"
    if (simple := _simple_person(written)) is not None:
        return simple, ""
    if _NAMED_PART.match(written):
        return _from_named_parts(written)
    try:
        parts = parse_single_name_into_parts(written)
    except InvalidNameError as error:
        return Name(literal=_decoded(written)), _FAULTS.get(error.reason, "holds a name that cannot be read")
    first, von, last = list(parts.first), list(parts.von), list(parts.last)
    if not (first or von or parts.jr) and len(last) == 1 and _is_one_group(last[0]):
        literal = _decoded(last[0][1:-1])
        return (Name(literal=literal), "") if literal else (None, "has an empty name")
    # Two places where the library splits otherwise than BibTeX: a name of two words, and capitals between particles.
    if len(first) == len(last) == 1 and not von and "," not in written and _is_lower(first[0]):
        first, von = [], first
    while von and not _is_lower(von[-1]):
        last.insert(0, von.pop())
    family, given, particle, suffix = (_decoded(" ".join(words)) for words in (last, first, von, parts.jr))
    if not family:
        whole = _decoded(written)
        return Name(literal=whole) if whole else None, "has a name without a family name"
    return Name(family, given, particle, suffix), ""


def _simple_person(written: str) -> Name | None:
    """Return a name of the commonest form, family names, a comma and given names, or None if it may be another.

    The library makes the same of it, ten times slower.
    """
    before, comma, after = written.partition(",")
    words, given = before.split(), after.strip()
    if not (comma and words and given) or "," in given or "=" in written:
        return None
    if _SPECIAL.search(before) and (len(words) > 1 or "~" in before or before.count("{") != before.count("}")):
        return None
    end = max((place for place, word in enumerate(words[:-1], start=1) if _is_lower(word)), default=0)
    return Name(_decoded(" ".join(words[end:])), _decoded(given), _decoded(" ".join(words[:end])))


def _decoded(text: str) -> str:
    return " ".join(decode(text)[0].split()) if text else ""


def _is_lower(word: str) -> bool:
    """Tell whether BibTeX takes a word for a particle: its first letter, outside braces or in an accent, is small."""
    if word[:1].isalpha():
        return word[0].islower()
    depth = 0
    special = False
    for token in _SIGN.finditer(word):
        sign = token[0]
        if sign == "{":
            depth += 1
            special = depth == 1 and word.startswith("\\", token.end())
        elif sign == "}":
            depth -= 1
        elif (depth == 0 or special) and (sign.isalpha() or sign in _LETTERS):
            return _LETTERS.get(sign, sign).islower()
    return False


def _is_one_group(text: str) -> bool:
    """Tell whether the whole text stands in one pair of braces; an accented letter in braces does not count."""
    depth = 0
    for mark in _MARK.finditer(text):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end() == len(text) and text.startswith("{") and not text.startswith("{\\")
    return False


def _from_named_parts(written: str) -> tuple[Name | None, str]:
    """Return a name in biblatex's extended form, `family=…, given=…`; options alone, `useprefix=true`, are no name."""
    found: dict[str, str] = {}
    for part in _split_at_commas(written):
        named = _NAMED_PART.match(part)
        key = named[1] if named else ""
        if named and key in _TEXT_PARTS:
            found[key] = _decoded(part[named.end() :])
        elif not _OTHER_PARTS.fullmatch(key):
            return Name(literal=_decoded(written)), f"has a name with an unknown part {quoted(key or part.strip())}"
    if not found:
        return None, ""
    if not found.get("family"):
        return Name(literal=_decoded(written)), "has a name without a family name"
    return Name(found["family"], found.get("given", ""), found.get("prefix", ""), found.get("suffix", "")), ""


def _split_at_commas(text: str) -> list[str]:
    """Return the parts between the commas that stand in no braces."""
    parts: list[str] = []
    depth = start = 0
    for mark in _MARK.finditer(text):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == "," and depth == 0:
            parts.append(text[start : mark.start()])
            start = mark.end()
    return [*parts, text[start:]]
