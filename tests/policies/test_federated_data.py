"""Federated data: who holds, who asks, what is open and what is paid."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {"holders": ["AA"], "users": ["AA", "BB"], "nodes": "20 nodes"}

LAG = 6


def clinics(**fields):
    """The example from 2026, its cards filled in: a quarter of twenty hospitals answers."""
    return policy("federated_data", **fields).filled(VALUES)


def moved(made, quarter, lever):
    """What is pushed on the cells of a lever."""
    return {e.index: e.add for e in made.effects(quarter) if e.lever == lever}


def test_nobody_is_admitted_before_the_lag_and_hospitals_are_paid_from_the_first_day():
    start = 4 * 2026
    assert moved(clinics(), start + LAG - 1, "federated_nodes") == {}
    assert clinics().effects(start) == (Effect("spending", ("AA",), add=20 * 0.15),)


def test_only_hospitals_that_answer_are_open_and_only_to_users():
    opened = moved(clinics(), 4 * 2030, "federated_nodes")
    assert opened == {("AA", "AA", "health"): 5.0, ("AA", "BB", "health"): 5.0}
    assert set(moved(clinics(), 4 * 2030, "pooled_nodes").values()) == {0.0}


def test_data_handed_over_are_another_lever():
    made = clinics(pooled="yes", answering="100%", users=["CC"])
    assert moved(made, 4 * 2030, "pooled_nodes") == {("AA", "CC", "health"): 20.0}
    assert moved(made, 4 * 2030, "federated_nodes") == {("AA", "CC", "health"): 0.0}


def test_each_holder_pays_for_all_that_signed():
    cost = clinics(holders=["AA", "BB"], answering="0%").planned_cost(VALUES, 2026)
    assert cost == {"AA": pytest.approx(3.0), "BB": pytest.approx(3.0)}


def test_nothing_stays_open_when_the_agreement_ends():
    assert clinics(until=2029).effects(4 * 2030) == ()


@pytest.mark.parametrize("field", ["holders", "users"])
def test_nobody_is_named_twice_in_one_list(field):
    (found,) = policy("federated_data", **{field: ["BB", "BB"]}).contradictions()
    assert (found.field, found.code) == (field, "named-twice")


@pytest.mark.parametrize("wrong", [{"nodes": 20}, {"nodes": "20 people"}, {"domains": []}])
def test_what_makes_no_federation_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("federated_data", **wrong)


def test_without_audit_and_annotators_nothing_is_watched_and_nobody_waits_for_labels():
    levers = {e.lever for e in clinics().effects(4 * 2030)}
    assert levers == {"federated_nodes", "pooled_nodes", "spending"}
    assert clinics().labelled() == 1
    assert clinics().yearly_cost() == VALUES["federation.node_cost"]


def test_an_audit_begins_with_the_first_admission_and_costs_from_the_first_day():
    watched = clinics(audit="50%", ramp="4 years")
    start = 4 * 2026
    assert moved(watched, start + LAG - 1, "hospital_audit") == {}
    assert moved(watched, start + LAG, "hospital_audit") == {("AA",): 0.5}
    assert moved(watched, 4 * 2035, "hospital_audit") == {("AA",): 0.5}
    assert watched.planned_cost(VALUES, 2035) == {"AA": pytest.approx(20 * (0.15 + 0.5 * 0.03))}


@pytest.mark.parametrize(("people", "share"), [(0, 0), (0.5, 0.25), (1, 0.5), (2, 1), (8, 1)])
def test_hospitals_answer_as_far_as_there_are_annotators(people, share):
    """Two people at a hospital keep its data labelled, at 0.04 MUSD each."""
    staffed = clinics(annotators=f"{people} people/node")
    opened = moved(staffed, 4 * 2030, "federated_nodes")
    assert opened[("AA", "BB", "health")] == pytest.approx(5.0 * share)
    cost = staffed.planned_cost(VALUES, 2030)["AA"]
    assert cost == pytest.approx(20 * (0.15 + people * 0.04))
