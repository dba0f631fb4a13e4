"""Arrays and agents tell the same story, event for event.

Calls of programmes (vouchers, doctorates under two supervisors) are left to their own tests; the
meetings, languages and open data that they bring about are set up here by hand.
"""

import numpy as np
import pytest

from sim.dynamics.exposure import meet
from sim.model.spec import Structure
from sim.world.growth import remember_contacts
from sim.world.state import PROGRAMME
from sim.world.views import arrays_of
from tests.oracle.compare import (
    EVENTS,
    Endings,
    assert_same,
    assert_same_minds,
    live_in_arrays,
    live_in_objects,
)
from tests.oracle.model import OracleModel
from tests.oracle.worlds import central_values, recorded_model, small_model, specification
from tests.policies.making import policy

QUARTERS = 10
OFTEN = {"exposure.hazard": 0.05, "exposure.rate_ratio": 300.0, "exposure.group_base": 0.2}


def live_twice(model, monkeypatch, quarters=QUARTERS):
    """Live on in both models, compare every quarter; returns all events."""
    endings = Endings(monkeypatch)
    oracle = OracleModel(model.state, model.drivers.place_key.tolist())
    told = []
    for _ in range(quarters):
        told.append(live_in_arrays(model, endings))
        assert_same(told[-1], live_in_objects(oracle, model))
    assert_same_minds(oracle, model)
    return {name: [e for t in told for e in getattr(t.events, name)] for name in EVENTS}, told


def assert_eventful(events, least):
    assert {name for name in EVENTS if len(events[name]) < least} == set()


@pytest.mark.parametrize("seed", [7, 8])
def test_three_hundred_people_in_three_places_live_the_same_life(monkeypatch, seed):
    model = small_model(300, specification(seed=seed))
    for _ in range(35):
        model.step()
    events, _ = live_twice(model, monkeypatch)
    assert_eventful(events, least=20)


def test_a_small_world_of_the_record_lives_the_same_life(monkeypatch):
    events, _ = live_twice(recorded_model(0.01, 2008), monkeypatch)
    assert_eventful(events, least=20)


def test_shocks_and_lost_coverage_act_the_same(monkeypatch):
    model = recorded_model(0.004, 2021)
    before = model.state.friction[0].max()
    events, _ = live_twice(model, monkeypatch)
    assert model.state.friction[0].max() > before > 0.0
    assert model.now.coverage.min() < model.now.coverage.max()
    assert_eventful(events, least=20)


@pytest.mark.parametrize("event", ["A", "M", "Z"])
@pytest.mark.parametrize("output", ["reduced", "ces"])
def test_meetings_languages_and_open_data_act_the_same(monkeypatch, event, output):
    spec = specification(OFTEN, Structure(event, output))
    charter = policy("data_charter", signatories=["AAA", "BBB"], begins=2008)
    model = small_model(200, spec, (charter.filled(central_values()),))
    for _ in range(38):
        model.step()
    introduce(model)
    _, told = live_twice(model, monkeypatch)
    begun = [project for t in told for project in t.events.begun.values()]
    assert sum(channel == PROGRAMME for _, _, channel, _ in begun) >= 5
    assert sum(supported for t in told for _, _, supported, _ in t.events.ended.values()) >= 5
    assert model.now.data_access.max() > 0.0


def introduce(model):
    """Let people of each place meet somebody of the next, and learn their language."""
    state = model.state
    remember_contacts(state)
    w = arrays_of(state)
    slots = [np.flatnonzero(state.living & (state.people["place"] == n)) for n in range(3)]
    for n, here in enumerate(slots):
        there = slots[(n + 1) % 3]
        state.people["learned"][here[::2]] = model.drivers.language[(n + 1) % 3]
        state.people["level"][here[::2]] = 180
        for i, j in zip(here.tolist(), there.tolist(), strict=False):
            meet(w, model.now, i, j, 8.0, PROGRAMME)
            meet(w, model.now, j, i, 8.0, PROGRAMME)


def test_a_world_without_adaptation_is_the_same_too(monkeypatch):
    model = small_model(150, specification(structure=Structure(diversion=False)))
    for _ in range(33):
        model.step()
    live_twice(model, monkeypatch)
    assert (model.state.partners == 1.0).all()
