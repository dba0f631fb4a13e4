"""Schools: places for host and guests, days paid by the host, travel by each guest."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "host": "BB",
    "guests": ["AA"],
    "participants": "120 people/year",
    "days": "12 days",
    "group_size": 5,
    "selection": "lottery",
}


def test_its_places_are_split_between_the_host_and_the_guests():
    school = policy("summer_school", guests=["AA", "CC"], host_share="40%")
    assert set(school.effects(8104)) == {
        Effect("school_places", ("BB", "BB"), add=48),
        Effect("school_places", ("AA", "BB"), add=36),
        Effect("school_places", ("CC", "BB"), add=36),
    }


def test_the_host_pays_for_days_and_a_guest_for_its_journeys():
    school = policy("summer_school", until="2026-Q2")
    cost = school.planned_cost(VALUES, 2026)
    assert cost == {
        "BB": pytest.approx(0.5 * 120 * 12 * 0.0002),
        "AA": pytest.approx(0.5 * 60 * 0.0008),
    }
    assert sum(school.planned_cost(VALUES, 2027).values()) == 0


def test_its_rules_are_those_of_the_file():
    (offer,) = policy("summer_school", guests=["AA", "CC"], group_size=6).programmes()
    assert (offer.origin, offer.host, offer.partners) == ("AA", "BB", ("CC", "BB"))
    assert (offer.days, offer.group, offer.virtual, offer.stages) == (12, 6, False, (0, 1))
    assert [cell[1:] for cell in offer.cells()] == [("AA", "BB"), ("CC", "BB"), ("BB", "BB")]


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"guests": ["AA", "BB"]}, "guests", "same-place"),
        ({"guests": ["AA", "AA"]}, "guests", "named-twice"),
        ({"group_size": 1}, "group_size", "no-effect"),
    ],
)
def test_settings_that_contradict_are_told(fields, field, code):
    (found,) = policy("summer_school", **fields).contradictions()
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize("wrong", [{"days": 12}, {"guests": []}, {"group_size": 30}])
def test_what_makes_no_school_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("summer_school", **wrong)
