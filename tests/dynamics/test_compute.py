"""Equipment ages and is renewed; what cannot be bought is missed for years."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.compute import embargo, frontier, renew, spread_over
from sim.world.build import percentiles

VALUES = {
    "compute.growth": 0.45,
    "compute.depreciation": 0.35,
    "compute.embargo": 0.5,
    "compute.substitution": 0.3,
    "compute.substitution_years": 4.0,
}
LIMITS = [(1, 8089)]


def test_before_its_date_an_embargo_withholds_nothing():
    assert not embargo(LIMITS, VALUES, 3, 8088).any()


def test_an_embargo_meets_its_place_at_full_size_and_is_replaced_in_part():
    path = [embargo(LIMITS, VALUES, 3, 8089 + 4 * years) for years in (0, 4, 400)]
    assert path[0].tolist() == [0.0, 0.5, 0.0]
    assert path[1][1] == pytest.approx(0.5 * (1.0 - 0.3 * (1.0 - math.exp(-1.0))))
    assert path[2][1] == pytest.approx(0.5 * 0.7)


def test_a_further_embargo_withholds_a_part_of_what_the_first_one_lets_pass():
    """Each is replaced in part by its own time; their order does not matter."""
    both = [(1, 8089), (1, 8097)]
    old, new = 0.5 * (1.0 - 0.3 * (1.0 - math.exp(-0.5))), 0.5
    withheld = embargo(both, VALUES, 3, 8097)[1]
    assert withheld == pytest.approx(1.0 - (1.0 - old) * (1.0 - new))
    assert embargo(both[::-1], VALUES, 3, 8097)[1] == pytest.approx(withheld)
    assert embargo(both, VALUES, 3, 8096)[1] == embargo(LIMITS, VALUES, 3, 8096)[1]


def test_unhindered_equipment_stays_on_its_path():
    assert renew(np.ones(3), np.zeros(3), VALUES).tolist() == [1.0, 1.0, 1.0]


def test_a_quarter_replaces_what_has_aged_and_what_growth_adds():
    after = renew(np.ones(1), np.full(1, 0.5), VALUES)
    assert after == pytest.approx(0.5 + 0.5 * math.exp(-0.25 * 0.8))


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_equipment_ends_at_what_can_be_bought(stock, withheld):
    path = [np.array([stock])]
    for _ in range(120):
        path.append(renew(path[-1], np.array([withheld]), VALUES))
    steps = np.diff(np.concatenate(path))
    assert path[-1][0] == pytest.approx(1.0 - withheld, abs=1e-6)
    assert (steps >= -1e-12).all() or (steps <= 1e-12).all()


def test_after_an_embargo_ends_equipment_comes_back():
    low = renew(np.full(1, 0.6), np.zeros(1), VALUES)
    assert 0.6 < low[0] < 1.0


def test_need_and_supply_grow_together_from_the_year_of_prices():
    assert frontier(VALUES, 2025.0) == 1.0
    assert frontier(VALUES, 2027.0) == pytest.approx(math.exp(0.9))
    assert frontier(VALUES, 2020.0) * frontier(VALUES, 2030.0) == pytest.approx(1.0)


@given(st.floats(0.0, 3.0))
def test_spreading_equipment_over_institutions_gives_none_away(spread):
    factors = spread_over(percentiles(2_000).astype(float), spread)
    assert factors.mean() == pytest.approx(1.0, abs=1e-3)
    assert (np.diff(factors) <= 1e-12).all()


def test_without_spread_everybody_has_the_same():
    assert spread_over(percentiles(5).astype(float), 0.0).tolist() == [1.0] * 5
