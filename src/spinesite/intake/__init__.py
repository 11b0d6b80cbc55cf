"""Records of other programs into references: BibTeX, RIS, PubMed's formats and CSL-JSON.

What these files hold comes from strangers, as content does. A reader takes a text and the name that places in it get,
and returns `Found` values; nothing here reads a file, writes one or asks a server.
"""

from __future__ import annotations

import re

from spinesite.diagnostics import Diagnostic
from spinesite.errors import UsageError
from spinesite.intake import bib, csl_items, pubmed, ris
from spinesite.intake.found import Found
from spinesite.names import invalid_character

_BIBTEX = re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)


def read(data: bytes, path: str) -> tuple[tuple[Found, ...], tuple[Diagnostic, ...]]:
    """Return the works of a file, whatever its format and its name, and what is wrong with those that cannot be read.

    Raises UsageError if it is in none of the formats, or holds no work.
    """
    text = _decoded(data, path)
    diagnostics: tuple[Diagnostic, ...] = ()
    if text.lstrip()[:1] in ("[", "{"):
        found = csl_items.read(text, path)
    elif ris.is_ris(text):
        found = ris.read(text, path)
    elif pubmed.is_medline(text):
        found = pubmed.read(text, path)
    elif _BIBTEX.search(text):
        found, diagnostics = bib.read(text, path)
    else:
        raise UsageError(f"{path} is neither BibTeX nor RIS, PubMed's format or CSL-JSON; export it as one of these")
    if not found and not diagnostics:
        raise UsageError(f"{path} holds no reference")
    return found, diagnostics


def _decoded(data: bytes, path: str) -> str:
    """Return a text in UTF-8 or UTF-16, or in the old code page of Windows, with line feeds and without controls."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise UsageError(f"{path} is no text in UTF-8; export it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if not invalid_character(c)) if invalid_character(text) else text
