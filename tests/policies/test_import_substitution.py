"""Import substitution: equipment made at home, people lent, money spent."""

import pytest
from pydantic import ValidationError

from tests.policies.making import VALUES, WORLD, policy

EXAMPLE = {"place": "AA", "budget": "200 MUSD/year"}


def levers(budget="200 MUSD/year", quarter=8104 + 40, **fields):
    """All levers after the ramp."""
    made = policy("import_substitution", budget=budget, **fields).filled(VALUES)
    return WORLD.after(made.effects(quarter))


def test_more_money_reaches_more_but_never_what_the_gap_leaves_out():
    reached = [levers(f"{money} MUSD/year")["home_made"][0] for money in (0, 500, 5_000, 1_000_000)]
    assert reached == sorted(reached)
    assert reached[1] == pytest.approx(0.3)
    assert reached[3] < 0.6


def test_research_lends_people_for_a_part_of_the_budget():
    assert levers()["research_people"][0] == pytest.approx(-0.02 * 200 / 0.04)
    assert levers()["spending"][0] == 200


def test_at_half_of_its_ramp_it_does_and_costs_half():
    made = policy("import_substitution", ramp="7 years").filled(VALUES)
    half = WORLD.after(made.effects(8104 + 14))["home_made"][0]
    assert half == pytest.approx(levers()["home_made"][0] * 14.5 / 28)
    assert made.planned_cost(VALUES, 2040) == {"AA": 200}


def test_a_researcher_costs_something():
    (found,) = policy("import_substitution", salary="0 MUSD/year").contradictions()
    assert (found.field, found.code) == ("salary", "no-effect")


def test_half_of_what_can_be_made_takes_money():
    (found,) = policy("import_substitution", half="0 MUSD/year").contradictions()
    assert (found.field, found.code) == ("half", "no-effect")


@pytest.mark.parametrize("wrong", [{"budget": "200 MUSD"}, {"gap": 40}, {"place": "aa"}])
def test_what_makes_no_programme_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("import_substitution", **wrong)
