"""What the record asks of each quarter, also before its first one."""

from dataclasses import replace

import numpy as np
import pytest

from sim.dynamics.workload import RING
from sim.model.birth import found_world
from sim.model.conditions import WARM_UP_YEARS, Almanac, quarter_of, seats_offered, tables_of
from sim.world.dated import Intake
from sim.world.lever_values import Levers
from sim.world.levers import Effect
from sim.world.state import DOMAINS
from tests.model.worlds import FIRST, PAPERS_A_HEAD, PLACES, RECORD_YEARS, drivers, spec

START = 4 * WARM_UP_YEARS
GROWTH = np.array([0.2, 0.0, 0.05])


def almanac(growth=GROWTH):
    still = drivers()
    years = np.arange(RECORD_YEARS)[:, None] - (FIRST - 2003)
    factor = np.exp(growth * years)
    grown = replace(still, stock=still.stock * factor, articles=still.articles * factor)
    here = spec()
    return Almanac(here, grown, tables_of(here), np.uint64(1))


def test_before_the_first_year_places_are_smaller_by_their_own_growth():
    """The heads of the record's first year are those of the end of its second quarter."""
    first = START + 1
    assert almanac().heads(first) == pytest.approx(drivers().stock[FIRST - 2003])
    found = almanac().heads(first) / almanac().heads(first - 20)
    assert found == pytest.approx(np.exp(GROWTH * 5.0))


def test_what_stands_still_in_the_record_stood_still_before_it():
    still = almanac(np.zeros(3))
    assert all(still.heads(t) == pytest.approx(still.heads(START)) for t in range(START))


def test_work_is_as_much_a_head_before_the_first_year_as_in_it():
    """Projects aim at the year in which their papers appear, half a year before the mean lag."""
    here = almanac()
    lag = 4.0 * (here.spec.values["projects.lag_mean"] - 0.5)
    whole = here.articles_led(0, np.ones(3), np.zeros(3)) * 4.0 * here.coverage(0)
    later = here.drivers.stock[FIRST - 2003] * np.exp(GROWTH * (lag + 0.5 - START) / 4.0)
    assert whole == pytest.approx(PAPERS_A_HEAD * later, rel=0.02)


def test_where_home_outlets_are_not_indexed_yet_more_is_written_than_recorded():
    """Of 0.4 that stand outside, half is taken in: 0.2 of what is written at home is not seen."""
    here = almanac()
    lag = round(4.0 * (here.spec.values["projects.lag_mean"] - 0.5))
    halfway = Intake(0, since=here.epoch + lag, until=here.epoch + lag + 1)
    here.drivers = replace(here.drivers, intakes=(halfway,))
    here.spec = replace(here.spec, values=here.spec.values | {"observation.home_outlets": 0.4})
    plain, across = almanac(), np.array([0.25, 0.0, 0.0])
    ratio = here.articles_led(0, np.ones(3), across) / plain.articles_led(0, np.ones(3), across)
    assert ratio == pytest.approx([1.0 / (1.0 - 0.75 * 0.2), 1.0, 1.0])
    assert here.home_coverage(lag).tolist() == [0.8, 1.0, 1.0]
    assert here.home_coverage(lag + 1).tolist() == [1.0, 1.0, 1.0]
    assert here.home_coverage(lag - 1).tolist() == [0.6, 1.0, 1.0]


def test_founders_of_a_place_that_grows_are_younger():
    state = found_world(almanac())
    living = state.people[state.living]
    age = [-living["born"][living["place"] == place].mean() for place in range(3)]
    assert age[0] < 0.8 * age[1]
    assert age[2] < age[1]


def test_the_seats_that_a_search_offers_are_shared_by_all_who_could_be_found():
    """Of 2.5 seats 0.8·0.25 are searched for: 0.5, six tenths of them abroad, half there each."""
    state = found_world(almanac(np.zeros(3)))
    state.memory["team_core"], state.memory["heads"] = np.array([2.1]), np.array([10.0, 20.0, 50.0])
    teams = {"teams.tail_share": 0.1, "teams.tail_mean": 3.0}
    values = {**teams, "assembly.incumbent": 0.8, "assembly.repeat": 0.75}
    weights = np.array([[0.8, 0.6, 0.6], [1.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    assert seats_offered(values, weights, state) == pytest.approx(
        np.array([[0.02, 0.0075, 0.003], [0.025, 0.0125, 0.0], [0.0, 0.0, 0.01]])
    )


def test_the_friction_that_projects_began_under_is_kept_for_as_long_as_they_last():
    here = almanac(np.zeros(3))
    state, levers = found_world(here), Levers(PLACES, DOMAINS)
    seen = {}
    for t in range(40):
        state.t = t
        state.friction[0] = 0.01 * t
        eased = levers.after([Effect("friction", ("AA", "BB"), add=-0.1)])
        seen[t] = quarter_of(here, state, eased).friction
    kept = state.memory["friction_begun"]
    assert all(np.array_equal(kept[t % RING], seen[t]) for t in range(40 - RING, 40))
    assert seen[39][0, 1] == pytest.approx(0.29)
    assert seen[5][0, 1] == 0.0
