"""Later papers of a project: when they appear, whose they are, and that none is lost."""

import numpy as np
import pytest

from sim.dynamics.sequels import GONE, appear, covered, put_off, wait
from sim.dynamics.workload import FREE, RING, empty_pool
from sim.world.state import SEQUEL, SUPPORTED
from sim.world.views import arrays_of, records
from tests.dynamics.making import PLACES, projects, put, quarter, town

DELAY = 0.5
NOW = 40


def setting(**changed):
    return quarter(NOW, {"output.sequel_delay": DELAY}, **changed)


@pytest.fixture
def state():
    found = town()
    for slot in range(4):
        put(found, slot, 0)
    return found


def waits(p, count=4_000):
    q = setting()
    return np.array([wait(q, np.uint64(7 * n), p) for n in range(count)])


def test_the_first_paper_appears_as_the_project_ends():
    assert not waits(0, 50).any()


@pytest.mark.parametrize("p", [1, 7])
def test_each_further_paper_waits_for_an_exponential_time(p):
    found = waits(p)
    for quarters in (1, 2, 4):
        share = np.exp(-quarters / (4.0 * DELAY))
        assert (found >= quarters).mean() == pytest.approx(share, abs=0.025)
    assert found.max() < RING


def test_what_a_project_owes_is_filed_for_the_quarters_it_waits_for(state):
    rows = projects(state, (0, 1), (2,), (3, 0))
    q, (pool, due) = setting(), empty_pool(20)
    due[[0, 2]] = 5
    rows["marks"][2] = SUPPORTED
    at = [[p for p in range(1, 40) if wait(q, row.id, p) > 0][:2] for row in records(rows)]
    filed = put_off(q, records(rows), np.array([2, 0, 1], np.int16), records(pool), due)
    assert filed == 3
    where = [1, 3, 4]
    owed = ((0, at[0][0]), (0, at[0][1]), (2, at[2][0]))
    expected = [(NOW + wait(q, rows["id"][r], p)) % RING for r, p in owed]
    assert due[where].tolist() == expected
    assert (due != FREE).sum() == 5
    assert pool["marks"][where].tolist() == [SEQUEL, SEQUEL, SUPPORTED | SEQUEL]
    assert pool["members"][where, 0].tolist() == [0, 0, 3]
    assert len({*pool["id"][where].tolist(), *rows["id"].tolist()}) == 6


def test_who_has_left_research_stays_an_author_and_a_successor_in_the_slot_is_none(state):
    rows = projects(state, (0, 1, 2))
    state.people["stage"][1] = -1
    state.people["born"][2] = rows["start"][0] + 1
    load = state.people["load"].copy()
    appear(arrays_of(state), setting(), records(rows), *np.zeros((2, 1), np.int16))
    assert rows["members"][0, :3].tolist() == [0, GONE, GONE]
    assert rows["seats"][0] == 3
    assert (state.people["load"] == load).all()


def test_later_papers_are_recorded_as_their_day_covers(state):
    rows = projects(state, *[(0,)] * 2_000)
    papers, recorded = np.zeros((2, len(rows)), np.int16)
    q = setting(coverage=np.full(PLACES, 0.6))
    appear(arrays_of(state), q, records(rows), papers, recorded)
    assert papers.all()
    assert recorded.mean() == pytest.approx(0.6, abs=0.04)


def test_what_one_place_writes_alone_may_stand_in_outlets_that_are_not_indexed(state):
    """Of 0.6 that is covered, half of what is written at home; across borders all of it."""
    home, abroad = 0, 1
    state.people["place"][abroad] = state.people["place"][home] + 1
    q = setting(coverage=np.full(PLACES, 0.6), home_coverage=np.full(PLACES, 0.5))
    rows = records(projects(state, (home,), (home, abroad)))
    assert [covered(q, row) for row in rows] == pytest.approx([0.3, 0.6])


def test_without_its_lead_a_later_paper_is_lost(state):
    rows = projects(state, (0, 1))
    state.people["stage"][0] = -1
    papers, recorded = np.ones((2, 1), np.int16)
    appear(arrays_of(state), setting(coverage=np.ones(PLACES)), records(rows), papers, recorded)
    assert (papers[0], recorded[0], rows["seats"][0]) == (0, 0, 0)
