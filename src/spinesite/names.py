"""The grammar of names: ids, citekeys, identifiers of papers, addresses on the site, links that are safe to print.

Refuses anything that could leave the output directory, run a script or look like something else.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import quote, unquote, urlsplit

MAX_ID = 80
# A file of one of these names cannot be made, or is a device, on Windows, whatever its ending.
_DEVICE = r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])"
ID = re.compile(rf"(?!{_DEVICE}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
CITEKEY = re.compile(r"[A-Za-z][A-Za-z0-9:_.+-]{0,79}")

DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"\x00-\x1f]+", re.ASCII)
DOI_PREFIX = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
PMID = re.compile(r"[1-9]\d{0,7}", re.ASCII)
PMCID = re.compile(r"PMC[1-9]\d{0,8}", re.ASCII)

# C0 and C1 controls but tab and line ends; DEL; bidirectional embeddings, overrides and isolates; a byte-order mark
# inside text; surrogates; noncharacters (Unicode 23.7).
_INVALID = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,30}}(?::\d{{1,5}})?", re.ASCII)
_MAILTO = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\?subject=[A-Za-z0-9%._~+-]*)?")
_UNSAFE_IN_URL = re.compile(r"[\s\"<>\\^`{|}\x00-\x20\x7f]")


def is_id(text: str) -> bool:
    """Tell whether the text can be an id: words of lower-case letters and digits joined by hyphens, 80 characters.

    The names that Windows keeps for devices are none.
    """
    return len(text) <= MAX_ID and ID.fullmatch(text) is not None


def mend_id(text: str) -> str:
    """Return how a text that is no id becomes one, in words that follow a colon."""
    if re.fullmatch(_DEVICE, text):
        return "Windows keeps this name for a device; choose another"
    return f"use lower-case letters, digits and single hyphens, {MAX_ID} characters at most"


def slug(text: str) -> str:
    """Return the id that is closest to a text, or an empty string where none is: `Été à Bern` gives `ete-a-bern`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    close = _NOT_IN_IDS.sub("-", plain).strip("-")[:MAX_ID].strip("-")
    return close if is_id(close) else ""


def is_citekey(text: str) -> bool:
    """Tell whether the text can be a citekey."""
    return CITEKEY.fullmatch(text) is not None


def citekey_slug(citekey: str) -> str:
    """Return the citekey as it stands in addresses: lower case, with `:` and `+` as hyphens."""
    return citekey.lower().replace(":", "-").replace("+", "-")


def fold(text: str) -> str:
    """Return the form under which two names collide on a file system that folds case and normalises Unicode."""
    return unicodedata.normalize("NFKC", text).casefold()


def invalid_character(text: str) -> re.Match[str] | None:
    """Return the first character that may stand in no text of a site, or None."""
    return _INVALID.search(text)


def describe_character(character: str) -> str:
    """Return the code point and, where it has one, the name of a character."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}{' (' + name.lower() + ')' if name else ''}"


def bare_doi(text: str) -> str:
    """Return a DOI without `doi:` or its resolver's address; the text is not checked."""
    text = text.strip()
    prefix = DOI_PREFIX.match(text)
    if prefix is None:
        return text
    bare = text[prefix.end() :]
    return unquote(bare) if prefix.group().endswith("/") else bare


def is_doi(text: str) -> bool:
    """Tell whether the text, bare, is a DOI (ANSI/NISO Z39.84)."""
    return DOI.fullmatch(text) is not None


def doi_url(doi: str) -> str:
    """Return the address that resolves a bare DOI; characters that do not fit in an address are quoted."""
    return "https://doi.org/" + quote(doi, safe="/:;()._-")


def safe_url(text: str) -> str | None:
    """Return the address if it may be linked to, else None.

    Allowed are http and https addresses of a plain host name, without user, control characters or white space, and
    plain mailto addresses. What an entity or a percent code hides is looked at too.
    """
    if _UNSAFE_IN_URL.search(text) or _INVALID.search(unescape(unquote(text))):
        return None
    if text[:7].lower() == "mailto:":
        return text if _MAILTO.fullmatch("mailto:" + text[7:]) else None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return None
    if not _HOST.fullmatch(parts.netloc):  # nor a user, whose name ends in @
        return None
    return text


class SitePath(str):
    """The path of a file of the published site: relative, POSIX, unable to leave the site.

    Raises ValueError for anything else, whoever made it.
    """

    __slots__ = ()

    _SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}")

    def __new__(cls, text: str) -> SitePath:
        """Return the path if it is one."""
        segments = text.split("/")
        for segment in segments:
            if not cls._SEGMENT.fullmatch(segment):
                raise ValueError(f"{text!r} is no path inside a site")
        return super().__new__(cls, text)


def sort_key(name: str) -> tuple[str, str]:
    """Return what a name is sorted by: its letters and digits without marks and case, then itself."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(sign))
    return "".join(sign for sign in bare if sign.isalnum() or sign == " ").strip(), name
