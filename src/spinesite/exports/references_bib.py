"""`data/references.bib`: the bibliography as BibTeX in UTF-8, each entry complete in itself.

What an entry inherits is written into it. A value is written as its editor wrote it where that is one balanced group,
else as its text with LaTeX's special characters escaped; either way it reads back as the same text, and no text can end
its value or its entry. Names are always written anew from their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spinesite.model import Name, Reference

PATH = "data/references.bib"

# Fields that point at other entries: what they lend is written out, and the others may not be at hand.
_POINTERS = frozenset({"crossref", "xdata", "xref", "entryset", "related"})
_VERBATIM = frozenset({"doi", "url", "pmid", "pmcid", "isbn", "issn", "eprint", "file"})
_FIELD = re.compile(r"[a-z][a-z0-9_-]*")
_BLANKS = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BRACE = re.compile(r"\\.|[{}]|\\$", re.DOTALL)
# A family name that BibTeX takes apart rightly: no particle, no comma, no "and".
_PLAIN_FAMILY = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*)*")
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
    if name not in _VERBATIM:
        return escaped(text)
    # An identifier is never decoded: a brace or a backslash in it can only be quoted, as in an address.
    return text if _is_group(text) else re.sub(r"[\\{}]", lambda match: f"%{ord(match[0]):02X}", text)


def _is_group(text: str) -> bool:
    """Tell whether braces are balanced both as BibTeX counts them and for readers that pass over escaped ones."""
    depth = escaped_depth = 0
    for match in _BRACE.finditer(text):
        found = match[0]
        if found == "\\":
            return False
        step = {"{": 1, "}": -1}.get(found[-1], 0)
        escaped_depth += step
        depth += step if len(found) == 1 else 0
        if depth < 0 or escaped_depth < 0:
            return False
    return depth == escaped_depth == 0


def _people(people: tuple[Name, ...], et_al: bool) -> str:
    return " and ".join([*map(_name, people), *(["others"] if et_al else [])])


def _name(name: Name) -> str:
    if name.literal or not name.given:
        return _body(name)
    family = " ".join(filter(None, (_part(name.particle), _family(name.family))))
    return ", ".join(filter(None, (family, _part(name.suffix), _part(name.given))))


def _body(name: Name) -> str:
    if not name.literal and not name.particle and _PLAIN_FAMILY.fullmatch(name.family) and " " not in name.family:
        return escaped(name.family)
    return f"{{{escaped(_BLANKS.sub(' ', name.short))}}}"


def _family(text: str) -> str:
    return _part(text) if _PLAIN_FAMILY.fullmatch(text) else f"{{{escaped(_BLANKS.sub(' ', text))}}}"


def _part(text: str) -> str:
    """Return a part of a name; a comma or an "and" in it is kept from being read as the end of the part."""
    made = escaped(_BLANKS.sub(" ", text))
    return f"{{{made}}}" if "," in text or re.search(r"\band\b", text, re.IGNORECASE) else made
