"""References as readers see them: the NLM (Vancouver) style of *Citing Medicine*, 2nd edition, as plain text.

The order of things, the marks between them and their abbreviations are those of the CSL style
`nlm-citation-sequence`; the tests compare with frozen output of citeproc-js. Escaping is the template's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spinesite import csl, names
from spinesite.model import Name, PartialDate, Reference

MAX_NAMES = 6
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ABBREVIATED = frozenset({"article-journal", "review"})
_PARTS_OF_BOOKS = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})

# A closing quotation mark that belongs to an opening one: the full stop goes inside, as in American English.
_QUOTED = re.compile(r"(?:(?:^|[\s(\[])(?:\"[^\"]*\"|'[^']*')|“[^“”]*”|‘[^‘’]*’)$")
_WORD = re.compile(r"[^\s.\-\u2010]+\.?")
_HYPHENS = "-\u2010"
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NUMBER = r"(?:[A-Za-z]*\d[A-Za-z0-9/]*|[ivxlcm]+)"
_NUMBERS = re.compile(rf"{_NUMBER}(?P<more>(?:\s*[,&–-]\s*|\s+and\s+)\w+)*", re.ASCII)
# Two ends with one hyphen or dash between them; where the pages have hyphens of their own, with one dash.
_RANGE = re.compile(r"(?<![^\s,&])(?P<first>[^\s,&–-]++)\s*[–-]\s*(?P<last>[^\s,&–-]++)(?!\s*[–-])")
_INNER_HYPHENS = re.compile(r"(?<![^\s,&])(?P<first>[^\s,&–]++)–(?P<last>[^\s,&–]++)(?!–)")
_PLAIN_NUMBER = re.compile(r"\d+|[ivxlcmIVXLCM]+", re.ASCII)
_PAGE = re.compile(r"(?P<prefix>[0-9]*[A-Za-z]+0*)?(?P<number>\d+)(?P<letters>[a-z]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Work:
    """A reference with its CSL type and variables, worked out once."""

    reference: Reference
    kind: str
    texts: Mapping[str, str]

    def get(self, variable: str) -> str:
        return self.texts.get(variable, "")

    @property
    def online(self) -> bool:
        """Whether it is printed as found on the Internet; an article with an identifier is not."""
        identified = self.kind == "article-journal" and any(map(self.get, ("DOI", "PMID", "PMCID")))
        return bool(self.get("URL")) and not identified


def citation(reference: Reference) -> str:
    """Return the reference as plain text, up to its identifiers and links, which `links` returns.

    That is all that citeproc-js prints before "Available from:", "doi:" and "PubMed PMID:"; the tests put the whole
    together again and compare it. A work without identifiers and address is the whole text.
    """
    kind = csl.item_type(reference)
    work = _Work(reference, kind, csl.texts(reference))
    return _sentences(part(work) for part in _PARTS).strip()


def short(reference: Reference) -> str:
    """Return the label of the reference in running text: "Hayden and others, 2021".

    It names the authors, else the editors, else the institution, else the first words of the title.
    """
    people, et_al = reference.authors, reference.authors_et_al
    if not people:
        people, et_al = reference.editors, reference.editors_et_al
    if not people:
        who = reference.get("institution", "organization") or _first_words(reference.title) or reference.citekey
    elif len(people) == 1:
        who = people[0].short + (" and others" if et_al else "")
    elif len(people) == 2 and not et_al:
        who = f"{people[0].short} and {people[1].short}"
    else:
        who = f"{people[0].short} and others"
    return f"{who}, {reference.year or 'no date'}"


def links(reference: Reference) -> tuple[tuple[str, str, str], ...]:
    """Return the label, the text and the address of each identifier: DOI, PMID, PMCID, URL.

    What is no valid identifier, or no address that may be linked to, is left out, and so is an address a second time.
    """
    texts = csl.texts(reference)
    doi, pmid, pmcid, url = (texts.get(variable, "") for variable in ("DOI", "PMID", "PMCID", "URL"))
    found = {}
    if names.is_doi(doi):
        found[names.doi_url(doi)] = ("DOI", doi)
    if names.PMID.fullmatch(pmid):
        found[f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"] = ("PMID", pmid)
    if names.PMCID.fullmatch(pmcid):
        found[f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"] = ("PMCID", pmcid)
    if url:
        found.setdefault(url, ("URL", url))
    return tuple((label, text, address) for address, (label, text) in found.items())


# The sentences of a reference, in the order of the style.


def _credits(work: _Work) -> str:
    reference = work.reference
    if reference.authors:
        return _people(reference.authors, reference.authors_et_al)
    return _editors(reference)


def _headline(work: _Work) -> str:
    title = work.get("title")
    on_site = work.kind == "webpage" and work.get("container-title")
    if on_site:
        title = work.get("container-title")
    genre = f"[{work.get('genre')}]" if work.get("genre") else ""
    says_internet = work.get("URL") and (on_site or not (work.get("container-title") or work.kind in _PARTS_OF_BOOKS))
    return " ".join(filter(None, (title, genre, "[Internet]" if says_internet else "")))


def _edition_of_title(work: _Work) -> str:
    return "" if work.get("container-title") else _edition(work)


def _within(work: _Work) -> str:
    editors = _editors(work.reference) if work.reference.authors else ""
    container = _container(work)
    within = _sentences((editors, container), end="")
    return f"In: {within}" if within and work.kind in _PARTS_OF_BOOKS else within


def _imprint(work: _Work) -> str:
    place = work.get("publisher-place")
    if place and work.kind == "thesis":
        place = f"[{place}]"
    publisher = "" if work.kind in csl.SERIAL else ": ".join(filter(None, (place, work.get("publisher"))))
    date = " ".join(filter(None, (_DATES.get(work.kind, _year)(work), _cited(work))))
    if work.kind == "article-newspaper":
        dated = ":".join(filter(None, (date, _pages(work))))
    else:
        dated = ";".join(filter(None, (date, _place_in_serial(work))))
    return "; ".join(filter(None, (publisher, dated)))


def _extent(work: _Work) -> str:
    if work.kind == "book":
        pages = work.get("number-of-pages")
        return f"{pages} p." if _NUMBERS.fullmatch(pages) else pages
    if work.kind in csl.SERIAL and work.kind != "periodical":
        return ""
    return f"p. {_pages(work)}" if work.get("page") else ""


def _part_of_site(work: _Work) -> str:
    return work.get("title") if work.kind == "webpage" and work.get("container-title") else ""


def _series(work: _Work) -> str:
    number = _labelled(work.get("collection-number"), "no. ", "nos. ")
    series = "; ".join(filter(None, (work.get("collection-title"), number)))
    return f"({series})" if work.get("collection-title") else ""


def _report_number(work: _Work) -> str:
    if work.kind != "report" or not work.get("number"):
        return ""
    number = _labelled(work.get("number"), "no.: ", "nos.: ")
    return f"{_capitalised(work.get('genre')) or 'Report'} {number}"


_PARTS: tuple[Callable[[_Work], str], ...] = (
    _credits,
    _headline,
    _edition_of_title,
    _within,
    _imprint,
    _extent,
    _part_of_site,
    _series,
    _report_number,
)


# What the sentences are made of.


def _container(work: _Work) -> str:
    title = work.get("container-title")
    if work.kind == "webpage" and title:
        return ""
    if not title:
        return _labelled(work.get("volume"), "Vol. ", "Vols. ")
    if work.kind in _ABBREVIATED:
        title = (work.get("container-title-short") or title).replace(".", "")
    return _sentences((f"{title} [Internet]" if work.online else title, _edition(work)), end="")


def _edition(work: _Work) -> str:
    edition = work.get("edition")
    if edition.isdecimal():
        return f"{_ordinal(int(edition))} ed."
    return f"{edition} ed." if (match := _NUMBERS.fullmatch(edition)) and not match["more"] else edition


def _place_in_serial(work: _Work) -> str:
    if work.kind not in csl.SERIAL:
        return ""
    issue = f"({_numbers(work.get('issue'))})" if work.get("issue") else ""
    return ":".join(filter(None, (_numbers(work.get("volume")) + issue, _pages(work))))


def _year(work: _Work) -> str:
    return work.reference.year


def _month(work: _Work) -> str:
    issued = work.reference.issued
    return _date(PartialDate(issued.year, issued.month)) if issued else ""


def _day(work: _Work) -> str:
    return _date(work.reference.issued) if work.reference.issued else ""


def _patent(work: _Work) -> str:
    return ", ".join(filter(None, (work.get("number"), work.reference.year)))


# How exactly a kind of work is dated; every other kind by its year.
_DATES: Mapping[str, Callable[[_Work], str]] = MappingProxyType(
    {**dict.fromkeys(csl.SERIAL, _day), "report": _month, "patent": _patent}
)


def _cited(work: _Work) -> str:
    date = csl.accessed(work.reference)
    return f"[cited {_date(date)}]" if date and work.online else ""


def _date(date: PartialDate) -> str:
    words = [str(date.year)]
    if date.month:
        words.append(MONTHS[date.month - 1])
        if date.day:
            words.append(str(date.day))
    return " ".join(words)


def _editors(reference: Reference) -> str:
    if not reference.editors:
        return ""
    several = len(reference.editors) > 1 or reference.editors_et_al
    return f"{_people(reference.editors, reference.editors_et_al)}, editor{'s' if several else ''}"


def _people(people: tuple[Name, ...], et_al: bool) -> str:
    listed = [_person(name) for name in people[:MAX_NAMES]]
    return ", ".join([*listed, "et al."] if et_al or len(people) > MAX_NAMES else listed)


def _person(name: Name) -> str:
    if name.literal:
        return name.literal
    if not name.family.isascii() and _EAST_ASIAN.search(name.family) and _EAST_ASIAN.search(name.given):
        return name.family + name.given
    joined = name.particle.endswith(("'", "’", "-"))
    family = f"{name.particle}{'' if joined or not name.particle else ' '}{name.family}"
    return " ".join(filter(None, (family, _initials(name.given), name.suffix.replace(".", ""))))


def _initials(given: str) -> str:
    """Return "JA" for "Jane A.", "Jane-Ann" and "J.A."; "Th" for the abbreviation "Th."; small words are kept."""
    made = ""
    after_word = False
    for match in _WORD.finditer(given):
        word = match[0]
        if match.start() and given[match.start() - 1] in _HYPHENS:
            word = word[0].upper() + word[1:]  # "Da-ye" is one name of two parts, and no small word
        if not word[0].isupper():
            made += f" {word.removesuffix('.')}"
        else:
            initial = word.removesuffix(".") if word.endswith(".") else word[0]
            made += f" {initial}" if after_word else initial
        after_word = not word[0].isupper()
    return made.strip()


def _pages(work: _Work) -> str:
    """Return page numbers with the end of each range cut to the digits that change ("1123–9")."""
    pages = work.get("page")
    return (_INNER_HYPHENS if "–" in pages else _RANGE).sub(_page_range, pages)


def _page_range(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    if _PLAIN_NUMBER.fullmatch(first) and _PLAIN_NUMBER.fullmatch(last):
        return f"{first}–{_changed_digits(first, last)}"
    begin, end = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
    if begin is None or end is None or begin["prefix"] != end["prefix"]:
        return match[0]
    if int(begin["number"]) < int(end["number"]):
        last = _changed_digits(begin["number"] + begin["letters"], end["number"] + end["letters"])
    return f"{first}–{last}"


def _changed_digits(first: str, last: str) -> str:
    """Return the end of a range without the digits that it shares with the beginning, if it counts upwards."""
    if len(first) != len(last) or first >= last or not last[0].isdecimal():
        return last
    shared = next(index for index, (one, other) in enumerate(zip(first, last, strict=True)) if one != other)
    return last[shared:]


def _numbers(text: str) -> str:
    """Return volume or issue numbers with an en dash in each range of plain numbers ("3–4", but "106-B")."""
    return _RANGE.sub(_number_range, text) if "-" in text else text


def _number_range(match: re.Match[str]) -> str:
    plain = _PLAIN_NUMBER.fullmatch(match["first"]) and _PLAIN_NUMBER.fullmatch(match["last"])
    return f"{match['first']}–{match['last']}" if plain else match[0]


def _labelled(text: str, singular: str, plural: str) -> str:
    """Return a number after its label; what is not a number ("Supplement") stands alone."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return text
    return (plural if match["more"] else singular) + _numbers(text)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def _first_words(title: str, count: int = 5) -> str:
    words = title.split()
    return " ".join(words[:count]) + ("…" if len(words) > count else "")


def _sentences(parts: Iterable[str], end: str = ".") -> str:
    """Join the parts that have text by full stops; a part that ends in a mark of its own takes none."""
    listed = [part for part in parts if part]
    stopped = [_stopped(part) for part in listed[:-1]]
    return " ".join([*stopped, *(_stopped(part) if end else part for part in listed[-1:])])


def _stopped(text: str) -> str:
    last = text[-1]
    if last in ".?!:;":
        return text
    if last in "\"'”’" and _QUOTED.search(text):
        return text if text[-2:-1] in (".", "?", "!") else f"{text[:-1]}.{last}"
    return f"{text}."
