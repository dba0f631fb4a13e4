"""Scores and contests of whole forecasts, against answers worked out by hand."""

import math

import numpy as np
import pytest

from sim.experiment.hindcast.board import POOLED, contest, losses, periods, scores
from sim.experiment.hindcast.forecast import Forecast
from sim.experiment.hindcast.series import Series

UNITS = (("A", "B"), ("C", "D"))
YEARS = (2021, 2022)


def observed(weight=((1, 1), (1, 1))):
    values = np.full((2, 2), 0.5)
    return Series("papers", UNITS, YEARS, values, np.array(weight, dtype=float))


def forecast(name, factors):
    """Off by the given factors; its members lie at half and at twice the centre."""
    centre = np.array(factors, dtype=float) - 0.5
    members = np.stack([centre * 0.5, centre * 2.0], axis=-1)
    return Forecast(name, UNITS, YEARS, centre, members)


def test_errors_are_pooled_over_all_values_and_by_pair():
    found = {
        (s.unit, s.period): s for s in scores(forecast("f", [[1, 1], [math.e, 1]]), observed())
    }
    assert found[POOLED, "all"].log_rmse == pytest.approx(math.sqrt(1 / 4))
    assert found[UNITS[1], "all"].log_rmse == pytest.approx(math.sqrt(1 / 2))
    assert found[UNITS[0], "all"].log_rmse == 0.0
    assert found[POOLED, "trend"].log_rmse == pytest.approx(math.sqrt(1 / 2))
    assert found[POOLED, "shock"].log_rmse == 0.0
    assert found[POOLED, "all"].values == 4


def test_what_was_not_observed_is_not_scored():
    found = list(scores(forecast("f", [[9, 1], [1, 1]]), observed([[0, 1], [1, 1]])))
    pooled = next(s for s in found if s.unit == POOLED and s.period == "all")
    assert (pooled.values, pooled.log_rmse) == (3, 0.0)


def test_years_without_a_shock_are_one_period():
    assert list(periods((2017, 2018))) == ["all"]
    assert periods((2021, 2022))["shock"] == [1]


def test_a_contest_favours_the_forecast_that_errs_less():
    good, bad = forecast("good", [[1, 1], [1, 1]]), forecast("bad", [[2, 3], [3, 2]])
    whole = next(iter(contest(good, bad, observed())))
    assert whole.log_difference == pytest.approx(-(math.log(2) ** 2 + math.log(3) ** 2) / 2)
    assert whole.crps_difference < 0
    back = next(iter(contest(bad, good, observed())))
    assert back.log_difference == pytest.approx(-whole.log_difference)
    assert not back.won


def test_members_on_both_sides_cover_and_rank_in_the_middle():
    lost = losses(forecast("f", [[1, 1], [1, 1]]), observed())
    assert (lost.most == 1).all()
    assert (lost.rank == 0.5).all()
