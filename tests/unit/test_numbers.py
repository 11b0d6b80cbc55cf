"""Numbers as they are written: which texts are numbers, what rounds to what, what stands in a sentence."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.numbers import Number, find_number_words, find_numbers, numbers_in, parse_number, parse_whole

GOOD = [
    *("0", "-0", "7", "42", "-5", "0.30", "-0.67", "12.60", "0.001", "100", "1000", "1.0"),
    *("123456789012", "0.12345678901", "-999999999999", "90071992.5474"),
]
BAD = [
    *("", " ", "+5", "5.", ".5", "-.5", "05", "007", "-01", "00", "1e5", "1E400", "1_000", "0x1F"),
    *("1,5", "1,000", "1.2.3", "--5", "- 5", "5 ", " 5", "5\n", "5 6", "5%", "<5", "≤5", "~5", "=5"),
    *("5kg", "a", "NaN", "nan", ".nan", "inf", ".inf", "-inf", "Infinity", "None", "true", "1/2", "1:30"),
    *("١٢", "१", "１", "１.5", "²", "½", "五", "−5", "–5", "5\u00a0", "5\u0000"),
    *("1234567890123", "0.1234567890123", "0000000000001"),
]


@pytest.mark.parametrize("text", GOOD)
def test_a_number_stays_as_it_is_written(text: str) -> None:
    number = parse_number(text)
    assert str(number) == number.text == text
    assert number.value == Fraction(Decimal(text))
    assert number.half_step == Fraction(1, 2 * 10 ** max(0, -int(Decimal(text).as_tuple().exponent)))


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a plain decimal number|more than 12 digits"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12,6", "write a point for decimals"),
        ("12.6%", "leave out the % sign"),
        ("<5", "give a `relation`"),
        ("−5", "write a hyphen as the minus sign"),
    ],
)
def test_the_message_says_how_to_mend(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        parse_number(text)


@pytest.mark.parametrize("text", ["0", "36", "999999999999"])
def test_whole_numbers(text: str) -> None:
    assert parse_whole(text).text == text


@pytest.mark.parametrize("text", ["-1", "-0", "1.0", "01", "1e3", "²", "", "1234567890123"])
def test_no_whole_numbers(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a whole number|more than 12 digits"):
        parse_whole(text)


@pytest.mark.parametrize(
    ("written", "exact", "expected"),
    [
        ("13", Fraction(3600, 286), True),
        ("12", Fraction(3600, 286), False),  # cut off, not rounded
        ("12.6", Fraction(3600, 286), True),
        ("12.5", Fraction(3600, 286), False),
        ("13", Fraction(25, 2), True),  # half up
        ("12", Fraction(25, 2), True),  # half even
        ("14", Fraction(27, 2), True),
        ("13", Fraction(27, 2), False),  # neither
        ("0.12", Fraction("0.125"), True),
        ("0.13", Fraction("0.125"), True),
        ("0.14", Fraction("0.145"), True),
        ("0.15", Fraction("0.145"), True),
        ("0.15", Fraction("0.155"), False),
        ("-13", Fraction(-25, 2), True),
        ("-12", Fraction(-25, 2), True),
        ("-13", Fraction(-27, 2), False),
        ("0", Fraction(1, 2), True),
        ("1", Fraction(1, 2), True),
        ("-0", Fraction(-1, 2), True),
        ("0", Fraction(-1, 3), True),
        ("3.0", Fraction(3), True),
        ("3.0", Fraction("3.04"), True),
        ("3.00", Fraction("3.04"), False),
        ("3", Fraction(-3), False),
    ],
)
def test_is_rounding_of(written: str, exact: Fraction, expected: bool) -> None:
    assert parse_number(written).is_rounding_of(exact) is expected


@given(exact=st.decimals(-1000, 1000, places=4), decimals=st.integers(0, 3))
@settings(derandomize=True, database=None)
def test_rounding_as_decimal_does(exact: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    right = {exact.quantize(step, way) for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)}
    near = {value + step * k for value in right for k in (-1, 0, 1)}
    assert {value for value in near if Number(f"{value:f}").is_rounding_of(Fraction(exact))} == right


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("0.3", "0.30", True),
        ("30", "30.0", True),
        ("-3.2", "3.20", True),
        ("0", "-0.00", True),
        ("100", "1", False),
        ("10", "100", False),
        ("0.5", "5", False),
        ("1000", "1000.0", True),
        ("0.05", "0.5", False),
    ],
)
def test_size_is_the_absolute_value(one: str, other: str, equal: bool) -> None:
    assert (Number(one).size == Number(other).size) is equal
    assert (abs(Number(one).value) == abs(Number(other).value)) is equal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Most people got better.", ""),
        ("36 of 286 people (12.6%)", "36 286 12.6"),
        ("It was 30.", "30"),
        ("30, 40 and 50", "30 40 50"),
        ("1,234,567.8 people in 3,420 beds", "1234567.8 3420"),
        ("12,3456 and 1,23", ""),
        ("-3.2 points, −4 points, – 5 points", "3.2 4 5"),
        ("0.47 to 5.90, 2–3, 6-12, 4/5", "0.47 5.90 2 3 6 12 4 5"),
        ("p<.001, p=0.030", "0.001 0.030"),
        ("12·6%", "12.6"),
        ("95% CI 1.72,2.22", "95 1.72 2.22"),
        ("(n=286)", "286"),
        ("L5-S1, L4/5, L4-5, T11-12, C5–6, S1", ""),
        ("SF-36, SF36, EQ-5D, NG59, COVID-19, COX-2, ICD-10", ""),
        ("1st, 2nd, 3D, 1990s, 4x4, 1e5, 0x1F", ""),
        ("lost 5kg in 24h, 3mm", "5 24 3"),
        ("a 24-item form, a 5-year study", "24 5"),
        ("1-in-5, 10-to-20, up-to-30", "1 5 10 20 30"),
        ("version 1.2.3 on 2016-07-02 at 10:30", "2016 07 02 10 30"),
        ("1½ and ½", ""),
        ("٣٠ and ３０ and ²", "30 30"),
        ("$36, ~12, ≈7, #3", "36 12 7 3"),
        ("100%", "100"),
    ],
)
def test_numbers_in(text: str, expected: str) -> None:
    assert [number.text for number in numbers_in(text)] == expected.split()


@pytest.mark.parametrize("text", ["36 of 286 (12.6%)", "(1.72,2.22)", ".5 and 3,420"])
def test_places_of_numbers(text: str) -> None:
    for found in find_numbers(text):
        written = text[found.start : found.end].replace(",", "")
        assert Fraction(Decimal(written)) == found.number.value


@pytest.mark.parametrize(
    ("text", "count"),
    [("9" * 100_000, 1), ("1" + ",123" * 30_000 + "q", 0), ("1.1," * 30_000, 30_000), ("," * 100_000, 0)],
    ids=["digits", "thousands", "list", "commas"],
)
def test_long_texts_are_read_in_linear_time(text: str, count: int) -> None:
    """A square in the length would take minutes here."""
    assert len(numbers_in(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thirty-six of two hundred and eighty-six", "36 286"),
        ("a hundred, one hundred five, nine hundred", "100 105 900"),
        ("twenty one; seventeen, SIXTY, zero", "21 17 60 0"),
        ("someone, tenant, often, hundred, weighty, none", ""),
        ("one or two", "1 2"),
    ],
)
def test_number_words(text: str, expected: str) -> None:
    assert [found.number.text for found in find_number_words(text)] == expected.split()
