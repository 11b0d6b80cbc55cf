"""The printed form of references, compared with citeproc-js.

`tests/fixtures/nlm.json` holds BibTeX entries of invented works, the CSL-JSON items they become, and what citeproc-js
printed for those (`make_nlm.mjs` tells how). Two outputs are equal if they differ in nothing but the kind of quotation
marks (straight or curly, single or double: citeproc-js sets its own) and in white space.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import bibtex, csl, nlm
from spinesite.diagnostics import Location
from spinesite.model import Name, PartialDate, Reference

FIXTURES = json.loads((Path(__file__).parents[1] / "fixtures" / "nlm.json").read_text(encoding="utf-8"))
NAMES = [fixture["name"] for fixture in FIXTURES]

# Where we print something else on purpose: the fixture, and what we print.
DIFFERENCES = {
    # CSL-JSON cannot say "and others", and citeproc-js takes the word that stands for it as the name of a body.
    "article: two authors and others": "Amber A, Beech B, et al. Few hands on one back. Fictional Spine. 2018;6:71–7.",
    # citeproc-js knows no capital letters past U+017F, and prints such a given name in full.
    "article: a given name outside Latin Extended-A": "Karim Ḥ. A dot below. Fictional Spine. 2015;3:16.",
    # citeproc-js takes the second of three hyphens for the one between the pages.
    "article: page numbers with hyphens": "Lark U. Pages with hyphens. Fictional Spine. 2020;8(3):I-12–I-15.",
}
ENTRY_TYPES = {
    "article",
    "suppperiodical",
    "periodical",
    "review",
    "book",
    "collection",
    "manual",
    "booklet",
    "inbook",
    "incollection",
    "inreference",
    "inproceedings",
    "conference",
    "proceedings",
    "phdthesis",
    "mastersthesis",
    "thesis",
    "techreport",
    "report",
    "online",
    "www",
    "electronic",
    "misc",
    "unpublished",
    "dataset",
    "software",
    "patent",
    "standard",
    "video",
}


def read(text: str) -> Reference:
    bibliography, diagnostics = bibtex.read([("citations/fixture.bib", text)])
    assert not diagnostics
    return bibliography.references[0]


def normalised(text: str) -> str:
    return " ".join(re.sub('[’‘“”"]', "'", text).split())


def whole(reference: Reference) -> str:
    """Put the citation and its links together again as the style does."""
    found = {label: text for label, text, _ in nlm.links(reference)}
    identified = csl.item_type(reference) == "article-journal" and found.keys() & {"DOI", "PMID", "PMCID"}
    parts = [nlm.citation(reference)]
    if "URL" in found and not identified:
        parts.append(f"Available from: {found['URL']}")
    if "DOI" in found:
        parts.append(f"doi:{found['DOI']}")
    labels = {"PMID": "PubMed PMID", "PMCID": "PubMed Central PMCID"}
    numbers = [f"{label}: {found[name]}" for name, label in labels.items() if name in found]
    return " ".join([*parts, *([f"{'; '.join(numbers)}."] if numbers else [])])


def reference(kind: str = "article", **fields: str) -> Reference:
    return Reference("lark2020", kind, Location("citations/x.bib"), fields, fields, {})


@pytest.mark.parametrize("fixture", FIXTURES, ids=NAMES)
def test_prints_what_citeproc_js_prints(fixture: dict[str, str]) -> None:
    ours, theirs = normalised(whole(read(fixture["bibtex"]))), normalised(fixture["output"])
    if fixture["name"] in DIFFERENCES:
        assert ours == normalised(DIFFERENCES[fixture["name"]]) != theirs
    else:
        assert ours == theirs


def test_fixtures_are_many_and_of_every_kind() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(DIFFERENCES) < set(NAMES)
    assert len(FIXTURES) - len(DIFFERENCES) >= 60
    found = {fixture["bibtex"].removeprefix("@").partition("{")[0] for fixture in FIXTURES}
    assert found >= ENTRY_TYPES


@pytest.mark.parametrize(
    ("given_name", "initials"),
    [
        ("Jane", "J"),
        ("Jane A.", "JA"),
        ("J.A.", "JA"),
        ("Jane-Ann", "JA"),
        ("Da-ye", "DY"),
        ("J.-A.", "JA"),
        ("Jane  B", "JB"),
        ("Th.", "Th"),
        ("DeShawn", "D"),
        ("Ana da Silva", "A da S"),
        ("jane", "jane"),
        ("Jane (Janie)", "J (Janie)"),
        ("Élodie Ṭāhā", "ÉṬ"),
        ("", ""),
    ],
)
def test_initials(given_name: str, initials: str) -> None:
    work = replace(reference(title="T"), authors=(Name(family="Lark", given=given_name),))
    assert nlm.citation(work) == f"Lark {initials}".strip() + ". T."


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("5", "5"),
        ("5-9", "5–9"),
        ("1123--1129", "1123–9"),
        ("1123–1129", "1123–9"),
        ("129-123", "129–123"),
        ("12a-12d", "12a–12d"),
        ("S12-19", "S12-19"),
        ("A1-B2", "A1-B2"),
        ("S1-S12", "S1–12"),
        ("LBA2-LBA4", "LBA2–4"),
        ("05-08", "05–8"),
        ("12-15 & 18-19", "12–5 & 18–9"),
        ("123-128, e5", "123–8, e5"),
        ("12-", "12-"),
        ("1-2-3", "1-2-3"),
        ("xvi-xx", "xvi–xx"),
        ("-", "-"),
    ],
)
def test_page_ranges(written: str, printed: str) -> None:
    assert nlm.citation(reference(journal="Fictional Spine", pages=written)) == f"Fictional Spine. {printed}."


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("227", "no.: 227"),
        ("NX59", "no.: NX59"),
        ("12/34", "no.: 12/34"),
        ("3-4", "nos.: 3–4"),
        ("1 & 2", "nos.: 1 & 2"),
        ("1 and 2", "nos.: 1 and 2"),
        ("RC 1485", "RC 1485"),
        ("TR-12", "TR-12"),
        ("A", "A"),
    ],
)
def test_report_numbers(number: str, printed: str) -> None:
    assert nlm.citation(reference("report", title="T", number=number)) == f"T. Report {printed}."


@pytest.mark.parametrize(
    ("number", "printed"), [("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("4", "4th"), ("11", "11th"), ("112", "112th")]
)
def test_editions_are_counted(number: str, printed: str) -> None:
    assert nlm.citation(reference("book", title="T", edition=number)) == f"T. {printed} ed."


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ('The "bad" disc', 'The "bad" disc.'),
        ('A "slipped disc"', 'A "slipped disc."'),
        ("A “slipped disc”", "A “slipped disc.”"),
        ("A 'slipped disc'", "A 'slipped disc.'"),
        ('"Why me?"', '"Why me?"'),
        ('Screws of 5"', 'Screws of 5".'),
        ("Backs of dogs'", "Backs of dogs'."),
        ("Lifting (etc.)", "Lifting (etc.)."),
        ("Lifting …", "Lifting …."),
    ],
)
def test_full_stop_after_a_title(title: str, printed: str) -> None:
    assert nlm.citation(reference("book", title=title)) == printed


@pytest.mark.parametrize(
    ("authors", "editors", "et_al", "label"),
    [
        (("Lark",), (), False, "Lark, 2020"),
        (("Lark",), (), True, "Lark and others, 2020"),
        (("Lark", "Oakes"), (), False, "Lark and Oakes, 2020"),
        (("Lark", "Oakes"), (), True, "Lark and others, 2020"),
        (("Lark", "Oakes", "Moss"), (), False, "Lark and others, 2020"),
        ((), ("Vetch",), False, "Vetch, 2020"),
        ((), ("Vetch", "Thorn"), False, "Vetch and Thorn, 2020"),
        (("Lark",), ("Vetch", "Thorn"), False, "Lark, 2020"),
    ],
)
def test_short_label_names_people(authors: tuple[str, ...], editors: tuple[str, ...], et_al: bool, label: str) -> None:
    work = replace(
        reference(title="T"),
        authors=tuple(Name(family=family, given="Una") for family in authors),
        editors=tuple(Name(family=family, given="Una") for family in editors),
        authors_et_al=et_al,
        issued=PartialDate(2020, 3),
    )
    assert nlm.short(work) == label


def test_short_label_of_bodies_particles_and_nobody() -> None:
    body = replace(reference(title="T"), authors=(Name(literal="World Office of Imaginary Health"),))
    assert nlm.short(body) == "World Office of Imaginary Health, no date"
    particle = replace(reference(), authors=(Name(family="Plank", particle="van der", given="Jos"),))
    assert nlm.short(particle) == "van der Plank, no date"
    assert nlm.short(reference(title="T", institution="Ministry of Chairs")) == "Ministry of Chairs, no date"
    assert nlm.short(reference(title="Sitting well")) == "Sitting well, no date"
    assert nlm.short(reference(title="How to sit well on any chair")) == "How to sit well on…, no date"
    assert nlm.short(reference()) == "lark2020, no date"


def test_links_in_their_order() -> None:
    work = reference(doi="doi:10.5555/A<1>", pmid="90000001", pmcid="9000001", url="https://spine.example/x")
    assert nlm.links(work) == (
        ("DOI", "10.5555/A<1>", "https://doi.org/10.5555/A%3C1%3E"),
        ("PMID", "90000001", "https://pubmed.ncbi.nlm.nih.gov/90000001/"),
        ("PMCID", "PMC9000001", "https://pmc.ncbi.nlm.nih.gov/articles/PMC9000001/"),
        ("URL", "https://spine.example/x", "https://spine.example/x"),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"doi": "11.5555/x"},
        {"pmid": "012"},
        {"pmid": "12/../34"},
        {"pmcid": "PMC0"},
        {"url": "javascript:alert(1)"},
        {"url": "https://user@spine.example/"},
        {"url": "data:text/html,x"},
        {"howpublished": "Press release"},
        {},
    ],
)
def test_what_is_no_identifier_is_no_link(fields: dict[str, str]) -> None:
    assert nlm.links(reference(**fields)) == ()


def test_an_address_is_linked_once() -> None:
    address = "https://pmc.ncbi.nlm.nih.gov/articles/PMC9000001/"
    assert nlm.links(reference(pmcid="PMC9000001", url=address)) == (("PMCID", "PMC9000001", address),)


TEXTS = st.text(max_size=30)
PEOPLE = st.lists(
    st.builds(Name, family=TEXTS, given=TEXTS, particle=TEXTS, suffix=TEXTS) | st.builds(Name, literal=TEXTS),
    max_size=8,
).map(tuple)
DATES = st.none() | st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
FIELDS = st.dictionaries(
    st.sampled_from(
        [
            "title",
            "subtitle",
            "journal",
            "booktitle",
            "volume",
            "number",
            "pages",
            "eid",
            "edition",
            "series",
            "publisher",
            "location",
            "type",
            "url",
            "doi",
            "pmid",
            "pmcid",
            "urldate",
            "pagetotal",
            "part",
            "institution",
            "entrysubtype",
        ]
    ),
    TEXTS,
)


@settings(deadline=None)
@given(st.sampled_from(sorted({*csl.TYPES, "podcast"})), FIELDS, PEOPLE, PEOPLE, st.booleans(), DATES)
def test_any_reference_can_be_printed(
    kind: str,
    fields: dict[str, str],
    authors: tuple[Name, ...],
    editors: tuple[Name, ...],
    et_al: bool,
    issued: PartialDate | None,
) -> None:
    work = replace(
        reference(kind, **fields),
        authors=authors,
        editors=editors,
        authors_et_al=et_al,
        editors_et_al=et_al,
        issued=issued,
    )
    assert isinstance(nlm.citation(work), str)
    assert nlm.short(work)
    assert all(address.startswith(("https://", "http://", "mailto:")) for _, _, address in nlm.links(work))
