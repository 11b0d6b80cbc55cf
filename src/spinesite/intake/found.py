"""What a record of another program says about a work, and how its texts, dates and names are read."""

from __future__ import annotations

import html
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass

from spinesite.bibvalues import MONTHS
from spinesite.latextable import SUBSCRIPTS, SUPERSCRIPTS
from spinesite.model import Name, PartialDate, Reference
from spinesite.names import DOI_PREFIX, PMID, bare_doi, invalid_character, is_doi, safe_url

# The fields that an entry takes over from a source, in the order in which they are written.
FIELDS = tuple(
    """
    author editor translator bookauthor title subtitle titleaddon journal journaltitle journalsubtitle shortjournal
    entrysubtype booktitle booksubtitle booktitleaddon maintitle mainsubtitle eventtitle venue edition type institution
    school organization publisher address location howpublished series date year month day volume number issue volumes
    part chapter pages pagetotal eid version doi pmid pmcid eprint eprinttype eprintclass archiveprefix url urldate isbn
    issn language langid studydesign participants funding conflict checked retraction_ack
    """.split()  # noqa: SIM905 - a list of 60 literals is harder to read
)


@dataclass(frozen=True, slots=True)
class Found:
    """One work as a source describes it.

    The citekey of the reference is the source's own and may be empty; its location is a place in the source. `is_keyed`
    tells that texts may cite the work by that citekey already, as those of a bibliography.
    `left_out` names what the source says besides that is not taken over. `marks` says, in words that follow the name of
    the work, what the source knows of its fate ("is marked as retracted").
    """

    reference: Reference
    left_out: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    is_keyed: bool = False


# The elements that databases leave in titles; anything else between angle brackets is text, such as "p < 0.05".
_ELEMENT = re.compile(
    r"</?(?:i|b|u|em|strong|italic|bold|inf|scp|sc|span|br|p|title|sub|sup|(?:jats|mml):[a-z-]{1,30})"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(su[bp])>([^<>]{1,20})</\1>", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(?P<year>\d{4})[/-](?P<month>\d{1,2})(?:[/-](?P<day>\d{1,2})(?!\d))?", re.ASCII)
_MONTH_NAME = rf"(?P<name>{'|'.join(MONTHS)})[a-z]*\.?"
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<year>\d{{4}})\b(?:\s+{_MONTH_NAME}(?:\s+(?P<day>\d{{1,2}})\b)?)?", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(?:(?<!\d)(?P<day>\d{{1,2}})\s+)?{_MONTH_NAME}\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH_NAME}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{1,4}(?:-[A-Z]{1,2})?")
_PARTICLE = re.compile(r"(?!(?:and|others)$)[^\W\d_]+(?:['’.-][^\W\d_]*)?", re.IGNORECASE)
SUFFIX = re.compile(r"(?:Jr|Sr|[2-9](?:nd|rd|th)|I{2,3}|IV)\.?")
_DOTTED = re.compile(r"(?P<family>[^\s.,][^.,]*?)\s+(?P<given>(?:[^\W\d_]\.[\s-]?){1,5})")


def clean(text: object) -> str:
    """Return a text of a database as it is meant: without elements and entities, composed, on one line.

    A list stands for its first item, a number for its digits; anything else is empty.
    """
    if isinstance(text, (list, tuple)):
        text = text[0] if text else ""
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        return ""
    made = str(text)
    for _ in range(2):  # some databases write &amp;lt;i&amp;gt;
        made = _ELEMENT.sub("", _SCRIPT.sub(_scripted, made))
        made = html.unescape(made) if "&" in made else made
    made = _ELEMENT.sub("", _SCRIPT.sub(_scripted, made))
    if invalid_character(made):
        made = "".join(" " if c.isspace() else c for c in made if c.isspace() or not invalid_character(c))
    return " ".join(unicodedata.normalize("NFC", made).split())


def _scripted(match: re.Match[str]) -> str:
    """Return lowered or raised text in characters of that kind, where every character has one."""
    letters = SUBSCRIPTS if match[1].lower() == "sub" else SUPERSCRIPTS
    return "".join(letters[c] for c in match[2]) if all(c in letters for c in match[2]) else match[2]


def title(text: object) -> str:
    """Return a title without the full stop that PubMed puts behind it."""
    made = clean(text)
    return made[:-1] if re.search(r"(?:^|\s)[^\s.]+\.$", made) else made


_NOTED = re.compile(r"^\W*(PMID|PMCID|DOI)\s*:\s*(\S+)", re.MULTILINE | re.IGNORECASE)


def noted(text: object) -> dict[str, str]:
    """Return the identifiers that a note holds on lines of their own, as Zotero writes them: `pmid`, `pmcid`, `doi`."""
    return {name.lower(): value for name, value in _NOTED.findall(text)} if isinstance(text, str) else {}


def doi(text: object) -> str:
    """Return the DOI that a text is, bare and without a full stop behind it, or an empty string."""
    bare = bare_doi(clean(text)).rstrip(".,; ")
    return bare if is_doi(bare) else ""


def pmid(text: object) -> str:
    """Return the PMID that a text is, with or without words before it, or an empty string."""
    digits = re.sub(r"^\s*pmid\s*:?\s*", "", clean(text), flags=re.IGNORECASE)
    return digits if PMID.fullmatch(digits) else ""


def pmcid(text: object) -> str:
    """Return the PMCID that a text holds, or an empty string."""
    match = re.search(r"PMC[1-9]\d{0,8}", clean(text).upper(), re.ASCII)
    return match[0] if match else ""


# Addresses within a database: they lead to a log-in, and some hold a session.
_IN_DATABASE = re.compile(
    r"https?://[^/]*\b(?:scopus|embase|proquest|ebscohost|webofscience|ovid)\.com/", re.IGNORECASE
)


def address(text: object) -> str:
    """Return the address of a work, or an empty string for one that may not be linked to or says no more than a DOI."""
    url = clean(text)
    return "" if not safe_url(url) or DOI_PREFIX.match(url) or _IN_DATABASE.match(url) else url


def isbn(text: object) -> str:
    """Return the first ISBN in a text, without hyphens, or an empty string."""
    match = re.search(r"(?<!\d)(?:\d{13}|\d{9}[\dX])(?!\d)", clean(text).upper().replace("-", ""), re.ASCII)
    return match[0] if match else ""


def issn(text: object) -> str:
    """Return the first ISSN in a text, with its hyphen, or an empty string."""
    match = re.search(r"(?<!\d)(\d{4})-?(\d{3}[\dX])(?!\d)", clean(text).upper(), re.ASCII)
    return f"{match[1]}-{match[2]}" if match else ""


def when(text: object) -> PartialDate | None:
    """Return the date that a text begins with or holds, in one of the ways in which databases write it, or None."""
    made = clean(text)
    match = _DAY.match(made) or _MONTH_FIRST.search(made) or _DAY_FIRST.search(made) or _YEAR_FIRST.search(made)
    if match is None:
        return None
    parts = match.groupdict()
    month = MONTHS.index(parts["name"].lower()) + 1 if parts.get("name") else int(parts.get("month") or 0)
    return date(int(parts["year"]), month, int(parts["day"] or 0))


def date(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """Return the date without a month or a day that the calendar does not have; None where there is no such year."""
    if not 1 <= year <= 9999:
        return None
    if not 1 <= month <= 12:
        return PartialDate(year)
    return PartialDate(year, month, day if 1 <= day <= monthrange(year, month)[1] else None)


def pubmed_person(text: str) -> Name:
    """Return a name as PubMed prints it: family names, initials without dots, perhaps a suffix ("van Tulder MW Jr")."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2 or not _INITIALS.fullmatch(words[-1]):
        return Name(literal=text)
    given = " ".join(f"{letter}." for letter in words.pop().replace("-", ""))
    return named(" ".join(words), given, suffix)


def person(text: str) -> Name:
    """Return a name as RIS has it: "Family, Given, Suffix", or "Family F.G."; anything else names a body."""
    if "," in text:
        family, given, suffix = ([part.strip() for part in text.split(",", 2)] + ["", ""])[:3]
        if family and given:
            return named(family, given, suffix)
        return Name(literal=family or given)
    if dotted := _DOTTED.fullmatch(text):
        return named(dotted["family"], dotted["given"].strip())
    return Name(literal=text)


def named(family: str, given: str, suffix: str = "", particle: str = "") -> Name:
    """Return the name of a person; small words before a family name are its particle ("van der Berg")."""
    words = [*particle.split(), *family.split()]
    small = 0
    while small < len(words) - 1 and _PARTICLE.fullmatch(words[small]) and words[small][0].islower():
        small += 1
    return Name(" ".join(words[small:]), given, " ".join(words[:small]), suffix)


def is_others(text: str) -> bool:
    """Tell whether a name stands for all who are not named."""
    return text.strip(" .").lower() in ("others", "et al", "and others")
