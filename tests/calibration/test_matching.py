"""What is ruled out, and how likely the rest is."""

import numpy as np
import pytest
from scipy import stats

from sim.calibration.declared import Declared
from sim.calibration.emulator import Emulator
from sim.calibration.matching import CUT, Match, cut_for, reachable

TURN = np.array([[1.0, 0.5, 0.0, -1.0], [0.0, 1.0, 2.0, 0.5]])
"""Two scores that move four statistics."""
VARIANCES = np.array([0.01, 0.03])
TOGETHER = 0.6
LACK = np.array([0.01, 0.0, 0.02, 0.03])
MISSED = np.full((4, 4), TOGETHER) + (1.0 - TOGETHER) * np.eye(4)
MISSED *= np.sqrt(np.outer(LACK + 0.04, LACK + 0.04))
"""Covariance of what is missed of a run."""
DOUBT = TURN.T @ np.diag(VARIANCES) @ TURN
LEFT = 2.0 * np.linalg.cholesky(MISSED + DOUBT).T
"""Four runs, less what was foretold, with exactly that covariance about 0."""


class Known(Emulator):
    """An emulator that knows everything: the first two parameters are its scores."""

    def __init__(self):
        self.stochastic, self.lack = np.full(4, 0.04), LACK
        self.centre, self.axes = np.array([0.1, 0.0, 0.0, 0.2]), TURN
        self.left, self.doubt = LEFT, DOUBT

    def scores(self, u):
        return u[:, :2], np.tile(VARIANCES, (len(u), 1))


DECLARED = Declared(
    observed=np.zeros(4),
    observation=np.array([0.01, 0.02, 0.03, 0.04]),
    discrepancy=np.array([0.1, 0.2, 0.3, 0.4]),
    family=np.array([0, 0, 0, 1]),
    shared=0.5,
    world=0.25,
)
MATCH = Match(DECLARED, Known(), np.ones(4, bool))
U = np.array([[0.5, -1.0, 0.2], [3.0, 0.0, 0.0]])
GAP = DECLARED.observed - (np.array([0.1, 0.0, 0.0, 0.2]) + U[:, :2] @ TURN)


def _law(used):
    """The normal law of the combinations of statistics that the likelihood reads."""
    common = np.sqrt(0.5 * DECLARED.discrepancy)
    same = DECLARED.family[:, None] == DECLARED.family[None, :]
    known = np.diag(DECLARED.observation + 0.5 * DECLARED.discrepancy)
    known = (known + same * np.outer(common, common))[np.ix_(used, used)]
    alone = (LACK + 0.04 * 0.25)[used]
    inverse = np.linalg.inv(known + np.diag(alone))
    turn = TURN[:, used]
    weights = np.linalg.inv(turn @ inverse @ turn.T) @ turn @ inverse
    smaller = np.sqrt(alone / (LACK + 0.04)[used])
    missed = MISSED[np.ix_(used, used)] * np.outer(smaller, smaller)
    covariance = weights @ (known + missed) @ weights.T + np.diag(VARIANCES)
    return stats.multivariate_normal(np.zeros(2), covariance).logpdf(GAP[:, used] @ weights.T)


def test_implausibility_is_the_largest_distance_over_all_four_variances():
    emulation = VARIANCES @ TURN**2 + LACK
    variance = emulation + 0.04 * 0.25 + DECLARED.observation + DECLARED.discrepancy
    assert MATCH.implausibility(U) == pytest.approx((np.abs(GAP) / np.sqrt(variance)).max(1))


@pytest.mark.parametrize("used", [[True] * 4, [True, False, True, True]])
def test_the_likelihood_is_normal_with_all_that_statistics_miss_together(used):
    wanted, found = _law(np.array(used)), Match(DECLARED, Known(), np.array(used)).log_likelihood(U)
    assert found[0] - found[1] == pytest.approx(wanted[0] - wanted[1])


def test_runs_that_miss_more_together_make_the_likelihood_wider():
    wide = Known()
    wide.left = np.concatenate([LEFT, 3.0 * TURN[:1]])
    precise, loose = (
        np.linalg.inv(Match(DECLARED, law, np.ones(4, bool))._gathered.precision)[0, 0]
        for law in (Known(), wide)
    )
    assert loose > 1.2 * precise


def test_a_statistic_that_is_set_aside_rules_nothing_out():
    worst = int(MATCH.misfit(U)[1].argmax())
    used = np.arange(4) != worst
    aside = Match(DECLARED, Known(), used)
    assert aside.implausibility(U) == pytest.approx(MATCH.misfit(U)[:, used].max(1))
    assert aside.implausibility(U)[1] < MATCH.implausibility(U)[1]


def test_a_statistic_that_no_point_comes_near_is_out_of_reach():
    far = np.array([[9.0, 0.0, 0.0], [8.0, -4.0, 0.0]])
    assert reachable(MATCH, far, CUT).tolist() == [False, True, True, False]


def test_the_cut_of_one_statistic_is_three():
    assert cut_for(1) == pytest.approx(CUT)


@pytest.mark.parametrize("many", [2, 30, 300])
def test_the_truth_is_ruled_out_as_seldom_by_many_statistics_as_by_one(many):
    kept = (1.0 - 2.0 * stats.norm.sf(cut_for(many))) ** many
    assert kept == pytest.approx(1.0 - 2.0 * stats.norm.sf(CUT), rel=1e-9)
