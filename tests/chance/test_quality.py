"""Draws are uniform, and neighbours in any key know nothing of each other."""

import numpy as np
import pytest
from scipy import stats

from sim import chance
from tests.chance.many import IDENTITY, KEYS, alternatives, words

COUNT = 1 << 18
LEAST = 1e-4
CELLS = 32
STARTS = [(1, 0, 0, 1, 0), (20260101, 84, 2**40, 30, 5)]
DRAWN = pytest.mark.parametrize("fastest", [*KEYS, "alternative"])


def drawn(fastest, start):
    """Uniforms with one key counting up, and the words behind them where there are any."""
    if fastest == "alternative":
        u = alternatives(np.uint64(start[0]), COUNT)
        return u, (u * 2.0**45).astype(np.uint64)
    found = words(np.array(start, np.int64), KEYS[fastest], COUNT)
    return ((found >> np.uint64(11)).astype(float) + 0.5) / 2.0**53, found >> np.uint64(11)


@pytest.fixture(scope="module", params=STARTS, ids=["plain start", "far start"])
def streams(request):
    return {fastest: drawn(fastest, request.param) for fastest in [*KEYS, "alternative"]}


@DRAWN
def test_draws_are_uniform(streams, fastest):
    u, _ = streams[fastest]
    assert stats.kstest(u, "uniform").pvalue > LEAST
    counts = np.bincount((u * 1024).astype(int), minlength=1024)
    assert LEAST < stats.chisquare(counts).pvalue < 1 - LEAST


@DRAWN
def test_the_lowest_bits_are_as_good_as_the_highest(streams, fastest):
    _, found = streams[fastest]
    counts = np.bincount((found & np.uint64(255)).astype(int), minlength=256)
    assert LEAST < stats.chisquare(counts).pvalue < 1 - LEAST


@DRAWN
@pytest.mark.parametrize("step", [1, 2, 3, 64])
def test_neighbours_are_not_correlated(streams, fastest, step):
    u, _ = streams[fastest]
    r = np.corrcoef(u[:-step], u[step:])[0, 1]
    assert abs(r) * np.sqrt(COUNT) < 4.0


@DRAWN
@pytest.mark.parametrize("step", [1, 64])
def test_pairs_of_neighbours_fill_the_square_evenly(streams, fastest, step):
    u, _ = streams[fastest]
    cell = (u * CELLS).astype(int)
    counts = np.bincount(cell[:-step] * CELLS + cell[step:], minlength=CELLS**2)
    assert LEAST < stats.chisquare(counts).pvalue < 1 - LEAST


@pytest.mark.parametrize("fastest", KEYS)
def test_the_next_value_of_a_key_changes_half_of_the_bits(streams, fastest):
    _, found = streams[fastest]
    changed = np.bitwise_count(found[:-1] ^ found[1:]).astype(float)
    assert abs(changed.mean() - 26.5) < 4.0 * np.sqrt(53 / 4 / COUNT)


def test_two_purposes_of_the_same_people_are_independent():
    people = np.array([1, 0, 0, 36, 0], np.int64), np.array([1, 0, 0, 37, 0], np.int64)
    one, other = (words(keys, IDENTITY, COUNT) >> np.uint64(59) for keys in people)
    counts = np.bincount((one * np.uint64(CELLS) + other).astype(int), minlength=CELLS**2)
    assert LEAST < stats.chisquare(counts).pvalue < 1 - LEAST


def test_normal_draws_are_normal_and_uncorrelated():
    bases = [chance.base_of(np.uint64(3), np.uint64(n)) for n in range(20_000)]
    z = np.array([[chance.normal(np.uint64(b), 2, k) for k in (0, 1, 31)] for b in bases])
    for k in range(3):
        assert stats.kstest(z[:, k], "norm").pvalue > LEAST
    off_diagonal = np.corrcoef(z, rowvar=False)[np.triu_indices(3, 1)]
    assert np.abs(off_diagonal).max() * np.sqrt(len(bases)) < 4.0


def test_arrivals_follow_the_exponential_law():
    times = [chance.arrival(np.uint64(8), np.uint64(a), 4.0) for a in range(20_000)]
    assert stats.kstest(times, "expon", args=(0.0, 0.25)).pvalue > LEAST
