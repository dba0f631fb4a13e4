"""Gravity finds what a pair would share, where all others obey it."""

import numpy as np
import pytest

from sim.experiment.hindcast.gravity import fitted, traits


def world():
    """Shares that follow gravity exactly: effects of places, and −0.5 for each unit of distance."""
    size = 8
    spots = np.array([0.0, 1.0, 2.5, 3.0, 4.5, 5.0, 7.0, 8.0])
    distance = np.log1p(np.abs(spots[:, None] - spots[None]))
    effects = np.array([0.1, -0.3, 0.5, 0.0, -0.2, 0.4, 0.3, -0.1])
    shares = 0.1 * np.exp(effects[:, None] + effects[None] - 0.5 * distance)
    np.fill_diagonal(shares, 0.0)
    return shares, distance[..., None], ~np.eye(size, dtype=bool)


def test_a_pair_that_was_left_out_is_found_again():
    shares, given, seen = world()
    seen[2, 5] = seen[5, 2] = False
    truth = shares[2, 5]
    shares[2, 5] = shares[5, 2] = 99.0
    found = fitted(shares, given, seen)
    assert found[2, 5] == pytest.approx(truth, rel=0.01)
    assert found[5, 2] == pytest.approx(truth, rel=0.01)


def test_sums_of_rows_and_columns_are_kept():
    shares, given, seen = world()
    rng = np.arange(64).reshape(8, 8) % 7 / 50.0
    uneven = np.where(seen, shares * (1 + rng), 0.0)
    found = np.where(seen, fitted(uneven, given, seen), 0.0)
    assert found.sum(1) == pytest.approx(uneven.sum(1), rel=1e-3)
    assert found.sum(0) == pytest.approx(uneven.sum(0), rel=1e-3)


def test_traits_are_those_of_the_table():
    found = traits(("CN", "RU", "KZ"))
    assert found[0, 1, 0] == found[1, 0, 0] == pytest.approx(np.log(6817), rel=0.2)
    assert found[1, 2, 4] == 1.0
