"""Moves need an opportunity; destinations attract by weight, ties and home."""

import math

import numpy as np
import pytest

from sim.chance import mix
from sim.dynamics.careers import AGES, GO, decide_careers
from sim.dynamics.mobility import (
    decide_moves,
    destination,
    expect_moves,
    host_in,
    most_opportunity,
    opportunity,
    relocate,
    ties_after_move,
)
from sim.dynamics.ties import strengthen
from sim.world.state import BOUND, DUAL, HOME, VISITING
from sim.world.views import arrays_of
from tests.dynamics.making import HOMES, PLACES, SLOTS, put, quarter, town

EGO = 0
PLAIN = {
    "mobility.ties": 1.0,
    "mobility.home": 0.0,
    "mobility.quality": 0.0,
    "mobility.domestic": 0.0,
    "mobility.abroad": 1.0,
}
WEIGHTS = np.array([[9.0, 1.0, 3.0], [1.0, 9.0, 1.0], [1.0, 1.0, 9.0]])


def setting(cards=None, rate=0.0, weights=WEIGHTS, ends=0.0):
    return quarter(
        40,
        PLAIN | (cards or {}),
        exit_hazard=np.full(AGES, ends),
        out_rate=np.full(PLACES, rate),
        move_stage=np.ones(4),
        move_weight=weights,
    )


@pytest.fixture
def world():
    """Thirty people, six in each institution: slot n in institution n modulo five."""
    state = town()
    for slot in range(30):
        put(state, slot, slot % len(HOMES))
    return arrays_of(state)


def base(n):
    return np.uint64(mix(np.uint64(n)))


def moves(w, q, lo=0, hi=SLOTS):
    who, to = np.zeros(SLOTS, np.int64), np.zeros(SLOTS, np.int64)
    found = decide_moves(w, q, lo, hi, who, to)
    return list(zip(who[:found].tolist(), to[:found].tolist(), strict=True))


def shares(w, q, draws=4_000):
    """Share of each place among the destinations of one researcher."""
    counts = np.zeros(PLACES)
    chosen = [destination(w, q, EGO, base(n), counts) for n in range(draws)]
    return np.bincount(chosen, minlength=PLACES) / draws


def test_without_opportunities_nobody_moves(world):
    assert moves(world, setting()) == []


def test_with_certain_opportunities_everybody_leaves_except_visitors(world):
    world.people[7].marks = VISITING
    found = moves(world, setting(rate=10.0))
    assert [i for i, _ in found] == [i for i in range(30) if i != 7]
    assert all(HOMES[to] != world.people[i].place for i, to in found)


def test_whom_a_clause_binds_moves_at_home_alone(world):
    world.people["marks"][:30] = BOUND
    assert moves(world, setting(rate=10.0)) == []
    found = moves(world, setting({"mobility.domestic": 4.0}, 10.0))
    assert found
    assert all(HOMES[to] == world.people[i].place for i, to in found)


def test_moves_at_home_stay_at_home(world):
    found = moves(world, setting({"mobility.domestic": 4.0}))
    assert found
    assert all(HOMES[to] == world.people[i].place for i, to in found)
    assert all(to != world.people[i].institution for i, to in found)


def test_opportunities_come_at_the_rate_of_the_place_and_more_often_to_those_abroad(world):
    found = [len(moves(world, setting(rate=0.2)._replace(key=np.uint64(n)))) for n in range(100)]
    assert np.mean(found) / 30 == pytest.approx(0.2, abs=0.03)
    world.people["origin"][:30] = (world.people["place"][:30] + 1) % PLACES
    q = setting({"mobility.abroad": 3.0}, 0.2)
    found = [len(moves(world, q._replace(key=np.uint64(n)))) for n in range(100)]
    assert np.mean(found) / 30 == pytest.approx(0.6, abs=0.04)


def test_the_rate_is_that_of_those_who_are_seen_afterwards(world):
    # half leave research in the quarter: 0.4 decide to move, and 0.2 of everybody is seen to
    q = setting(rate=0.2, ends=0.5)
    assert opportunity(world, q, EGO) == pytest.approx(0.4)
    seen = 0
    for n in range(200):
        now = q._replace(key=np.uint64(n))
        fate = np.zeros(SLOTS, np.int8)
        decide_careers(world, now, 0, SLOTS, fate)
        seen += sum(fate[i] != GO for i, _ in moves(world, now))
    assert seen / 200 / 30 == pytest.approx(0.2, abs=0.02)


def test_whom_nothing_can_take_out_of_research_moves_at_the_plain_rate(world):
    world.people["marks"][EGO] = DUAL
    assert opportunity(world, setting(rate=0.2, ends=0.5), EGO) == pytest.approx(0.2)


@pytest.mark.parametrize("quality", [-4.0, -1.0, -0.3, 0.0, 0.3, 1.0, 4.0])
def test_what_rules_an_opportunity_out_is_never_below_its_chance(world, quality):
    world.people[EGO].quality = quality
    q = setting({"mobility.quality": 1.0, "mobility.abroad": 3.0}, rate=0.2, ends=0.5)
    for origin in (world.people[EGO].place, world.people[EGO].place + 1):
        world.people[EGO].origin = origin
        most = most_opportunity(world, q, EGO)
        assert most >= opportunity(world, q, EGO) * (1.0 - 1e-15) > 0.0
        assert most < math.inf or abs(quality) > 1.0


def test_at_the_last_age_nothing_is_divided_by_nothing(world):
    assert opportunity(world, setting(rate=0.2, ends=1.0), EGO) == pytest.approx(0.2)


def test_parts_of_the_world_decide_as_the_whole(world):
    q = setting({"mobility.domestic": 1.0}, 0.4)
    parts = moves(world, q, 0, 11) + moves(world, q, 11, SLOTS)
    assert parts == moves(world, q)
    assert 0 < len(parts) < 30


def test_without_ties_destinations_share_by_weight(world):
    assert shares(world, setting()) == pytest.approx([0.0, 0.25, 0.75], abs=0.03)


def test_a_place_without_weight_attracts_nobody(world):
    assert shares(world, setting(weights=WEIGHTS * [1.0, 1.0, 0.0]), 200)[2] == 0.0


def test_ties_and_home_attract(world):
    even = np.ones((PLACES, PLACES))
    q = setting(weights=even)
    strengthen(world, q, EGO, 2, 1.0, HOME)
    assert shares(world, q) == pytest.approx([0.0, 2 / 3, 1 / 3], abs=0.03)
    world.people[EGO].origin = 2
    q = setting({"mobility.home": math.log(6.0)}, weights=even)
    assert shares(world, q) == pytest.approx([0.0, 2 / 8, 6 / 8], abs=0.03)


def would_move(w, q):
    """Readiness to move by place and by the place that people would go to."""
    found = np.zeros((PLACES, PLACES))
    expect_moves(w, q, np.zeros(PLACES), np.zeros(PLACES), found)
    return found


def test_who_would_move_where_by_hand(world):
    """Of twelve in place 0 one has a partner in place 1, and one comes from place 2.

    The first goes there with odds 2·1 to 3, the second with odds 1 to 6·3 and twice as often.
    """
    strengthen(world, setting(), EGO, 2, 1.0, HOME)
    world.people[1].origin = 2
    q = setting({"mobility.home": math.log(6.0), "mobility.abroad": 2.0})
    found = would_move(world, q)
    assert found[0] == pytest.approx([0.0, 10 / 4 + 2 / 5 + 2 / 19, 30 / 4 + 3 / 5 + 36 / 19])
    assert found[1] == pytest.approx([6.0, 0.0, 6.0])


def test_who_would_move_is_who_does(world):
    strengthen(world, setting(), EGO, 2, 1.0, HOME)
    alone = np.zeros((PLACES, PLACES))
    world.people["stage"][1:30] = -1
    expect_moves(world, setting(), np.zeros(PLACES), np.zeros(PLACES), alone)
    assert shares(world, setting()) == pytest.approx(alone[0], abs=0.03)


def test_hosts_are_as_likely_as_they_are_large():
    state = town()
    for slot in range(10):
        put(state, slot, 0 if slot < 8 else 1)
    w = arrays_of(state)
    hosts = [host_in(w, 0, base(n)) for n in range(3_000)]
    assert np.mean(hosts) == pytest.approx(0.2, abs=0.03)
    assert host_in(w, 1, base(0)) == -1


def known(w):
    """Whom the mover still knows, and who still knows the mover."""
    own = {int(tie.slot) for tie in w.ties[EGO] if tie.weight > 0}
    others = {j for j in range(30) if any(t.weight > 0 and t.slot == EGO for t in w.ties[j])}
    return own, others


def after_move(w, to, cut, kept=1.0):
    """Ties of somebody who knew 1 and 5 (place 0), 2 (place 1), 4 (place 2), and then moved."""
    q = setting({"ties.cut_on_move": cut, "ties.host_kept": kept})
    for other in (1, 5, 2, 4):
        strengthen(w, q, EGO, other, 1.0, HOME)
        strengthen(w, q, other, EGO, 1.0, HOME)
    assert relocate(w, EGO, to)
    ties_after_move(w, q, EGO, 0)
    return known(w)


def test_movers_keep_their_ties_unless_they_cut_them_all(world):
    assert after_move(world, 2, 0.0, 0.0) == ({1, 5, 2, 4}, {1, 5, 2, 4})
    relocate(world, EGO, 0)
    assert after_move(world, 2, 1.0) == (set(), set())


def test_of_those_who_return_the_hosts_keep_a_share(world):
    world.people[EGO].origin = 1
    assert after_move(world, 2, 0.0, 1.0) == ({1, 5, 2, 4}, {1, 5, 2, 4})
    relocate(world, EGO, 0)
    assert after_move(world, 2, 0.0, 0.0) == ({2, 4}, {2, 4})


def test_a_move_within_the_country_leaves_ties_alone(world):
    assert after_move(world, 1, 1.0) == ({1, 5, 2, 4}, {1, 5, 2, 4})
