"""Cloud partnerships: what is rented from whom, and what it costs."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "client": "AA",
    "providers": ["BB"],
    "capacity": "2_000_000 GPU-h/year",
}


def test_one_provider_lends_all_and_two_lend_half_each():
    assert policy("cloud_partnership").effects(8104) == (
        Effect("cloud_hours", ("AA", "BB"), add=2e6),
    )
    two = policy("cloud_partnership", providers=["BB", "CC"]).effects(8104)
    assert {effect.index: effect.add for effect in two} == {("AA", "BB"): 1e6, ("AA", "CC"): 1e6}


def test_a_quota_parts_the_hours_between_research_and_others_and_saves_no_money():
    part, whole = policy("cloud_partnership", academic_quota="40%"), policy("cloud_partnership")
    assert {e.lever: e.add for e in part.effects(8104)} == {
        "cloud_hours": pytest.approx(0.8e6),
        "cloud_elsewhere": pytest.approx(1.2e6),
    }
    assert part.planned_cost(VALUES, 2030) == whole.planned_cost(VALUES, 2030)


def test_a_quota_of_nothing_is_told():
    (found,) = policy("cloud_partnership", academic_quota="0%").contradictions()
    assert (found.field, found.code) == ("academic_quota", "no-effect")


def test_the_client_pays_by_the_hour_and_a_tenth_more_for_a_second_provider():
    """2 M GPU-h at 3.5 CNY, seven of which are a dollar: 1 MUSD."""
    one = policy("cloud_partnership").planned_cost(VALUES, 2030)
    two = policy("cloud_partnership", providers=["BB", "CC"]).planned_cost(VALUES, 2030)
    assert one == {"AA": pytest.approx(1.0)}
    assert two == {"AA": pytest.approx(1.1)}


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"providers": ["AA"]}, "same-place"), ({"providers": ["BB", "BB"]}, "named-twice")],
)
def test_a_provider_is_somebody_else_and_named_once(fields, code):
    (found,) = policy("cloud_partnership", **fields).contradictions()
    assert (found.field, found.code) == ("providers", code)


@pytest.mark.parametrize("wrong", [{"capacity": "2_000_000 GPU-h"}, {"providers": []}])
def test_what_makes_no_partnership_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("cloud_partnership", **wrong)
