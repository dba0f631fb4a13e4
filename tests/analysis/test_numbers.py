"""Numbers are grouped and given in full."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.numbers import decimals, number, percent, signed, span


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([1539.0, 586.0], 0),
        ([45.3, 0.3], 1),
        ([0.293], 2),
        ([0.0], 0),
        ([nan], 0),
        ([1e-9], 0),
        ([0.00034], 5),
    ],
)
def test_decimals_follow_the_largest_value(values, places) -> None:
    assert decimals(values) == places


def test_numbers_are_grouped_and_never_shortened() -> None:
    assert number(12_345_678.4, 0) == "12,345,678"
    assert number(nan, 2) == "-"
    assert number(inf, 2) == "no bound"


def test_a_difference_has_its_sign_and_nothing_has_none() -> None:
    assert signed(3.14, 1) == "+3.1"
    assert signed(-3.14, 1) == "-3.1"
    assert signed(-0.001, 1) == "0.0"
    assert signed(0.0, 0) == "0"


def test_an_interval_is_written_in_words() -> None:
    assert span(-1.0, 2.5, 1) == "-1.0 to 2.5"
    assert span(nan, 2.5, 1) == "-"


def test_an_open_interval_names_its_open_side() -> None:
    assert span(7.0, inf, 1) == "7.0 or more"
    assert span(-inf, -6.5, 1) == "-6.5 or less"
    assert span(-inf, inf, 1) == "no bound"


def test_shares_are_written_as_percentages() -> None:
    assert percent(0.9) == "90%"
    assert percent(0.056) == "5.6%"


@given(st.floats(-1e12, 1e12))
def test_a_written_number_reads_back_as_itself(value: float) -> None:
    assert float(number(value, 2).replace(",", "")) == pytest.approx(value, abs=0.00501)
