"""Visas: trouble, friction and visits in every direction, at no public cost."""

import pytest
from pydantic import ValidationError

from tests.policies.making import VALUES, WORLD, policy

EXAMPLE = {"places": ["AA", "BB"]}


def levers(**fields):
    """All levers at the full dose."""
    return WORLD.after(policy("visa_regime", **fields).filled(VALUES).effects(8104))


def test_free_travel_takes_trouble_and_friction_away_and_adds_visits_both_ways():
    pushed = levers()
    for one, other in ((0, 1), (1, 0)):
        assert pushed["visit_barrier"][one, other] == -0.5
        assert pushed["friction"][one, other] == pytest.approx(-0.01)
        assert pushed["short_visits"][one, other] == 40
    assert pushed["short_visits"].sum() == 80


def test_restricted_travel_adds_trouble_and_no_visits():
    pushed = levers(rule="restricted", openness="50%")
    assert pushed["visit_barrier"][0, 1] == 0.25
    assert pushed["friction"][1, 0] == pytest.approx(0.005)
    assert pushed["short_visits"].sum() == 0


def test_it_holds_among_all_places_named_and_costs_nothing():
    visas = policy("visa_regime", places=["AA", "BB", "CC"]).filled(VALUES)
    assert len(visas.programmes()) == 6
    assert visas.planned_cost(VALUES, 2027) == {}


def test_no_place_is_named_twice():
    (found,) = policy("visa_regime", places=["AA", "BB", "AA"]).contradictions()
    assert (found.field, found.code) == ("places", "named-twice")


@pytest.mark.parametrize("wrong", [{"places": ["AA"]}, {"rule": "none"}, {"visit_days": 7}])
def test_what_makes_no_rule_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("visa_regime", **wrong)


def test_all_others_may_do_less_for_their_visitors_than_the_first_place():
    pushed = levers(reciprocity="40%")
    assert pushed["visit_barrier"][1, 0] == -0.5
    assert pushed["visit_barrier"][0, 1] == pytest.approx(-0.2)
    assert pushed["friction"][0, 1] == pushed["friction"][1, 0] == pytest.approx(-0.007)
    assert (pushed["short_visits"][1, 0], pushed["short_visits"][0, 1]) == (40, 16)


@pytest.mark.parametrize(("rule", "sign"), [("visa_free", -1), ("restricted", 1)])
def test_a_rule_for_short_journeys_takes_nothing_from_long_ones(rule, sign):
    short, every = levers(rule=rule, covers="short"), levers(rule=rule)
    assert short["visit_barrier"][0, 1] == every["visit_barrier"][0, 1] == sign * 0.5
    assert short["stay_barrier"][0, 1] == -sign * 0.5
    assert abs(every["stay_barrier"]).sum() == 0
