"""Choices follow their weights, and change only when the winner does."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import chance
from tests.chance import integers
from tests.chance.many import positions, quick_times, quick_wins

LEAST = 1e-4
PEOPLE = 200_000
WEIGHTS = {"a": 0.1, "b": 1.0, "c": 2.5, "d": 4.0, "e": 0.4}
DRAWS = [np.uint64(chance.mix(np.uint64(n))) for n in range(20_000)]


def winner(draw, weights):
    times = {a: chance.arrival(draw, chance.named_key(a), w) for a, w in weights.items()}
    return min(times, key=times.__getitem__)


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 13, 64, 100, 1000])
def test_every_position_of_a_list_is_as_likely_as_any_other(length):
    counts = np.bincount(positions(PEOPLE, length), minlength=length)
    assert len(counts) == length
    assert length == 1 or LEAST < stats.chisquare(counts).pvalue < 1 - LEAST


@pytest.mark.parametrize("length", [3, 5, 6, 7, 9, 12, 15, 33, 100, 999])
def test_a_longer_list_draws_only_those_who_hit_the_new_position(length):
    before, after = positions(PEOPLE, length), positions(PEOPLE, length + 1)
    moved = before != after
    assert set(after[moved]) == {length}
    expected = PEOPLE / (length + 1)
    assert abs(moved.sum() - expected) < 4.0 * math.sqrt(expected)


@pytest.mark.parametrize("length", [2, 4, 8, 64, 1024])
def test_a_list_that_outgrows_a_power_of_two_draws_only_the_new_position(length):
    before, after = positions(PEOPLE, length), positions(PEOPLE, length + 1)
    assert set(after[before != after]) == {length}


def test_a_race_is_won_in_proportion_to_the_weights():
    wins = [winner(draw, WEIGHTS) for draw in DRAWS]
    observed = [wins.count(a) for a in WEIGHTS]
    expected = np.array(list(WEIGHTS.values())) / sum(WEIGHTS.values()) * len(DRAWS)
    assert LEAST < stats.chisquare(observed, expected).pvalue < 1 - LEAST


@given(
    draw=st.integers(0, 2**64 - 1).map(np.uint64),
    weights=st.dictionaries(st.text("abcdefgh", min_size=1), st.floats(0.01, 100.0), min_size=2),
    data=st.data(),
)
def test_taking_out_or_weakening_a_loser_changes_nothing(draw, weights, data):
    first = winner(draw, weights)
    loser = data.draw(st.sampled_from(sorted(set(weights) - {first})))
    weaker = weights | {loser: weights[loser] / 2}
    without = {a: w for a, w in weights.items() if a != loser}
    assert winner(draw, weaker) == winner(draw, without) == first


@given(
    draw=st.integers(0, 2**64 - 1).map(np.uint64),
    weights=st.dictionaries(st.text("abcdefgh", min_size=1), st.floats(0.01, 100.0), min_size=1),
)
def test_a_newcomer_to_a_race_wins_or_changes_nothing(draw, weights):
    assert winner(draw, weights | {"newcomer": 1.0}) in {"newcomer", winner(draw, weights)}


@given(
    draw=st.integers(0, 2**64 - 1).map(np.uint64),
    weights=st.dictionaries(st.text("abcdefgh", min_size=1), st.floats(0.01, 100.0), min_size=1),
)
def test_the_earliest_arrival_is_the_largest_utility(draw, weights):
    shares = {a: chance.uniform_for(draw, chance.named_key(a)) for a in weights}
    gumbel = {a: -math.log(-math.log(u)) for a, u in shares.items()}
    utility = {a: math.log(w) + gumbel[a] for a, w in weights.items()}
    assert max(utility, key=utility.__getitem__) == winner(draw, weights)


@pytest.mark.parametrize("spread", [0.0, 1.0], ids=["equal weights", "unequal weights"])
def test_quick_races_are_won_in_proportion_to_the_weights(spread):
    picks = 20_000_000
    keys = np.array([chance.mix(np.uint64(n)) >> 32 for n in range(16)], np.uint32)
    weights = np.exp(spread * np.linspace(-1.5, 1.5, 16)).astype(np.float32)
    expected = weights.astype(float) / weights.sum(dtype=float) * picks
    wins = quick_wins(picks, keys, weights)
    assert LEAST < stats.chisquare(wins, expected).pvalue < 1 - LEAST


def test_the_quick_logarithm_is_right_to_two_in_a_hundred_thousand():
    keys = np.arange(0, 2**32, 40_009, dtype=np.uint32)
    times = quick_times(keys, 12_345)
    exact = [
        -math.log2(((integers.short_hash(int(key), 12_345) >> 8) + 0.5) / 2**24) for key in keys
    ]
    assert np.abs(times - np.array(exact)).max() < 2e-5


def test_twice_the_weight_halves_the_time_of_a_quick_arrival():
    one, two = (
        chance.quick_arrival(np.uint32(77), np.uint32(3), np.float32(w)) for w in (1.0, 2.0)
    )
    assert one == 2.0 * two > 0.0


@given(u=st.floats(1e-9, 1 - 1e-9), mean=st.floats(0.001, 30.0))
def test_a_poisson_draw_is_the_quantile_of_its_law(u, mean):
    n = chance.poisson_quantile(u, mean, 200)
    assert stats.poisson.cdf(n, mean) >= u - 1e-12
    assert n == 0 or stats.poisson.cdf(n - 1, mean) < u + 1e-12


@given(u=st.floats(1e-9, 1 - 1e-9), low=st.floats(0.0, 20.0), more=st.floats(0.0, 20.0))
def test_a_larger_mean_never_draws_less(u, low, more):
    few = chance.poisson_quantile(u, low, 100)
    assert few <= chance.poisson_quantile(u, low + more, 100)


def test_a_poisson_draw_never_passes_its_bound():
    assert chance.poisson_quantile(0.999999, 50.0, 4) == 4
    assert chance.poisson_quantile(0.999999, 0.0, 4) == 0


@given(u=st.floats(1e-9, 1 - 1e-9), mean=st.floats(0.001, 60.0), size=st.floats(0.3, 5.0))
def test_a_draw_of_mixed_luck_is_the_quantile_of_its_law(u, mean, size):
    law = stats.nbinom(size, size / (size + mean))
    n = chance.negative_binomial_quantile(u, mean, size, 100_000)
    assert law.cdf(n) >= u - 1e-9
    assert n == 0 or law.cdf(n - 1) < u + 1e-9


def test_draws_of_mixed_luck_have_the_mean_and_the_variance_of_the_law():
    us = (np.arange(200_000) + 0.5) / 200_000
    drawn = np.array([chance.negative_binomial_quantile(u, 6.0, 0.5, 100_000) for u in us])
    assert drawn.mean() == pytest.approx(6.0, rel=0.005)
    assert drawn.var() == pytest.approx(6.0 + 36.0 / 0.5, rel=0.02)


@given(
    u=st.floats(1e-9, 1 - 1e-9),
    low=st.floats(0.0, 40.0),
    more=st.floats(0.0, 40.0),
    size=st.floats(0.3, 5.0),
)
def test_a_larger_mean_never_draws_less_of_mixed_luck(u, low, more, size):
    few = chance.negative_binomial_quantile(u, low, size, 100_000)
    assert few <= chance.negative_binomial_quantile(u, low + more, size, 100_000)


def test_a_draw_of_mixed_luck_never_passes_its_bound():
    assert chance.negative_binomial_quantile(0.999999, 500.0, 0.5, 7) == 7
    assert chance.negative_binomial_quantile(0.999999, 0.0, 0.5, 7) == 0
