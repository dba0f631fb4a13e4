"""Who leaves is gone from every list; who moves is in exactly one."""

import numpy as np
import pytest

from sim.dynamics.careers import GO, RISE, STAY
from sim.dynamics.departure import apply_careers, apply_moves, depart
from sim.dynamics.ties import holds, strengthen
from sim.world.state import EMPTY, HOME, MID, SENIOR
from sim.world.views import arrays_of
from tests.dynamics.making import HOMES, PLACES, SLOTS, put, quarter, town

PEOPLE = 20


@pytest.fixture
def world():
    """Four people in each institution: slot n in institution n modulo five."""
    state = town()
    for slot in range(PEOPLE):
        put(state, slot, slot % len(HOMES))
    return arrays_of(state)


def listed(w):
    """Slots on the list of each institution, and on the list of each place."""
    institutions = [w.roster[one.start : one.start + one.count].tolist() for one in w.institutions]
    places = [w.place_roster[one.start : one.start + one.count].tolist() for one in w.places]
    return institutions, places


def check_lists(w, present):
    institutions, places = listed(w)
    for n, slots in enumerate(institutions):
        assert sorted(slots) == [i for i in present if w.people[i].institution == n]
        assert [w.position[i] for i in slots] == list(range(len(slots)))
    for n, slots in enumerate(places):
        assert sorted(slots) == [i for i in present if w.people[i].place == n]
        assert [w.place_position[i] for i in slots] == list(range(len(slots)))


def test_who_leaves_is_on_no_list_and_the_others_stay_where_they_were(world):
    present = list(range(PEOPLE))
    for leaver in (7, 0, 19, 2, 12):
        depart(world, leaver)
        present.remove(leaver)
        assert world.people[leaver].stage == EMPTY
        check_lists(world, present)


def test_ties_to_who_left_hold_no_more_even_for_a_successor(world):
    strengthen(world, quarter(40), 4, 3, 1.0, HOME)
    strengthen(world, quarter(40), 3, 4, 1.0, HOME)
    assert holds(world, world.ties[4, 0])
    depart(world, 3)
    assert not holds(world, world.ties[4, 0])
    assert not world.ties["weight"][3].any()
    world.people[3].stage = MID
    world.people[3].key = 99
    assert not holds(world, world.ties[4, 0])


def test_who_leaves_takes_no_meeting_along(world):
    world.contacts[3, 0].dose = 4.0
    world.people[3].marks = 3
    depart(world, 3)
    assert not world.contacts["dose"][3].any()
    assert world.people[3].marks == 0


def test_fates_are_carried_out_and_leavers_counted(world):
    fate = np.full(SLOTS, STAY, np.int8)
    fate[[2, 5]], fate[[3, 4]] = GO, RISE
    assert apply_careers(world, np.arange(PEOPLE), fate) == 2
    stages = {2: EMPTY, 5: EMPTY, 3: SENIOR, 4: SENIOR}
    expected = [stages.get(i, MID) for i in range(PEOPLE)]
    assert world.people["stage"][:PEOPLE].tolist() == expected


def moved(w, who, to, fate=None):
    """Carry out moves; returns those between places as (origin, destination, slot)."""
    fate = np.full(SLOTS, STAY, np.int8) if fate is None else fate
    crossed = np.zeros((len(who), 3), np.int64)
    moves = (np.array(who), np.array(to))
    found = apply_moves(w, quarter(), np.arange(len(who)), moves, fate, crossed)
    return [tuple(row) for row in crossed[:found].tolist()]


def test_moves_between_places_are_told_and_moves_at_home_are_not(world):
    assert moved(world, [0, 5, 3], [2, 1, 4]) == [(0, 1, 0), (1, 2, 3)]
    assert world.people["institution"][[0, 5, 3]].tolist() == [2, 1, 4]
    assert world.people["place"][[0, 5, 3]].tolist() == [1, 0, 2]
    check_lists(world, list(range(PEOPLE)))


def test_who_leaves_research_does_not_move(world):
    fate = np.full(SLOTS, STAY, np.int8)
    fate[0] = GO
    assert moved(world, [0, 1], [4, 4], fate) == [(0, PLACES - 1, 1)]
    assert world.people[0].institution == 0
