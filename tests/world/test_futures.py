"""Futures: nothing before the policy date, each its own breaks, ends and withdrawals."""

import pytest

from sim.dynamics.friction import targets
from sim.evidence.shelf import Shelf
from sim.scenario.schema import FUTURES
from sim.world.drivers import read_drivers
from sim.world.futures import course_of

POLICY = 4 * 2026
VALUES = Shelf.read().values()


@pytest.fixture(scope="module")
def drivers():
    """The record of the world of AI researchers."""
    return read_drivers("ai", 0.01)


def friction(drivers, future, quarter):
    """Friction of joint papers that the active shocks aim at."""
    course = course_of(drivers, future, POLICY)
    return targets(course.shocks, VALUES, drivers.places, quarter)[0]


def test_what_holds_today_goes_on(drivers):
    course = course_of(drivers, "status_quo", POLICY)
    assert course.shocks == tuple(drivers.shocks)
    assert course.controls == tuple(drivers.controls)
    assert course.effects(POLICY + 20, drivers.places) == ()


@pytest.mark.parametrize("future", FUTURES)
def test_no_future_begins_before_the_policy_date(drivers, future):
    for quarter in (POLICY - 40, POLICY - 1):
        assert (
            friction(drivers, future, quarter) == friction(drivers, "status_quo", quarter)
        ).all()
        assert course_of(drivers, future, POLICY).effects(quarter, drivers.places) == ()


@pytest.mark.parametrize("future", FUTURES[1:])
def test_every_future_differs_from_today(drivers, future):
    assert course_of(drivers, future, POLICY) != course_of(drivers, "status_quo", POLICY)


def test_a_thaw_ends_breaks_and_an_escalation_adds_some(drivers):
    now, thaw, worse = (
        friction(drivers, future, POLICY + 12) for future in ("status_quo", "thaw", "escalation")
    )
    assert thaw.sum() < 0.2 * now.sum()
    assert (worse >= now).all()
    assert worse.sum() > 1.2 * now.sum()


def test_renewed_controls_count_from_their_own_date(drivers):
    before, after = (
        course_of(drivers, future, POLICY).controls for future in ("status_quo", "export_controls")
    )
    assert set(after) - set(before) == {
        (drivers.places.index(place), POLICY + 4) for place in ("RU", "CN")
    }


def test_providers_withdraw_for_a_while_and_give_nothing_meanwhile(drivers):
    course = course_of(drivers, "provider_withdrawal", POLICY)
    during = course.effects(POLICY + 13, ("AA", "BB"))
    assert {effect.index for effect in during} == {("AA", "BB"), ("BB", "AA")}
    assert all(effect.scale == 0 for effect in during)
    assert course.effects(POLICY + 11, ("AA", "BB")) == ()
    assert course.effects(POLICY + 18, ("AA", "BB")) == ()
