"""Linked laboratories: how much they do depends on their money."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "home": "AA",
    "partner": "BB",
    "pairs": "15 awards/year",
    "selection": "lottery",
}


def rate(**fields):
    """Projects a year of one link."""
    return policy("lab_link", **fields).filled(VALUES).programmes()[0].projects


def test_both_sides_pay_for_every_link_alike():
    assert set(policy("lab_link").effects(8104)) == {
        Effect("seed_links", ("AA", "BB"), add=15),
        Effect("seed_links", ("BB", "AA"), add=15),
    }


def test_a_link_without_money_does_nothing_and_costs_nothing():
    assert rate(seed="0 MUSD/year") == 0
    free = policy("lab_link", seed="0 MUSD/year").filled(VALUES)
    assert sum(free.planned_cost(VALUES, 2030).values()) == 0


def test_more_money_does_more_but_never_more_than_a_link_can_do():
    rates = [rate(seed=f"{seed} MUSD/year") for seed in (0, 0.011, 0.1, 10)]
    assert rates == sorted(rates)
    assert rates[1] == pytest.approx(0.3)
    assert rates[3] == pytest.approx(0.6, rel=0.01)


def test_seed_money_is_paid_as_long_as_a_link_is_kept_up():
    link = policy("lab_link", until=2026, years="1.5 years").filled(VALUES)
    costs = [link.planned_cost(VALUES, year)["AA"] for year in (2026, 2027, 2028)]
    assert costs == pytest.approx([15 * 0.011, 15 * 0.011 / 2, 0])


def test_a_link_goes_to_another_place():
    (found,) = policy("lab_link", partner="AA").contradictions()
    assert (found.field, found.code) == ("partner", "same-place")


@pytest.mark.parametrize("wrong", [{"matching": "friends"}, {"pairs": 15}, {"years": 2}])
def test_what_makes_no_link_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("lab_link", **wrong)


def test_money_for_those_who_met_is_open_to_all_stages_and_to_nobody_else():
    (leaders,) = policy("lab_link").programmes()
    (met,) = policy("lab_link", open_to="met").programmes()
    assert (leaders.met, met.met) == (False, True)
    assert met.stages[0] < leaders.stages[0]
