"""Pilots: set up late and worked on slowly when pledges are not paid."""

import pytest
from pydantic import ValidationError

from tests.policies.making import VALUES, policy

EXAMPLE = {
    "home": "AA",
    "partner": "BB",
    "domains": ["health", "earth"],
    "pilots": "2 awards/year",
}


def terms(**fields):
    """The rules of the offer."""
    return policy("lighthouse_pilot", **fields).filled(VALUES).programmes()[0]


def test_when_all_of_the_money_is_there_a_pilot_is_set_up_in_time():
    offer = terms(cofund="0%", operators=100)
    assert (offer.setup_years, offer.projects) == (1, 1.5)
    assert offer.grants == (0.5, 0.5)


def test_unpaid_pledges_cost_more_time_than_money():
    offer = terms(realised="0%", operators=100)
    assert offer.setup_years == 4
    assert offer.projects == 0.75
    assert offer.grants == (0.25, 0.25)


def test_operators_have_attention_for_two_pilots_each():
    assert terms(operators=3).projects == terms(operators=30).projects
    crowded = terms(operators=1, pilots="4 awards/year")
    assert crowded.projects * 12 == pytest.approx(terms(operators=30).projects * 2)


def test_operators_are_those_of_their_card_where_they_are_left_out():
    """Of 36 standing pilots four operators attend to eight; four fifths of the money is there."""
    assert terms(pilots="12 awards/year").projects == pytest.approx(1.5 * 0.8 * 8 / 36)
    assert terms(pilots="12 awards/year") == terms(pilots="12 awards/year", operators=4)


def test_its_money_is_paid_while_it_runs_and_not_while_it_is_set_up():
    pilots = policy("lighthouse_pilot", until=2026, cofund="0%").filled(VALUES)
    costs = [pilots.planned_cost(VALUES, year)["BB"] for year in range(2026, 2031)]
    assert costs == pytest.approx([0, 1, 1, 1, 0])


def test_it_is_open_to_its_fields_only_but_follows_one_set_of_rules():
    assert terms().domains == ("health", "earth")
    assert terms().cells() == (("pilots", "AA", "BB"), ("pilots", "BB", "AA"))


def test_a_pilot_has_two_sides():
    (found,) = policy("lighthouse_pilot", partner="AA").contradictions()
    assert (found.field, found.code) == ("partner", "same-place")


@pytest.mark.parametrize("wrong", [{"operators": 0}, {"domains": []}, {"budget": "1 MUSD"}])
def test_what_makes_no_pilot_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("lighthouse_pilot", **wrong)
