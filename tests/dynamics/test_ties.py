"""Ties fade by halves, grow with joint papers, and end with those who held them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chance import mix
from sim.dynamics.ties import (
    MOST_STRANDS,
    OLDEST,
    add_strand,
    count_ties,
    cut_all,
    decay_table,
    forget,
    holds,
    pick_tie,
    strength,
    strength_towards,
    strengthen,
    strongest_in,
)
from sim.world.state import HOME, REPEAT, TIES
from sim.world.views import arrays_of
from tests.dynamics.making import projects, put, quarter, town

EGO = 0
STEADY = {"ties.half_life": 2.0, "ties.multiplex_gain": 0.5}


@pytest.fixture
def world():
    """Twenty people of one institution, one of another place; nobody knows anybody."""
    state = town()
    for slot in range(21):
        put(state, slot, 0 if slot < 20 else 2)
    return arrays_of(state)


def tie_towards(w, i, j):
    found = [
        w.ties[i, x] for x in range(TIES) if w.ties[i, x].weight > 0 and w.ties[i, x].slot == j
    ]
    assert len(found) <= 1
    return found[0] if found else None


def partner(w, i, chosen):
    return int(w.ties[i, chosen].slot) if chosen >= 0 else -1


@pytest.mark.parametrize(
    ("strands", "years", "left"),
    [(0, 2, 0.5), (0, 4, 0.25), (0, 1, 2**-0.5), (2, 4, 0.5), (2, 8, 0.25), (3, 5, 0.5), (1, 0, 1)],
)
def test_a_tie_halves_every_half_life_longer_with_each_strand(strands, years, left):
    table = decay_table(2.0, 0.5)
    assert table[strands, 4 * years] == pytest.approx(left, rel=1e-6)


@given(st.floats(0.3, 20.0), st.floats(0.0, 2.0))
def test_ties_only_fade_and_slower_with_more_strands(half_life, gain):
    table = decay_table(half_life, gain)
    assert table.shape == (MOST_STRANDS + 1, OLDEST)
    assert (np.diff(table, axis=1) <= 0).all()
    assert (np.diff(table, axis=0) >= 0).all()


def test_a_second_paper_adds_to_what_is_left_of_the_first(world):
    strengthen(world, quarter(40, STEADY), EGO, 5, 3.0, REPEAT)
    strengthen(world, quarter(48, STEADY), EGO, 5, 1.0, HOME)
    tie = tie_towards(world, EGO, 5)
    assert tie.weight == pytest.approx(3.0 / 2 + 1.0)
    assert (tie.last, tie.channel) == (48, REPEAT)
    assert strength(tie, quarter(56, STEADY)) == pytest.approx(2.5 / 2)


def test_a_tie_has_a_direction(world):
    strengthen(world, quarter(), EGO, 5, 1.0, HOME)
    assert tie_towards(world, 5, EGO) is None


def test_a_new_tie_takes_the_place_of_the_faintest(world):
    now = quarter(40, STEADY)
    for other in range(1, TIES + 1):
        strengthen(world, now, EGO, other, 0.5 if other == 7 else 1.0, HOME)
    strengthen(world, now, EGO, 20, 0.1, HOME)
    assert tie_towards(world, EGO, 7) is None
    assert tie_towards(world, EGO, 20).weight == pytest.approx(0.1)
    assert sum(tie_towards(world, EGO, j) is not None for j in range(1, 21)) == TIES


def test_the_faintest_today_may_have_been_the_strongest(world):
    strengthen(world, quarter(0, STEADY), EGO, 1, 10.0, HOME)
    for other in range(2, TIES + 1):
        strengthen(world, quarter(80, STEADY), EGO, other, 1.0, HOME)
    strengthen(world, quarter(80, STEADY), EGO, 20, 1.0, HOME)
    assert tie_towards(world, EGO, 1) is None


def test_an_empty_row_is_used_before_anything_is_forgotten(world):
    for other in range(1, TIES + 1):
        strengthen(world, quarter(), EGO, other, 1.0, HOME)
    forget(world, EGO, 9)
    strengthen(world, quarter(), EGO, 20, 1.0, HOME)
    remembered = {int(world.ties[EGO, x].slot) for x in range(TIES)}
    assert remembered == {*range(1, TIES + 1), 20} - {9}


def test_another_strand_is_added_up_to_a_bound(world):
    strengthen(world, quarter(), EGO, 5, 1.0, HOME)
    for _ in range(MOST_STRANDS + 2):
        add_strand(world, EGO, 5)
    add_strand(world, EGO, 6)
    assert tie_towards(world, EGO, 5).strands == MOST_STRANDS
    assert tie_towards(world, EGO, 6) is None


def picked(w, q, count, team=None):
    team = team if team is not None else projects_of_nobody()
    draws = [np.uint64(mix(np.uint64(n))) for n in range(count)]
    return [partner(w, EGO, pick_tie(w, q, EGO, draw, team)) for draw in draws]


def projects_of_nobody():
    return projects(town(), ())[0]


def test_partners_are_picked_in_proportion_to_the_strength_of_ties(world):
    now = quarter(48, STEADY)
    strengthen(world, quarter(40, STEADY), EGO, 3, 4.0, HOME)
    strengthen(world, now, EGO, 4, 1.0, HOME)
    strengthen(world, now, EGO, 5, 5.0, HOME)
    counts = np.bincount(picked(world, now, 6_000), minlength=6)
    assert counts[3:6] / 6_000 == pytest.approx([0.25, 0.125, 0.625], abs=0.02)


def test_a_tie_that_was_not_used_may_fade_away_and_nothing_changes(world):
    now = quarter()
    for other in range(1, 9):
        strengthen(world, now, EGO, other, 1.0, HOME)
    before = picked(world, now, 300)
    forget(world, EGO, 4)
    after = picked(world, now, 300)
    assert {one for one, other in zip(before, after, strict=True) if one != other} == {4}


def test_nobody_is_picked_who_is_in_the_team_already(world):
    now = quarter()
    for other in (3, 4, 5):
        strengthen(world, now, EGO, other, 1.0, HOME)
    state = town()
    for slot in range(6):
        put(state, slot, 0)
    assert set(picked(world, now, 100, projects(state, (EGO, 3, 5))[0])) == {4}


def test_who_left_research_is_passed_over_for_the_next(world):
    now = quarter()
    for other in (3, 4):
        strengthen(world, now, EGO, other, 1.0, HOME)
    before = picked(world, now, 100)
    world.people[3].stage = -1
    assert set(before) == {3, 4}
    assert set(picked(world, now, 100)) == {4}
    world.people[4].stage = -1
    assert set(picked(world, now, 100)) == {-1}


def test_however_many_have_left_research_the_one_who_is_still_there_is_found(world):
    now = quarter()
    for other in range(1, TIES + 1):
        strengthen(world, now, EGO, other, 1.0, HOME)
    world.people["stage"][1:TIES] = -1
    assert set(picked(world, now, 50)) == {TIES}


def test_what_is_left_of_a_faint_tie_is_not_used(world):
    strengthen(world, quarter(0, STEADY), EGO, 3, 1.0, HOME)
    later = {years: quarter(4 * years, STEADY) for years in (39, 40)}
    assert [set(picked(world, now, 10)) for now in later.values()] == [{3}, {-1}]


def test_a_successor_in_the_slot_is_not_taken_for_who_left(world):
    strengthen(world, quarter(40), EGO, 5, 1.0, HOME)
    tie = tie_towards(world, EGO, 5)
    assert holds(world, tie)
    world.people[5].key = 99
    assert not holds(world, tie)
    strengthen(world, quarter(44), EGO, 5, 1.0, HOME)
    assert sum(world.ties[EGO, x].weight > 0 for x in range(TIES)) == 2


def test_cutting_every_tie_cuts_it_on_both_sides(world):
    now = quarter()
    for other in (3, 4):
        strengthen(world, now, EGO, other, 1.0, HOME)
        strengthen(world, now, other, EGO, 1.0, HOME)
    strengthen(world, now, 3, 4, 1.0, HOME)
    cut_all(world, EGO)
    assert not any(world.ties[EGO, x].weight > 0 for x in range(TIES))
    assert tie_towards(world, 3, EGO) is tie_towards(world, 4, EGO) is None
    assert tie_towards(world, 3, 4) is not None


def test_ties_are_counted_where_the_partners_are_now(world):
    now = quarter(40, STEADY)
    strengthen(world, now, EGO, 3, 1.0, HOME)
    strengthen(world, now, EGO, 4, 2.5, HOME)
    strengthen(world, now, EGO, 20, 0.5, HOME)
    assert strength_towards(world, now, EGO, 0) == pytest.approx(3.5)
    assert strength_towards(world, now, EGO, 1) == pytest.approx(0.5)
    assert strongest_in(world, now, EGO, 0) == 4
    assert strongest_in(world, now, EGO, 2) == -1
    counts = np.full(3, 9.0)
    count_ties(world, now, EGO, counts)
    assert counts.tolist() == [2.0, 1.0, 0.0]
