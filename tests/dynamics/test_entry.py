"""Who a newcomer is follows from where, when and as which one they enter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chance import mix, quarter_key, replicate_seed
from sim.dynamics.entry import endow, enter, identity_of, room_to_enter
from sim.world.slots import empty_slots, take_near
from sim.world.state import NEWCOMER, PHD
from sim.world.views import arrays_of
from tests.dynamics.making import SLOTS, put, quarter, town

T = 40
SIZES = np.array([0.75, 1.0])
"""Of the two institutions of a place, the first is three times as large."""
SPREAD = {
    "people.rate_variance": 0.5,
    "people.quality_variance": 0.8,
    "people.rate_quality_covariance": 0.3,
    "people.supporters": 0.0,
}


def entered(count, present=(), place=0, cards=None, seed=None):
    """The state after ``count`` entrants of a place joined those ``present`` (institutions)."""
    state = town()
    for slot, institution in enumerate(present):
        put(state, slot, institution)
    q = quarter(T, cards)
    if seed is not None:
        q = q._replace(key=np.uint64(quarter_key(np.uint64(seed), T)))
    w, free = arrays_of(state), empty_slots(state)
    found = enter(w, q, free, place, count, 0, 2 * place, SIZES, room_to_enter())
    return found, state


def entrants(state):
    return np.flatnonzero((state.people["stage"] == PHD) & (state.people["born"] == T + 1))


def traits(state):
    """What each entrant brings along, by identity."""
    names = ["rate", "quality", "english", "key", "origin", "place"]
    return {int(state.ids[i]): state.people[names][i].tolist() for i in entrants(state)}


@given(st.lists(st.integers(0, 4), max_size=20), st.integers(1, 20))
def test_the_entrants_of_a_place_are_the_same_whoever_is_there(present, count):
    found, state = entered(count, present)
    now = quarter(T)
    assert found == count
    assert traits(state) == traits(entered(count)[1])
    assert set(traits(state)) == {
        int(identity_of(now.place_key[0], now.key, n)) for n in range(count)
    }


def test_one_entrant_more_changes_nobody_else():
    few, many = traits(entered(7)[1]), traits(entered(8)[1])
    assert few.items() < many.items()
    assert len(many) == 8


def test_place_quarter_and_ordinal_each_make_somebody_else():
    keys = quarter().place_key
    times = [np.uint64(quarter_key(np.uint64(5), t)) for t in range(30)]
    everybody = {int(identity_of(k, t, n)) for k in keys for t in times for n in range(30)}
    assert len(everybody) == 3 * 30 * 30


def test_another_replicate_has_other_people():
    place = quarter().place_key[0]
    keys = [np.uint64(quarter_key(np.uint64(replicate_seed(11, n)), 4)) for n in range(2)]
    first, second = ({int(identity_of(place, key, n)) for n in range(50)} for key in keys)
    assert not first & second


def joined(present, place):
    """Institutions that 200 entrants of a place join."""
    homes = [entered(20, present, place, seed=seed)[1] for seed in range(10)]
    return np.concatenate([h.people["institution"][entrants(h)] for h in homes])


def test_entrants_join_the_institutions_of_their_place_by_size_whoever_is_there():
    there = joined([3, 3, 1, 4], 1)
    assert set(there) == {2, 3}
    assert (there == 2).mean() == pytest.approx(0.75, abs=3 * np.sqrt(0.75 * 0.25 / 200))
    assert (joined([2, 2, 4], 1) == there).all()
    assert set(joined([2, 4], 0)) == {0, 1}


def test_who_opens_a_group_where_nobody_is_learns_from_somebody_of_the_place():
    _, state = entered(1, [2], place=1)
    (student,) = entrants(state)
    for there in ([2], [3]):
        _, state = entered(1, there, place=1)
        assert state.ties[student, 0]["slot"] == 0


def test_a_full_world_takes_as_many_as_have_room():
    found, state = entered(20, [0] * 30)
    assert found == SLOTS - 30
    assert (state.people["stage"] >= 0).all()
    assert take_near(empty_slots(state), 0) == -1


def test_advisor_and_student_know_each_other_and_share_a_topic():
    _, state = entered(1, [0], cards={"people.topic_spread": 0.0, "juniors.advisor_tie": 0.3})
    (student,) = entrants(state)
    assert state.people["topic"][0] == pytest.approx(state.people["topic"][student])
    for one, other in ((0, student), (student, 0)):
        tie = state.ties[one, 0]
        assert (tie["slot"], tie["channel"]) == (other, NEWCOMER)
        assert tie["weight"] == pytest.approx(0.3)


def test_topics_have_length_one():
    _, state = entered(20, [0, 1])
    assert np.linalg.norm(state.people["topic"][entrants(state)], axis=1) == pytest.approx(1.0)


def drawn(cards, count, english_official=0):
    """Rate, quality and English of many identities."""
    state = town()
    w, q = arrays_of(state), quarter(T, cards)
    found = np.zeros((count, 3))
    for n in range(count):
        endow(w, q, 0, np.uint64(mix(np.uint64(n))), 0, english_official)
        found[n] = state.people[["rate", "quality", "english"]][0].tolist()
    return found.T


def test_rate_and_quality_have_the_moments_of_the_cards():
    rate, quality, _ = drawn(SPREAD, 10_000)
    moments = np.cov(np.log(rate), quality)
    assert moments == pytest.approx(np.array([[0.5, 0.3], [0.3, 0.8]]), abs=0.04)
    assert rate.mean() == pytest.approx(1.0, abs=0.04)
    assert quality.mean() == pytest.approx(0.0, abs=0.04)


def test_supporters_begin_nothing_and_are_else_who_they_would_have_been():
    rate, *rest = drawn(SPREAD, 2_000)
    some, *same = drawn(SPREAD | {"people.supporters": 0.3}, 2_000)
    assert (np.array(rest) == np.array(same)).all()
    leads = some > 0.0
    assert (some[leads] == rate[leads]).all()
    assert leads.mean() == pytest.approx(0.7, abs=0.03)


def test_of_more_supporters_all_who_supported_before_are_some():
    few, many = (drawn({"people.supporters": h}, 500)[0] == 0.0 for h in (0.2, 0.6))
    assert 0 < few.sum() < many.sum()
    assert (many >= few).all()


@pytest.mark.parametrize("level", [0.2, 0.5, 0.9])
def test_english_is_what_the_card_says_on_average_and_perfect_where_official(level):
    english = drawn({"people.english": level}, 1_000)[2] / 255.0
    assert english.mean() == pytest.approx(level, abs=0.03)
    assert np.ptp(english) <= 2 * min(level, 1 - level) + 1 / 255
    assert (drawn({"people.english": level}, 20, 1)[2] == 255).all()
