"""Whoever supports leads nothing, and whoever leads does so as time and place allow."""

import pytest

from sim.dynamics.leading import leader_of, leads, mean_starts
from sim.world.state import MID, SENIOR
from sim.world.views import arrays_of
from tests.dynamics.making import put, quarter, town

LEADER, SUPPORTER, OTHER, ABROAD = range(4)


@pytest.fixture
def world():
    state = town()
    for slot, institution, rate in ((0, 0, 1.0), (1, 0, 0.0), (2, 1, 0.5), (3, 2, 0.0)):
        put(state, slot, institution, rate=rate)
    return arrays_of(state)


def test_whose_rate_is_nothing_never_leads(world):
    assert [leads(world, i) for i in range(4)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("one", "other", "lead"),
    [
        (LEADER, OTHER, LEADER),
        (OTHER, LEADER, OTHER),
        (SUPPORTER, LEADER, LEADER),
        (LEADER, SUPPORTER, LEADER),
        (SUPPORTER, ABROAD, -1),
    ],
)
def test_the_first_who_ever_leads_leads_and_of_two_supporters_nobody(world, one, other, lead):
    assert leader_of(world, one, other) == lead


def test_starts_follow_place_rate_stage_and_free_time(world):
    q = quarter(cards={"projects.time_budget": 8.0})
    q.starts[:] = (0.2, 0.4, 0.6)
    q.stage_rate[MID], q.stage_rate[SENIOR] = 1.0, 1.6
    assert mean_starts(world, q, LEADER) == pytest.approx(0.2)
    assert mean_starts(world, q, SUPPORTER) == 0.0
    world.people["load"][OTHER] = 2
    assert mean_starts(world, q, OTHER) == pytest.approx(0.2 * 0.5 * 0.75)
    world.people["stage"][OTHER] = SENIOR
    assert mean_starts(world, q, OTHER) == pytest.approx(0.2 * 0.5 * 0.75 * 1.6)
