"""Rules on numbers where examples do not reach: huge counts, properties, sentences and places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.bounds import bounds_of, by_size, lost_bounds
from spinesite.model import Corpus, Sourced
from spinesite.records import Claim, Estimate, Outcome, SiteSettings
from spinesite.rules.registry import BY_ID, RULES
from spinesite.schema import read_record
from spinesite.sentences import frequencies_in, frequency_sizes, sentences, sizes_in, stated_numbers
from spinesite.source import Source

NUMBERS = [rule for rule in RULES if rule.family == "numbers"]
SETTINGS = Sourced(
    "site", SiteSettings(title="t", base_url="https://example.org/", language="en"), Source("content/site.yaml", "t: t")
)


def claim(statement: str = "Some got better.", id: str = "a", **estimate: Any) -> Sourced[Claim]:
    """A claim with one finding of one estimate, without a text that it was read from."""
    record = Claim.model_validate(
        {
            "id": id,
            "statement": statement,
            "findings": [{"citation": "smith2020", "outcome": "recovery", "estimates": [estimate]}],
            "reviewed": "2026-01-01",
        }
    )
    return Sourced(id, record, Source(f"content/claims/{id}.yaml", f"id: {id}\n"))


def corpus(*claims: Sourced[Claim]) -> Corpus:
    return Corpus(date(2026, 6, 1), SETTINGS, claims=claims)


def broken(*claims: Sourced[Claim]) -> set[str]:
    found = corpus(*claims)
    return {diagnostic.rule for rule in NUMBERS if rule.check for diagnostic in rule.check(found)}


def test_the_family_is_complete() -> None:
    assert [rule.id for rule in NUMBERS] == [
        "percent-mismatch",
        "percent-impossible",
        "percent-out-of-range",
        "events-exceed-total",
        "interval-reversed",
        "estimate-outside-interval",
        "ratio-not-positive",
        "derived-mismatch",
        "arms-disagree",
        "number-not-in-quote",
        "statement-number-unbacked",
        "bound-lost",
        "conflicting-claims",
    ]
    assert not any(rule.always for rule in NUMBERS)


@given(data=st.data(), decimals=st.integers(0, 3), unit=st.sampled_from(["percent", None, "proportion"]))
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_a_rounded_percentage_is_never_a_mismatch(data: st.DataObject, decimals: int, unit: str | None) -> None:
    total = data.draw(st.integers(1, 5_000))
    events = data.draw(st.integers(0, total))
    exact = Decimal(events * (100 if unit == "percent" else 1)) / Decimal(total)
    # Decimal cuts at 28 digits, which moves no tie of a total this small.
    for way in (ROUND_HALF_UP, ROUND_HALF_EVEN):
        value = f"{exact.quantize(Decimal(1).scaleb(-decimals), way):f}"
        counts = {"measure": "proportion", "value": value, "unit": unit, "total": str(total)}
        assert broken(claim(**counts, events=str(events))) == set()
        assert broken(claim(**counts)) == set()


@given(total=st.integers(1, 400), tenths=st.integers(0, 1000))
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_impossible_means_that_no_count_gives_it(total: int, tenths: int) -> None:
    value = f"{tenths // 10}.{tenths % 10}"
    possible = any(
        Decimal(value)
        in {(Decimal(100 * k) / total).quantize(Decimal("0.1"), way) for way in ("ROUND_HALF_UP", "ROUND_HALF_EVEN")}
        for k in range(total + 1)
    )
    found = broken(claim(measure="proportion", value=value, unit="percent", total=str(total)))
    assert found == (set() if possible else {"percent-impossible"})


def two_arms(first: dict[str, Any], second: dict[str, Any], **stated: Any) -> Sourced[Claim]:
    one = claim(measure="proportion", unit="percent", arm="first", **first)
    raw = one.record.model_dump(exclude_unset=True)
    raw["findings"][0]["estimates"] += ({"measure": "proportion", "unit": "percent", "arm": "second", **second}, stated)
    return replace(one, record=Claim.model_validate(raw))


def ways_to_round(exact: Fraction, decimals: int) -> set[str]:
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    return {f"{decimal.quantize(Decimal(1).scaleb(-decimals), way):f}" for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


@given(data=st.data(), decimals=st.integers(0, 2))
@settings(derandomize=True, deadline=None, max_examples=200, database=None)
def test_arms_never_disagree_with_what_they_give(data: st.DataObject, decimals: int) -> None:
    counts = [
        (data.draw(st.integers(0, n)), n) for n in (data.draw(st.integers(1, 300)), data.draw(st.integers(1, 300)))
    ]
    a, b = (Fraction(*pair) for pair in counts)
    stated = [("risk-difference", "percentage-points", 100 * (a - b))]
    if b:
        stated.append(("risk-ratio", None, a / b))
    if b and a < 1 and b < 1:
        stated.append(("odds-ratio", None, a / (1 - a) / (b / (1 - b))))
    if a != b:
        stated.append(("number-needed-to-treat", "people", 1 / abs(a - b)))
    with_counts = [{"events": str(k), "total": str(n)} for k, n in counts]
    percentages = [{"value": sorted(ways_to_round(100 * share, decimals))[0]} for share in (a, b)]
    for measure, unit, exact in stated:
        values = ways_to_round(exact, decimals)
        if measure == "number-needed-to-treat":
            values.add(str(-(-exact.numerator // exact.denominator)))
        for value in values:
            if measure.endswith("ratio") and Fraction(value) == 0:
                continue  # that is for another rule
            for arms in (with_counts, percentages):
                assert broken(two_arms(*arms, measure=measure, unit=unit, value=value)) == set()


@pytest.mark.parametrize("value", ["0", "100", "50.0", "-5", "130"])
@pytest.mark.parametrize("measure", ["risk-difference", "risk-ratio", "odds-ratio", "number-needed-to-treat"])
def test_arms_of_nobody_and_everybody_are_compared_without_a_crash(measure: str, value: str) -> None:
    for other in ("0", "100", "7"):
        found = broken(two_arms({"value": value}, {"value": other}, measure=measure, value="999"))
        assert found <= {"arms-disagree", "percent-out-of-range"}


@pytest.mark.parametrize(
    ("value", "total", "expected"),
    [
        ("33.333333", "999999999999", set()),
        ("33", "999999999999", set()),
        ("0.0000000001", "999999999999", set()),
        ("0.00000000005", "999999999999", {"percent-impossible"}),
        ("99.9999999999", "999999999999", set()),
    ],
)
def test_impossible_with_totals_of_twelve_digits(value: str, total: str, expected: set[str]) -> None:
    assert broken(claim(measure="proportion", value=value, unit="percent", total=total)) == expected


@pytest.mark.parametrize(
    ("relation", "value", "expected"),
    [
        ("at-most", "12.6", set()),
        ("at-most", "12.58", {"percent-mismatch"}),
        ("at-least", "12.5", set()),
        ("at-least", "12.6", set()),
        ("at-least", "12.59", set()),
        ("at-least", "12.60", {"percent-mismatch"}),
        ("less-than", "12.59", set()),
        ("less-than", "12.5", {"percent-mismatch"}),
        ("more-than", "12", set()),
        ("more-than", "13", {"percent-mismatch"}),
        ("about", "90", {"percent-mismatch"}),
        ("about", "15", set()),
        ("about", "10", set()),
        ("about", "16", {"percent-mismatch"}),
    ],
)
def test_counts_keep_a_bound_or_break_it(relation: str, value: str, expected: set[str]) -> None:
    found = claim(measure="proportion", relation=relation, value=value, unit="percent", events="36", total="286")
    assert broken(found) == expected


def test_an_explained_discrepancy_silences_arithmetic_alone() -> None:
    wrong = {"value": "112", "unit": "percent", "events": "40", "total": "36"}
    interval = {"low": "1", "high": "2", "level": "95"}
    assert broken(claim(measure="proportion", **wrong, interval=interval)) == {
        "percent-out-of-range",
        "events-exceed-total",
        "estimate-outside-interval",
    }
    assert broken(claim(measure="proportion", **wrong, interval=interval, discrepancy="It disagrees.")) == set()
    turned = {"low": "2", "high": "1", "level": "95"}
    assert broken(claim(measure="mean", value="1", interval=turned, discrepancy="So printed.")) == {"interval-reversed"}
    assert "statement-number-unbacked" in broken(claim("At 5.", measure="mean", value="1", discrepancy="So printed."))


def test_every_status_is_checked() -> None:
    one = claim("It was 13%.", measure="proportion", value="12", unit="percent", events="36", total="286")
    for status in ("published", "draft", "withdrawn"):
        record = one.record.model_copy(update={"status": status})
        assert broken(replace(one, record=record)) == {"percent-mismatch", "statement-number-unbacked"}


def test_thousands_of_claims_on_one_thing_are_compared_in_one_pass() -> None:
    many = [claim(id=f"c{n}", measure="mean", value=str(n)) for n in range(3_000)]
    found = [d for rule in NUMBERS if rule.id == "conflicting-claims" and rule.check for d in rule.check(corpus(*many))]
    assert len(found) == 2_999
    assert {related.location.path for d in found for related in d.related} == {"content/claims/c0.yaml"}


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ({"value": "30"}, {"value": "30.0"}, False),
        ({"value": "0"}, {"value": "-0.0"}, False),
        ({"value": "3"}, {"value": "-3"}, True),
        ({"value": "30"}, {"value": "30", "relation": "at-most"}, True),
        ({"value": "30"}, {"range": {"low": "20", "high": "40"}}, True),
        ({"value": "30"}, {"events": "3"}, False),
        ({"events": "3", "total": "9"}, {"events": "4", "total": "9"}, True),
        ({"value": "30", "p": "0.1"}, {"value": "30", "p": "0.2"}, False),
        ({"value": "30", "unit": "kg"}, {"value": "31"}, False),
        ({"value": "30", "arm": "x  y"}, {"value": "31", "arm": " x y"}, True),
    ],
)
def test_what_conflicts(one: dict[str, Any], other: dict[str, Any], conflict: bool) -> None:
    found = broken(claim(measure="mean", **one), claim(id="b", measure="mean", **other))
    assert found == ({"conflicting-claims"} if conflict else set())


def test_a_comparator_that_is_null_differs_from_one_left_out() -> None:
    one, other = claim(measure="mean", value="1"), claim(id="b", measure="mean", value="2")
    assert broken(one, other) == {"conflicting-claims"}
    raw = other.record.model_dump(exclude_unset=True)
    raw["findings"][0]["comparator"] = None
    assert broken(one, replace(other, record=Claim.model_validate(raw))) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("At 3.5 points, v. 4.5 before, it rose (e.g. 2%). Then 12 fell.", None),
        ("Smith et al. Report 5 of 6. Others do not.", None),
        ('He said "at most 30%." Then 5 came!  Did they? Yes…', None),
        ("One sentence without an end", ["One sentence without an end"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    cut = {
        "At": ["At 3.5 points, v. 4.5 before, it rose (e.g. 2%).", "Then 12 fell."],
        "Smith": ["Smith et al. Report 5 of 6.", "Others do not."],
        "He": ['He said "at most 30%."', "Then 5 came!", "Did they?", "Yes…"],
    }
    found = list(sentences(text))
    assert [sentence for _, sentence in found] == (expected if expected is not None else cut[text.split()[0]])
    assert all(text[start : start + len(sentence)] == sentence for start, sentence in found)


@pytest.mark.parametrize(
    ("relation", "sentence", "is_lost"),
    [
        ("at-most", "30% did", True),
        ("at-most", "at most 30% did", False),
        ("at-most", "At most 30% did", False),
        ("at-most", "no more than 30% did", False),
        ("at-most", "30% or fewer did", False),
        ("at-most", "30% or less did", False),
        ("at-most", "up to 30% did", False),
        ("at-most", "≤ 30% did", False),
        ("at-most", "after a follow-up to 5 years 30% did", True),
        ("at-most", "under 30% did", True),
        ("at-most", "more than 30% did", True),
        ("at-least", "at least 30% did", False),
        ("at-least", "30% or more did", False),
        ("at-least", "no fewer than 30% did", False),
        ("at-least", "fewer than 30% did", True),
        ("less-than", "fewer than 30% did", False),
        ("less-than", "less than 30% did", False),
        ("less-than", "no fewer than 30% did", True),
        ("less-than", "not less than 30% did", True),
        ("less-than", "under 30% did", False),
        ("less-than", "below 30% did", False),
        ("less-than", "p<30", False),
        ("more-than", "more than 30% did", False),
        ("more-than", "no more than 30% did", True),
        ("more-than", "over 30% did", False),
        ("more-than", "overall 30% did", True),
        ("more-than", "above 30% did", False),
        ("more-than", "after cross-over 30% did", True),
        ("about", "about 30% did", False),
        ("about", "around 30% did", False),
        ("about", "nearly 30% did", False),
        ("about", "roughly 30% did", False),
        ("about", "whereabouts: 30% did", True),
        ("exactly", "30% did", False),
        ("at-most", "35 of 130 did", False),
        ("at-most", "thirty percent did", True),
        ("at-most", "30 in 100 did", True),
        ("at-most", "300 in 1,000 did", True),
        ("at-most", "300 people did", False),
    ],
)
def test_words_of_bounds(relation: str, sentence: str, is_lost: bool) -> None:
    estimate = Estimate.model_validate(
        {"measure": "proportion", "relation": relation, "value": "30", "unit": "percent"}
    )
    index = by_size(bounds_of(estimate))
    assert bool(lost_bounds(sentence, index, ())) is is_lost
    assert not lost_bounds(sentence, index, {"30", "300"})


def test_a_number_with_two_bounds_needs_one_of_them() -> None:
    both = [
        Estimate.model_validate({"measure": "mean", "relation": relation, "value": "30"})
        for relation in ("at-most", "at-least")
    ]
    index = by_size(bound for estimate in both for bound in bounds_of(estimate))
    assert not lost_bounds("at least 30", index, ())
    assert len(lost_bounds("over 30", index, ())) == 1


def test_numbers_stated_in_words_are_percentages() -> None:
    assert [found.number.text for found in stated_numbers("Two trials: thirty per cent of 5, one in five")] == [
        "30",
        "5",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 in 100", [(1, 100)]),
        ("13 women out of every 1,000 treated", [(1, 1000)]),
        ("between 13 and 20 in 100", [(2, 100)]),
        ("of every 100 people, 13", [(0, 100)]),
        ("30 people in a trial of 100", []),
        ("36% of 100 people", []),
        ("13 in 100,000", []),
        ("13 in 100.", [(1, 100)]),
    ],
)
def test_frequencies(text: str, expected: list[tuple[int, int]]) -> None:
    assert [(len(found.counts), found.denominator) for found in frequencies_in(text)] == expected


def test_frequencies_of_a_half_round_either_way() -> None:
    estimate = Estimate.model_validate({"measure": "proportion", "value": "12.5", "unit": "percent"})
    assert frequency_sizes([estimate], 100) == {"13", "12", "12.5"}
    assert frequency_sizes([estimate], 1000) == {"125"}


def test_other_peoples_numbers_are_read_generously() -> None:
    assert sizes_in("30 850 people, 12,6%, thirty-six of 3,420") >= {"30850", "12.6", "36", "3420"}


@pytest.mark.parametrize(
    "written",
    [
        "statement: 5 of 55 people (5%), then 555, 5\n",
        "statement: >-\n  5 of 55\n  people (5%), then\n  555, 5\n",
        "statement: '5 of 55 people (5%), then 555, 5'\n",
        'statement: "5 of 55 people\n  (5%), then 555, 5"\n',
    ],
)
def test_places_in_a_file(written: str) -> None:
    text = (
        "id: a\n"
        + written
        + ("findings: [{citation: a, outcome: b, estimates: [{measure: mean, value: 5}]}]\nreviewed: 2026-01-01\n")
    )
    source = Source("content/claims/a.yaml", text)
    record, problems = read_record(Claim, source)
    assert not problems
    assert record is not None
    found = stated_numbers(record.statement)
    claim = Sourced("a", record, source)
    places = [claim.within(record.statement, one.start, "statement") for one in found]
    lines = text.split("\n")
    assert [found.number.text for found in found] == ["5", "55", "5", "555", "5"]
    for one, place in zip(found, places, strict=True):
        assert lines[place.line - 1][place.column - 1 :].startswith(one.number.text)
    assert len(set(places)) == 5
    assert places == sorted(places)


def test_an_escaped_number_stands_at_the_statement() -> None:
    text = (
        'id: a\nstatement: "It was \\x34\\x37%"\n'
        "findings: [{citation: a, outcome: b, estimates: [{measure: mean, value: 5}]}]\nreviewed: 2026-01-01\n"
    )
    source = Source("content/claims/a.yaml", text)
    record, _ = read_record(Claim, source)
    assert record is not None
    [found] = stated_numbers(record.statement)
    place = Sourced("a", record, source).within(record.statement, found.start, "statement")
    assert (place.line, place.column) == (2, 12)


def test_ends_of_a_scale_are_backed_only_as_ends() -> None:
    outcome = Outcome.model_validate(
        {
            "id": "recovery",
            "label": "Recovery",
            "better": "higher",
            "scales": [{"id": "s", "label": "s", "low": "0", "high": "100"}],
        }
    )
    sourced = Sourced("recovery", outcome, Source("content/outcomes.yaml", "- id: recovery\n"))

    def unbacked(statement: str) -> set[str]:
        found = replace(corpus(claim(statement, measure="mean", value="5", scale="s")), outcomes=(sourced,))
        check = BY_ID["statement-number-unbacked"].check
        assert check is not None
        return {diagnostic.message.split(" holds the ")[1].split()[0] for diagnostic in check(found)}

    assert unbacked("It rose by 5 on a scale from 0 to 100.") == set()
    assert unbacked("It rose by 5 on a 100-point scale, or out of 100.") == set()
    assert unbacked("It rose by 5 in 100 people.") == {"100"}
    assert unbacked("It rose by 0 of 5.") == {"0"}


def test_shares_are_exact() -> None:
    """A third is no binary number: 1 of 3 is 33% and 0.33, never a mismatch by a last digit."""
    for value, unit in (("33", "percent"), ("33.3333333333", "percent"), ("0.33333333333", None)):
        assert broken(claim(measure="proportion", value=value, unit=unit, events="1", total="3")) == set()
        assert Fraction(1, 3) != Fraction(value)


@pytest.mark.parametrize(("count", "shown"), [(12, "4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)"), (30, "14, 15, …)")])
def test_the_numbers_of_a_claim_are_listed_up_to_a_number(count: int, shown: str) -> None:
    own = claim("Of 999 loaves, some rose.", measure="mean", value="4")
    data = own.record.model_dump(mode="json", by_alias=True)
    estimates = [{"measure": "mean", "value": str(number)} for number in range(4, 4 + count)]
    data["findings"] = [{"citation": "smith2020", "outcome": "recovery", "estimates": estimates}]
    several = replace(own, record=Claim.model_validate({name: value for name, value in data.items() if value}))
    (found,) = BY_ID["statement-number-unbacked"].check(corpus(several))  # type: ignore[misc]
    assert shown in f"{found.message} {found.hint}"
