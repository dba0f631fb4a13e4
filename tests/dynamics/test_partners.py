"""First a country, then a person in it: each as likely as it is attractive."""

import math

import numpy as np
import pytest

from sim.chance import mix
from sim.dynamics.partners import (
    appeal,
    best_of,
    choose_place,
    has_time,
    search,
)
from sim.world.state import ABROAD, HOME, LOCAL
from sim.world.views import arrays_of
from tests.dynamics.making import HOMES, PLACES, put, quarter, town

EGO = 0
INDIFFERENT = {
    "partner.local": 0.5,
    "partner.candidates": 6.0,
    "partner.degree": 0.0,
    "partner.quality": 0.0,
    "partner.distance_linear": 0.0,
    "partner.distance_square": 0.0,
    "partner.common_origin": 0.0,
    "projects.time_budget": 3.0,
}
WEIGHTS = np.array([[2.0, 1.0, 1.0]] * PLACES)


def setting(cards=None, weights=WEIGHTS, **changed):
    return quarter(40, INDIFFERENT | (cards or {}), partner_weight=weights, **changed)


@pytest.fixture
def world():
    """Thirty people, six in each institution: slot n in institution n modulo five."""
    state = town()
    for slot in range(30):
        put(state, slot, slot % len(HOMES))
    return arrays_of(state)


def base(n):
    return np.uint64(mix(np.uint64(n)))


def places(w, q, draws=4_000):
    chosen = [choose_place(w, q, EGO, base(n)) for n in range(draws)]
    return np.bincount(chosen, minlength=PLACES) / draws


def found(w, q, draws=300):
    return [search(w, q, EGO, base(n), 0) for n in range(draws)]


def test_countries_are_chosen_by_weight_and_by_what_the_institution_learned(world):
    assert places(world, setting()) == pytest.approx([0.5, 0.25, 0.25], abs=0.03)
    world.partners[0] = [9.0, 5.0, 1.0]
    q = setting()._replace(abroad=np.full(len(HOMES), 6.0))
    assert places(world, q) == pytest.approx([2 / 8, 5 / 8, 1 / 8], abs=0.03)


def test_where_somebody_comes_from_attracts(world):
    world.people[EGO].origin = 2
    q = setting({"partner.common_origin": math.log(5.0)})
    assert places(world, q) == pytest.approx([2 / 8, 1 / 8, 5 / 8], abs=0.03)


def test_a_language_that_was_learned_attracts_by_how_well_it_is_known(world):
    q = setting({"partner.language": math.log(25.0)})
    world.people[EGO].learned = 1
    assert places(world, q, 100)[1] < 0.5
    world.people[EGO].level = 255
    assert places(world, q) == pytest.approx([2 / 28, 25 / 28, 1 / 28], abs=0.03)


def test_without_foreign_weights_everybody_looks_at_home(world):
    q = setting(weights=np.eye(PLACES))
    met = found(world, q)
    assert {channel for _, channel in met} == {LOCAL, HOME}
    assert {HOMES[j % 5] for j, _ in met if j >= 0} == {0}
    assert {j % 5 for j, channel in met if channel == LOCAL} == {0}


def test_who_looks_abroad_finds_somebody_of_that_country(world):
    abroad = np.array([[0.0, 1.0, 0.0]] * PLACES)
    met = found(world, setting(weights=abroad))
    assert {channel for _, channel in met} == {ABROAD}
    assert {HOMES[j % 5] for j, _ in met} == {1}


def test_nobody_without_time_and_never_oneself_is_found(world):
    world.people["load"][[5, 6, 10, 11]] = 3
    assert not has_time(world, setting(), 5)
    assert has_time(world, setting(), 1)
    met = {j for j, _ in found(world, setting(weights=np.eye(PLACES)))}
    assert met.isdisjoint({EGO, 5, 6, 10, 11})
    assert {1, 15, 16, 20, 21, 25, 26} <= met


def test_an_empty_country_offers_nobody():
    state = town()
    put(state, EGO, 0)
    w = arrays_of(state)
    assert best_of(w, setting(), EGO, base(1), 0, 2) == -1
    assert best_of(w, setting(), EGO, base(1), 0, -1) == -1


def test_the_appeal_of_a_partner_by_hand(world):
    cards = {
        "partner.quality": 0.5,
        "partner.degree": 2.0,
        "partner.distance_linear": 3.0,
        "partner.distance_square": 4.0,
    }
    world.people[1].quality = 1.2
    world.people[1].papers = 9
    world.people[1].topic[:2] = [0.8, 0.6]
    by_hand = 0.5 * 1.2 + 2.0 * math.log(10.0) + 3.0 * 0.2 - 4.0 * 0.04
    assert appeal(world, setting(cards), EGO, 1) == pytest.approx(by_hand, rel=1e-6)


def test_the_more_appealing_of_those_met_is_chosen_more_often(world):
    world.people[15].quality = 5.0
    shares = []
    for pull in (0.0, 0.3, 10.0):
        q = setting({"partner.quality": pull})
        met = [best_of(world, q, EGO, base(n), 0, -1) for n in range(1_500)]
        shares.append(np.mean(np.array(met) == 15))
    assert shares[0] == pytest.approx(1 / 5, abs=0.04)
    assert shares[0] < shares[1] < shares[2]
    assert shares[2] == pytest.approx(1 - (5 / 6) ** 6, abs=0.04)
