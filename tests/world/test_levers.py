"""Effects on levers commute, vanish at dose zero and stay inside bounds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.world.lever_values import Levers
from sim.world.levers import BY_NAME, LEVERS, Effect

PLACES, DOMAINS = ("AA", "BB", "CC"), ("theory", "health")
WORLD = Levers(PLACES, DOMAINS)


@st.composite
def effects(draw):
    lever = draw(st.sampled_from(LEVERS))
    index = draw(st.sampled_from(list(WORLD.cells(lever.name))))
    add = draw(st.floats(-1e12, 1e12))
    return Effect(lever.name, index, add, draw(st.floats(0, 1e6)))


def test_without_effects_every_lever_has_its_base():
    values = WORLD.after(())
    assert set(values) == set(BY_NAME)
    for lever in LEVERS:
        assert np.all(values[lever.name] == lever.base)
        assert values[lever.name].shape == tuple(len(WORLD.labels[dim]) for dim in lever.dims)


def test_what_is_added_is_scaled_by_every_scale():
    one = Effect("seats", ("AA", "BB"), add=30)
    two = Effect("seats", ("AA", "BB"), add=20, scale=0.5)
    seats = WORLD.after([one, two])["seats"]
    assert seats[0, 1] == (30 + 20) * 0.5
    assert seats.sum() == seats[0, 1]


@given(st.lists(effects(), max_size=8), st.permutations(range(8)))
def test_the_order_of_effects_moves_no_bit(chosen, order):
    shuffled = [chosen[i] for i in order if i < len(chosen)]
    before, after = WORLD.after(chosen), WORLD.after(shuffled)
    assert all(before[name].tobytes() == after[name].tobytes() for name in before)


@given(st.lists(effects(), max_size=8))
def test_a_dose_of_zero_is_the_baseline(chosen):
    nothing, base = WORLD.after([effect.at(0.0) for effect in chosen]), WORLD.after(())
    assert all(np.array_equal(nothing[name], base[name]) for name in base)


@given(st.lists(effects(), max_size=8))
def test_every_lever_stays_within_its_bounds(chosen):
    for name, values in WORLD.after(chosen).items():
        lever = BY_NAME[name]
        assert np.all((values >= lever.low) & (values <= lever.high))


@given(effects())
def test_the_full_dose_is_the_effect_itself(effect):
    assert effect.at(1.0).add == effect.add
    assert math.isclose(effect.at(1.0).scale, effect.scale, rel_tol=1e-12, abs_tol=1e-12)


@pytest.mark.parametrize("amount", [math.inf, math.nan, 1e300])
def test_an_effect_without_bounds_is_refused(amount):
    with pytest.raises(ValueError, match="out of all bounds"):
        Effect("seats", ("AA", "BB"), add=amount)
    with pytest.raises(ValueError, match="out of all bounds"):
        Effect("seats", ("AA", "BB"), scale=amount)


def test_the_values_of_levers_cannot_be_changed_by_their_readers():
    with pytest.raises(ValueError, match="read-only"):
        WORLD.after(())["seats"][0, 1] = 1


def test_every_lever_has_finite_bounds_around_its_base_and_says_what_it_is():
    for lever in LEVERS:
        assert -math.inf < lever.low <= lever.base <= lever.high < math.inf
        assert lever.unit
        assert lever.says
