"""Intervals and frequencies, held against scipy and against published examples."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.intervals import (
    Derived,
    denominator,
    natural_frequency,
    number_needed_to_treat,
    risk_difference,
    risk_ratio,
    rounded,
    wilson,
)

COUNTS = [(k, n) for n in (1, 2, 3, 17, 50, 286, 10_000, 10_000_000) for k in sorted({0, 1, n // 3, n // 2, n - 1, n})]


@pytest.mark.parametrize("level", [50, 80, 90, 95, 99, 99.9])
def test_wilson_equals_scipy(level: float) -> None:
    from scipy.stats import binomtest  # it takes seconds to load, which is left to those who ask

    for events, total in COUNTS:
        expected = binomtest(events, total).proportion_ci(level / 100, method="wilson")
        assert wilson(events, total, level) == pytest.approx((expected.low, expected.high), rel=1e-12, abs=0), events


def test_wilson_ends_exactly_at_nobody_and_everybody() -> None:
    assert wilson(0, 20)[0] == 0
    assert wilson(20, 20)[1] == 1
    assert wilson(0, 20)[1] == pytest.approx(0.1611251580528, abs=1e-12)


def test_wilson_is_sound_for_twelve_digits() -> None:
    low, high = wilson(1, 999_999_999_999)
    assert 0 < low < 1e-12 < high < 1e-11


@pytest.mark.parametrize(("events", "total"), [(-1, 5), (6, 5), (0, 0)])
def test_counts_must_be_counts(events: int, total: int) -> None:
    with pytest.raises(ValueError, match="no count out of a total"):
        wilson(events, total)
    with pytest.raises(ValueError, match="no count out of a total"):
        risk_ratio(1, 2, events, total)


@pytest.mark.parametrize("level", [0, 100, -5, 101])
def test_levels_are_percentages(level: float) -> None:
    with pytest.raises(ValueError, match="a level lies between"):
        wilson(1, 2, level)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_risk_difference_as_published(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    """Newcombe 1998, table II, method 10."""
    found = risk_difference(*counts)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.estimate == pytest.approx(counts[0] / counts[1] - counts[2] / counts[3])


@given(data=st.data())
@settings(derandomize=True, max_examples=200, database=None)
def test_risk_difference_turns_its_sign_with_its_arms(data: st.DataObject) -> None:
    totals = [data.draw(st.integers(1, 500)) for _ in range(2)]
    first, second = [(data.draw(st.integers(0, total)), total) for total in totals]
    there, back = risk_difference(*first, *second), risk_difference(*second, *first)
    assert (there.estimate, there.low, there.high) == pytest.approx((-back.estimate, -back.high, -back.low), abs=1e-12)
    assert -1 <= there.low <= there.estimate <= there.high <= 1


@pytest.mark.parametrize("counts", [(36, 286, 26, 280), (1, 10, 9, 10), (5, 5, 3, 7), (1, 10_000, 3, 20_000)])
@pytest.mark.parametrize("level", [90, 95])
def test_risk_ratio_equals_scipy(counts: tuple[int, int, int, int], level: float) -> None:
    from scipy.stats.contingency import relative_risk

    expected = relative_risk(*counts)
    interval = expected.confidence_interval(level / 100)
    found = risk_ratio(*counts, level)
    assert found is not None
    assert (found.estimate, found.low, found.high) == pytest.approx(
        (expected.relative_risk, interval.low, interval.high), rel=1e-12
    )


@pytest.mark.parametrize("counts", [(0, 10, 3, 10), (3, 10, 0, 10), (0, 10, 0, 10)])
def test_risk_ratio_needs_events_in_both_arms(counts: tuple[int, int, int, int]) -> None:
    assert risk_ratio(*counts) is None


def test_number_needed_to_treat_inverts_the_difference() -> None:
    found = number_needed_to_treat(56, 70, 48, 80)
    difference = risk_difference(56, 70, 48, 80)
    assert found == Derived(pytest.approx(5.0), 1 / difference.high, 1 / difference.low)
    assert number_needed_to_treat(48, 80, 56, 70) == Derived(
        pytest.approx(5.0), pytest.approx(found.low), pytest.approx(found.high)
    )


@pytest.mark.parametrize("counts", [(36, 286, 26, 280), (0, 10, 0, 10), (5, 56, 0, 29)])
def test_number_needed_to_treat_does_not_run_through_infinity(counts: tuple[int, int, int, int]) -> None:
    assert number_needed_to_treat(*counts) is None


@pytest.mark.parametrize(
    ("share", "of", "expected"),
    [
        ("0.126", 100, 13),
        ("0.126", 1000, 126),
        ("0.125", 100, 13),
        ("0.115", 100, 12),
        ("0.0049", 100, 0),
        ("0.0049", 1000, 5),
        ("0", 100, 0),
        ("1", 1000, 1000),
        ("0.999", 100, 100),
    ],
)
def test_natural_frequency(share: str, of: int, expected: int) -> None:
    assert natural_frequency(Fraction(share), of) == expected


@pytest.mark.parametrize("share", ["-0.01", "1.01"])
def test_natural_frequency_is_of_a_share(share: str) -> None:
    with pytest.raises(ValueError, match="a share lies between"):
        natural_frequency(Fraction(share), 100)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [([], 100), (["0", "0.5"], 100), (["0.01"], 100), (["0.0099"], 1000), (["0.5", "0.001", "0"], 1000)],
)
def test_denominator(shares: list[str], expected: int) -> None:
    assert denominator(Fraction(share) for share in shares) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(25, 2), 0, "13"),
        (Fraction(-25, 2), 0, "-13"),
        (Fraction(27, 2), 0, "14"),
        (0.05, 1, "0.1"),
        (-0.04, 1, "0.0"),
        (-0.4, 0, "0"),
        (1.005, 2, "1.00"),  # the binary number lies below 1.005
        (Fraction("1.005"), 2, "1.01"),
        (Fraction(1, 3), 3, "0.333"),
        (12345.678, 1, "12345.7"),
        (0, 2, "0.00"),
    ],
)
def test_rounded(value: Fraction | float, decimals: int, text: str) -> None:
    assert rounded(value, decimals) == text
