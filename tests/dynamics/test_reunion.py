"""Past partners come back: whose ties are asked, and who takes the seat."""

import numpy as np
import pytest

from sim.chance import mix
from sim.dynamics.assembly import begin_team, fill_one
from sim.dynamics.reunion import spokesman
from sim.dynamics.ties import spans_places, strengthen
from sim.world.state import HOME, REPEAT, TEAM, WORK
from sim.world.views import arrays_of, records
from tests.dynamics.making import PLACES
from tests.dynamics.proposing import peopled, proposed, setting, team

WALL = 100.0 * (1.0 - np.eye(PLACES))


@pytest.fixture
def state():
    return peopled()


def test_with_repeats_only_past_partners_are_invited(state):
    w, q = (
        arrays_of(state),
        setting(
            {"assembly.incumbent": 1.0, "assembly.repeat": 1.0, "assembly.triad": 0.0}, core=4.0
        ),
    )
    circle = range(TEAM)
    for i in circle:
        for j in circle:
            if i != j:
                strengthen(w, q, i, j, 1.0, REPEAT)
    rows = proposed(state, q, 0, TEAM)
    assert max(j for row in rows for j in team(row)) < TEAM
    assert {int(row.channel) for row in rows if spans_places(row)} == {REPEAT}


def spokesmen(state, papers, place=0):
    """Who speaks, over many teams of lead 0 with one partner of so many papers."""
    w, row = arrays_of(state), records(np.zeros(1, WORK))[0]
    row.members[:2], row.at[:2], row.seats = (0, 1), (0, place), 2
    state.people["papers"][:2] = (0, papers)
    found = set()
    for n in range(40):
        row.id = np.uint64(mix(np.uint64(n)))
        found.add(spokesman(w, row, 1))
    return found


def test_authors_of_the_leads_country_speak_and_newcomers_do_not(state):
    assert spokesmen(state, papers=1) == {0, 1}
    assert spokesmen(state, papers=0) == {0}
    assert spokesmen(state, papers=1, place=1) == {0}


def brought_by_lead(state, reunion):
    """Whom lead 0 of a team with 1 brings, over many teams; 0 knows 2 to 9, 1 knows 7 to 9."""
    w = arrays_of(state)
    for j in range(2, TEAM):
        strengthen(w, setting(), 0, j, 1.0, REPEAT)
    for j in range(7, TEAM):
        strengthen(w, setting(), 1, j, 1.0, REPEAT)
    cards = {"assembly.incumbent": 1.0, "assembly.repeat": 1.0, "assembly.triad": 0.0}
    q = setting(cards | {"assembly.reunion": reunion})
    row = records(np.zeros(1, WORK))[0]
    found = []
    for n in range(200):
        begin_team(w, q, 0, np.uint64(mix(np.uint64(n))), 1, HOME, row)
        fill_one(w, q, row, 1)
        found.append(team(row)[-1])
    return np.array(found)


def test_in_a_reunion_whom_two_of_the_team_know_comes_first(state):
    state.people["papers"][:2] = (3, 0)
    never, often, always = (brought_by_lead(state, share) for share in (0.0, 0.5, 1.0))
    assert set(never) == set(range(2, TEAM))
    assert set(always) == {7, 8, 9}
    same = never >= 7
    assert (always[same] == never[same]).all()
    assert (never >= 7).mean() < (often >= 7).mean() < 1.0


def test_a_reunion_is_with_those_still_in_research_or_else_a_seat_like_others(state):
    state.people["papers"][:2] = (3, 0)
    state.people["stage"][7:9] = -1
    assert set(brought_by_lead(state, 1.0)) == {9}
    state.people["stage"][9] = -1
    assert set(brought_by_lead(state, 1.0)) == set(range(2, 7))


def test_where_nobody_else_knows_anybody_a_reunion_is_a_seat_like_others(state):
    state.people["papers"][:2] = (3, 0)
    w = arrays_of(state)
    for j in range(2, TEAM):
        strengthen(w, setting(), 0, j, 1.0, REPEAT)
    cards = {"assembly.incumbent": 1.0, "assembly.repeat": 1.0, "assembly.triad": 0.0}
    sides = [
        [team(row) for row in proposed(state, setting(cards | {"assembly.reunion": x}), 0, 1)]
        for x in (0.0, 1.0)
    ]
    assert sides[0] == sides[1] != []
