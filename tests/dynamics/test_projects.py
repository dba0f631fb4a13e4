"""Projects begin as often as time allows, and want teams of the sizes that the cards name."""

import numpy as np
import pytest
from scipy.stats import poisson

from sim.chance import mix
from sim.dynamics.exposure import meet
from sim.dynamics.projects import MOST_STARTS, ROOM_NEEDED, expected_starts, seats_wanted
from sim.dynamics.ties import strengthen
from sim.world.state import PROGRAMME, REPEAT, TEAM
from sim.world.views import arrays_of
from tests.dynamics.making import SLOTS
from tests.dynamics.proposing import BUDGET, PEOPLE, peopled, proposed, setting, team


@pytest.fixture
def state():
    return peopled()


def starts_of(state, q, quarters=60):
    return np.mean([len(proposed(state, q._replace(key=np.uint64(n)))) for n in range(quarters)])


def test_projects_start_at_the_rate_of_place_person_and_free_time(state):
    q = setting(starts=0.5, core=0.0)
    assert starts_of(state, q) / PEOPLE == pytest.approx(0.5, abs=0.05)
    state.people["rate"] = 2.0
    assert starts_of(state, q) / PEOPLE == pytest.approx(1.0, abs=0.07)
    state.people["load"] = int(BUDGET) // 2
    assert starts_of(state, q) / PEOPLE == pytest.approx(0.5, abs=0.05)
    assert starts_of(state, q._replace(stage_rate=np.zeros(4)), 2) == 0.0


def test_who_supports_leads_nothing_and_is_invited_all_the_same(state):
    support = set(range(0, PEOPLE, 3))
    state.people["rate"][list(support)] = 0.0
    rows = proposed(state, setting(starts=0.9))
    assert len(rows) > PEOPLE // 3
    assert support.isdisjoint(int(row.members[0]) for row in rows)
    assert support & {j for row in rows for j in team(row)}


def test_who_supports_lets_somebody_met_lead_and_two_such_begin_nothing(state):
    often = {"exposure.hazard": 50.0, "exposure.border_discount": 1.0, "transport.omega": 1.0}
    q = setting(often, starts=0.0, core=0.0)
    for i, j in ((0, 1), (2, 3), (4, 5)):
        meet(arrays_of(state), q, i, j, 4.0, PROGRAMME)
    state.people["rate"][[0, 4, 5]] = 0.0
    rows = proposed(state, q)
    assert [team(row) for row in rows] == [[1, 0], [2, 3]]
    assert [int(row.channel) for row in rows] == [PROGRAMME, PROGRAMME]


def test_nobody_without_time_leads_or_is_invited(state):
    w, q = arrays_of(state), setting()
    for i in range(PEOPLE):
        for j in range(i % 7, PEOPLE, 7):
            if j != i:
                strengthen(w, q, i, j, 1.0, REPEAT)
    busy = set(range(0, PEOPLE, 4))
    state.people["load"][list(busy)] = int(BUDGET)
    rows = proposed(state, q)
    assert len(rows) > PEOPLE
    assert busy.isdisjoint(j for row in rows for j in team(row))


def test_parts_of_the_world_propose_as_the_whole(state):
    q = setting()
    parts = [proposed(state, q, lo, hi) for lo, hi in ((0, 9), (9, 22), (22, SLOTS))]
    told = [(int(row.id), team(row)) for part in parts for row in part]
    assert told == [(int(row.id), team(row)) for row in proposed(state, q)]
    assert len(told) > PEOPLE


def test_too_little_room_is_said(state):
    assert proposed(state, setting(), room=5) == ROOM_NEEDED


@pytest.mark.parametrize(("share", "wanted"), [(0.0, 1.5), (0.4, 1.5 + 0.4 * 2.0), (1.0, 3.5)])
def test_teams_have_a_core_and_some_a_long_tail(share, wanted):
    q = setting({"teams.tail_share": share, "teams.tail_mean": 1.0}, core=1.5)
    seats = [seats_wanted(q, np.uint64(mix(np.uint64(n)))) for n in range(4_000)]
    assert np.mean(seats) == pytest.approx(wanted, abs=0.1)
    assert max(seats) <= TEAM - 1


@pytest.mark.parametrize("mean", [0.0, 0.3, 0.999, 1.0, 2.5, 8.0, 40.0, 2000.0])
def test_nobody_proposes_more_than_fits_a_quarter(mean):
    n = np.arange(5000)
    by_sum = (np.minimum(n, MOST_STARTS) * poisson.pmf(n, mean)).sum()
    assert expected_starts(mean) == pytest.approx(by_sum, rel=2e-6)
