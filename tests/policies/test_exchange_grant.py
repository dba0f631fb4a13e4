"""Exchange grants: stays in one direction or both, each place paying for its own people."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "home": "AA",
    "host": "BB",
    "grants": "40 people/year",
    "months": "6 months",
    "reverse_share": "25%",
    "selection": "merit",
}


def test_grants_are_split_by_direction():
    assert set(policy("exchange_grant").effects(8104)) == {
        Effect("stays", ("AA", "BB"), add=30),
        Effect("stays", ("BB", "AA"), add=10),
    }


def test_in_one_direction_only_one_place_offers_and_pays():
    grants = policy("exchange_grant", reverse_share="0%")
    (offer,) = grants.programmes()
    assert (offer.origin, offer.host, offer.months_abroad) == ("AA", "BB", 6)
    assert set(grants.planned_cost(VALUES, 2027)) == {"AA"}


def test_each_place_pays_travel_and_stipend_of_its_own():
    each = 0.0008 + 6 * 0.0025
    cost = policy("exchange_grant").planned_cost(VALUES, 2027)
    assert cost == {"AA": pytest.approx(30 * each), "BB": pytest.approx(10 * each)}


def test_a_stay_is_somewhere_else():
    (found,) = policy("exchange_grant", host="AA").contradictions()
    assert (found.field, found.code) == ("host", "same-place")


@pytest.mark.parametrize("wrong", [{"months": 6}, {"grants": "40 people"}, {"reverse_share": 25}])
def test_what_makes_no_exchange_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("exchange_grant", **wrong)


def test_rules_of_both_directions_are_those_of_the_file_and_neutral_otherwise():
    written = policy("exchange_grant", newcomer_share="30%", guests_per_host=2, anyway="35%")
    for offer in written.programmes():
        assert (offer.newcomer_share, offer.guests, offer.anyway) == (0.3, 2, 0.35)
    for offer in policy("exchange_grant").programmes():
        assert (offer.newcomer_share, offer.guests, offer.anyway) == (0.0, 0, 0.0)
