"""Made-up histories score what they must."""

import pytest

from sim.experiment.hindcast.board import POOLED, WHOLE
from sim.experiment.hindcast.horizons import by_horizon
from sim.experiment.hindcast.judged import CONSTANT, MODEL, judged
from sim.experiment.hindcast.known import DYADS, MOVES, PAPERS, SHARE
from sim.experiment.hindcast.simulated import members_of, simulated
from sim.experiment.hindcast.ways import FREE, GIVEN
from tests.experiment.hindcast.toys import PLACES, flat, omniscient, toy


def error(found, name):
    return next(
        s.log_rmse for s in found.scores if (s.forecast, s.unit, s.period) == (name, POOLED, WHOLE)
    )


@pytest.fixture(scope="module")
def knowing(tmp_path_factory):
    """A world that does what the record does."""
    return toy(tmp_path_factory.mktemp("knowing") / "e", omniscient)


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """A world in which nothing changes, six draws of it."""
    return toy(tmp_path_factory.mktemp("still") / "e", flat, samples=6)


def test_a_model_that_does_what_the_record_does_beats_every_naive_forecast(knowing):
    found = judged(PAPERS, knowing)
    # the anchor leaves out the spikes of 2016, so two of fourteen pairs are a little off
    assert error(found, MODEL[GIVEN]) < 0.12
    assert all(c.won for c in found.contests if c.baseline != CONSTANT and c.period == WHOLE)


def test_a_model_without_change_forecasts_the_mean_of_the_last_three_years(still):
    found = judged(MOVES, still)
    forecast = found.forecast(MODEL[FREE])
    unit = found.observed.units.index(("RU", "US"))
    logs = found.history.logs()[unit, -3:].mean()
    assert forecast.centre[unit] == pytest.approx([2.718281828**logs - 0.5] * 4)


def test_free_forecasts_are_not_set_against_those_that_know_the_margins(knowing):
    found = judged(PAPERS, knowing)
    rivals = {c.baseline for c in found.contests if c.model == MODEL[FREE]}
    assert CONSTANT not in rivals
    assert CONSTANT in {c.baseline for c in found.contests if c.model == MODEL[GIVEN]}


def test_draws_that_agree_have_no_spread_of_their_own(still):
    found = judged(SHARE, still)
    raw = next(f for f in found.drawn if f.name.startswith(MODEL[GIVEN]))
    assert raw.members.shape[-1] == 6
    assert raw.members.std(-1).max() == pytest.approx(0.0, abs=1e-12)


def test_single_countries_are_forecast_from_2015_on(knowing):
    found = judged(DYADS, knowing)
    assert (found.origin, found.observed.years[0]) == (2015, 2016)
    assert all(set(unit) <= set(PLACES) for unit in found.observed.units)
    rows = by_horizon([found])
    assert (rows[0].pairs, len(rows[0].crps)) == (1788, 5)


def test_a_group_is_the_sum_of_the_places_that_stand_for_it(still):
    members = members_of(PLACES)
    found = simulated(still, GIVEN.name, MOVES, (0, None), [("EU27", "RU")])
    assert found.counts[0, 0] == 1000.0 * len(members["EU27"])
    assert len(members["EU27"]) == 6
