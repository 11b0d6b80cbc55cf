"""References as CSL-JSON. The allowed types and variables are those of `csl-data.json` (CSL 1.0.2)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import bibtex, csl
from spinesite.diagnostics import Location
from spinesite.model import Name, PartialDate, Reference

FIXTURES = json.loads((Path(__file__).parents[1] / "fixtures" / "nlm.json").read_text(encoding="utf-8"))

TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
"""
NAME_VARIABLES = frozenset({"author", "editor"})
DATE_VARIABLES = frozenset({"issued", "accessed"})
TEXT_VARIABLES = """
    collection-number collection-title container-title container-title-short chapter-number edition
    event-place event-title genre issue keyword language note number number-of-pages number-of-volumes page
    publisher publisher-place status title title-short version volume DOI ISBN ISSN PMCID PMID URL
"""
NAME_PARTS = frozenset({"family", "given", "non-dropping-particle", "suffix", "literal"})


def reference(kind: str = "article", **fields: str) -> Reference:
    return Reference("lark2020", kind, Location("citations/x.bib"), fields, fields, {})


def assert_is_csl_item(item: dict[str, object]) -> None:
    assert list(item)[:2] == ["id", "type"]
    assert item["type"] in TYPES.split()
    for variable, value in item.items():
        if variable in NAME_VARIABLES:
            assert isinstance(value, list)
            assert value
            assert all(name and name.keys() <= NAME_PARTS and all(name.values()) for name in value)
        elif variable in DATE_VARIABLES:
            assert isinstance(value, dict)
            assert value.keys() == {"date-parts"}
            assert 1 <= len(value["date-parts"][0]) <= 3
            assert all(type(part) is int for part in value["date-parts"][0])
        elif variable == "custom":
            assert isinstance(value, dict)
            assert value.keys() <= {"studydesign", "participants", "funding", "conflict", "checked"}
        else:
            assert variable in {"id", "type", *TEXT_VARIABLES.split()}
            assert isinstance(value, str)
            assert value


@pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture["name"] for fixture in FIXTURES])
def test_entries_become_the_items_that_were_frozen(fixture: dict[str, object]) -> None:
    bibliography, diagnostics = bibtex.read([("citations/fixture.bib", str(fixture["bibtex"]))])
    assert not diagnostics
    item = csl.item(bibliography.references[0])
    assert item == fixture["item"]
    assert list(item) == list(fixture["item"])
    assert_is_csl_item(item)


@pytest.mark.parametrize("kind", sorted({*csl.TYPES, "podcast", "xdata"}))
def test_every_entry_type_has_an_allowed_type(kind: str) -> None:
    assert csl.item_type(reference(kind)) in TYPES.split()


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", {}, "article-journal"),
        ("article", {"entrysubtype": "newspaper"}, "article-newspaper"),
        ("article", {"entrysubtype": "magazine"}, "article-magazine"),
        ("article", {"entrysubtype": "interview"}, "article-journal"),
        ("conference", {}, "paper-conference"),
        ("inbook", {}, "book"),
        ("inbook", {"booktitle": "B"}, "chapter"),
        ("www", {}, "webpage"),
        ("podcast", {}, "document"),
    ],
)
def test_types(kind: str, fields: dict[str, str], expected: str) -> None:
    assert csl.item_type(reference(kind, **fields)) == expected


def test_names_keep_their_parts() -> None:
    work = replace(
        reference(title="T"),
        authors=(
            Name(family="Plank", given="Jos", particle="van der", suffix="Jr."),
            Name(family="Plinth"),
            Name(literal="Council of Invented Spines"),
        ),
        editors=(Name(family="Vetch", given="Lou"),),
        editors_et_al=True,
    )
    item = csl.item(work)
    assert item["author"] == [
        {"family": "Plank", "given": "Jos", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"family": "Plinth"},
        {"literal": "Council of Invented Spines"},
    ]
    assert item["editor"] == [{"family": "Vetch", "given": "Lou"}, {"literal": "others"}]


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        (PartialDate(2020), [2020]),
        (PartialDate(2020, 3), [2020, 3]),
        (PartialDate(2020, 3, 4), [2020, 3, 4]),
    ],
)
def test_dates_are_as_exact_as_they_are_known(date: PartialDate, parts: list[int]) -> None:
    assert csl.item(replace(reference(), issued=date))["issued"] == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-02-03", PartialDate(2021, 2, 3)),
        ("2021-02", PartialDate(2021, 2)),
        ("2021", PartialDate(2021)),
        ("2021-02-03/2021-02-09", PartialDate(2021, 2, 3)),
        ("2021-02-03T10:00:00Z", PartialDate(2021, 2, 3)),
        ("2021-02-30", None),
        ("2021-13", None),
        ("0000", None),
        ("last week", None),
        ("２０２１", None),
        ("", None),
    ],
)
def test_accessed(written: str, expected: PartialDate | None) -> None:
    assert csl.accessed(reference(urldate=written)) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "variable"),
    [
        ("article", {}, "issue"),
        ("periodical", {}, "issue"),
        ("book", {"series": "S"}, "collection-number"),
        ("book", {}, "number"),
        ("incollection", {"series": "S"}, "collection-number"),
        ("report", {"series": "S"}, "number"),
        ("patent", {}, "number"),
    ],
)
def test_a_number_counts_what_its_type_says(kind: str, fields: dict[str, str], variable: str) -> None:
    texts = csl.texts(reference(kind, number="7", **fields))
    assert {name for name in ("issue", "number", "collection-number") if name in texts} == {variable}
    assert texts[variable] == "7"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1--9", "1-9"),
        ("1 – 9", "1-9"),
        ("1 - 9", "1-9"),
        ("1−9", "1-9"),
        ("1‐9", "1-9"),
        ("I-12--I-15", "I-12–I-15"),
        ("12, 14--16", "12, 14-16"),
        ("e5", "e5"),
        ("", ""),
    ],
)
def test_pages(written: str, expected: str) -> None:
    assert csl.texts(reference(pages=written)).get("page", "") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2", "2"),
        ("2nd", "2"),
        ("Second", "2"),
        ("second edition", "2"),
        ("10th ed.", "10"),
        ("Revised", "Revised"),
        ("Revised edition", "Revised edition"),
        ("2nd revised ed.", "2nd revised ed."),
    ],
)
def test_editions(written: str, expected: str) -> None:
    assert csl.texts(reference("book", edition=written))["edition"] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"url": "https://spine.example/x"}, "https://spine.example/x"),
        ({"howpublished": "https://spine.example/x"}, "https://spine.example/x"),
        ({"url": "javascript:alert(1)", "howpublished": "https://spine.example/x"}, "https://spine.example/x"),
        ({"url": "javascript:alert(1)"}, None),
        ({"howpublished": "Press release"}, None),
    ],
)
def test_only_safe_addresses_are_exported(fields: dict[str, str], expected: str | None) -> None:
    assert csl.texts(reference("misc", **fields)).get("URL") == expected


def test_identifiers_are_bare() -> None:
    texts = csl.texts(reference(doi="https://doi.org/10.5555/X", pmid="12", pmcid="345"))
    assert (texts["DOI"], texts["PMID"], texts["PMCID"]) == ("10.5555/X", "12", "PMC345")


def test_own_fields_are_custom() -> None:
    own = {
        "studydesign": "cohort",
        "participants": "40 people",
        "funding": "not recorded",
        "conflict": "None of them sells chairs.",
        "checked": "abstract",
    }
    item = csl.item(reference(title="T", retraction_ack="kept as a warning", **own))
    assert item["custom"] == own
    assert list(item["custom"]) == list(own)
    assert "custom" not in csl.item(reference(title="T", studydesign=""))


def test_order_of_keys_does_not_follow_the_order_of_fields() -> None:
    fields = {"volume": "1", "title": "T", "doi": "10.5555/x", "journal": "J", "note": "n", "checked": "record"}
    backwards = dict(reversed(fields.items()))
    assert json.dumps(csl.item(reference(**fields))) == json.dumps(csl.item(reference(**backwards)))


FIELDS = st.dictionaries(
    st.sampled_from(sorted({*csl.CUSTOM, "title", "pages", "date", "type", "url", "doi"})), st.text()
)


@settings(deadline=None)
@given(st.sampled_from(sorted({*csl.TYPES, "podcast"})), FIELDS)
def test_any_reference_makes_an_item(kind: str, fields: dict[str, str]) -> None:
    item = csl.item(reference(kind, **fields))
    assert_is_csl_item(item)
    assert json.loads(json.dumps(item, allow_nan=False)) == item
