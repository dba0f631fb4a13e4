"""Who meets whom at an event, what is remembered of it, and what comes of it."""

import math

import numpy as np
import pytest

from sim.dynamics.exposure import meeting_hazard
from sim.dynamics.meetings import Setting, circle, encounter, merge, remembered_pairs, sparks
from sim.dynamics.ties import strengthen
from sim.world.state import PROGRAMME, SUPPORTED, WORK
from sim.world.views import arrays_of, records
from tests.dynamics.making import put, quarter, town
from tests.model.worlds import cards

HALF_LIFE = 1.5
KEYS = 400
ONE = np.ones(1)


def meetings_of(count, **fields):
    """The circle of an event: seats, seats, sessions."""
    plain = {"days": 4.0, "group": 0, "virtual": False}
    return circle(count, Setting(**{**plain, **fields}), cards())


def talks_of(count, **fields):
    """How many others each seat talks with."""
    one, other, _ = meetings_of(count, **fields)
    return np.bincount(np.concatenate([one, other]), minlength=count)


def test_everybody_talks_with_as_many_as_the_days_allow():
    wanted = 4 * cards()["meeting.encounters_day"]
    assert set(talks_of(300)) == {wanted}
    assert set(talks_of(1_000)) == {wanted}


def test_however_long_it_lasts_nobody_meets_more_than_contacts_allow():
    assert talks_of(300, days=60.0).max() <= cards()["exposure.contacts"] + 1


@pytest.mark.parametrize("contacts", [24.0, 24.9, 25.0, 25.5])
def test_on_the_mean_people_talk_with_as_many_as_the_card_says(contacts):
    setting, values = Setting(60.0, 0, False), {**cards(), "exposure.contacts": contacts}
    one, _, _ = circle(300, setting, values)
    assert 2 * len(one) / 300 == pytest.approx(contacts, abs=1 / 300)


def test_at_a_small_event_everybody_talks_with_everybody_once():
    for count in range(2, 9):
        assert talks_of(count, days=60.0).tolist() == [count - 1] * count


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_a_small_event_has_no_pair_twice_and_nobody_meets_himself(count):
    one, other, _ = meetings_of(count)
    pairs = {frozenset(pair) for pair in zip(one.tolist(), other.tolist(), strict=True)}
    assert len(pairs) == len(one)
    assert all(len(pair) == 2 for pair in pairs)


def test_a_small_group_shares_every_session_and_only_with_its_own():
    one, other, doses = meetings_of(20, group=5)
    sessions = 4 * cards()["meeting.sessions_day"]
    inside = doses == sessions
    assert inside.sum() == 4 * 10
    assert (one[inside] // 5 == other[inside] // 5).all()


def test_online_a_meeting_is_worth_its_share():
    here, there = meetings_of(20, group=5)[2], meetings_of(20, group=5, virtual=True)[2]
    assert there == pytest.approx(cards()["meeting.virtual"] * here)


@pytest.fixture
def world():
    """Three people in two places."""
    state = town()
    for slot, institution in ((0, 0), (1, 1), (2, 2)):
        put(state, slot, institution)
    return state


def rows_of(state, *pairs, t=40, dose=2.0):
    """Rows of pairs that met at a time."""
    one, other = np.array(pairs).T
    return encounter(arrays_of(state), quarter(t), one, other, np.full(len(one), dose), PROGRAMME)


def test_a_pair_is_one_row_whichever_way_round_it_met(world):
    rows = np.concatenate([rows_of(world, (0, 2)), rows_of(world, (2, 0), t=46)])
    (merged,) = merge(rows, 46, HALF_LIFE)
    assert (merged["ego"], merged["slot"]) == (0, 2)
    assert merged["dose"] == pytest.approx(2.0 + 2.0 * 2 ** (-6 / 6))


def test_those_who_left_are_forgotten_and_so_are_old_meetings(world):
    rows = rows_of(world, (0, 2), (0, 1))
    world.people["stage"][2] = -1
    w = arrays_of(world)
    assert remembered_pairs(w, rows, 41, HALF_LIFE)["slot"].tolist() == [1]
    assert len(remembered_pairs(w, rows, 40 + 60, HALF_LIFE)) == 0


def test_a_successor_in_the_slot_was_never_met(world):
    rows = rows_of(world, (0, 2))
    world.people["key"][2] += 1
    assert len(remembered_pairs(arrays_of(world), rows, 41, HALF_LIFE)) == 0


def test_projects_begin_at_the_hazard_of_the_meeting_and_carry_its_mark(world):
    """400 keys at a hazard near one in eight: the standard error of the count is 6.6."""
    rows, w, begun = rows_of(world, (0, 2)), arrays_of(world), 0
    values = {"exposure.hazard": 0.5, "exposure.border_discount": 1.0, "transport.omega": 1.0}
    out = records(np.zeros(1, WORK))
    for key in range(KEYS):
        q = quarter(40, values, key=np.uint64(key * 77_777 + 1))
        begun += sparks(w, q, records(rows), ONE, out)
    chance = meeting_hazard(w, quarter(40, values), 0, records(rows)[0])
    worth = 0.5 * (1.0 + math.exp(-1.0 / cards()["exposure.sessions"]))
    assert chance == pytest.approx(worth * math.log(2) / (4 * cards()["exposure.half_life"]))
    assert begun == pytest.approx(KEYS * chance, abs=3 * math.sqrt(KEYS * chance))
    assert out[0].seats >= 2
    assert out[0].marks & SUPPORTED


def test_whoever_works_together_already_needs_no_meeting_for_it(world):
    """With a tie of strength 3 a quarter of the projects is left; standard error 5 of 100."""
    rows, w, begun = rows_of(world, (0, 2)), arrays_of(world), [0, 0]
    values = {"exposure.hazard": 2.0, "exposure.border_discount": 1.0, "transport.omega": 1.0}
    out = records(np.zeros(1, WORK))
    for known in (0, 1):
        if known:
            strengthen(w, quarter(40), 0, 2, 3.0, PROGRAMME)
        for key in range(KEYS):
            q = quarter(40, values, key=np.uint64(key * 77_777 + 1))
            begun[known] += sparks(w, q, records(rows), ONE, out)
    assert begun[0] > 100
    assert begun[1] == pytest.approx(begun[0] / 4, abs=3 * math.sqrt(begun[0] / 4))


def test_a_pair_that_stands_for_many_begins_as_many_times_as_much(world):
    """400 keys at one in eighty, then in eight: the standard error of the second is 6.6."""
    rows, w, begun = rows_of(world, (0, 2)), arrays_of(world), []
    values = {"exposure.hazard": 0.05, "exposure.border_discount": 1.0, "transport.omega": 1.0}
    chance = meeting_hazard(w, quarter(40, values), 0, records(rows)[0])
    out = records(np.zeros(1, WORK))
    for many in (1.0, 10.0):
        keys = [quarter(40, values, key=np.uint64(k * 77_777 + 1)) for k in range(KEYS)]
        begun.append(sum(sparks(w, q, records(rows), many * ONE, out) for q in keys))
    assert begun[0] == pytest.approx(KEYS * chance, abs=3 * math.sqrt(KEYS * chance))
    assert begun[1] == pytest.approx(10 * KEYS * chance, abs=3 * math.sqrt(10 * KEYS * chance))


@pytest.mark.parametrize(
    ("rates", "led"),
    [((1.0, 0.0), {0}), ((0.0, 1.0), {2}), ((1.0, 1.0), {0, 2}), ((0.0, 0.0), set())],
)
def test_who_never_leads_leaves_it_to_the_other_and_two_such_begin_nothing(world, rates, led):
    """Of either, by lot, in 40 quarters, in each of which something begins: none is missed."""
    world.people["rate"][[0, 2]] = rates
    rows, w, found = rows_of(world, (0, 2)), arrays_of(world), []
    values = {"exposure.hazard": 50.0, "exposure.border_discount": 1.0, "transport.omega": 1.0}
    out = records(np.zeros(1, WORK))
    for key in range(40):
        q = quarter(40, values, key=np.uint64(key * 77_777 + 1))
        for n in range(sparks(w, q, records(rows), ONE, out)):
            assert {0, 2} <= set(out[n].members[: out[n].seats].tolist())
            found.append(int(out[n].members[0]))
    assert set(found) == led
    assert len(found) == (40 if led else 0)


def test_whoever_has_no_time_starts_nothing(world):
    world.people["load"][2] = 100
    values = {"exposure.hazard": 50.0, "transport.omega": 1.0}
    out = records(np.zeros(1, WORK))
    rows, w = rows_of(world, (0, 2)), arrays_of(world)
    assert sparks(w, quarter(40, values), records(rows), ONE, out) == 0
