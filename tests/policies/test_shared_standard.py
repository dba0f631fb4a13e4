"""Shared standards: a lag, a critical number, a gain for adopters and perhaps a loss outside."""

import pytest
from pydantic import ValidationError

from tests.policies.making import VALUES, WORLD, policy

EXAMPLE = {
    "adopters": ["AA", "BB"],
    "scope": "80%",
    "critical": 2,
    "incompatible": "yes",
    "outsiders": ["CC"],
}

LATER = 8104 + 16


def friction(quarter=LATER, **fields):
    """Friction between places."""
    made = policy("shared_standard", **fields).filled(VALUES)
    return WORLD.after(made.effects(quarter))["friction"]


def test_adopters_gain_and_outsiders_lose_when_it_does_not_fit():
    table = friction()
    assert table[0, 1] == table[1, 0] == pytest.approx(-0.8 * 0.05)
    assert table[0, 2] == table[2, 1] == pytest.approx(0.8 * 0.03)
    assert friction(incompatible="no", outsiders=[])[0, 2] == 0


def test_nothing_happens_before_the_lag_or_below_the_critical_number():
    assert abs(friction(LATER - 1)).sum() == 0
    assert abs(friction(critical=3)).sum() == 0
    assert abs(
        friction(critical=3, adopters=["AA", "BB", "CC"], outsiders=[])
    ).sum() == pytest.approx(6 * 0.8 * 0.05)


@pytest.mark.parametrize(("drawn", "used"), [(2.4, True), (2.6, False)])
def test_the_critical_number_of_its_card_is_the_nearest_whole_one(drawn, used):
    made = policy("shared_standard", critical=None).filled({**VALUES, "standard.critical": drawn})
    assert made.given("critical") == round(drawn)
    assert any(effect.lever == "friction" for effect in made.effects(LATER)) == used


def test_work_on_it_is_paid_for_from_the_first_day():
    cost = policy("shared_standard").filled(VALUES).planned_cost(VALUES, 2026)
    assert cost == {"AA": pytest.approx(0.16), "BB": pytest.approx(0.16)}


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"outsiders": ["AA"]}, "adopters", "named-twice"),
        ({"outsiders": []}, "outsiders", "no-effect"),
    ],
)
def test_settings_that_contradict_are_told(fields, field, code):
    (found,) = policy("shared_standard", **fields).contradictions()
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize("wrong", [{"adopters": ["AA"]}, {"critical": 1}, {"lag": 4}])
def test_what_makes_no_standard_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("shared_standard", **wrong)


def test_what_is_not_enforced_is_paid_for_and_changes_nothing():
    whole, half, none = (friction(enforcement=f"{share}%") for share in (100, 50, 0))
    assert half[0, 1] == pytest.approx(whole[0, 1] / 2)
    assert half[0, 2] == pytest.approx(whole[0, 2] / 2)
    assert abs(none).sum() == 0
    paid = [
        policy("shared_standard", enforcement=f"{share}%").filled(VALUES).planned_cost(VALUES, 2026)
        for share in (100, 0)
    ]
    assert paid[0] == paid[1]
