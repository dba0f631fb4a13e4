"""A meeting may lead to a project, ever less likely as it is forgotten."""

import math

import numpy as np
import pytest

from sim.dynamics.exposure import meet, meeting_hazard, remembered
from sim.world.state import CONTACTS, HAS_CONTACT, PROGRAMME
from sim.world.views import ADDITIVE, GROUP, MULTIPLICATIVE, arrays_of
from tests.dynamics.making import PLACES, put, quarter, town

CARDS = {
    "exposure.half_life": 1.5,
    "exposure.hazard": 0.0012,
    "exposure.border_discount": 0.4,
    "exposure.sessions": 25.0,
    "exposure.rate_ratio": 1.75,
    "exposure.group_sessions": 6.0,
    "exposure.small_group_odds": 8.0,
    "exposure.group_base": 0.0016,
    "transport.omega": 0.75,
}
EGO, COLLEAGUE, ABROAD = 0, 1, 2
PER_QUARTER = math.log(2.0) / 6.0


@pytest.fixture
def world():
    state = town()
    for slot, institution in ((EGO, 0), (COLLEAGUE, 1), (ABROAD, 2)):
        put(state, slot, institution)
    return arrays_of(state)


def conditions(t=40, event=ADDITIVE, **changed):
    """Everybody begins 0.01 projects; one of them offers 0.0005 seats to each person there is."""
    plain = {
        "starts": np.full(PLACES, 0.01),
        "stage_rate": np.ones(4),
        "sought": np.full((PLACES, PLACES), 0.0005),
    }
    return quarter(t, CARDS, switches=np.array([event, 0]), **plain | changed)


def hazard(w, q, other=COLLEAGUE):
    points = [w.contacts[EGO, c] for c in range(CONTACTS)]
    return meeting_hazard(w, q, EGO, next(p for p in points if p.dose > 0 and p.slot == other))


def test_a_meeting_is_half_forgotten_after_the_half_life(world):
    meet(world, conditions(40), EGO, COLLEAGUE, 8.0, PROGRAMME)
    point = world.contacts[EGO, 0]
    assert [remembered(conditions(t), point) for t in (40, 46, 52)] == pytest.approx([8, 4, 2])
    assert world.people["marks"][EGO] & HAS_CONTACT


def test_meeting_again_adds_to_what_is_left(world):
    meet(world, conditions(40), EGO, COLLEAGUE, 8.0, PROGRAMME)
    meet(world, conditions(46), EGO, COLLEAGUE, 1.0, PROGRAMME)
    assert remembered(conditions(46), world.contacts[EGO, 0]) == pytest.approx(5.0)
    assert world.contacts[EGO, 1].dose == 0.0


def test_a_new_meeting_takes_the_place_of_the_one_most_forgotten(world):
    meet(world, conditions(40), EGO, COLLEAGUE, 1.0, PROGRAMME)
    meet(world, conditions(40), EGO, ABROAD, 9.0, PROGRAMME)
    meet(world, conditions(41), EGO, 7, 2.0, PROGRAMME)
    assert {int(p.slot) for p in world.contacts[EGO]} == {ABROAD, 7}


def test_who_met_nobody_has_no_contact(world):
    assert not world.people["marks"][EGO] & HAS_CONTACT


def test_over_the_years_a_session_brings_the_hazard_of_its_card(world):
    meet(world, conditions(0), EGO, COLLEAGUE, 1.0, PROGRAMME)
    whole = sum(hazard(world, conditions(t)) for t in range(1, 120))
    assert whole == pytest.approx(0.75 * 0.0012, rel=0.06)


def test_additive_exposure_by_hand(world):
    meet(world, conditions(), EGO, COLLEAGUE, 4.0, PROGRAMME)
    worth = 1.0 + math.exp(-1 / 25) + math.exp(-2 / 25) + math.exp(-3 / 25)
    assert hazard(world, conditions()) == pytest.approx(0.75 * 0.0012 * worth * PER_QUARTER)


def test_every_session_adds_less_than_the_one_before(world):
    found = [0.0]
    for _ in range(30):
        meet(world, conditions(), EGO, COLLEAGUE, 1.0, PROGRAMME)
        found.append(hazard(world, conditions()))
    assert (np.diff(found) > 0).all()
    assert np.diff(found)[1:] / np.diff(found)[:-1] == pytest.approx(math.exp(-1 / 25), rel=1e-3)


def test_borders_discount_a_meeting_and_friction_more(world):
    meet(world, conditions(), EGO, COLLEAGUE, 4.0, PROGRAMME)
    meet(world, conditions(), EGO, ABROAD, 4.0, PROGRAMME)
    home = hazard(world, conditions())
    assert hazard(world, conditions(), ABROAD) == pytest.approx(0.4 * home)
    friction = np.zeros((PLACES, PLACES))
    friction[0, 1] = 0.5
    rough = conditions(friction=friction)
    assert hazard(world, rough, ABROAD) == pytest.approx(0.4 * math.exp(-0.5) * home)
    assert hazard(world, rough) == pytest.approx(home)


def test_multiplicative_exposure_multiplies_what_either_would_begin_with_the_other(world):
    """The other has three times the rate and half of the time."""
    sought = np.zeros((PLACES, PLACES))
    sought[0, 1], sought[1, 0] = 0.0004, 0.0002
    q = conditions(event=MULTIPLICATIVE, sought=sought)
    meet(world, q, EGO, ABROAD, 2.0, PROGRAMME)
    world.people["rate"][ABROAD] = 3.0
    world.people["load"][ABROAD] = q.theta["projects_time_budget"][0] / 2
    would = 0.01 * 0.0004 + 0.01 * 3.0 * 0.5 * 0.0002
    assert hazard(world, q, ABROAD) == pytest.approx(would * (1.75**0.75 - 1.0))
    world.people["rate"][EGO] = 0.0
    assert hazard(world, q, ABROAD) == pytest.approx(3e-6 * (1.75**0.75 - 1.0))


@pytest.mark.parametrize("event", [ADDITIVE, MULTIPLICATIVE, GROUP])
def test_friction_takes_the_same_share_of_what_meetings_begin_in_every_reading(world, event):
    friction = np.zeros((PLACES, PLACES))
    friction[0, 1] = friction[1, 0] = 0.5
    calm, rough = conditions(event=event), conditions(event=event, friction=friction)
    meet(world, calm, EGO, ABROAD, 4.0, PROGRAMME)
    meet(world, calm, EGO, COLLEAGUE, 4.0, PROGRAMME)
    left = hazard(world, rough, ABROAD) / hazard(world, calm, ABROAD)
    assert left == pytest.approx(math.exp(-0.5))
    assert hazard(world, rough) == pytest.approx(hazard(world, calm))


def test_multiplicative_exposure_multiplies_a_tiny_rate(world):
    q = conditions(event=MULTIPLICATIVE)
    meet(world, q, EGO, COLLEAGUE, 2.0, PROGRAMME)
    assert hazard(world, q) == pytest.approx(1e-5 * (1.75**0.75 - 1.0))


def test_the_ratio_of_one_session_is_not_raised_to_the_power_of_many(world):
    q = conditions(event=MULTIPLICATIVE)
    meet(world, q, EGO, COLLEAGUE, 6.0, PROGRAMME)
    meet(world, q, EGO, ABROAD, 0.5, PROGRAMME)
    assert hazard(world, q) <= 1e-5 * 0.75
    assert hazard(world, q, ABROAD) == pytest.approx(1e-5 * (1.75**0.375 - 1.0))


def test_group_exposure_raises_the_odds(world):
    q = conditions(event=GROUP)
    meet(world, q, EGO, COLLEAGUE, 12.0, PROGRAMME)
    odds = 0.0016 / (1 - 0.0016) * 8.0**0.75
    extra = odds / (1.0 + odds) - 0.0016
    assert hazard(world, q) == pytest.approx(extra * PER_QUARTER)


@pytest.mark.parametrize("event", [ADDITIVE, MULTIPLICATIVE, GROUP])
def test_more_sessions_never_lower_the_chance(world, event):
    chances = []
    for _ in range(12):
        meet(world, conditions(event=event), EGO, COLLEAGUE, 0.5, PROGRAMME)
        chances.append(hazard(world, conditions(event=event)))
    assert (np.diff(chances) >= 0).all()
    assert 0 < chances[0] < chances[-1] < 1


def test_nobody_is_remembered_where_there_is_no_room_for_it(world):
    nowhere = world._replace(contacts=world.contacts[:0])
    with pytest.raises(IndexError, match="no room for contacts"):
        meet(nowhere, conditions(), EGO, ABROAD, 1.0, PROGRAMME)


def test_sessions_are_bounded_by_a_card_of_sessions_and_not_by_one_of_people(world):
    meet(world, conditions(), EGO, COLLEAGUE, 12.0, PROGRAMME)
    point = world.contacts[EGO, 0]
    chance = {
        card: meeting_hazard(world, quarter(40, {**CARDS, card: 6.0}), EGO, point)
        for card in ("exposure.contacts", "exposure.sessions")
    }
    many, few = ((1 - math.exp(-12 / n)) / (1 - math.exp(-1 / n)) for n in (25, 6))
    worth = chance["exposure.contacts"] / chance["exposure.sessions"]
    assert worth == pytest.approx(many / few)
