"""Export of solutions: people lent at once, others paid for after a lag."""

import pytest
from pydantic import ValidationError

from tests.policies.making import VALUES, WORLD, policy

EXAMPLE = {"place": "AA", "clients": ["CC"], "contracts": "20 contracts/year"}


def people(years, **fields):
    """People that research gains or lends so many years after the start."""
    made = policy("solution_export", **fields).filled(VALUES)
    return WORLD.after(made.effects(8104 + 4 * years))["research_people"][0]


def test_people_are_lent_at_once_and_others_hired_after_the_lag():
    hired = 20 * 0.5 * 0.15 / 0.04
    assert people(0) == pytest.approx(-60)
    assert people(3) == pytest.approx(-60 + hired)


def test_revenue_of_the_last_contracts_still_pays_for_research_when_they_have_ended():
    """Contracts from 2026 to 2028, research paid for from 2029 to 2031."""
    hired = 20 * 0.5 * 0.15 / 0.04
    gained = [people(years, until=2028) for years in range(7)]
    assert gained == pytest.approx([-60, -60, -60, hired, hired, hired, 0])


def test_when_nearly_all_is_put_back_research_gains_in_the_end():
    assert people(2, reinvested="90%") < 0 < people(3, reinvested="90%")


def test_clients_share_contracts_and_visits_alike_and_nobody_else_pays():
    made = policy("solution_export", clients=["BB", "CC"]).filled(VALUES)
    visits = WORLD.after(made.effects(8104))["short_visits"]
    assert visits[0, 1] == visits[0, 2] == 20
    assert made.planned_cost(VALUES, 2030) == {}


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"clients": ["AA"]}, "clients", "same-place"),
        ({"clients": ["CC", "CC"]}, "clients", "named-twice"),
        ({"salary": "0 MUSD/year"}, "salary", "no-effect"),
    ],
)
def test_settings_that_contradict_are_told(fields, field, code):
    (found,) = policy("solution_export", **fields).contradictions()
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize("wrong", [{"contracts": 20}, {"clients": []}, {"busy": 3}])
def test_what_makes_no_export_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("solution_export", **wrong)


def risk(**fields):
    made = policy("solution_export", **fields).filled(VALUES)
    return WORLD.after(made.effects(8104))["export_risk"]


def test_contracts_bring_the_risk_of_a_list_only_where_exporters_are_watched():
    assert risk().sum() == 0
    assert risk(watched="yes") == pytest.approx([20 * 0.002, 0, 0])
    assert risk(watched="yes", contracts="40 contracts/year")[0] == pytest.approx(40 * 0.002)
    assert risk(watched="yes", listing="0 1/contract/year").sum() == 0
