"""Nobody takes on more than fits, whoever asks first, and projects end when they should."""

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.workload import (
    RING,
    begin,
    crowd_of,
    drop_refused,
    empty_pool,
    ending,
    lag_table,
    settle,
    widen,
)
from sim.world.state import WORK
from sim.world.views import arrays_of, records
from tests.dynamics.making import SLOTS, projects, put, quarter, town

BUDGET = 3
CARDS = {"projects.time_budget": float(BUDGET)}
PEOPLE = 8
teams = st.lists(
    st.lists(st.integers(0, PEOPLE - 1), min_size=1, max_size=5, unique=True).map(tuple),
    min_size=1,
    max_size=25,
)
loads = st.lists(st.integers(0, BUDGET), min_size=PEOPLE, max_size=PEOPLE)


def people(load):
    state = town()
    for slot in range(PEOPLE):
        put(state, slot, 0, load=load[slot])
    return state


def settled(state, rows):
    """Who is left in each project, by identity, after everybody sorted out their time."""
    crowd = crowd_of(SLOTS)
    rows = rows.copy()
    settle(arrays_of(state), quarter(40, CARDS), rows, len(rows), crowd)
    assert not crowd.wanted.any()
    return {int(row.id): tuple(row.members[: row["seats"]].tolist()) for row in rows}


@given(teams, loads)
def test_nobody_is_above_budget(wanted, load):
    state = people(load)
    kept = settled(state, projects(state, *wanted))
    taken = np.array(load)
    for team in kept.values():
        np.add.at(taken, list(team), 1)
    assert (taken <= BUDGET).all()


@given(teams, loads, st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(wanted, load, chance):
    state = people(load)
    rows = projects(state, *wanted)
    order = list(range(len(rows)))
    chance.shuffle(order)
    assert settled(state, rows) == settled(state, rows[order])


@given(teams, loads)
def test_who_is_not_overbooked_keeps_every_invitation(wanted, load):
    state = people(load)
    rows = projects(state, *wanted)
    asked = np.bincount([j for team in wanted for j in team], minlength=PEOPLE) + load
    kept = settled(state, rows)
    for row in rows:
        before = row.members[: row["seats"]].tolist()
        after = kept[int(row.id)]
        if asked[before[0]] <= BUDGET:
            assert after[0] == before[0]
            assert {j for j in before if asked[j] <= BUDGET} <= set(after)
            assert [j for j in before if j in after] == list(after)


def test_an_overbooked_person_keeps_as_many_as_fit():
    state = people([1, *[0] * 7])
    kept = settled(state, projects(state, (1, 0), (2, 0), (3, 0), (4, 0)))
    assert sum(0 in team for team in kept.values()) == BUDGET - 1
    assert all(team[0] == lead for team, lead in zip(kept.values(), (1, 2, 3, 4), strict=True))


def test_without_its_lead_there_is_no_project():
    state = people([BUDGET, *[0] * 7])
    assert settled(state, projects(state, (0, 1), (1, 2))) == {7_000: (), 7_001: (1, 2)}


def test_closing_the_ranks_keeps_the_address_of_each():
    state = people([0] * 8)
    row = projects(state, (1, 2, 3))[0]
    row.at[:3] = [0, 1, 2]
    row.members[1] = -3
    drop_refused(row)
    assert row["seats"] == 2
    assert row.members[:2].tolist() == [1, 3]
    assert row.at[:2].tolist() == [0, 2]


@given(st.floats(0.5, 4.0), st.floats(1.0, 10.0))
def test_projects_take_at_least_a_quarter_and_end_some_day(mean, shape):
    table = lag_table(mean, shape)
    assert table[0] == 0.0
    assert table[-1] == 1.0
    assert (np.diff(table) >= 0.0).all()


def test_projects_take_the_years_of_the_card_on_average():
    lengths = (1.0 - lag_table(2.0, 4.0)).sum()
    assert lengths == pytest.approx(4 * 2.0 + 0.5, abs=0.05)


class Pool:
    """A pool of projects, as a run keeps it."""

    def __init__(self, room):
        self.rows, self.due = empty_pool(room)

    def begin(self, state, rows, t):
        w, q = arrays_of(state), quarter(t)
        return begin(w, q, rows, len(rows), records(self.rows), self.due)

    def ending(self, t):
        return records(np.take(self.rows, ending(self.due, t % RING)))


def test_every_project_ends_once_within_eight_years():
    state, pool = people([0] * 8), Pool(100)
    rows = projects(state, *[(n % 8, (n + 1) % 8) for n in range(60)])
    assert pool.begin(state, rows, 40) == 60
    ended = [pool.ending(t)["id"].tolist() for t in range(40, 40 + RING)]
    assert ended[0] == []
    assert sorted(chain.from_iterable(ended)) == rows["id"].tolist()
    later = np.array([len(found) for found in ended]) @ np.arange(RING) / 60
    years = quarter(40).theta[0].projects_lag_mean
    assert later == pytest.approx(4 * years + 0.5, abs=2.0)


def test_beginning_takes_everybodys_time_and_a_lapsed_project_takes_none():
    state, pool = people([0] * 8), Pool(10)
    rows = projects(state, (0, 1), (0, 2), (3, 4))
    rows[2]["seats"] = 0
    assert pool.begin(state, rows, 40) == 2
    assert state.people["load"][:5].tolist() == [2, 1, 1, 0, 0]


def test_what_ends_is_what_began():
    state, pool = people([0] * 8), Pool(10)
    rows = projects(state, (2, 5, 7))
    rows[0].domain, rows[0].channel, rows[0].start = 4, 1, 40
    pool.begin(state, rows, 40)
    (ended,) = (found for found in (pool.ending(t) for t in range(40, 73)) if len(found))
    assert all(np.array_equal(ended[0][name], rows[0][name]) for name in WORK.names or ())


def test_a_wider_pool_holds_the_old_projects_and_new_ones():
    state, pool = people([0] * 8), Pool(4)
    first = projects(state, (0,), (1,), (2,))
    pool.begin(state, first, 40)
    pool.rows, pool.due = widen(pool.rows, pool.due, 20)
    second = projects(state, *[(n % 8,) for n in range(21)])
    second["id"] += 500
    assert pool.begin(state, second, 40) == 21
    ended = sorted(int(i) for t in range(40, 73) for i in pool.ending(t)["id"])
    assert ended == sorted([*first["id"].tolist(), *second["id"].tolist()])


def test_rows_that_were_freed_are_used_again():
    state, pool = people([0] * 8), Pool(5)
    for t in range(40, 400, RING):
        assert pool.begin(state, projects(state, *[(n,) for n in range(5)]), t) == 5
        assert sum(len(pool.ending(u)) for u in range(t, t + RING)) == 5
