"""Each paper counts once in every place of its team, and fractionally by author."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.recording import JointPapers, note_joint, record
from sim.model.record import new_tally
from sim.world.state import REPEAT
from sim.world.views import arrays_of
from tests.dynamics.making import HOMES, PLACES, projects, put, town

SEATS = {0: 0, 1: 2, 2: 4}


@pytest.fixture(scope="module")
def state():
    """Ten people in each place: slots 0-9, 10-19 and 20-29."""
    found = town()
    for place, institution in SEATS.items():
        assert HOMES[institution] == place
        for n in range(10):
            put(found, 10 * place + n, institution)
    return found


def team(*places):
    """Slots of as many different people, in the places named."""
    met: Counter[int] = Counter()
    slots = []
    for place in places:
        slots.append(10 * place + met[place])
        met[place] += 1
    return tuple(slots)


def counted(state, rows, papers, recorded):
    tally = new_tally(PLACES)
    written, known = np.array(papers, np.int16), np.array(recorded, np.int16)
    record(arrays_of(state), rows, np.arange(len(rows)), written, known, tally)
    return tally


def one(state, *places):
    return counted(state, projects(state, team(*places)), [1], [1])


def test_three_people_of_two_places_by_hand(state):
    tally = one(state, 0, 0, 1)
    assert tally.papers.tolist() == tally.international.tolist() == [1, 1, 0]
    assert tally.papers_fractional == pytest.approx([2 / 3, 1 / 3, 0])
    assert tally.joint.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert tally.joint_fractional == pytest.approx(tally.joint)


def test_three_people_of_three_places_by_hand(state):
    tally = one(state, 0, 1, 2)
    assert tally.papers.tolist() == [1, 1, 1]
    assert tally.papers_fractional == pytest.approx([1 / 3] * 3)
    assert tally.joint.tolist() == (1 - np.eye(3)).tolist()
    assert tally.joint_fractional == pytest.approx((1 - np.eye(3)) / 3)


def test_four_people_of_three_places_by_hand(state):
    fractions = one(state, 0, 0, 1, 2).joint_fractional
    assert fractions == pytest.approx(np.array([[0, 0.4, 0.4], [0.4, 0, 0.2], [0.4, 0.2, 0]]))


def test_three_people_of_one_place_have_no_joint_paper(state):
    tally = one(state, 1, 1, 1)
    assert tally.papers.tolist() == [0, 1, 0]
    assert tally.papers_fractional == pytest.approx([0, 1, 0])
    assert not tally.joint.any()
    assert not tally.international.any()
    assert not tally.channels.any()


def test_papers_that_nobody_indexed_are_joint_papers_all_the_same(state):
    tally = counted(state, projects(state, team(0, 1)), [3], [1])
    assert tally.joint[0, 1] == tally.joint[1, 0] == 1
    assert tally.joint_latent[0, 1] == tally.joint_latent[1, 0] == 3
    assert tally.total.tolist() == [1, 3]


def test_an_author_who_left_counts_where_the_work_began(state):
    rows = projects(state, team(0, 1))
    rows[0].members[1] = -1
    assert counted(state, rows, [1], [1]).joint[0, 1] == 1


def test_only_papers_across_borders_have_a_channel(state):
    rows = projects(state, team(0, 1), team(0, 0))
    rows["channel"][:] = REPEAT
    tally = counted(state, rows, [2, 2], [2, 1])
    assert tally.channels.tolist() == [2.0 if n == REPEAT else 0.0 for n in range(8)]


def by_hand(teams, recorded):
    """The same counts from the definitions, one paper at a time."""
    papers, fractional, joint = np.zeros(PLACES), np.zeros(PLACES), np.zeros((PLACES, PLACES))
    for places, number in zip(teams, recorded, strict=True):
        share = np.bincount(places, minlength=PLACES) / len(places)
        papers += number * (share > 0)
        fractional += number * share
        for a, b in combinations(sorted(set(places)), 2):
            joint[a, b] += number
            joint[b, a] += number
    return papers, fractional, joint


places = st.lists(st.integers(0, PLACES - 1), min_size=1, max_size=10)
written = st.tuples(places, st.integers(0, 8), st.integers(0, 8))


@given(st.lists(written, min_size=1, max_size=20))
def test_the_parts_of_papers_add_up_to_papers(state, works):
    teams = [team_places for team_places, _, _ in works]
    papers = [number for _, number, _ in works]
    recorded = [min(number, known) for _, number, known in works]
    tally = counted(state, projects(state, *(team(*t) for t in teams)), papers, recorded)
    whole, fractional, joint = by_hand(teams, recorded)
    assert tally.papers == pytest.approx(whole)
    assert tally.joint == pytest.approx(joint)
    assert tally.papers_fractional == pytest.approx(fractional)
    assert tally.papers_fractional.sum() == pytest.approx(sum(recorded))
    several = sum(n for t, n in zip(teams, recorded, strict=True) if len(set(t)) > 1)
    assert tally.joint_fractional.sum() / 2 == pytest.approx(several)
    assert tally.channels.sum() == several
    assert (tally.international <= tally.papers).all()
    assert (tally.joint <= tally.joint_latent).all()
    assert tally.joint_fractional == pytest.approx(tally.joint_fractional.T)


def test_the_order_of_projects_does_not_matter(state):
    rows = projects(state, team(0, 1), team(1, 2, 2), team(0, 0, 2), team(1))
    papers, recorded = [3, 1, 2, 4], [2, 1, 2, 3]
    back = [3, 2, 1, 0]
    tallies = (
        counted(state, rows, papers, recorded),
        counted(state, rows[back], np.array(papers)[back], np.array(recorded)[back]),
    )
    for field, other in zip(*tallies, strict=True):
        assert field == pytest.approx(other)


def test_papers_between_two_places_are_listed_with_who_wrote_them(state):
    rows = projects(state, team(0, 1), team(0, 2), team(2, 1, 0), team(1, 0))
    project, pair, lead = (np.zeros(4, np.uint64) for _ in range(3))
    out = JointPapers(project, pair, lead, np.zeros(4, np.int8), np.zeros(4, np.int64))
    papers = np.array([1, 1, 2, 0], np.int16)
    found = note_joint(arrays_of(state), rows, np.arange(4), papers, (0, 1), out)
    assert found == 2
    assert out.project[:2].tolist() == [rows[0].id, rows[2].id]
    assert out.number[:2].tolist() == [1, 2]
    assert out.lead[:2].tolist() == [int(state.ids[0]), int(state.ids[20])]
    assert out.pair[0] == out.pair[1]
