"""The Latin hypercube: every stratum once, columns that do not know of each other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.experiment.sampling import draws

NAMES = [f"room.fact_{number}" for number in range(12)]


@given(samples=st.integers(2, 300), seed=st.integers(0, 2**53 - 1))
def test_each_stratum_of_each_fact_is_hit_once(samples, seed):
    drawn = draws(NAMES[:2], samples, seed)
    for name in NAMES[:2]:
        shares = np.array([sample[name] for sample in drawn])
        assert ((shares > 0) & (shares < 1)).all()
        assert sorted((shares * samples).astype(int)) == list(range(samples))


def test_a_single_sample_draws_nothing():
    assert draws(NAMES, 1, 7) == [{}]


def test_a_fact_more_moves_no_other():
    few, many = draws(NAMES[:3], 64, 7), draws(NAMES[::-1], 64, 7)
    assert all(few[i][name] == many[i][name] for i in range(64) for name in NAMES[:3])


def test_another_seed_draws_anew():
    assert draws(NAMES, 64, 7) == draws(NAMES, 64, 7)
    assert draws(NAMES, 64, 7) != draws(NAMES, 64, 8)


def test_facts_are_independent_of_each_other():
    drawn = draws(NAMES, 2000, 20261122)
    table = np.array([[sample[name] for name in NAMES] for sample in drawn])
    correlation = np.corrcoef(table.T)[np.triu_indices(len(NAMES), 1)]
    assert np.abs(correlation).max() < 4.2 / np.sqrt(2000)
    for name in range(len(NAMES)):
        assert stats.kstest(table[:, name], "uniform").pvalue > 0.99


def test_the_place_inside_a_stratum_is_even():
    inside = np.array([sample[NAMES[0]] * 1000 % 1 for sample in draws(NAMES[:1], 1000, 3)])
    assert stats.kstest(inside, "uniform").pvalue > 0.001


def test_neighbouring_samples_are_not_alike():
    shares = np.array([sample[NAMES[0]] for sample in draws(NAMES[:1], 2000, 11)])
    assert abs(np.corrcoef(shares[1:], shares[:-1])[0, 1]) < 4.2 / np.sqrt(2000)
