"""Export controls: new equipment that does not come."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {"targets": ["AA"], "withheld": "90%"}


def test_equipment_is_withheld_from_each_target():
    made = policy("export_controls", targets=["AA", "CC"])
    assert made.effects(8104) == (
        Effect("withheld", ("AA",), add=0.9),
        Effect("withheld", ("CC",), add=0.9),
    )


def test_what_is_withheld_is_that_of_its_card_where_it_is_left_out():
    (effect,) = policy("export_controls", withheld=None).filled(VALUES).effects(8104)
    assert effect == Effect("withheld", ("AA",), add=0.5)


def test_nobody_applies_for_it_and_nobody_pays():
    made = policy("export_controls")
    assert made.programmes() == ()
    assert made.planned_cost(VALUES, 2030) == {}


def test_no_place_is_named_twice():
    (found,) = policy("export_controls", targets=["AA", "AA"]).contradictions()
    assert (found.field, found.code) == ("targets", "named-twice")


@pytest.mark.parametrize("wrong", [{"targets": []}, {"withheld": 90}])
def test_what_makes_no_controls_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("export_controls", **wrong)
