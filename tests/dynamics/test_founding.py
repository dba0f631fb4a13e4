"""The founders have the ages, homes and topics of their place, and know a few colleagues."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chance import mix
from sim.dynamics.careers import AGES
from sim.dynamics.founding import acquaint, found, stage_at
from sim.world.slots import empty_slots
from sim.world.state import ABROAD, DOMAINS, HOME, LOCAL, PHD, POSTDOC, SENIOR, TIES
from sim.world.views import arrays_of
from tests.dynamics.making import PLACES, SLOTS, quarter, town

T = 40
FIRST = {0: 0, 1: 2, 2: 4}
EVEN = (0.5, 1.0)
identities = st.integers(0, 2**62).map(lambda n: np.uint64(mix(np.uint64(n))))


def certain(index, length):
    """Cumulative shares that leave only one choice."""
    return (np.arange(length) >= index).astype(float)


def founded(*settled, age=30, homes=EVEN, domain=2, chance=0.0):
    """A town where (place, count) settled one after the other, all of one age and domain."""
    state = town()
    q = quarter(T, {"people.topic_spread": 0.0}, promotion=np.full((4, AGES), chance))
    shares = (certain(age, AGES), np.array(homes), certain(domain, len(DOMAINS)))
    results = [
        found(arrays_of(state), q, empty_slots(state), place, count, FIRST[place], 0, shares)
        for place, count in settled
    ]
    return results, state


def test_founders_have_the_age_the_topic_and_the_home_that_they_should():
    results, state = founded((1, 15), homes=(0.0, 1.0))
    people = state.people[state.living]
    assert results == [15]
    assert len(people) == 15
    assert set(people["born"]) == {T - 30}
    assert set(people["place"]) == set(people["origin"]) == {1}
    assert set(people["institution"]) == {FIRST[1] + 1}
    assert (people["topic"] == np.eye(len(DOMAINS))[2]).all()


def test_institutions_are_as_large_as_their_shares():
    sizes = [founded((0, 39), homes=(x, 1.0))[1].institutions["count"][0] for x in (0.1, 0.5, 0.9)]
    assert np.array(sizes) / 39 == pytest.approx([0.1, 0.5, 0.9], abs=0.22)


def test_who_settles_first_does_not_matter():
    worlds = [founded((0, 9), (1, 12))[1], founded((1, 12), (0, 9))[1]]
    names = ["rate", "quality", "english", "institution", "born", "stage"]
    first, second = (
        {int(s.ids[i]): s.people[names][i].tolist() for i in np.flatnonzero(s.living)}
        for s in worlds
    )
    assert first == second
    assert len(first) == 21


def test_more_than_there_is_room_for_is_refused():
    assert founded((0, SLOTS + 1))[0] == [-1]


@given(identities, st.floats(0.0, 0.3))
def test_nobody_falls_back_with_age(identity, chance):
    q = quarter(T, promotion=np.full((4, AGES), chance))
    stages = [stage_at(q, identity, age) for age in range(0, 60, 3)]
    assert stages[0] == PHD
    assert stages == sorted(stages)
    assert stages[-1] <= SENIOR


def test_the_share_of_those_who_rose_follows_the_hazard():
    table = np.zeros((4, AGES))
    table[PHD] = 0.1
    q = quarter(T, promotion=table)
    stages = [stage_at(q, np.uint64(mix(np.uint64(n))), 5) for n in range(2_000)]
    assert set(stages) == {PHD, POSTDOC}
    assert np.mean(np.array(stages) == POSTDOC) == pytest.approx(1 - 0.9**5, abs=0.04)


def acquainted(*settled, odds_abroad, strength=(1.0, 1.0, 1.0)):
    """A town of founders who know each other, all of a place in one institution: all their ties."""
    _, state = founded(*settled, homes=(1.0, 1.0))
    weights = np.where(np.eye(PLACES), 1.0, odds_abroad / (PLACES - 1))
    q = quarter(T, partner_weight=weights)
    acquaint(arrays_of(state), q, np.array(strength))
    ties = [(i, state.ties[i, x]) for i in np.flatnonzero(state.living) for x in range(TIES)]
    return state.people, [(int(i), tie) for i, tie in ties if tie["weight"] > 0.0]


def test_first_acquaintances_are_mutual():
    people, ties = acquainted((0, 10), (1, 10), odds_abroad=0.3)
    known = {(i, int(tie["slot"])) for i, tie in ties}
    assert known == {(j, i) for i, j in known}
    assert all(i != j for i, j in known)
    assert len(known) > 2 * 20
    for i, tie in ties:
        apart = people["place"][i] != people["place"][tie["slot"]]
        assert (tie["channel"] == ABROAD) == apart


def test_who_never_looks_abroad_knows_nobody_there():
    people, ties = acquainted((0, 10), (1, 10), odds_abroad=0.0)
    assert {int(tie["channel"]) for _, tie in ties} == {LOCAL, HOME}
    assert all(people["place"][i] == people["place"][tie["slot"]] for i, tie in ties)


def test_founders_know_people_abroad_as_often_as_they_look_there():
    """A third of 120 look abroad; of those at home a tenth meet themselves. Three errors: 0.13."""
    _, ties = acquainted((0, 10), (1, 10), (2, 10), odds_abroad=0.5)
    strength = sum(tie["weight"] for _, tie in ties)
    abroad = sum(tie["weight"] for _, tie in ties if tie["channel"] == ABROAD)
    assert abroad / strength == pytest.approx(1.0 / (1.0 + 2.0 * 0.9), abs=0.13)


def test_founders_of_busy_places_have_stronger_ties_both_ways():
    """Nobody looks abroad; once, twice or three times a strength is a matter of repeated luck."""
    people, ties = acquainted((0, 10), (1, 10), odds_abroad=0.0, strength=(0.25, 2.0, 1.0))
    for place, each in ((0, 0.25), (1, 2.0)):
        found = [tie["weight"] / each for i, tie in ties if people["place"][i] == place]
        assert len(found) > 20
        assert found == pytest.approx(np.rint(found))
        assert min(found) == 1.0
