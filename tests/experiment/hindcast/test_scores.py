"""Scores of ensembles, against answers worked out by hand."""

import math

import numpy as np
import pytest
from scipy import stats

from sim.experiment.hindcast.scores import covered, crps, log_error, rank, root_mean_square


def one(*members):
    return np.array([members], dtype=float)


def test_two_members_around_the_truth():
    # mean |x - y| = 1; mean |x - x'| over the four ordered pairs is 1, over the two unlike ones 2
    assert crps(one(1, 3), np.array([2.0]), drawn=False).tolist() == [0.5]
    assert crps(one(1, 3), np.array([2.0]), drawn=True).tolist() == [0.0]


def test_three_members_that_all_lie_below():
    # mean |x - y| = (9 + 7 + 4) / 3; unlike pairs differ by 2, 5, 3, their mean is 10/3
    found = crps(one(6, 1, 3), np.array([10.0]), drawn=True)
    assert found == pytest.approx([20 / 3 - 10 / 6])


def test_a_single_member_is_scored_by_its_distance():
    assert crps(one(7), np.array([4.0]), drawn=True).tolist() == [3.0]


def test_quantiles_of_a_normal_have_the_score_of_the_normal():
    # CRPS of N(0, 1) at 0 is 2 φ(0) - 1/√π
    members = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    exact = 2 / math.sqrt(2 * math.pi) - 1 / math.sqrt(math.pi)
    assert crps(one(*members), np.array([0.0]), drawn=False) == pytest.approx([exact], rel=1e-3)


def test_the_fair_score_does_not_favour_large_ensembles():
    # all pairs out of 1, 2, 4 as ensembles: the mean of their fair scores is that of the three
    whole = crps(one(1, 2, 4), np.array([3.0]), drawn=True)
    parts = [crps(one(*p), np.array([3.0]), drawn=True) for p in ((1, 2), (1, 4), (2, 4))]
    assert np.mean(parts) == pytest.approx(float(whole[0]))


def test_the_error_on_logarithms_is_that_of_the_counts_and_a_half():
    found = log_error(np.array([1.5]), np.array([0.0]), 0.5)
    assert found == pytest.approx([math.log(2 / 0.5)])


def test_bands_cover_from_edge_to_edge():
    members = np.tile(np.arange(101.0), (4, 1))
    seen = np.array([25.0, 24.9, 75.0, 75.1])
    assert covered(members, seen, 0.5).tolist() == [1, 0, 1, 0]


def test_the_rank_counts_ties_half():
    assert rank(one(1, 2, 2, 3), np.array([2.0])).tolist() == [0.5]
    assert rank(one(1, 2, 2, 3), np.array([9.0])).tolist() == [1.0]


def test_missing_values_do_not_enter_the_mean():
    assert root_mean_square(np.array([3.0, 4.0, np.nan])) == pytest.approx(math.sqrt(12.5))
