"""Ties, homes and languages decide who goes where; how many go there begins as the record says."""

from dataclasses import replace

import numpy as np
import pytest

from sim.dynamics.mobility import expect_moves
from sim.dynamics.ties import strengthen
from sim.model import routes
from sim.model.borders import GAIN_OF_WORLD, SETTLED, STEP, UNLIKE
from sim.model.model import PolicyModel
from sim.model.routes import turn_movers, unrouted
from sim.world.state import PROGRAMME
from sim.world.views import arrays_of
from tests.dynamics.making import quarter
from tests.model.worlds import FIRST, PLACES, drivers, spec, steered_before_and_after

RECORD = np.array([[0.0, 0.1, 0.9], [0.8, 0.0, 0.2], [0.5, 0.5, 0.0]])
DRAWN = {"mobility.ties": 3.0}
FREE = {"mobility.ties": 0.0, "mobility.home": 0.0, "partner.language": 0.0}
CALM = np.zeros((3, 3))


def lived(values=None, until=4 * FIRST):
    """Three places with partners in each other, between which people move against their ties."""
    busy = replace(drivers(), move_share=RECORD, out_rate=drivers().out_rate * 2.0)
    model = PolicyModel(spec(values), drivers=busy)
    model.run_until(until)
    return model


def expected(model):
    """Readiness to move by place and by the place that people would go to."""
    found = np.zeros((3, 3))
    expect_moves(arrays_of(model.state), model.now, np.zeros(3), np.zeros(3), found)
    return found


def off_the_record(model):
    """Largest error of the share of a destination."""
    found = expected(model)
    return np.abs(found / found.sum(axis=1, keepdims=True) - RECORD).max()


def test_destinations_begin_as_in_the_record_however_strongly_ties_draw(monkeypatch):
    steered = off_the_record(lived(DRAWN))
    monkeypatch.setattr("sim.model.model.turn_movers", lambda *_: None)
    assert off_the_record(lived(DRAWN)) > 0.1
    assert steered < 0.02


def test_the_shift_stands_still_from_the_first_recorded_quarter_on():
    before, after = steered_before_and_after(lived(until=0), "route")
    assert len(set(before[: SETTLED + 1])) == 1
    assert len(set(before[SETTLED:])) == len(before) - SETTLED == 33 - SETTLED
    assert len(set(after)) == 1


def test_where_nothing_draws_beside_the_record_nothing_is_turned():
    assert lived(FREE).state.memory["route"] == pytest.approx(CALM, abs=1e-12)


def test_whom_programmes_give_partners_abroad_moves_there_more():
    """Everybody in AA gets a partner in CC, once history has begun."""
    model = lived(DRAWN)
    w, people = arrays_of(model.state), model.state.people
    here, there = (np.flatnonzero(model.state.living & (people["place"] == n)) for n in (0, 2))
    before = expected(model)
    for n, i in enumerate(here):
        strengthen(w, model.now, int(i), int(there[n % len(there)]), 1.0, PROGRAMME)
    after = expected(model)
    assert after[0, 2] > before[0, 2]
    assert after[0].sum() == pytest.approx(before[0].sum())
    assert after[1:] == pytest.approx(before[1:])


def steered(monkeypatch, found, order=(0, 1, 2)):
    """One step of a world whose people would move so (place, place), against a record."""
    model = PolicyModel(spec(), drivers=drivers())
    state, at = model.state, np.ix_(order, order)
    state.memory |= unrouted(len(PLACES))
    state.t = SETTLED

    def expect(w, q, counts, drawn, out):
        out[:] = np.array(found)[at]

    monkeypatch.setattr(routes, "expect_moves", expect)
    now = quarter(move_weight=3.0 * RECORD[at])
    turn_movers(model.almanac, state, arrays_of(state), now)
    return state.memory["route"], state.memory["route_doubt"]


def test_a_step_by_hand(monkeypatch):
    """Of 10 who would leave AA, 3 would go to BB and 7 to CC; 1 and 9 are meant, each told 0.9.

    Off by 2 and −2, gains 0.25·0.9/(1 + 0.225) = 9/49. The other places tell nothing, and go with
    all others: 2/0.9 for BB, −2/0.9 for CC.
    """
    shift, doubt = steered(monkeypatch, [[0, 3, 7], [0, 0, 0], [0, 0, 0]])
    own, others = 9 / 49 * 2 / 0.9, GAIN_OF_WORLD * 2 / 0.9
    step = own + 40 / 49 * others
    expected = [[0.0, -step, step], [0.0, 0.0, others], [0.0, -others, 0.0]]
    assert shift == pytest.approx(np.array(expected), abs=1e-6)
    assert doubt[0, 1] == pytest.approx(40 / 49 * UNLIKE**2 + STEP**2)


def test_the_order_of_places_changes_nothing(monkeypatch):
    found = [[0, 4.3, 4.1], [7.7, 0, 0.2], [31.9, 11.3, 0]]
    plain, _ = steered(monkeypatch, found)
    for order in ((2, 1, 0), (1, 2, 0)):
        at = np.ix_(order, order)
        assert steered(monkeypatch, found, order)[0] == pytest.approx(plain[at], abs=1e-12)
