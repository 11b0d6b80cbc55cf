"""Exports of other programs become references: one file for each program's manners, and what none may break.

The works are invented. `SPINESITE_REWRITE_REFERENCES=1` writes the expected entries afresh; their difference is the
review.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import bibtex, csl, intake
from spinesite.diagnostics import Location
from spinesite.errors import UsageError
from spinesite.exports import references_bib, references_json, references_ris
from spinesite.intake import citekeys, csl_items, pubmed
from spinesite.intake.add import plan, sort_out, with_citekeys
from spinesite.intake.found import Found, clean, person, pubmed_person, title, when
from spinesite.load import load
from spinesite.model import Bibliography, Corpus, Name, PartialDate, Reference

FIXTURES = Path(__file__).parents[1] / "fixtures/references"
SOURCES = sorted(path for path in FIXTURES.iterdir() if ".expected" not in path.name)


def entries(data: bytes) -> str:
    """The entries that a file gives, and what was left out or marked, as comments."""
    works, diagnostics = intake.read(data, "x")
    assert not diagnostics
    made = with_citekeys(works, Bibliography())
    return "\n".join(
        f"{references_bib.one(entry)}% left out: {', '.join(work.left_out)}\n% marks: {'; '.join(work.marks)}\n"
        for entry, work in zip(made, works, strict=True)
    )


def read_back(text: str) -> tuple[Reference, ...]:
    bibliography, diagnostics = bibtex.read([("citations/x.bib", text)])
    assert not diagnostics, (diagnostics, text)
    return bibliography.references


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_exports_of_other_programs(path: Path) -> None:
    made = entries(path.read_bytes())
    expected = path.with_name(f"{path.name}.expected.bib")
    if os.environ.get("SPINESITE_REWRITE_REFERENCES"):
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
    assert read_back(made)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_encoding_and_the_line_ends_change_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = entries(path.read_bytes())
    crlf = text.replace("\n", "\r\n")
    assert entries(b"\xef\xbb\xbf" + crlf.encode()) == expected
    assert entries(text.replace("\n", "\r").encode()) == expected
    assert entries(crlf.encode("utf-16")) == expected
    assert entries(f"\ufeff\n{text}\n\n".encode()) == expected
    if all(ord(c) < 256 for c in text):
        assert entries(text.encode("cp1252")) == expected


def test_places_are_lines_of_the_file() -> None:
    for name, lines in (("zotero.ris", [1, 26, 39]), ("pubmed.nbib", [2, 31]), ("zotero.json", [2, 24])):
        works, _ = intake.read((FIXTURES / name).read_bytes(), name)
        assert [str(work.reference.location) for work in works] == [f"{name}:{line}" for line in lines]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "neither BibTeX nor"),
        (b"just words", "neither BibTeX nor"),
        (b"%PDF-1.4 \xff\x81", "no text in UTF-8"),
        (b"{", "x:1:2: no JSON: expecting property name"),
        (b"[" * 100_000, "nested too deep"),
        (b"[]", "holds no reference"),
        (b"{}", "its item 1 has neither"),
        (b"[1]", "its item 1 has neither"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number that is too long"),
        (b"@comment{only}", "holds no reference"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        intake.read(data, "x")


def test_mistakes_in_bibtex_are_diagnostics_at_their_place() -> None:
    works, diagnostics = intake.read(b"@article{a, title = {A}, journal = jama}\n@article{b, title = {B}\n", "x.bib")
    assert [work.reference.citekey for work in works] == ["a"]
    assert [(d.rule, str(d.location)) for d in diagnostics] == [
        ("bibtex-undefined-string", "x.bib:1"),
        ("bibtex-syntax", "x.bib:2"),
    ]


def test_what_an_entry_inherits_is_written_into_it() -> None:
    source = (
        "@string{b = {Bread Press}}\n@proceedings{p, title = {Bread 2020}, publisher = b, year = 2020}\n"
        "@inproceedings{c, author = {Roe, K.}, title = {A loaf}, crossref = {p}}\n"
    )
    works, diagnostics = intake.read(source.encode(), "x")
    assert not diagnostics
    (work,) = works
    assert (work.reference.get("booktitle"), work.reference.get("publisher")) == ("Bread 2020", "Bread Press")


def test_a_word_outside_a_fixed_list_is_left_out() -> None:
    (work,), _ = intake.read(b"@misc{a, title = {A}, studydesign = {RCT}, checked = {abstract}}", "x")
    assert work.left_out == ("studydesign",)
    assert work.reference.get("checked") == "abstract"


@pytest.mark.parametrize("module", [references_json, references_ris, references_bib])
def test_our_own_exports_come_back(module: object) -> None:
    """What the site exports for others can be added to another site, with what editors found out."""
    source = (Path(__file__).parents[1] / "golden/site/citations/bread.bib").read_text(encoding="utf-8")
    there = sorted(bibtex.read([("x", source)])[0].references, key=lambda r: r.citekey)
    works, _ = intake.read(module.export(there), "x")  # type: ignore[attr-defined]
    for work, reference in zip(works, there, strict=True):
        before, after = csl.item(reference), csl.item(work.reference)
        for gone in ("note", "id"):
            before.pop(gone, None), after.pop(gone, None)
        if module is references_ris:  # has no place for these
            assert before.pop("custom", {}) == after.pop("custom", {})
        assert before == after


# The pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018/06/04/", (2018, 6, 4)),
        ("2018/06//", (2018, 6, None)),
        ("2018///", (2018, None, None)),
        ("2018-6-4", (2018, 6, 4)),
        ("2018", (2018, None, None)),
        ("2018 Jun 4", (2018, 6, 4)),
        ("2018 Jun-Jul", (2018, 6, None)),
        ("2018 Spring", (2018, None, None)),
        ("4 June 2018", (2018, 6, 4)),
        ("June 4, 2018", (2018, 6, 4)),
        ("Jun 2018", (2018, 6, None)),
        ("2019/10//undefined", (2019, 10, None)),
        ("2018-02-31", (2018, 2, None)),
        ("2018/13/40", (2018, None, None)),
        ("1976 Dec 25-1977 Jan 1", (1976, 12, 25)),
        ("06/04/2018", (2018, None, None)),
        ("in press", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: object, expected: tuple[int, int | None, int | None] | None) -> None:
    assert when(text) == (PartialDate(*expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("van Tulder MW", Name("Tulder", "M. W.", "van")),
        ("Smith J Jr", Name("Smith", "J.", suffix="Jr")),
        ("Van Such M", Name("Van Such", "M.")),
        ("Plato", Name(literal="Plato")),
        ("Cochrane Back Group", Name(literal="Cochrane Back Group")),
    ],
)
def test_names_of_pubmed(text: str, expected: Name) -> None:
    assert pubmed_person(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("van der Berg, Hans, Jr.", Name("Berg", "Hans", "van der", "Jr.")),
        ("Liu R.", Name("Liu", "R.")),
        ("de la Cohn M.-J.", Name("Cohn", "M.-J.", "de la")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("World Health Organization,", Name(literal="World Health Organization")),
        ("NHS UK", Name(literal="NHS UK")),
    ],
)
def test_names_of_ris(text: str, expected: Name) -> None:
    assert person(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H<sub>2</sub>O and <i>E. coli</i>", "H₂O and E. coli"),
        ("a &lt; b &amp;amp; c &#x3c;b&#x3e;", "a < b & c"),
        ("a &amp;lt;i&amp;gt;b&amp;lt;/i&amp;gt;", "a b"),
        ("p<0.05 and x > 3 <unknown>", "p<0.05 and x > 3 <unknown>"),
        ("two\n  lines", "two lines"),
        ("e\u0301 \u202ereversed\u0007", "é reversed"),
        (["first", "second"], "first"),
        ([], ""),
        (12, "12"),
        (True, ""),
        ({"a": 1}, ""),
        ("x<jats:p>y</jats:p>", "xy"),
        ("10<sup>th</sup>", "10th"),
    ],
)
def test_texts(text: object, expected: str) -> None:
    assert clean(text) == expected


def test_the_full_stop_behind_a_title_goes() -> None:
    assert title("A trial.") == "A trial"
    assert title("In the U.S.") == "In the U.S."
    assert title("Why not?.") == "Why not?"
    assert title("And so on...") == "And so on..."


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"authors": (Name("Müller", "J."),)}, "muller2020"),
        ({"authors": (Name("Berg", "H.", "van der"),)}, "vanderberg2020"),
        ({"authors": (Name("O'Søren-Łoß", "H."),)}, "osorenloss2020"),
        ({"authors": (Name(literal="World Health Organization"),)}, "who2020"),
        ({"authors": (Name(literal="CADTH"),)}, "cadth2020"),
        ({"authors": (Name("李", "明"),), "fields": {"title": "The loaf of bread"}}, "loaf2020"),
        ({"editors": (Name("Korn", "I."),)}, "korn2020"),
        ({"fields": {"institution": "National Bread Council"}}, "nbc2020"),
        ({"authors": (Name("3M", "X"),)}, "n3m2020"),
        ({"fields": {"title": "42"}}, "anon2020"),
        ({"authors": (Name("Roe", "K."),), "issued": None}, "roend"),
        ({"citekey": "roe2020trial", "authors": (Name("Roe", "K."),)}, "roe2020trial"),
        ({"citekey": "loaves2020", "authors": (Name("Roe", "K."),)}, "loaves2020"),
        ({"citekey": "loaves", "authors": (Name("Roe", "K."),)}, "roe2020"),
        ({"citekey": "roe_trial_2020", "authors": (Name("Roe", "K."),)}, "roe2020"),
        ({"citekey": "RN12", "authors": (Name("Roe", "K."),)}, "roe2020"),
        ({"citekey": "roe2020\n", "authors": (Name("Roe", "K."),)}, "roe2020"),
    ],
)
def test_citekeys(reference: dict[str, object], expected: str) -> None:
    given = {"citekey": "", "kind": "misc", "location": Location("x"), "fields": {}, "raw": {}, "locations": {}}
    work = Reference(**{**given, "issued": PartialDate(2020), **reference})  # type: ignore[arg-type]
    assert citekeys.made(work, frozenset()) == expected


def test_the_next_free_letter() -> None:
    work = Reference("", "misc", Location("x"), {}, {}, {}, (Name("Roe", "K."),), issued=PartialDate(2020))
    assert citekeys.made(work, {"roe2020"}) == "roe2020a"
    taken = {"roe2020", *(f"roe2020{c}" for c in "abcdefghijklmnopqrstuvwxyz")}
    assert citekeys.made(work, taken) == "roe2020aa"


SUMMARY = {
    "uid": "90000003",
    "pubdate": "2018 Jun",
    "source": "Asian Bread J",
    "authors": [
        {"name": "Sebaaly A", "authtype": "Author", "clusterid": ""},
        {"name": "Failed Loaf Group", "authtype": "CollectiveName"},
    ],
    "title": "Evaluation of the Failed Loaf.",
    "volume": "12",
    "issue": "3",
    "pages": "574-585",
    "lang": ["eng"],
    "pubtype": ["Journal Article", "Retracted Publication"],
    "articleids": [
        {"idtype": "pubmed", "value": "90000003"},
        {"idtype": "doi", "value": "10.5555/abj.2018.12.3.574"},
        {"idtype": "pmc", "value": "PMC9000003"},
        {"idtype": "pmcid", "value": "pmc-id: PMC9000003;"},
    ],
    "fulljournalname": "Asian bread journal",
    "elocationid": "doi: 10.5555/abj.2018.12.3.574",
    "doctype": "citation",
}


def test_summary_of_pubmed() -> None:
    found = pubmed.summary(SUMMARY, Location("x"))
    assert found.marks == ("is marked as retracted",)
    assert found.reference.authors == (Name("Sebaaly", "A."), Name(literal="Failed Loaf Group"))
    assert found.reference.fields == {
        "author": "Sebaaly and Failed Loaf Group",
        "title": "Evaluation of the Failed Loaf",
        "journal": "Asian bread journal",
        "year": "2018",
        "month": "6",
        "volume": "12",
        "number": "3",
        "pages": "574–585",
        "doi": "10.5555/abj.2018.12.3.574",
        "pmid": "90000003",
        "pmcid": "PMC9000003",
    }


# Properties: whatever a database holds is written so that it reads back the same.

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    [
        "}{",
        "\\",
        "a\\",
        "100% & #1 $5 a_b^2~3",
        "``x''",
        "--",
        "and",
        "others",
        "a and b",
        "@article{x,",
        "et al",
        "{x}",
    ]
)
VALUES = TEXTS | st.integers() | st.none() | st.lists(TEXTS, max_size=2)
NAMES = st.fixed_dictionaries({}, optional=dict.fromkeys(("family", "given", "literal", "suffix", "name"), VALUES))
PARTS = st.lists(st.lists(st.integers(-5, 20000) | TEXTS | st.none(), max_size=4), max_size=2)
VARIABLES = """
    title subtitle container-title collection-title volume issue number page publisher publisher-place genre edition
    version language DOI PMID PMCID URL ISBN ISSN note abstract keyword id event-title
""".split()  # noqa: SIM905 - a list of 25 literals is harder to read
ITEMS = st.fixed_dictionaries(
    {"type": st.sampled_from([*csl_items.KINDS, "nothing"])},
    optional={
        "author": st.lists(NAMES | TEXTS, max_size=4),
        "editor": st.lists(NAMES, max_size=2),
        "issued": st.fixed_dictionaries({"date-parts": PARTS}) | TEXTS,
        "accessed": st.fixed_dictionaries({"date-parts": PARTS}),
        "custom": st.fixed_dictionaries({}, optional=dict.fromkeys(csl.CUSTOM, TEXTS)),
        **dict.fromkeys(VARIABLES, VALUES),
    },
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(ITEMS)
def test_any_item_reads_back_as_it_was_meant(item: dict[str, object]) -> None:
    (entry,) = with_citekeys([csl_items.found(item, Location("x"))], Bibliography())
    (back,) = read_back(references_bib.one(entry))
    assert (back.kind, back.authors, back.editors, back.authors_et_al) == (
        entry.kind,
        entry.authors,
        entry.editors,
        entry.authors_et_al,
    )
    assert {k: " ".join(v.split()) for k, v in entry.fields.items() if k not in ("author", "editor")} == {
        k: v for k, v in back.fields.items() if k not in ("author", "editor")
    }


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_can_crash_the_readers(data: bytes) -> None:
    for before in (b"", b"TY  - JOUR\n", b"PMID- 1\nTI  - ", b'[{"title": "', b"@article{a, title = {"):
        try:
            works, _ = intake.read(before + data, "x")
        except UsageError:
            continue
        for work in works:
            assert isinstance(work, Found)
            assert work.reference.kind


def test_a_large_file_takes_time_in_proportion() -> None:
    """Thousands of records, and one record with a value of thousands of lines."""
    text = "".join(f"TY  - JOUR\nTI  - Work {n}\nAU  - Roe, K\nER  - \n" for n in range(3000))
    works, _ = intake.read(text.encode(), "x")
    assert len(works) == 3000
    assert works[-1].reference.location.line == 4 * 2999 + 1
    long = "TY  - JOUR\nTI  - Long\nAB  - " + "line\n" * 20_000 + "ER  - \n"
    assert len(intake.read(long.encode(), "x")[0]) == 1


def test_item_of_a_service() -> None:
    held = json.loads((FIXTURES / "datacite.json").read_text(encoding="utf-8"))
    found = csl_items.found(held, Location("x"))
    assert replace(found).reference.get("doi") == "10.5555/DATASET.1"


def test_characters_that_may_stand_in_no_text_are_left_out_of_any_format() -> None:
    hostile = "x\x01\u202ey"
    for text in (
        f"@article{{a2020, author = {{Lark, Una}}, title = {{{hostile}}}, year = {{2020}}}}\n",
        f"TY  - JOUR\nTI  - {hostile}\nPY  - 2020\nER  - \n",
        f"PMID- 123\nTI  - {hostile}\n",
        json.dumps([{"type": "article-journal", "title": hostile}]),
        json.dumps([{"type": "article-journal", "title": "x&#1;&#x202e;y"}]),
    ):
        (found,), diagnostics = intake.read(text.encode(), "export")
        assert (found.reference.title, diagnostics) == ("xy", ())


def test_a_citekey_is_not_as_long_as_a_name() -> None:
    work = Reference("", "article", Location("x"), {"year": "2020"}, {}, {}, (Name(family="Long" * 30),))
    assert citekeys.made(replace(work, issued=PartialDate(2020)), frozenset()) == "long" * 10 + "2020"


@pytest.mark.parametrize("citekey", ["../x", "2020smith", "<b>", "x" * 81, ""])
def test_a_citekey_that_no_site_may_have_is_no_mistake(citekey: str) -> None:
    text = f"@article{{{citekey}, author = {{Lark, Una}}, title = {{Bread}}, journal = {{J}}, year = {{2020}}}}\n"
    (found,), diagnostics = intake.read(text.encode(), "x.bib")
    assert (found.reference.citekey, found.reference.title, diagnostics) == (citekey, "Bread", ())
    (added,) = with_citekeys([found], Bibliography((), frozenset()))
    assert added.citekey == "lark2020"


def test_a_citekey_that_only_looks_like_another_is_another() -> None:
    there = Bibliography((Reference("smith2020", "misc", Location("a.bib"), {"title": "One"}, {}, {}),), frozenset())
    for citekey, is_known in (("SMITH2020", True), ("\uff53mith2020", False)):
        work = Found(Reference(citekey, "misc", Location("x"), {"title": "Quite another title"}, {}, {}))
        assert [bool(each) for each in sort_out([work], there)] == [not is_known, is_known]


@pytest.fixture
def corpus() -> Corpus:
    return load(Path(__file__).parents[1] / "golden/site", date(2026, 6, 1))[0]


def test_an_entry_that_another_file_takes_is_not_added(corpus: Corpus) -> None:
    entry = Reference("new2020", "misc", Location("x"), {"title": "New"}, {}, {})
    plan([entry], "citations/z.bib", None, [], corpus)
    with pytest.raises(UsageError, match="cannot be added to"):
        plan([entry], "citations/z.bib", None, [("citations/a.bib", "@misc{new2020, title = {New}}\n")], corpus)


def test_an_entry_that_does_not_read_back_is_not_added(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Reference("new2020", "misc", Location("x"), {"title": "New", "note": "a"}, {}, {})
    monkeypatch.setattr(references_bib, "one", lambda entry: "@misc{new2020, title = {Old}, note = {a}}\n")
    with pytest.raises(UsageError, match="the field 'title' of 'new2020' cannot be written"):
        plan([entry], "citations/z.bib", None, [], corpus)
