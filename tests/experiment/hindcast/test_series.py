"""Yearly values of many pairs."""

import math

import pytest

from sim.experiment.hindcast.series import gather

ROWS = [
    (("A", "B"), 2001, 10.0, 1.0),
    (("A", "B"), 2002, 20.0, 0.0),
    (("A", "C"), 2001, 0.0, 1.0),
    (("A", "C"), 2002, 7.0, 1.0),
    (("A", "C"), 2003, 8.0, 1.0),
]


def test_a_row_that_is_missing_weighs_nothing():
    series = gather("papers", ROWS)
    assert series.years == (2001, 2002, 2003)
    assert series.weight.tolist() == [[1, 0, 0], [1, 1, 1]]
    assert math.isnan(series.logs()[0, 2])


def test_counts_have_a_half_added_and_shares_nothing():
    assert gather("papers", ROWS).logs()[1, 0] == pytest.approx(math.log(0.5))
    assert gather("some_share", ROWS).logs()[0, 0] == pytest.approx(math.log(10))


def test_years_and_units_are_taken_out_in_order():
    series = gather("papers", ROWS)
    assert series.to(2002).years == (2001, 2002)
    assert series.since(2002).values[1].tolist() == [7, 8]
    assert series.of([("A", "C")]).values.tolist() == [[0, 7, 8]]
