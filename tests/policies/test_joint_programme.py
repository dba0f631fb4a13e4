"""Joint programmes: awards of two sides, each paying its half for some years."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "home": "AA",
    "partner": "BB",
    "awards": "12 awards/year",
    "existing_pairs": "50%",
    "selection": "merit",
}


def test_each_side_says_how_many_awards_it_can_pay_its_half_of():
    assert set(policy("joint_programme", partner_share="50%").effects(8104)) == {
        Effect("joint_awards", ("AA", "BB"), add=12),
        Effect("joint_awards", ("BB", "AA"), add=6),
    }


def test_a_cohort_is_paid_for_as_long_as_its_awards_run():
    awards = policy("joint_programme", until=2026).filled(VALUES)
    for year in (2026, 2027, 2028):
        half = pytest.approx(12 * 0.06)
        assert awards.planned_cost(VALUES, year) == {"AA": half, "BB": half}
    assert sum(awards.planned_cost(VALUES, 2029).values()) == 0


def test_the_side_that_pays_less_decides_what_both_pay():
    awards = policy("joint_programme", partner_share="25%").filled(VALUES)
    half = pytest.approx(3 * 3 * 0.06)
    assert awards.planned_cost(VALUES, 2030) == {"AA": half, "BB": half}


def test_its_rules_are_those_of_the_file_and_its_cards():
    (offer,) = policy("joint_programme", existing_pairs="30%").filled(VALUES).programmes()
    assert (offer.existing_pairs, offer.years, offer.projects) == (0.3, 3, 1)
    assert (offer.grants, offer.matched, offer.stages) == ((0.06, 0.06), True, (2, 3))


def test_a_joint_award_has_two_sides():
    (found,) = policy("joint_programme", partner="AA").contradictions()
    assert (found.field, found.code) == ("partner", "same-place")


@pytest.mark.parametrize("wrong", [{"awards": "12 awards"}, {"awards": 12}, {"grant": "6 MUSD"}])
def test_what_makes_no_programme_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("joint_programme", **wrong)


def test_a_call_may_be_for_some_fields_and_set_awards_aside_for_newcomers():
    (plain,) = policy("joint_programme").programmes()
    assert (plain.domains, plain.newcomer_share) == ((), 0.0)
    named = policy("joint_programme", domains=["theory", "learning"], newcomer_share="50%")
    (offer,) = named.programmes()
    assert (offer.domains, offer.newcomer_share) == (("theory", "learning"), 0.5)


def test_a_mandate_costs_nothing_and_pushes_the_count_in_name_alone():
    plain, told = policy("joint_programme").filled(VALUES), policy("joint_programme", mandate="50%")
    told = told.filled(VALUES)
    more = set(told.effects(8104)) - set(plain.effects(8104))
    ways = (("AA", "BB"), ("BB", "AA"))
    assert more == {Effect("joint_in_name", way, add=0.5 * 0.1) for way in ways}
    assert told.planned_cost(VALUES, 2027) == plain.planned_cost(VALUES, 2027)


def test_without_a_number_it_makes_as_many_awards_as_its_card_says():
    (there, _) = policy("joint_programme", awards=None).filled(VALUES).effects(8104)
    assert there.add == VALUES["joint.awards"] == 52


def test_renewals_are_a_rule_of_the_call():
    (offer,) = policy("joint_programme", renewal="30%").programmes()
    assert (offer.renewal, policy("joint_programme").programmes()[0].renewal) == (0.3, 0.0)
