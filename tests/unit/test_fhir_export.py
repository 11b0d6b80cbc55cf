"""The evidence as FHIR R5: valid, with codes that exist, and saying neither more nor less than the records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import markdown as python_markdown
import pytest
from fhir.resources import get_fhir_model_class
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from selectolax.lexbor import LexborHTMLParser

from spinesite.exports import evidence_fhir, exactjson, fhir_terms
from spinesite.figures import number_text
from spinesite.numbers import Number
from spinesite.site import Site
from tests.unit.sites import AWKWARD, GOLDEN, every_kind_of_number, resolved

Json = dict[str, Any]

# The codes of the value sets that R5 (5.0.0) binds to the elements that are used, from hl7.org/fhir/R5.
CODES = {
    "http://terminology.hl7.org/CodeSystem/statistic-type": (
        "absolute-MedianDiff C25463 0000301 predictedRisk descriptive C93150 C16726 rate-ratio C25564 C53319 0000457 "
        "C28007 C25570 C16932 C65172 C17010 C44256 0000565 C93152 0000424 C65171 0000100"
    ),
    "http://terminology.hl7.org/CodeSystem/attribute-estimate-type": (
        "0000419 C53324 0000455 0000420 C53245 C44185 C38013 C53322 0000037 0000421 C48918"
    ),
    "http://terminology.hl7.org/CodeSystem/variable-role": (
        "population subpopulation exposure referenceExposure measuredVariable confounder"
    ),
    "http://hl7.org/fhir/certainty-type": (
        "Overall RiskOfBias Inconsistency Indirectness Imprecision PublicationBias DoseResponseGradient "
        "PlausibleConfounding LargeEffect"
    ),
    "http://hl7.org/fhir/certainty-rating": (
        "high moderate low very-low no-concern serious-concern very-serious-concern extremely-serious-concern present "
        "absent no-change downcode1 downcode2 downcode3 upcode1 upcode2"
    ),
    "http://hl7.org/fhir/study-design": " ".join(
        f"SEVCO:{number:05}"
        for number in (*range(1001, 1047), *range(1048, 1055), *range(1060, 1065), *range(1085, 1099))
    ),
    "http://hl7.org/fhir/published-in-type": "D001877 D019991 D020492 D064886",
    "http://hl7.org/fhir/cited-artifact-status-type": (
        "created submitted withdrawn pre-review under-review post-review-pre-published rejected published-early-form "
        "published-final-form accepted archived retracted draft active approved unknown"
    ),
    "urn:ietf:bcp:47": "en en-GB en-US de fr",
    "http://unitsofmeasure.org": "%",
}


@pytest.fixture(scope="module", params=["golden", "awkward", "numbers"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    if request.param == "numbers":
        return resolved(every_kind_of_number(tmp_path_factory.mktemp("numbers")))
    return resolved({"golden": GOLDEN, "awkward": AWKWARD}[request.param])


@pytest.fixture(scope="module")
def golden() -> Site:
    return resolved(GOLDEN)


def resources(site: Site, number: Callable[[str], object] = Decimal) -> list[Json]:
    """Return the resources of the corpus, with their decimals as they are written."""
    text = evidence_fhir.export(site).decode()
    return [json.loads(line, parse_float=number, parse_int=number) for line in text.splitlines()]


def by_id(site: Site) -> dict[str, Json]:
    return {f"{each['resourceType']}/{each['id']}": each for each in resources(site, str)}


def bundle(site: Site, claim: str) -> Json:
    found: Json = json.loads(evidence_fhir.bundles(site)(site.statement[claim]), parse_float=Decimal)
    return found


def objects(value: object) -> Iterator[Json]:
    """Yield every object within a value."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def wrong_codes(model: object) -> Iterator[str]:
    """Yield the codes that the element they stand in does not allow; the library itself does not look at them."""
    if isinstance(model, list):
        for part in model:
            yield from wrong_codes(part)
    elif isinstance(model, BaseModel):
        for name, field in type(model).model_fields.items():
            value, extra = getattr(model, name, None), field.json_schema_extra
            allowed = extra.get("enum_values") if isinstance(extra, dict) else None
            if allowed and value is not None and value not in allowed:
                yield f"{type(model).__name__}.{name}: {value}"
            yield from wrong_codes(value)


def test_every_resource_is_valid(site: Site) -> None:
    text = evidence_fhir.export(site).decode()
    for line in text.splitlines():
        found = json.loads(line, parse_float=Decimal)
        model = get_fhir_model_class(found["resourceType"]).model_validate(found)
        assert not list(wrong_codes(model))


def test_every_bundle_is_valid(site: Site) -> None:
    for statement in site.statements:
        found = bundle(site, statement.id)
        model = get_fhir_model_class("Bundle").model_validate(found)
        assert not list(wrong_codes(model))


def test_the_check_of_codes_finds_a_wrong_one() -> None:
    wrong = {"resourceType": "Evidence", "status": "nope", "variableDefinition": [{"variableRole": {"text": "x"}}]}
    model = get_fhir_model_class("Evidence").model_validate(wrong)
    assert list(wrong_codes(model)) == ["Evidence.status: nope"]


def test_every_code_exists(site: Site) -> None:
    for found in objects(resources(site)):
        if "code" in found and "system" in found:
            assert found["code"] in CODES[found["system"]].split()
        if "comparator" in found:
            assert found["comparator"] in ("<", "<=", ">=", ">")


TABLES = ("STATISTICS", "ATTRIBUTES", "ROLES", "DOMAINS", "RATINGS", "CONCERNS", "DESIGNS")


@pytest.mark.parametrize("table", TABLES)
def test_every_code_of_the_tables_exists(table: str) -> None:
    for system, value, display in getattr(fhir_terms, table).values():
        assert value in CODES[system].split()
        assert display


def test_references_lead_somewhere(site: Site) -> None:
    there = by_id(site)
    assert len(there) == len(resources(site))
    for found in objects(list(there.values())):
        if "reference" in found:
            assert found["reference"] in there
            assert found["type"] == found["reference"].partition("/")[0]


def test_a_bundle_is_whole_and_says_what_the_corpus_says(site: Site) -> None:
    there = by_id(site)
    for statement in site.statements:
        text = evidence_fhir.bundles(site)(statement)
        entries = json.loads(text, parse_float=str, parse_int=str)["entry"]
        names = [entry["fullUrl"].removeprefix(f"{site.settings.base_url.rstrip('/')}/fhir/") for entry in entries]
        assert len(set(names)) == len(names)
        for name, entry in zip(names, entries, strict=True):
            assert entry["resource"] == there[name]
        assert {found["reference"] for found in objects(entries) if "reference" in found} <= set(names)
        assert sum(name.startswith("Evidence/") for name in names) == len(statement.reports)


def test_ids_and_texts_are_as_fhir_allows(site: Site) -> None:
    for found in resources(site):
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", found["id"])
    for found in objects(resources(site)):
        for value in found.values():
            assert value not in ("", [], {}), found
            assert not isinstance(value, str) or (value.strip() and value == value.strip())


def test_every_number_is_there_as_it_was_written(site: Site) -> None:
    there = by_id(site)
    for statement in site.statements:
        for position, report in enumerate(statement.reports, 1):
            found = there[f"Evidence/{fhir_terms.resource_id(f'{statement.id}.{position}')}"]
            assert len(found.get("statistic", ())) == len(report.figures)
            for statistic, figure in zip(found.get("statistic", ()), report.figures, strict=True):
                own = figure.estimate
                assert statistic["description"].endswith(fhir_terms.markdown(number_text(own)))
                main = statistic.get("quantity", {})
                assert main.get("value") == (own.value.text if own.value else None)
                attributes = {
                    each["type"]["coding"][0]["code"]: each for each in statistic.get("attributeEstimate", ())
                }
                for ends, code in ((own.range, "C38013"), (own.interval, "C53324")):
                    shown = attributes[code]["range"] if ends else None
                    assert (shown and (shown["low"]["value"], shown["high"]["value"])) == (
                        (ends.low.text, ends.high.text) if ends else None
                    )
                for number, code in ((own.sd, "C53322"), (own.p, "C44185")):
                    assert attributes.get(code, {}).get("quantity", {}).get("value") == (
                        number.text if number else None
                    )
                if own.interval:
                    assert Decimal(attributes["C53324"]["level"]) * 100 == Decimal(own.interval.level.text)


COMPARATORS = {"at-most": "<=", "at-least": ">=", "less-than": "<", "more-than": ">"}


def test_no_bound_is_lost(site: Site) -> None:
    there = by_id(site)
    for statement in site.statements:
        for position, report in enumerate(statement.reports, 1):
            found = there[f"Evidence/{fhir_terms.resource_id(f'{statement.id}.{position}')}"]
            for statistic, figure in zip(found.get("statistic", ()), report.figures, strict=True):
                own, main = figure.estimate, statistic.get("quantity", {})
                if own.value is not None:
                    assert main.get("comparator") == COMPARATORS.get(own.relation)
                    in_words = [each["valueString"] for each in main.get("extension", ())]
                    assert in_words == ([number_text(own)] if own.relation == "about" else [])
                elif own.range is not None:
                    attribute = statistic["attributeEstimate"][0]
                    assert attribute["description"] == fhir_terms.markdown(number_text(own))
                elif own.events is not None and own.relation != "exactly":
                    # There is no place for the bound of a count: it is given in words alone.
                    assert "numberAffected" not in statistic


def test_counts_that_are_too_large_for_fhir_are_left_to_the_words(tmp_path: Path) -> None:
    found = resources(resolved(every_kind_of_number(tmp_path)))
    counts = [
        (statistic.get("numberAffected"), statistic.get("sampleSize"))
        for each in found
        for statistic in each.get("statistic", ())
        if "5000000000 of 6000000000" in statistic["description"] or statistic["description"] == "0"
    ]
    assert (Decimal(0), None) in counts
    assert (None, None) in counts


def test_a_finding_of_the_golden_site(golden: Site) -> None:
    found = by_id(golden)["Evidence/sourdough-rise.1"]
    assert found["status"] == "active"
    assert found["lastReviewDate"] == "2026-01-15"
    roles = {each["variableRole"]["text"]: each["description"] for each in found["variableDefinition"]}
    assert roles == {
        "population": "loaves of wheat flour",
        "intervention": "sourdough",
        "comparator": "dried yeast",
        "outcome": golden.statement["sourdough-rise"].reports[0].outcome.label,
    }
    assert found["statistic"][1] == {
        "description": "dried yeast: 50.0%",
        "statisticType": {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/statistic-type",
                    "code": "C44256",
                    "display": "Proportion",
                }
            ],
            "text": "share",
        },
        "quantity": {"value": "50.0", "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
        "numberAffected": "20",
        "sampleSize": {"knownDataCount": "40"},
    }
    [certainty] = found["certainty"]
    assert certainty["rating"]["coding"][0]["code"] == "moderate"
    assert certainty["subcomponent"][0]["type"]["coding"][0]["code"] == "Imprecision"
    assert certainty["subcomponent"][0]["rating"]["coding"][0]["code"] == "serious-concern"
    assert certainty["description"] == "The authors rated it so, because the trial was small."


def test_what_nobody_rated_has_no_rating_and_says_so(golden: Site) -> None:
    [certainty] = by_id(golden)["Evidence/advice.1"]["certainty"]
    assert "rating" not in certainty
    assert certainty["description"] == "Not rated. The guild gives no grade."


def test_a_withdrawn_claim_on_a_retracted_work(golden: Site) -> None:
    there = by_id(golden)
    found = there["Evidence/cold-dough.1"]
    assert found["status"] == "retired"
    texts = [note["text"] for note in found["note"]]
    assert texts[:2] == ["This claim was withdrawn: The trial was retracted.", "Rests on a retracted work."]
    assert "(retracted)" in found["relatedArtifact"][0]["display"]
    assert "Compared with: not recorded" in texts
    work = there["Citation/frost2010"]["citedArtifact"]
    assert work["currentState"][0]["coding"][0]["code"] == "retracted"
    assert work["statusDate"][0]["period"]["start"] == golden.source["frost2010"].notices[0].date.isoformat()


def test_nothing_compared_with_is_not_the_same_as_not_recorded(golden: Site) -> None:
    texts = [note["text"] for note in by_id(golden)["Evidence/sourdough-burns.1"]["note"]]
    assert "Compared with: nothing" in texts


def test_a_work_says_who_paid_and_who_profits(site: Site) -> None:
    there = by_id(site)
    for source in site.sources:
        texts = [
            note["text"]
            for note in there[f"Citation/{fhir_terms.resource_id(source.citekey)}"]["citedArtifact"]["note"]
        ]
        for start, field in (("Who paid: ", "funding"), ("Who profits: ", "conflict")):
            assert start + (fhir_terms.markdown(source.reference.get(field)) or "not recorded") in texts


# Numbers in JSON, ids, Markdown

VALUES = st.recursive(
    st.text() | st.integers() | st.booleans(), lambda part: st.lists(part) | st.dictionaries(st.text(), part)
)


@given(VALUES)
def test_json_reads_back(value: object) -> None:
    assert json.loads(exactjson.text(value)) == value


@pytest.mark.parametrize("text", ["0", "-0.30", "1.50", "100", "0.00000000001", "-999999999"])
def test_json_keeps_a_number_as_it_was_written(text: str) -> None:
    written = exactjson.text({"n": [Number(text)]})
    assert written == f'{{"n": [{text}]}}'
    assert json.loads(written, parse_float=str, parse_int=str) == {"n": [text]}


def test_json_refuses_what_is_not_exact() -> None:
    with pytest.raises(TypeError):
        exactjson.text({"n": 0.1})


@given(st.lists(st.text("ab_-:+", min_size=1, max_size=90), unique=True))
def test_ids_stay_apart(names: list[str]) -> None:
    ids = [fhir_terms.resource_id(name) for name in names]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,64}", id) for id in ids)


@pytest.mark.parametrize(
    "text",
    [
        "a * b * c, *d* and **e**",
        "snake_case and _this_ and __that__",
        "<b>bold</b> & <!-- hidden --> &amp; p < 0.05",
        "`code` and \\backslash\\ and [words](https://example.org/)",
        "1. April was cold",
        "12) is a number",
        "# is a sign",
        "- is a minus",
        "> is greater",
        "+ is a plus",
        "A_b *c* [d] <e> `f` & g",
        "R&D at 5% of 3 * 4",
    ],
)
def test_markdown_reads_as_the_text(text: str) -> None:
    html = python_markdown.markdown(fhir_terms.markdown(text))
    shown = LexborHTMLParser(html).body
    assert shown
    assert [child.tag for child in shown.css("*")] == ["body", "p"]
    assert shown.text().strip() == text


def test_plain_text_stays_as_it_is() -> None:
    text = "At most 5% of bakers (n = 40; p < 0.05) burnt a hand - or 1 to 3%, snake_case & all."
    assert fhir_terms.markdown(text) == text
