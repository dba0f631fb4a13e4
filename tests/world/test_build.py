"""The first world: few large institutions, many small ones, and an age for everybody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chance import named_key
from sim.world.build import (
    AGE,
    age_shares,
    empty_state,
    percentiles,
    pick_from,
    size_shares,
)
from sim.world.drivers import read_drivers
from sim.world.state import TIES


@given(count=st.integers(1, 2_000), exponent=st.floats(0.0, 2.0))
def test_sizes_fall_with_rank_and_sum_to_everybody(count, exponent):
    shares = np.diff(size_shares(count, exponent), prepend=0.0)
    assert shares.sum() == pytest.approx(1.0)
    assert (np.diff(shares) <= 1e-12).all()


def test_size_by_rank_is_a_power_law():
    shares = np.diff(size_shares(1_000, 0.8), prepend=0.0)
    assert shares[0] / shares[99] == pytest.approx(100**0.8)
    assert shares[9] / shares[999] == pytest.approx(100**0.8)


def test_a_few_institutions_hold_most_of_a_large_place():
    shares = size_shares(1_187, 0.8)
    assert shares[118] > 0.5
    assert np.median(np.diff(shares, prepend=0.0)) < 0.5 / 1_187


def test_percentiles_run_from_the_largest_down():
    assert percentiles(4).tolist() == [0.875, 0.625, 0.375, 0.125]
    assert percentiles(1).tolist() == [0.5]


def test_a_growing_population_is_younger():
    survival = np.array([1.0, 0.5, 0.25])
    assert age_shares(survival, 0.0) == pytest.approx([4 / 7, 6 / 7, 1.0])
    assert age_shares(survival, np.log(2.0)) == pytest.approx([16 / 21, 20 / 21, 1.0])


@given(st.integers(0, 2**64 - 1).map(np.uint64))
def test_a_pick_from_shares_is_always_one_of_them(identity):
    assert 0 <= pick_from(size_shares(7, 0.8), identity, AGE) < 7


def test_picks_follow_the_shares():
    shares = np.array([0.1, 0.4, 1.0])
    picked = [pick_from(shares, named_key(str(n)), AGE) for n in range(4_000)]
    observed = np.bincount(picked, minlength=3) / 4_000
    assert observed == pytest.approx([0.1, 0.3, 0.6], abs=0.03)


@pytest.fixture(scope="module")
def empty():
    drivers = read_drivers("ai", 0.05)
    return drivers, empty_state(drivers, 1_000, 0.8)


def test_an_empty_world_has_every_institution_and_nobody(empty):
    drivers, state = empty
    assert not state.living.any()
    counted = np.bincount(state.institutions["place"], minlength=len(drivers.places))
    assert counted.tolist() == drivers.institutions.tolist()
    assert (np.diff(state.institutions["place"]) >= 0).all()


def test_an_empty_world_favours_nobody(empty):
    _drivers, state = empty
    assert (state.partners == 1.0).all()
    assert not state.friction.any()
    assert not state.usable.any()
    assert state.ties.shape == (1_000, TIES)


def test_the_institutions_of_a_place_lie_inside_the_world(empty):
    _, state = empty
    homes = state.institutions["home"]
    assert (np.diff(homes) >= 0).all()
    assert homes[0] >= 0
    assert homes[-1] < 1_000
