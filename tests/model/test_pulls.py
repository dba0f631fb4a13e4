"""Where one looks abroad is shifted until joint papers lie where the record has them."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model import pulls
from sim.model.attraction import turned, usual_partners
from sim.model.borders import GAIN_OF_WORLD, SETTLED, STEP, UNLIKE
from sim.model.model import PolicyModel
from sim.model.pulls import expect_abroad, turn_searches, unturned
from sim.world.views import arrays_of
from tests.dynamics.making import PLACES as TOWN
from tests.dynamics.making import projects, put, quarter, town
from tests.model.worlds import (
    FIRST,
    PLACES,
    drivers,
    mean_and_error,
    spec,
    steered_before_and_after,
)

USUAL = np.array([[0.0, 0.75, 0.25], [0.5, 0.0, 0.5], [0.2, 0.8, 0.0]])
OPEN, CALM = np.ones((3, 3)), np.zeros((3, 3))


JOINT = np.array([[0.0, 1.5, 0.5], [1.5, 0.0, 2.5], [0.5, 2.5, 0.0]])
"""Joint papers of a record in which each place has as many as it has people: 2, 4 and 3."""
RECORD = JOINT / JOINT.sum(axis=1, keepdims=True)


def lived(until, seed=11):
    """Three places between which many move, most of them to CC."""
    moves = np.array([[0.0, 0.1, 0.9], [0.1, 0.0, 0.9], [0.5, 0.5, 0.0]])
    busy = replace(
        drivers(), move_share=moves, out_rate=drivers().out_rate * 4.0, partner_share=RECORD
    )
    model = PolicyModel(spec({"partner.opening": 0.0}, seed=seed), drivers=busy)
    model.run_until(until)
    return model


def off_the_record(model):
    """Mean error of the place that most move to, as partner of the two others, in four years."""
    joint = model.recorder.ledger.joint[:4].sum(axis=0)
    share = joint / joint.sum(axis=1, keepdims=True)
    return np.abs(share - RECORD)[:2, 2].mean()


def test_where_many_move_joint_papers_lie_nearer_to_the_record_than_without_it(monkeypatch):
    """Of some 0.15 without it, 0.05 (standard error 0.004 of eight histories) are gone with it."""
    until, seeds = 4 * (FIRST + 4), range(11, 19)
    steered = np.array([off_the_record(lived(until, s)) for s in seeds])
    monkeypatch.setattr("sim.model.model.turn_searches", lambda *_: None)
    alone = np.array([off_the_record(lived(until, s)) for s in seeds])
    gain, error = mean_and_error(alone - steered)
    assert gain - 0.02 > 2 * error


def test_the_shift_stands_still_from_the_first_recorded_quarter_on():
    before, after = steered_before_and_after(lived(0), "pull")
    assert len(set(before[: SETTLED + 1])) == 1
    assert len(set(before[SETTLED:])) == len(before) - SETTLED == 33 - SETTLED
    assert len(set(after)) == 1


def test_a_shift_turns_searches_and_keeps_how_many_there_are():
    pull = 3.0 * USUAL
    shift = np.array([[0.0, np.log(2.0), 0.0], [0.0, 0.0, 0.0], [5.0, 5.0, 5.0]])
    other = turned(pull, shift)
    assert other.sum(axis=1) == pytest.approx(pull.sum(axis=1))
    assert other[0, 1] / other[0, 2] == pytest.approx(2.0 * 3.0)
    assert other[1:] == pytest.approx(pull[1:])


def test_usual_partners_follow_the_sizes():
    """Twice as large a place as in the reference years counts 2^size times as much."""
    model = PolicyModel(spec({"partner.size": 1.1}), drivers=drivers())
    almanac, heads = model.almanac, drivers().size_reference
    assert usual_partners(almanac.drivers, almanac.spec.values, heads) == pytest.approx(
        drivers().partner_share
    )
    larger = usual_partners(almanac.drivers, almanac.spec.values, heads * [1.0, 1.0, 2.0])
    assert larger[0, 2] / larger[0, 1] == pytest.approx(2.0**1.1 * 0.3 / 0.7)
    assert larger.sum(axis=1) == pytest.approx(np.ones(3))


def steered(monkeypatch, seats, order=(0, 1, 2)):
    """One step of a world whose teams promise seats abroad (place of the lead, place)."""
    model = PolicyModel(spec(), drivers=drivers())
    state, at = model.state, np.ix_(order, order)
    state.memory |= unturned(len(PLACES))
    state.t = SETTLED
    monkeypatch.setattr(pulls, "usual_partners", lambda *_: USUAL[at].copy())

    def promise(w, q, rows, out):
        out[:] = np.array(seats)[at]

    monkeypatch.setattr(pulls, "expect_abroad", promise)
    turn_searches(model.almanac, state, arrays_of(state), quarter(friction=CALM))
    return state.memory["pull"], state.memory["pull_doubt"]


def test_a_step_by_hand(monkeypatch):
    """Of 8 seats abroad of AA, 4 lie in BB and 4 in CC; 6 and 2 are meant, each told 1.5.

    Off by −2 and 2, gains 0.25·1.5/(1 + 0.375) = 3/11. The other places tell nothing, and go with
    all others: −2/1.5 for BB, 2/1.5 for CC.
    """
    shift, doubt = steered(monkeypatch, [[0, 4, 4], [0, 0, 0], [0, 0, 0]])
    own, others = 3 / 11 * 2 / 1.5, GAIN_OF_WORLD * 2 / 1.5
    step = own + 8 / 11 * others
    expected = [[0.0, step, -step], [0.0, 0.0, -others], [0.0, others, 0.0]]
    assert shift == pytest.approx(np.array(expected), abs=1e-6)
    assert doubt[0, 1] == pytest.approx(8 / 11 * UNLIKE**2 + STEP**2)
    assert doubt[1, 2] == pytest.approx(UNLIKE**2 + STEP**2)


def test_what_is_as_meant_shifts_nothing(monkeypatch):
    shift, _ = steered(monkeypatch, np.array([[8.0], [30.0], [500.0]]) * USUAL)
    assert shift == pytest.approx(CALM, abs=1e-9)


def test_the_order_of_places_changes_no_bit(monkeypatch):
    seats = [[0, 4.3, 4.1], [7.7, 0, 0.2], [31.9, 11.3, 0]]
    plain, _ = steered(monkeypatch, seats)
    for order in ((2, 1, 0), (1, 2, 0)):
        at = np.ix_(order, order)
        assert steered(monkeypatch, seats, order)[0] == pytest.approx(plain[at], abs=1e-12)


def test_a_team_counts_once_for_each_foreign_place_of_its_seats():
    state = town()
    for slot, institution in enumerate((0, 0, 2, 4, 4)):
        put(state, slot, institution, english=255)
    w, q = arrays_of(state), quarter(coverage=np.ones(TOWN))
    out = np.zeros((TOWN, TOWN))
    expect_abroad(w, q, projects(state, (0, 1), (0, 2, 3, 4)), out)
    assert out[0, 1] == out[0, 2] > 0.0
    assert np.count_nonzero(out) == 2
