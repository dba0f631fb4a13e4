import numpy as np
import pytest

from sim.dynamics.careers import AGES, promotion_hazard
from sim.model.ageing import effort_by_age, mean_effort, older

RATES = np.array([0.1, 0.5, 1.0, 2.0])


def test_who_is_never_promoted_begins_as_students_do():
    assert (effort_by_age(np.zeros((4, AGES)), RATES) == 0.1).all()


def test_half_promoted_at_age_one_begin_at_the_mean_of_two_stages():
    promotion = np.zeros((4, AGES))
    promotion[0, 1] = 0.5
    effort = effort_by_age(promotion, RATES)
    assert effort[:2].tolist() == [0.1, 0.1]
    assert effort[2:] == pytest.approx(0.3)


def test_effort_rises_with_age_to_that_of_the_last_stage():
    effort = effort_by_age(promotion_hazard((4.0, 3.0, 7.0), 3.0), RATES)
    assert (np.diff(effort) >= -1e-12).all()
    assert effort[-1] == pytest.approx(2.0, rel=1e-3)


def test_a_quarter_later_some_have_left_and_entrants_have_come():
    ages = np.zeros((2, AGES))
    ages[0, 0], ages[0, 5], ages[1, AGES - 1] = 8.0, 4.0, 3.0
    hazard = np.full(AGES, 0.25)
    hazard[-1] = 1.0
    later = older(ages, hazard, np.array([2.0, 7.0]))
    assert later[0, :7].tolist() == [2.0, 6.0, 0.0, 0.0, 0.0, 0.0, 3.0]
    assert later[1].sum() == 7.0


def test_effort_per_head_is_the_mean_over_ages_and_one_where_nobody_is():
    ages = np.zeros((2, AGES))
    ages[0, 0], ages[0, 1] = 3.0, 1.0
    effort = np.full(AGES, 0.5)
    effort[1] = 2.5
    assert mean_effort(ages, effort).tolist() == [1.0, 1.0]
    ages[0, 1] = 3.0
    assert mean_effort(ages, effort).tolist() == [1.5, 1.0]
