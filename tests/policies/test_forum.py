"""Forums: seniors of several places, in person or online."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "host": "AA",
    "guests": ["BB", "CC"],
    "participants": "150 people/year",
    "host_share": "40%",
    "days": "3 days",
    "selection": "merit",
}


def test_its_places_are_split_between_the_host_and_the_guests():
    assert set(policy("forum").effects(8104)) == {
        Effect("forum_places", ("AA", "AA"), add=60),
        Effect("forum_places", ("BB", "AA"), add=45),
        Effect("forum_places", ("CC", "AA"), add=45),
    }


def test_the_host_pays_for_days_and_each_guest_for_its_journeys():
    cost = policy("forum").planned_cost(VALUES, 2027)
    journeys = pytest.approx(45 * 0.0008)
    assert cost == {"AA": pytest.approx(150 * 3 * 0.0002), "BB": journeys, "CC": journeys}


def test_online_nobody_travels_and_nobody_pays():
    online = policy("forum", virtual="yes")
    assert sum(online.planned_cost(VALUES, 2027).values()) == 0
    assert online.programmes()[0].virtual


def test_it_is_for_seniors_only():
    (offer,) = policy("forum", group_size=4).programmes()
    assert (offer.stages, offer.group, offer.days) == ((3, 3), 4, 3)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"guests": ["AA", "BB"]}, "guests", "same-place"),
        ({"guests": ["BB", "BB"]}, "guests", "named-twice"),
        ({"group_size": 1}, "group_size", "no-effect"),
    ],
)
def test_settings_that_contradict_are_told(fields, field, code):
    (found,) = policy("forum", **fields).contradictions()
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize("wrong", [{"days": 3}, {"guests": []}, {"virtual": "perhaps"}])
def test_what_makes_no_forum_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("forum", **wrong)
