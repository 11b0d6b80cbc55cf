"""The citekey of a new reference: the first author's family name and the year, in plain small letters (`smith2020`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import product
from string import ascii_lowercase

from spinesite.model import Name, Reference

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "ng", "ħ": "h"}
)
# Words that begin many titles and tell none from another.
_WEAK = frozenset("a an the on of in for and or to is are with from by what how do does".split())  # noqa: SIM905
_LONGEST = 40
_CHOSEN = re.compile(r"[a-z][a-z0-9-]{0,79}")


def plain(text: str) -> str:
    """Return the text in small letters of ASCII and digits, with everything else left out."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(c for c in folded if c.isascii() and c.isalnum())


def made(reference: Reference, taken: Container[str]) -> str:
    """Return a citekey for the reference that is not `taken` (citekeys folded by `names.fold`).

    A citekey that the reference brings along is kept if it looks like one that a person chose: small letters, digits
    and hyphens with the year among them (`smith2020trial`). Where `smith2020` is taken, the next free one of
    `smith2020a`, `smith2020b`, … is used.
    """
    base = f"{_who(reference)[:_LONGEST]}{reference.year or 'nd'}"
    own = reference.citekey
    if reference.year and reference.year in own and _CHOSEN.fullmatch(own) and own not in taken:
        return own
    return next(key for key in _with_letters(base) if key not in taken)


def _with_letters(base: str) -> Iterator[str]:
    yield base
    for length in (1, 2, 3):
        yield from (base + "".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _who(reference: Reference) -> str:
    """Return the name that a citekey begins with: of a person, of a body, else the first word of the title."""
    for name in (*reference.authors, *reference.editors):
        if who := plain(name.short) if not name.literal else _body(name):
            return who if who[0].isalpha() else f"n{who}"
    institution = reference.get("institution", "organization", "school", "publisher")
    if who := _body(Name(literal=institution)):
        return who if who[0].isalpha() else f"n{who}"
    words = (plain(word) for word in reference.title.split())
    return next((word for word in words if word.isalpha() and word not in _WEAK), "anon")


def _body(name: Name) -> str:
    """Return the capitals of a body of several words ("who"), else its name."""
    capitals = [word[0] for word in re.findall(r"\w+", name.literal) if word[0].isupper()]
    return plain("".join(capitals)) if len(capitals) > 2 else plain(name.literal)
