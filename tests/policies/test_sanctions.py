"""Sanctions: friction of a target with those who break with it, and a little with bystanders."""

import pytest
from pydantic import ValidationError

from tests.policies.making import VALUES, WORLD, policy

EXAMPLE = {
    "target": "AA",
    "senders": ["CC"],
    "bystanders": ["BB"],
    "acts_on": "both",
    "lists": "yes",
}


def levers(**fields):
    """All levers at the full dose."""
    return WORLD.after(policy("sanctions", **fields).filled(VALUES).effects(8104))


def test_friction_rises_in_both_directions_with_the_target_only():
    papers = levers()["rupture_papers"]
    assert papers[0, 2] == papers[2, 0] == 0.38
    assert papers[0, 1] == papers[1, 0] == 0.04
    assert papers[1, 2] == papers[2, 1] == 0
    assert (levers()["rupture_moves"] == papers).all()


def test_half_of_the_strength_is_half_of_the_friction():
    assert levers(strength="50%")["rupture_papers"][0, 2] == 0.19


@pytest.mark.parametrize(("acts_on", "spared"), [("papers", "moves"), ("moves", "papers")])
def test_it_may_spare_papers_or_moves(acts_on, spared):
    pushed = levers(acts_on=acts_on)
    assert pushed[f"rupture_{acts_on}"].sum() > 0
    assert pushed[f"rupture_{spared}"].sum() == 0


def test_senders_keep_lists_of_the_target_only_when_asked_to():
    assert levers(lists="no")["lists"].sum() == 0
    kept = levers(strength="50%")["lists"]
    assert kept[0, 2] == kept.sum() == 0.5


def test_nobody_applies_for_it_and_nobody_pays():
    made = policy("sanctions")
    assert made.programmes() == ()
    assert made.planned_cost(VALUES, 2030) == {}


def test_a_place_has_one_part():
    (found,) = policy("sanctions", bystanders=["CC"]).contradictions()
    assert (found.field, found.code) == ("senders", "named-twice")


@pytest.mark.parametrize("wrong", [{"senders": []}, {"size": 0.4}, {"acts_on": "trade"}])
def test_what_makes_no_sanctions_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("sanctions", **wrong)


def test_what_lists_are_told_is_passed_on_and_nothing_else_is():
    told = policy("sanctions", entries="8 entries/year", open_science="40%", strength="50%")
    effects = {e.lever: e.add for e in told.filled(VALUES).effects(4 * 2040)}
    assert (effects["lists"], effects["list_entries"], effects["open_exemption"]) == (0.5, 4.0, 0.4)
    plain = {e.lever for e in policy("sanctions").filled(VALUES).effects(4 * 2040)}
    assert plain.isdisjoint({"list_entries", "open_exemption"})


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"lists": "no", "entries": "8 entries/year"}, "entries"),
        ({"lists": "no", "open_science": "40%"}, "open_science"),
        ({"entries": "0 entries/year"}, "entries"),
    ],
)
def test_rules_for_lists_that_do_nothing_are_told(fields, field):
    (found,) = policy("sanctions", **fields).contradictions()
    assert (found.field, found.code) == (field, "no-effect")
