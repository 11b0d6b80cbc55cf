"""The bibliography: entries of many kinds, with the accents, macros and inheritance that real files have."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

from bakery import words

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BOUNDS = ("at-most", "at-least", "less-than", "more-than", "about")
_DESIGNS = (
    *("randomised-trial",) * 12,
    *("systematic-review",) * 4,
    *("non-randomised-trial",) * 3,
    *("cohort",) * 5,
    *("case-series",) * 3,
    *("cross-sectional", "cross-sectional", "case-control", "diagnostic-study", "guideline", "guideline"),
    *("narrative-review", "narrative-review", "economic-model", "editorial", "news"),
)
_KINDS = (*("article",) * 9, "book", "incollection", "techreport", "online", "phdthesis")
_FUNDING = (
    *("not recorded", "none", "Paid for by the Guild of Home Bakers"),
    *("A maker of ovens lent the ovens", "The Institute for Flour and Salt"),
)
_ACCENTS = {
    "ö": '{\\"o}',
    "ü": '\\"{u}',
    "ä": '{\\"a}',
    "ï": '{\\"\\i}',
    "ë": '\\"e',
    "é": "{\\'e}",
    "á": "\\'{a}",
    "ô": "{\\^o}",
    "ñ": "{\\~n}",
    "č": "{\\v{c}}",
    "ť": "{\\v t}",
    "Ç": "{\\c{C}}",
    "ç": "\\c{c}",
    "ę": "{\\k{e}}",
    "å": "{\\aa}",
    "ø": "{\\o}",
    "ł": "{\\l}",
}
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "å": "a"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry. `bound` is the relation of every number that claims take from it, or empty: then none is bounded."""

    citekey: str
    design: str
    kind: str
    bound: str
    entry: str


def references(random: Random, count: int) -> list[list[Reference]]:
    """Return the entries of each file. The last entry of a file lends its fields to the papers in it."""
    files = max(2, -(-count // 320))
    sizes = [count // files + (1 if i < count % files else 0) for i in range(files)]
    taken: set[str] = set()
    made: list[list[Reference]] = []
    number = 0
    for size in sizes:
        parent = _citekey(random, "Breadmeet", 1985 + random.randrange(40), taken)
        entries: list[Reference] = []
        for place in range(size):
            if place == size - 1:
                entries.append(_proceedings(random, parent, number))
            else:
                entries.append(_reference(random, number, parent if place % 9 == 2 else "", taken))
            number += 1
        made.append(entries)
    return made


def file_text(entries: list[Reference]) -> str:
    """Return a file of entries, with the macros that they use."""
    macros = "".join(f'@string{{{name} = "{journal}"}}\n' for name, journal in words.JOURNALS)
    head = f"% Made up: no such work exists.\n@comment{{sorted as they were made}}\n\n{macros}\n"
    return head + "\n".join(entry.entry for entry in entries)


def _citekey(random: Random, name: str, year: int, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    key = f"{plain}{year}"
    while key in taken:
        key = f"{plain}{year}{''.join(random.choice('abcdefghjkmnpqrstuvwxyz') for _ in range(3))}"
    taken.add(key)
    return key


def _year_of(meeting: str) -> int:
    return int(meeting.removeprefix("breadmeet")[:4])


def _latex(text: str) -> str:
    return "".join(_ACCENTS.get(character, character) for character in text)


def _people(random: Random, decoded: bool) -> tuple[str, str]:
    """Return a list of names as BibTeX writes it, and the first family name."""
    names: list[str] = []
    first = ""
    for place in range(random.randint(1, 7)):
        family, given = words.surname(random), random.choice(words.GIVEN)
        first = first or family
        if random.random() < 0.15:
            names.append(f"{random.choice(words.PARTICLES)} {family}, {given}")
        elif random.random() < 0.05:
            names.append(f"{family}, Jr., {given}")
        elif place and random.random() < 0.05:
            names.append("{" + random.choice(words.BODIES) + "}")
        else:
            names.append(f"{family}, {given}" if random.random() < 0.7 else f"{given} {family}")
    if random.random() < 0.05:
        names.append("others")
    text = " and ".join(names)
    return (text if decoded else _latex(text)), first


def _reference(random: Random, number: int, parent: str, taken: set[str]) -> Reference:
    year = _year_of(parent) if parent else random.randint(1985, 2025)
    authors, family = _people(random, decoded=number % 4 == 3)
    if random.random() < 0.06:
        body = random.choice(words.BODIES)
        authors, family = "{" + body + "}", body.split()[0]
    citekey = _citekey(random, family, year, taken)
    kind = "inproceedings" if parent else random.choice(_KINDS)
    # A prime step, so that both kinds of reference occur in every file and in the smallest site.
    bound = BOUNDS[number // 11 % len(BOUNDS)] if number % 11 == 4 else ""
    design = random.choice(_DESIGNS)
    fields = [("author", f"{{{authors}}}"), ("title", f"{{{_title(random, number)}}}")]
    fields += _container(random, number, kind, parent)
    if not parent:
        fields.append(("year", str(year) if number % 2 else f"{{{year}}}"))
    if kind in ("article", "techreport") and number % 3:
        fields.append(("month", random.choice(MONTHS) if number % 6 else f'"{random.randint(1, 28)} " # may'))
    fields += _identifiers(number, kind, year)
    fields += _appraisal(random, design)
    return Reference(citekey, design, kind, bound, _entry(kind, citekey, fields))


def _title(random: Random, number: int) -> str:
    """Return a title that no other entry has, as its number is part of it."""
    text = (
        words.title(random).replace("rye", "{Rye}").replace("bread", "{\\emph{bread}}" if number % 17 == 0 else "bread")
    )
    if number % 9 == 0:
        text += " \\& beyond"
    return f"{text}: {'batch' if number % 2 else 'study'} {number + 1}"


def _container(random: Random, number: int, kind: str, parent: str) -> list[tuple[str, str]]:
    first = random.randint(1, 900)
    pages = ("pages", f"{{{first}--{first + random.randint(4, 30)}}}")
    if kind == "article":
        macro = random.choice(words.JOURNALS)[0]
        return [
            ("journal", f'{macro} # " Supplement"' if number % 13 == 0 else macro),
            ("volume", f"{{{random.randint(1, 90)}}}"),
            ("number", str(random.randint(1, 12))),
            pages,
        ]
    if kind == "inproceedings":
        return [("crossref", f"{{{parent}}}"), pages]
    if kind == "incollection":
        editor = _latex(words.surname(random) + ", " + random.choice(words.GIVEN))
        return [
            ("booktitle", f"{{Handbook of {random.choice(words.DOUGHS).title()} Bread}}"),
            ("editor", f"{{{editor}}}"),
            pages,
        ]
    if kind == "techreport":
        return [("institution", f"{{{random.choice(words.BODIES)}}}"), ("number", f"{{{random.randint(1, 99)}}}")]
    if kind == "phdthesis":
        return [("school", "{Night School of Baking}")]
    if kind == "book":
        return [
            ("publisher", f'"{_latex("Öfen")} {{\\&}} Sons"'),
            ("address", f"{{{_latex('Krümel')}}}"),
            ("edition", "{2}"),
        ]
    return []


def _identifiers(number: int, kind: str, year: int) -> list[tuple[str, str]]:
    """Return identifiers that resolve to nothing: a prefix for examples, and PMIDs far beyond those in use."""
    found: list[tuple[str, str]] = []
    if kind in ("article", "incollection", "inproceedings") and number % 10:
        prefix = ("", "https://doi.org/", "doi:")[0 if number % 5 else number % 3]
        found.append(("doi", f"{{{prefix}10.5555/bread_{year}.{number:05d}}}"))
    if kind == "article" and number % 2:
        found.append(("pmid", f"{{{90000000 + number}}}"))
    if kind == "online" or number % 12 == 0:
        found.append(("url", f"{{https://example.org/bread/{number}?part=a&view=b_c}}"))
    if kind == "online":
        found.append(("urldate", f"{{2026-0{number % 9 + 1}-11}}"))
    return found


def _appraisal(random: Random, design: str) -> list[tuple[str, str]]:
    fields = [
        ("studydesign", f"{{{design}}}"),
        ("participants", f"{{{random.randint(20, 4000)} loaves}}"),
        ("funding", f"{{{random.choice(_FUNDING)}}}"),
    ]
    if random.random() < 0.15:
        fields.append(("conflict", "{The authors sell the baskets that they tested.}"))
    fields.append(
        ("checked", f"{{{random.choice(('full-text', 'abstract', 'abstract', 'record', 'printed', 'recalled'))}}}")
    )
    if random.random() < 0.2:
        scenes = " ".join(words.scene(random) for _ in range(6))
        fields.append(("abstract", "{" + scenes.replace("with a little more salt", "with 2\\% more salt") + "}"))
    return fields


def _proceedings(random: Random, citekey: str, number: int) -> Reference:
    fields = [
        ("editor", f"{{{_people(random, decoded=False)[0]}}}"),
        ("title", f"{{Papers of Bread Meeting {number + 1}}}"),
        ("year", f"{{{_year_of(citekey)}}}"),
        ("publisher", '"Crumb Press"'),
        ("studydesign", "{other}"),
        ("funding", "{not recorded}"),
    ]
    return Reference(citekey, "other", "proceedings", "", _entry("proceedings", citekey, fields))


def _entry(kind: str, citekey: str, fields: list[tuple[str, str]]) -> str:
    return f"@{kind}{{{citekey},\n" + "".join(f"  {name} = {value},\n" for name, value in fields) + "}\n"
