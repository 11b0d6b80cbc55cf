"""`data/references.bib`: the bibliography as BibTeX in UTF-8, each entry complete in itself.

What an entry inherits is written into it. A value is written as its editor wrote it where that is one balanced group,
else as its text with LaTeX's special characters escaped; either way it reads back as the same text, and no text can end
its value or its entry. Names are always written anew from their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from spinesite.bibtex import TEXT_FIELDS
from spinesite.model import Name, Reference

PATH = "data/references.bib"

# Fields that point at other entries: what they lend is written out, and the others may not be at hand.
_POINTERS = frozenset({"crossref", "xdata", "xref", "entryset", "related"})
_FIELD = re.compile(r"[a-z][a-z0-9_-]*")
_BLANKS = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# A word that means something to BibTeX in a list of names.
_LIST_WORD = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\{}~^`#$%&_]|--+|''+")
_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
}


def one(reference: Reference) -> str:
    """Return the entry of one work."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _values(reference))
    return f"@{reference.kind}{{{reference.citekey},\n{fields}}}\n"


def export(references: Sequence[Reference]) -> bytes:
    """Return the entries of all works, sorted by citekey, with an empty line between them.

    Entries that only lend their fields to others are left out.
    """
    works = sorted((each for each in references if each.is_work), key=lambda each: each.citekey.lower())
    return "\n".join(map(one, works)).encode()


def escaped(text: str) -> str:
    """Return LaTeX that prints the text and holds only balanced braces, whatever the text holds."""
    return _SPECIAL.sub(lambda match: _escape(match[0]), text)


def _escape(special: str) -> str:
    if len(special) > 1:
        return "".join(f"{{{character}}}" for character in special)  # else two of them would become one sign
    return _ESCAPES.get(special, f"\\{special}")


def _values(reference: Reference) -> Iterator[tuple[str, str]]:
    for name, text in reference.fields.items():
        if name in _POINTERS or not _FIELD.fullmatch(name):
            continue
        if name == "author" and reference.authors:
            yield name, _people(reference.authors, reference.authors_et_al)
        elif name == "editor" and reference.editors:
            yield name, _people(reference.editors, reference.editors_et_al)
        else:
            yield name, _value(name, text, reference.raw.get(name, ""))


def _value(name: str, text: str, raw: str) -> str:
    raw, text = _BLANKS.sub(" ", raw), _BLANKS.sub(" ", text)
    if raw and _is_group(raw):
        return raw
    if name in TEXT_FIELDS:
        return escaped(text)
    # Other fields are never decoded: a brace or a backslash that breaks them can only be quoted, as in an address.
    return text if _is_group(text) else re.sub(r"[\\{}]", lambda match: f"%{ord(match[0]):02X}", text)


def _is_group(text: str) -> bool:
    """Tell whether braces are balanced both as BibTeX counts them and for readers that pass over escaped ones."""
    counts = (re.findall(r"[{}]", text), re.findall(r"(?<!\\)[{}]", text))
    return not text.endswith("\\") and all(map(_is_balanced, counts))


def _is_balanced(braces: Sequence[str]) -> bool:
    depths = list(accumulate(1 if brace == "{" else -1 for brace in braces))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _people(people: tuple[Name, ...], et_al: bool) -> str:
    return " and ".join([*map(_name, people), *(["others"] if et_al else [])])


def _name(name: Name) -> str:
    """Return the name so that it is taken apart as it was; one part of several words is written as a body."""
    if name.literal or not name.given:
        one_word = not name.literal and not name.particle and " " not in name.family
        return _part(name.family) if one_word else _group(name.short)
    # A small first letter would be taken for a particle.
    capitals = all(word[:1].isupper() for word in name.family.split())
    family = _part(name.family) if capitals else _group(name.family)
    particle = f"{_part(name.particle)} " if name.particle else ""
    return ", ".join(filter(None, (particle + family, _part(name.suffix), _part(name.given))))


def _part(text: str) -> str:
    """Return a part of a name; a comma or an "and" in it is kept from being read as the end of the part."""
    return _group(text) if "," in text or _LIST_WORD.search(text) else escaped(_BLANKS.sub(" ", text))


def _group(text: str) -> str:
    """Return text in braces of its own; BibTeX takes a brace right before a backslash for an accented letter."""
    made = escaped(_BLANKS.sub(" ", text))
    return f"{{{'{}' if made.startswith(chr(92)) else ''}{made}}}"
