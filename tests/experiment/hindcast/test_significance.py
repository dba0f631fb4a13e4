"""Whether a difference is luck, against answers worked out by hand."""

import math

import numpy as np
import pytest

from sim.experiment.hindcast.significance import compare


def against_nothing(losses, units):
    losses = np.array(losses, dtype=float)
    return compare(losses, np.zeros_like(losses), units)


def test_two_corridors_without_a_place_in_common():
    # mean 2, sums -2 and +2, so Σs² = 8; G/(G-1) = 2; error √16 / 4 = 1, t = 2 with one degree:
    # p = 1 - 2 atan(2) / π
    found = against_nothing([[1, 1], [3, 3]], [("A", "B"), ("C", "D")])
    assert (found.difference, found.error) == (2.0, pytest.approx(1.0))
    assert found.p == pytest.approx(1 - 2 * math.atan(2) / math.pi)


def test_corridors_with_a_place_in_common_are_not_independent():
    # mean 1, sums -1, -1, 2: apart 6, with the shared place 4 + 4 = 8; √(1.5 × 8) / 3
    found = against_nothing([[0], [0], [3]], [("A", "B"), ("A", "C"), ("D", "E")])
    assert found.error == pytest.approx(math.sqrt(12) / 3)


def test_a_negative_covariance_never_makes_the_error_smaller():
    apart = against_nothing([[0], [2]], [("A", "B"), ("C", "D")])
    shared = against_nothing([[0], [2]], [("A", "B"), ("A", "C")])
    assert shared.error == apart.error


def test_shares_of_countries_have_no_place_in_common_through_the_world():
    apart = against_nothing([[0], [0], [3]], [("A", "B"), ("C", "D"), ("E", "F")])
    world = against_nothing([[0], [0], [3]], [("A", "all"), ("C", "all"), ("E", "all")])
    assert world.error == apart.error


def test_years_that_are_missing_do_not_count():
    found = against_nothing([[1, np.nan], [3, 3]], [("A", "B"), ("C", "D")])
    assert found.difference == pytest.approx(7 / 3)


def test_one_corridor_alone_says_nothing_about_luck():
    assert math.isnan(against_nothing([[1, 2]], [("A", "B")]).p)


def test_equal_forecasts_do_not_differ():
    found = against_nothing([[0, 0], [0, 0]], [("A", "B"), ("C", "D")])
    assert (found.difference, found.p) == (0.0, 1.0)
