"""Joint centres: posts of both sides, paid for whether somebody is there or not."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {"host": "AA", "guest": "BB", "staff": "30 people"}


def test_both_sides_have_posts():
    assert set(policy("joint_centre").effects(8104)) == {
        Effect("unit_staff", ("AA", "BB"), add=30),
        Effect("unit_staff", ("BB", "AA"), add=30),
    }


def test_posts_are_paid_for_present_or_not():
    for presence in ("0%", "80%"):
        cost = policy("joint_centre", presence=presence).planned_cost(VALUES, 2030)
        assert cost == {"AA": pytest.approx(30 * 0.04), "BB": pytest.approx(30 * 0.04)}


def test_presence_is_that_of_the_card_unless_it_is_given():
    assert policy("joint_centre").filled(VALUES).programmes()[0].presence == 0.35
    assert policy("joint_centre", presence="80%").programmes()[0].presence == 0.8


def test_a_joint_centre_has_two_sides():
    (found,) = policy("joint_centre", guest="AA").contradictions()
    assert (found.field, found.code) == ("guest", "same-place")


@pytest.mark.parametrize(("times", "told"), [("0 times", 1), ("0.9 times", 1), ("1 times", 0)])
def test_people_side_by_side_begin_no_less_for_it(times, told):
    """``pairs_meant`` never counts a pair for less than its sessions account for."""
    found = [c.field for c in policy("joint_centre", nearness=times).contradictions()]
    assert found == ["nearness"] * told


@pytest.mark.parametrize("wrong", [{"staff": 30}, {"staff": "30 people/year"}, {"presence": 35}])
def test_what_makes_no_centre_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("joint_centre", **wrong)
