"""The bibliography as BibTeX, RIS and CSL-JSON: complete, sorted, and closed to whatever a field may hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import bibtex, csl, names
from spinesite.diagnostics import Location
from spinesite.exports import references_bib, references_json, references_ris
from spinesite.model import Name, PartialDate, Reference

FIXTURES = json.loads((Path(__file__).parents[1] / "fixtures" / "nlm.json").read_text(encoding="utf-8"))
EXPORTS = [references_bib.export, references_json.export, references_ris.export]

HOSTILE = [
    "}",
    "{",
    "}{",
    "\\",
    "\\}",
    "\\{",
    "a\\\\",
    "}\n}\n@article{evil, title = {Evil},\n}",
    "x},\n  url = {https://evil.example/",
    "@article{evil,",
    "\n@comment{",
    "\r\nER  - \r\nTY  - JOUR\r\nID  - evil",
    "ER  - ",
    "a\rb\x0bc\x0cd\x1ce\x85f\u2028g\u2029h",
    '"quotes" and "more',
    "100% & more #1 of $5 at a_b^2~3",
    "``doubled'' --- and ?` or !`",
    "a -- b --- c ---- d '''' e",
    "p < 0.05, q > 1 | r",
    "$x^2$ and \\emph{not a command}",
    "name = value, other = value",
    "and",
    "one and two and others",
    "</script><script>",
    "–—…“”‘’ ½ × 北 Ḥ",
]


def reference(citekey: str = "lark2020", kind: str = "article", **fields: str) -> Reference:
    return Reference(citekey, kind, Location("citations/x.bib"), fields, {}, {})


def read(text: str) -> tuple[Reference, ...]:
    bibliography, diagnostics = bibtex.read([("data/references.bib", text)])
    assert not diagnostics, (diagnostics, text)
    return bibliography.references


def blanks(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("export", EXPORTS)
def test_works_alone_are_exported_and_their_order_is_fixed(export: Callable[[Sequence[Reference]], bytes]) -> None:
    works = [reference(key, title=f"Title of {key}") for key in ("b2020", "A2020", "c2020")]
    lenders = [reference("lender", "xdata", publisher="P"), reference("group", "set", entryset="b2020,A2020")]
    data = export([*works, *lenders])
    assert data == export([*reversed(lenders), *reversed(works)])
    text = data.decode()
    assert "lender" not in text
    assert "group" not in text
    positions = [text.index(f"Title of {key}") for key in ("A2020", "b2020", "c2020")]
    assert positions == sorted(positions)


def test_paths() -> None:
    paths = [module.PATH for module in (references_bib, references_json, references_ris)]
    assert paths == ["data/references.bib", "data/references.json", "data/references.ris"]


# CSL-JSON


def test_json_is_an_array_of_items_with_plain_letters() -> None:
    works = [reference("b", title="Diákrítičs 北"), reference("a", title="</script>")]
    text = references_json.export(works).decode()
    assert json.loads(text) == [csl.item(works[1]), csl.item(works[0])]
    assert "Diákrítičs 北" in text
    assert text.endswith("]\n")


def test_json_of_one_work_is_an_array_too() -> None:
    work = reference(title="T")
    assert json.loads(references_json.one(work)) == [csl.item(work)]
    assert json.loads(references_json.export([])) == []


# RIS


def test_ris_record() -> None:
    work = replace(
        reference(
            title="Slow walking",
            subtitle="a fiction",
            journal="Journal of Invented Spine Care",
            volume="12",
            number="3",
            pages="101--119",
            doi="10.5555/x",
            pmid="90000001",
            pmcid="PMC9000001",
            url="https://spine.example/x",
            urldate="2021-02-03",
            keywords="backs, chairs; sitting",
            studydesign="cohort",
        ),
        authors=(
            Name(family="Plank", given="Jos", particle="van der", suffix="Jr."),
            Name(literal="Council of Invented Spines"),
        ),
        editors=(Name(family="Vetch", given="Lou"),),
        issued=PartialDate(2020, 3),
    )
    assert references_ris.one(work).split("\r\n") == [
        "TY  - JOUR",
        "ID  - lark2020",
        "AU  - van der Plank, Jos, Jr.",
        "AU  - Council of Invented Spines",
        "ED  - Vetch, Lou",
        "TI  - Slow walking: a fiction",
        "PY  - 2020",
        "DA  - 2020/03//",
        "T2  - Journal of Invented Spine Care",
        "VL  - 12",
        "IS  - 3",
        "DO  - 10.5555/x",
        "AN  - 90000001",
        "C2  - PMC9000001",
        "UR  - https://spine.example/x",
        "SP  - 101",
        "EP  - 119",
        "Y2  - 2021/02/03/",
        "KW  - backs",
        "KW  - chairs",
        "KW  - sitting",
        "N1  - studydesign: cohort",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("pages", "lines"),
    [
        ("5", ["SP  - 5"]),
        ("I-12--I-15", ["SP  - I-12", "EP  - I-15"]),
        ("12, 14--16", ["SP  - 12, 14-16"]),
        ("", []),
    ],
)
def test_ris_pages(pages: str, lines: list[str]) -> None:
    record = references_ris.one(reference(pages=pages)).split("\r\n")
    assert [line for line in record if line[:2] in ("SP", "EP")] == lines


def ris_records(text: str) -> list[list[tuple[str, str]]]:
    """Read RIS as a reference manager does that takes any line break of Unicode for a line end."""
    records: list[list[tuple[str, str]]] = [[]]
    for line in text.splitlines():
        if not line:
            continue
        assert line[2:6] == "  - "
        records[-1].append((line[:2], line[6:]))
        if line.startswith("ER"):
            records.append([])
    return records[:-1]


def assert_ris_holds(work: Reference, text: str) -> None:
    [record] = ris_records(text)
    tags = [tag for tag, _ in record]
    assert (tags[0], tags[-1]) == ("TY", "ER")
    assert tags.count("TY") == tags.count("ER") == tags.count("TI") == 1
    assert dict(record)["TI"] == blanks(work.title)
    assert dict(record)["ID"] == work.citekey


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_leaves_its_ris_line(text: str) -> None:
    work = replace(
        reference(title=text, journal=text, note=text, funding=text, volume=text, pages=text, keywords=text, doi=text),
        authors=(Name(family=text, given=text, particle=text, suffix=text), Name(literal=text)),
    )
    assert_ris_holds(work, references_ris.one(work))


@settings(deadline=None)
@given(st.lists(st.text(), max_size=4))
def test_ris_has_a_record_for_each_work(titles: list[str]) -> None:
    works = [reference(f"key{index}", title=title) for index, title in enumerate(titles)]
    records = ris_records(references_ris.export(works).decode("utf-8", "surrogatepass"))
    assert [dict(record)["ID"] for record in records] == [work.citekey for work in works]


# BibTeX


def test_bib_entry() -> None:
    fields = {
        "author": "…",
        "title": "R&D of {WHO} at 5%",
        "year": "2020",
        "doi": "10.5555/a_b",
        "url": "https://a.example/a_b",
    }
    work = replace(
        reference(**fields),
        authors=(
            Name(family="Plank", given="Jos", particle="van der", suffix="Jr."),
            Name(literal="Council of Spines and Discs"),
            Name(family="de la Rosa", given="Inés"),
            Name(family="plinth"),
        ),
        authors_et_al=True,
    )
    assert references_bib.one(work) == (
        "@article{lark2020,\n"
        "  author = {van der Plank, Jr., Jos and {Council of Spines and Discs} and {de la Rosa}, Inés"
        " and plinth and others},\n"
        "  title = {R\\&D of {\\textbraceleft}WHO{\\textbraceright} at 5\\%},\n"
        "  year = {2020},\n"
        "  doi = {10.5555/a_b},\n"
        "  url = {https://a.example/a_b},\n"
        "}\n"
    )


def test_bib_keeps_what_the_editor_wrote() -> None:
    work = replace(reference(title="The MADEUP trial: α"), raw={"title": "The {MADEUP}\n    trial: {\\textalpha}"})
    assert "  title = {The {MADEUP} trial: {\\textalpha}},\n" in references_bib.one(work)


@pytest.mark.parametrize("raw", ["}", "{", "}{", "\\", "a\\", "a\\\\", "\\{", "{\\}", "\\\\{}", "{\\}}", "a}, b = {c"])
def test_bib_does_not_keep_what_would_break_the_entry(raw: str) -> None:
    work = replace(reference(title="Safe", year="2020"), raw={"title": raw})
    [again] = read(references_bib.one(work))
    assert again.fields["title"] == "Safe"
    assert again.fields["year"] == "2020"


def test_bib_entries_stand_alone() -> None:
    works = read(
        "@xdata{press, publisher = {Paper House}, location = {Elsewhere}}\n"
        "@collection{backs2003, editor = {Vetch, Lou}, title = {Backs}, date = {2003}, xdata = {press}}\n"
        "@incollection{moss2003, author = {Moss, Ivy}, title = {Discs}, crossref = {backs2003}}\n"
    )
    entry = references_bib.one(works[-1])
    [alone] = read(entry)
    assert "crossref" not in entry
    assert {"booktitle": "Backs", "publisher": "Paper House"}.items() <= alone.fields.items()
    assert alone.editors == (Name(family="Vetch", given="Lou"),)
    assert [each.citekey for each in read(references_bib.export(works).decode())] == ["backs2003", "moss2003"]


def assert_reads_back(work: Reference) -> None:
    [again] = read(references_bib.one(work))
    assert again.citekey == work.citekey
    assert again.kind == work.kind
    assert dict(again.fields) == {name: blanks(text) for name, text in work.fields.items()}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_leaves_its_bib_value(text: str) -> None:
    assert_reads_back(reference(title=text, journal=text, note=text, year="2020"))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["abstract", "keywords", "doi", "url", "isbn", "own-field"])
def test_no_value_that_is_never_decoded_leaves_its_place(field: str, text: str) -> None:
    [again] = read(references_bib.one(reference(title="T", **{field: text}, year="2020")))
    assert list(again.fields) == ["title", field, "year"]
    assert (again.fields["title"], again.fields["year"]) == ("T", "2020")


@pytest.mark.parametrize("name", ["a b", "a}", "a = {x}, b", "Ä", "1st", "a\nb", "", "@a{b,", "crossref", "xdata"])
def test_no_field_with_such_a_name_is_written(name: str) -> None:
    [again] = read(references_bib.one(reference(title="T", **{name: "x"}, year="2020")))
    assert list(again.fields) == ["title", "year"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_leaves_its_place(text: str) -> None:
    text = blanks(text)
    people = (
        Name(family=text, given="Una"),
        Name(family="Lark", given=text),
        Name(family="Lark", given="Una", suffix=text),
        Name(literal=text),
    )
    work = replace(reference(author="…", title="T"), authors=people)
    [again] = read(references_bib.one(work))
    assert again.authors == people


@pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture["name"] for fixture in FIXTURES])
def test_fixtures_survive_a_round_trip(fixture: dict[str, str]) -> None:
    [work] = read(fixture["bibtex"])
    [again] = read(references_bib.export([work]).decode())
    assert {**again.fields, "author": "", "editor": ""} == {**work.fields, "author": "", "editor": ""}
    assert (again.authors, again.editors, again.issued) == (work.authors, work.editors, work.issued)
    assert (again.authors_et_al, again.editors_et_al) == (work.authors_et_al, work.editors_et_al)
    assert csl.item(again) == csl.item(work)
    plain = replace(work, raw={})  # now every value is written from its text
    [rewritten] = read(references_bib.one(plain))
    assert csl.item(rewritten) == csl.item(work)


LETTERS = st.sampled_from("ab1 {}\\\"'`~^$%&_#@-,=<>|?!\n\t\u00a0é–") | st.characters(exclude_categories=["Cs", "Cc"])
TEXTS = st.text(LETTERS, min_size=1).map(blanks).filter(lambda text: text and not names.invalid_character(text))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "journal", "note", "publisher", "funding", "edition"]), TEXTS))
def test_any_text_reads_back(fields: dict[str, str]) -> None:
    assert_reads_back(reference(**fields))


WORDS = st.from_regex(r"[A-ZÅÖĽЯ][a-zåöľя]{1,8}(?:-[A-Z][a-z]{1,8})?", fullmatch=True)
PEOPLE = st.lists(
    st.builds(
        Name,
        family=st.one_of(
            WORDS, st.lists(WORDS | st.sampled_from(["à", "y", "and"]), min_size=1, max_size=3).map(" ".join)
        ),
        given=st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
        particle=st.sampled_from(["", "van", "van der", "de la", "von"]),
        suffix=st.sampled_from(["", "Jr.", "III"]),
    )
    | st.builds(Name, family=WORDS)
    | st.builds(Name, literal=TEXTS),
    min_size=1,
    max_size=3,
).map(tuple)


@settings(deadline=None)
@given(PEOPLE, PEOPLE, st.booleans())
def test_any_names_read_back(authors: tuple[Name, ...], editors: tuple[Name, ...], et_al: bool) -> None:
    work = replace(
        reference(author="…", editor="…"),
        authors=authors,
        editors=editors,
        authors_et_al=et_al,
        editors_et_al=not et_al,
    )
    [again] = read(references_bib.one(work))
    assert (again.authors, again.editors) == (authors, editors)
    assert (again.authors_et_al, again.editors_et_al) == (et_al, not et_al)
