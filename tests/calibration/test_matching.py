"""What is ruled out, and how likely the rest is."""

import numpy as np
import pytest
from scipy import stats

from sim.calibration.declared import Declared
from sim.calibration.emulator import Emulator
from sim.calibration.matching import CUT, Match, cut_for, reachable


class Known(Emulator):
    """An emulator that knows everything: the statistics are the parameters."""

    def __init__(self):
        self.stochastic = np.full(4, 0.04)

    def predict(self, u):
        return u, np.full(u.shape, 0.01)


DECLARED = Declared(
    observed=np.zeros(4),
    observation=np.array([0.01, 0.02, 0.03, 0.04]),
    discrepancy=np.array([0.1, 0.2, 0.3, 0.4]),
    family=np.array([0, 0, 0, 1]),
    shared=0.5,
    world=0.25,
)
MATCH = Match(DECLARED, Known(), np.ones(4, bool))
U = np.array([[0.5, -1.0, 0.2, 0.1], [3.0, 0.0, 0.0, 0.0]])


def test_implausibility_is_the_largest_distance_over_all_four_variances():
    variance = 0.01 + 0.04 * 0.25 + DECLARED.observation + DECLARED.discrepancy
    assert MATCH.implausibility(U) == pytest.approx((np.abs(U) / np.sqrt(variance)).max(1))


def test_the_likelihood_is_normal_with_the_shared_part_of_the_discrepancy():
    alone = 0.01 + 0.04 * 0.25 + DECLARED.observation + 0.5 * DECLARED.discrepancy
    common = np.sqrt(0.5 * DECLARED.discrepancy)
    same = DECLARED.family[:, None] == DECLARED.family[None, :]
    covariance = np.diag(alone) + same * np.outer(common, common)
    wanted = stats.multivariate_normal(np.zeros(4), covariance).logpdf(U)
    constant = -0.5 * 4 * np.log(2.0 * np.pi)
    assert MATCH.log_likelihood(U) == pytest.approx(wanted - constant)


def test_a_statistic_that_is_set_aside_rules_nothing_out():
    aside = Match(DECLARED, Known(), np.array([False, True, True, True]))
    assert aside.implausibility(U)[1] == 0.0
    assert MATCH.implausibility(U)[1] > CUT


def test_a_statistic_that_no_point_comes_near_is_out_of_reach():
    far = np.array([[9.0, 0.0, 0.0, 0.0], [8.0, 5.0, 5.0, 5.0]])
    assert reachable(MATCH, far, CUT).tolist() == [False, True, True, True]


def test_the_cut_of_one_statistic_is_three():
    assert cut_for(1) == pytest.approx(CUT)


@pytest.mark.parametrize("many", [2, 30, 300])
def test_the_truth_is_ruled_out_as_seldom_by_many_statistics_as_by_one(many):
    kept = (1.0 - 2.0 * stats.norm.sf(cut_for(many))) ** many
    assert kept == pytest.approx(1.0 - 2.0 * stats.norm.sf(CUT), rel=1e-9)
