"""How many papers a project brings, worked out by hand, and what they leave behind."""

import numpy as np
import pytest

from sim.dynamics.assembly import agreed
from sim.dynamics.output import (
    Finished,
    commit,
    expected_papers,
    finish,
    keep_present,
    release,
    teach,
)
from sim.dynamics.sequels import GONE
from sim.dynamics.ties import spans_places
from sim.dynamics.workload import RING
from sim.world.state import DOMAINS, SUPPORTED, TIES
from sim.world.views import CES, arrays_of
from tests.dynamics.making import PLACES, projects, put, quarter, town

NEED = 100.0
SCALE = 2.0
CARDS = {
    "output.scale": SCALE,
    "output.sequel_delay": 0.0,
    "output.coordination_border": 0.1,
    "output.coordination_member": 0.05,
    "compute.limited_share": 0.0,
    "compute.elasticity": 0.3,
    "compute.multiplier_cap": 4.0,
    "data.gain": 0.5,
    "data.periphery": 0.0,
    "cognition.base": 1.0,
    "cognition.novelty": 2.0,
    "cognition.reach": 1.0,
    "friction.withdrawal": 1.0,
}
AT_25 = 1.5 * 0.75
SAME_TOPIC = 1.0 / AT_25


def setting(cards=None, opened=0.0, **changed):
    access = np.full((PLACES, len(DOMAINS)), opened)
    return quarter(40, CARDS | (cards or {}), data_access=access, compute_need=NEED, **changed)


@pytest.fixture
def state():
    """Slots 0 to 5 at home (place 0), 6 and 7 abroad (place 2); everybody speaks English."""
    found = town()
    for slot in range(8):
        put(found, slot, 0 if slot < 6 else 4, english=255, load=1)
    return found


def mean(state, team, q=None, hours=None):
    """Papers expected; ``hours`` makes it a project that compute limits."""
    row = projects(state, team)[0]
    limited = hours is not None
    return expected_papers(
        arrays_of(state), q or setting(), row, limited, hours if limited else 0.0
    )


def test_somebody_alone_brings_the_scale_of_the_card(state):
    assert mean(state, (0,)) == pytest.approx(SCALE)


def test_partners_cost_coordination_and_borders_and_missing_language_more(state):
    assert mean(state, (0, 1)) == pytest.approx(SCALE * SAME_TOPIC * 0.95)
    assert mean(state, (0, 1, 2)) == pytest.approx(SCALE * SAME_TOPIC * 0.90)
    assert mean(state, (0, 1, 6)) == pytest.approx(SCALE * SAME_TOPIC * 0.80)
    state.people["english"][6] = 0
    assert mean(state, (0, 1, 6)) == pytest.approx(SCALE * SAME_TOPIC * 0.70)
    same = setting(language=np.zeros(PLACES, np.int8))
    assert mean(state, (0, 1, 6), same) == pytest.approx(SCALE * SAME_TOPIC * 0.80)


def test_partners_are_worth_most_neither_too_near_nor_too_far(state):
    half = [0.5, np.sqrt(0.75), *[0.0] * 6]
    state.people["topic"][1] = half
    assert mean(state, (0, 1)) == pytest.approx(SCALE * 0.95 * 2.0 * 0.5 / AT_25)
    state.people["topic"][1] = np.eye(len(DOMAINS))[3]
    assert mean(state, (0, 1)) == 0.0


def test_twice_the_hours_multiply_a_limited_project_by_two_to_the_elasticity(state):
    assert mean(state, (0,), hours=NEED) == pytest.approx(SCALE)
    few, many = (mean(state, (0,), hours=h) for h in (20.0, 40.0))
    assert many / few == pytest.approx(2.0**0.3)
    assert mean(state, (0,), hours=1e9) == pytest.approx(SCALE * 4.0)


def test_open_data_help_and_the_periphery_more(state):
    assert mean(state, (0,), setting(opened=0.4)) == pytest.approx(SCALE * 1.2)
    far = setting({"data.periphery": 1.0}, opened=0.4)
    assert mean(state, (0,), far) == pytest.approx(SCALE * (1 + 0.5 * 0.4 * 1.5))
    state.institutions["prestige"][0] = 1.0
    assert mean(state, (0,), far) == pytest.approx(SCALE * 1.2)


def test_inputs_that_complement_each_other_agree_at_the_reference_only(state):
    cards = {"output.ces_exponent": -1.0, "output.ces_compute": 0.25, "output.ces_data": 0.25}
    q = setting(cards, switches=np.array([0, CES], np.int64))
    assert mean(state, (0,), q, NEED) == pytest.approx(SCALE)
    assert mean(state, (0,), q, NEED / 2) == pytest.approx(SCALE / (0.75 + 0.25 * 2))


def finished(state, rows, q, offered=0.0):
    n = len(rows)
    papers, recorded, later = np.zeros((3, n), np.int16)
    done = Finished(papers, recorded, later, np.full(n, offered), np.zeros(n))
    finish(arrays_of(state), q, rows, np.arange(n), done)
    return done


def test_hours_do_not_matter_where_compute_limits_nothing(state):
    teams = [(0, 1)] * 50
    poor = finished(state, projects(state, *teams), setting(), offered=0.0)
    state.institutions["compute"] = 1e6
    rich = finished(state, projects(state, *teams), setting(), offered=500.0)
    assert poor.papers.tolist() == rich.papers.tolist()
    assert not rich.granted.any()
    assert not rich.hours.any()


def test_limited_projects_use_no_more_hours_than_they_need(state):
    q = setting({"compute.limited_share": 1.0})
    for own, used in ((30.0, 30.0), (700.0, NEED)):
        state.institutions["compute"] = own
        assert finished(state, projects(state, (0,), (6,)), q).hours.tolist() == [used, used]


def test_papers_are_as_many_as_expected_and_recorded_as_covered(state):
    rows = projects(state, *[(0,)] * 3_000)
    q = setting({"output.scale": 0.7}, coverage=np.full(PLACES, 0.6))
    done = finished(state, rows, q)
    assert done.papers.mean() == pytest.approx(0.7, abs=0.05)
    assert (done.recorded <= done.papers).all()
    assert done.recorded.sum() / done.papers.sum() == pytest.approx(0.6, abs=0.05)


def test_later_papers_are_put_off_and_none_is_lost(state):
    cards = {"output.sequel_delay": 1.0}
    rows = projects(state, *[(0,)] * 2_000)
    at_once = finished(state, rows.copy(), setting())
    spread = finished(state, rows, setting(cards))
    assert (spread.papers + spread.later == at_once.papers).all()
    assert ((spread.papers > 0) == (at_once.papers > 0)).all()
    further = at_once.papers.sum() - (at_once.papers > 0).sum()
    assert spread.later.sum() / further == pytest.approx(np.exp(-0.25), abs=0.03)
    assert (spread.recorded <= spread.papers).all()


def test_open_data_mark_the_projects_that_use_them(state):
    for opened, marks in ((0.0, 0), (0.2, SUPPORTED)):
        rows = projects(state, (0, 1))
        finished(state, rows, setting(opened=opened))
        assert rows[0].marks == marks


def test_a_project_gives_time_back_and_an_author_who_left_stays_an_author(state):
    row = projects(state, (0, 1, 2))[0]
    state.people["stage"][1] = -1
    release(arrays_of(state), row)
    assert row["seats"] == 3
    assert row.members[:3].tolist() == [0, GONE, 2]
    assert state.people["load"][[0, 1, 2, 3]].tolist() == [0, 1, 0, 1]


def test_a_successor_in_the_slot_is_not_charged_for_who_left(state):
    row = projects(state, (0, 1))[0]
    row.start = 30
    state.people["born"][1] = 31
    release(arrays_of(state), row)
    assert row.members[:2].tolist() == [0, GONE]
    assert state.people["load"][:2].tolist() == [0, 1]


def test_without_its_lead_a_project_is_lost_with_all_it_was_offered(state):
    rows = projects(state, (0, 1))
    state.people["stage"][0] = -1
    done = finished(state, rows, setting({"output.scale": 50.0}), offered=9.0)
    assert rows[0]["seats"] == 0
    assert done.papers[0] == done.granted[0] == done.hours[0] == 0
    assert state.people["load"][1] == 0


def test_friction_makes_foreign_partners_withdraw_and_nobody_else(state):
    rows, _w = projects(state, *[(0, 1, 6)] * 2_000), arrays_of(state)
    wall = setting(friction=np.full((PLACES, PLACES), 0.5))
    for row in rows:
        keep_present(wall, row)
    stayed = rows["seats"] == 3
    assert stayed.mean() == pytest.approx(np.exp(-0.5), abs=0.04)
    assert [bool(spans_places(row)) for row in rows] == stayed.tolist()
    assert (rows["members"][:, :2] == [0, 1]).all()
    assert (rows["at"][stayed][:, 2] == 2).all()


def begun_under(*frictions):
    """The friction of the quarters 0, 1, … between any two places, as projects remember it."""
    begun = np.zeros((RING, PLACES, PLACES))
    for quarter_of_start, friction in enumerate(frictions):
        begun[quarter_of_start % RING] = friction
    return begun


def stayed(state, now, begun, start=0, count=2_000):
    """Share of foreign partners who are still there at the end."""
    rows = projects(state, *[(0, 1, 6)] * count)
    rows["start"] = start
    q = setting(friction=np.full((PLACES, PLACES), now), friction_begun=begun)
    for row in rows:
        keep_present(q, row)
    return (rows["seats"] == 3).mean()


@pytest.mark.parametrize("start", [0, 7, RING - 1])
def test_a_project_begun_under_constant_friction_loses_nobody_at_its_end(state, start):
    assert stayed(state, 0.6, begun_under(*[0.6] * RING), start) == 1.0


def test_friction_that_has_grown_takes_partners_by_what_it_grew(state):
    before_the_shock, amid_it, after_it = 0, 1, 2
    begun = begun_under(0.1, 0.4, 0.7)
    assert stayed(state, 0.7, begun, before_the_shock) == pytest.approx(np.exp(-0.6), abs=0.04)
    assert stayed(state, 0.7, begun, amid_it) == pytest.approx(np.exp(-0.3), abs=0.04)
    assert stayed(state, 0.7, begun, after_it) == 1.0
    assert stayed(state, 0.2, begun, after_it) == 1.0


@pytest.mark.parametrize("at_start", [0.0, 0.3, 0.7])
def test_a_joint_paper_pays_the_friction_of_today_once_whenever_it_began(state, at_start):
    """Of a hundred invitations 50 become joint papers at 0.7, in one step or in two."""
    asked = quarter(friction=np.full((PLACES, PLACES), at_start))
    passed = np.mean([agreed(asked, row, 2) for row in projects(state, *[(0, 1)] * 2_000)])
    found = passed * stayed(state, 0.7, begun_under(at_start))
    assert found == pytest.approx(0.4966, abs=0.04)


def test_a_place_withdraws_whole_wherever_its_people_sit(state):
    wall = setting(friction=np.full((PLACES, PLACES), 0.5))
    one, other = projects(state, *[(0, 1, 6, 7)] * 200), projects(state, *[(0, 6, 1, 7)] * 200)
    for row in (*one, *other):
        keep_present(wall, row)
    assert one["seats"].tolist() == other["seats"].tolist()
    assert set(one["seats"].tolist()) == {2, 4}


def test_two_partners_whose_places_fall_out_part_although_their_lead_minds_neither(state):
    put(state, 8, 2)
    apart = np.zeros((PLACES, PLACES))
    apart[1, 2] = apart[2, 1] = 0.5
    for first, second in ((6, 8), (8, 6)):
        rows = projects(state, *[(0, first, second)] * 2_000)
        for row in rows:
            keep_present(setting(friction=apart), row)
        assert (rows["seats"] == 3).mean() == pytest.approx(np.exp(-0.5), abs=0.04)
        assert (rows["members"][:, :2] == [0, first]).all()


def test_an_author_who_left_research_may_still_withdraw(state):
    wall = setting(friction=np.full((PLACES, PLACES), 0.5))
    rows = projects(state, *[(0, 1, 6)] * 2_000)
    rows["members"][:, 2] = -1
    for row in rows:
        keep_present(wall, row)
    assert (rows["seats"] == 3).mean() == pytest.approx(np.exp(-0.5), abs=0.04)


def marks_of(state):
    names = ["slot", "weight", "strands", "channel"]
    people = state.people[["papers", "stamp"]].tolist()
    return people, state.ties[names].tolist()


def test_papers_tie_everybody_to_everybody_in_parts_as_in_the_whole(state):
    rows = projects(state, (0, 1, 6), (2, 3), (1, 4))
    rows[1].members[1] = GONE
    papers, order = np.array([2, 1, 0], np.int16), np.arange(3)
    parts = state.copy()
    commit(arrays_of(state), setting(), rows, order, papers, 0, 8)
    for lo, hi in ((3, 8), (0, 3)):
        commit(arrays_of(parts), setting(), rows, order, papers, lo, hi)
    assert marks_of(state) == marks_of(parts)
    assert state.people["papers"][:8].tolist() == [2, 2, 1, 0, 0, 0, 2, 0]
    known = {
        (i, int(state.ties[i, x]["slot"]), float(state.ties[i, x]["weight"]))
        for i in range(8)
        for x in range(TIES)
        if state.ties[i, x]["weight"] > 0
    }
    assert known == {(i, j, 2.0) for i in (0, 1, 6) for j in (0, 1, 6) if i != j}


def test_only_who_published_together_learns_from_each_other(state):
    state.people["topic"][:8] = np.eye(8)
    q = setting({"cognition.learning": 0.25})
    rows, papers = projects(state, (0, 1), (2, 3)), np.array([1, 0], np.int16)
    teach(arrays_of(state), q, rows, np.arange(2), papers)
    length = np.hypot(0.75, 0.25)
    assert state.people["topic"][0][:2] == pytest.approx([0.75 / length, 0.25 / length])
    assert state.people["topic"][1][:2] == pytest.approx([0.25 / length, 0.75 / length])
    assert (state.people["topic"][2:8] == np.eye(8)[2:]).all()
