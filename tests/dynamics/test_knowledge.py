"""What passes between people, by hand: topics, ability, who returned and which star left."""

import numpy as np
import pytest

from sim.dynamics.cognition import value
from sim.dynamics.knowledge import bereave, exchange, inspire, tied_abroad
from sim.world.state import DOMAINS
from sim.world.views import arrays_of
from tests.dynamics.making import HOMES, projects, put, quarter, town

CARDS = {
    "cognition.base": 1.0,
    "cognition.novelty": 2.0,
    "cognition.reach": 0.8,
    "cognition.learning": 0.1,
    "knowledge.expertise": 0.25,
    "knowledge.returnee": 0.2,
    "knowledge.returnee_years": 2.0,
    "knowledge.star_loss": 0.1,
}
NOW = 40
NOBODY_BACK = np.full(len(HOMES), -1.0)


@pytest.fixture
def state():
    """Slots 0-4 at one institution of place 0, slot 5 at the other, slot 6 abroad in place 2."""
    found = town()
    for slot in range(7):
        put(found, slot, 0 if slot < 5 else (1 if slot == 5 else 4))
    return found


def now(**cards):
    return quarter(NOW, CARDS | {name.replace("_", ".", 1): x for name, x in cards.items()})


def towards(cosine):
    """A topic at a given cosine to the first domain."""
    return [cosine, np.sqrt(1.0 - cosine**2), *[0.0] * (len(DOMAINS) - 2)]


def taught(state, team, papers=1, q=None):
    rows = projects(state, team)
    exchange(arrays_of(state), q or now(), rows, np.arange(1), np.array([papers], np.int16))
    return state.people


def tie(state, one, other, weight=1.0):
    """A tie of the first to the second, of last quarter."""
    row = state.ties[one][0]
    row["slot"], row["key"], row["weight"], row["last"] = (
        other,
        state.people["key"][other],
        weight,
        NOW - 1,
    )


def test_topics_move_by_the_value_of_the_distance(state):
    state.people["topic"][1] = towards(0.5)
    q = now()
    share = 0.1 * value(0.5, q.theta[0])
    blend = (1.0 - share) * np.array(towards(1.0)) + share * np.array(towards(0.5))
    moved = taught(state, (0, 1), q=q)["topic"][0]
    assert moved == pytest.approx(blend / np.linalg.norm(blend), abs=1e-6)
    assert np.linalg.norm(moved) == pytest.approx(1.0)


def test_nobody_learns_topics_from_whom_they_cannot_understand(state):
    state.people["topic"][1] = towards(0.1)
    assert taught(state, (0, 1))["topic"][0] == pytest.approx(towards(1.0))


def test_the_others_count_as_one_by_their_mean(state):
    state.people["topic"][1], state.people["topic"][2] = towards(0.6), towards(0.8)
    q = now()
    mean = (np.array(towards(0.6)) + np.array(towards(0.8))) / 2
    share = 0.1 * value(1.0 - 0.7, q.theta[0])
    blend = (1.0 - share) * np.array(towards(1.0)) + share * mean
    assert taught(state, (0, 1, 2), q=q)["topic"][0] == pytest.approx(
        blend / np.linalg.norm(blend), abs=1e-6
    )


def test_ability_rises_towards_the_able_and_never_falls(state):
    state.people["quality"][:3] = [0.0, 0.4, 0.8]
    after = taught(state, (0, 1, 2))["quality"][:3]
    assert after == pytest.approx([0.25 * 0.6, 0.4, 0.8])


def test_nothing_passes_without_a_paper_or_without_others(state):
    state.people["quality"][:2] = [0.0, 1.0]
    assert taught(state, (0, 1), papers=0)["quality"][0] == 0.0
    assert taught(state, (0,))["quality"][0] == 0.0


def test_who_has_left_research_teaches_nobody(state):
    state.people["quality"][:3] = [0.0, 0.4, 9.0]
    rows = projects(state, (0, 1, 2))
    rows[0].members[2] = -1
    exchange(arrays_of(state), now(), rows, np.arange(1), np.ones(1, np.int16))
    assert state.people["quality"][0] == pytest.approx(0.25 * 0.4)


def rates_after(state, returned, q=None, moved=()):
    before = np.isin(np.arange(len(state.people)), moved)
    raised = inspire(arrays_of(state), q or now(), returned, before)
    return raised, state.people["rate"][:7].tolist()


def back(institution, when):
    found = NOBODY_BACK.copy()
    found[institution] = when
    return found


def test_who_has_moved_before_is_no_peer_of_those_who_return(state):
    stayed, _ = rates_after(state.copy(), back(0, 38))
    raised, rates = rates_after(state, back(0, 38), moved=(0,))
    assert raised == stayed - 1
    assert rates[0] == 1.0


def test_peers_at_the_institution_begin_more_and_others_do_not(state):
    tie(state, 1, 6)
    state.people["learned"][2] = 1
    state.people["origin"][3] = 2
    raised, rates = rates_after(state, back(0, NOW - 8))
    assert raised == 2
    assert rates == pytest.approx([1.2, 1, 1, 1, 1.2, 1, 1])


@pytest.mark.parametrize("returned", [NOBODY_BACK, back(0, NOW - 9)])
def test_without_a_return_in_the_last_years_nobody_does(state, returned):
    assert rates_after(state, returned) == (0, [1.0] * 7)


def test_a_tie_abroad_is_one_that_holds_and_is_not_forgotten(state):
    w = arrays_of(state)
    tie(state, 0, 1)
    assert not tied_abroad(w, now(), 0)
    tie(state, 0, 6)
    assert tied_abroad(w, now(), 0)
    tie(state, 0, 6, weight=0.0)
    assert not tied_abroad(w, now(), 0)
    tie(state, 0, 6)
    state.people["key"][6] += 1
    assert not tied_abroad(w, now(), 0)


def test_partners_who_stay_behind_lose_and_those_abroad_do_not(state):
    for n, other in enumerate((1, 5, 6)):
        state.ties[0][n] = (other, state.people["key"][other], 1.0, NOW - 1, 0, 0)
    assert bereave(arrays_of(state), now(), 0) == 2
    assert state.people["rate"][:7] == pytest.approx([1, 0.9, 1, 1, 1, 0.9, 1])
