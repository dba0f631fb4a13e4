"""Variants branch from one saved state, and nothing but their policies tells them apart."""

import numpy as np
import pytest

from sim.model import group
from sim.model.group import run_group
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec, VariantSpec
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    PLACES,
    cards,
    charter,
    digests,
    doctorates,
    drivers,
    first_difference,
    past,
    spec,
    vouchers,
)

COMPARED = ("footprint", "additionality")
"""Outcomes that are measured against the baseline, which a run alone does not have."""


def instruments(**fields):
    """One policy of each kind, filled from the cards."""
    offers = (
        vouchers(joint_clause="yes", **fields),
        doctorates(**fields),
        charter(joint_tooling="yes", **fields),
    )
    return tuple(offer.filled(cards()) for offer in offers)


def nothing(**fields):
    """The same at no dose."""
    none = {"amount": "0 GPU-h/year"}, {"entrants": "0 people/year"}, {"coverage": "0%"}
    made = (vouchers, doctorates, charter)
    offers = [make(**fields, **dose) for make, dose in zip(made, none, strict=True)]
    return tuple(offer.filled(cards()) for offer in offers)


@pytest.fixture
def small_world(monkeypatch):
    """Groups live in the small world."""
    monkeypatch.setattr(group, "read_drivers", lambda *_: drivers())


def records(variants, wanted=None, values=EAGER):
    """Every wanted record of a group in the small world, six years long."""
    run = spec(values, end=4 * BRANCH + 23, variants=variants)
    return dict(run_group(run, 0, 0, wanted or [variant.name for variant in variants]))


def same(one, other, apart=()):
    """Whether two records are equal bit for bit."""
    assert one.keys() == other.keys()
    named = [name for name in one if not name.startswith(tuple(apart))] if apart else list(one)
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in named)


@pytest.mark.parametrize("begins", [BRANCH, BRANCH + 2])
def test_a_branched_run_is_the_run_that_never_branched(small_world, begins):
    variants = (VariantSpec("baseline"), VariantSpec("all", instruments(begins=begins)))
    branched = records(variants, values=None)
    for variant in variants:
        alone = PolicyModel(spec(end=4 * BRANCH + 23), 0, variant.policies, drivers=drivers())
        alone.run_until(alone.spec.end + 1)
        assert same(group.record_of(alone), branched[variant.name], COMPARED)


@pytest.mark.slow
def test_a_branch_in_the_world_of_the_record_is_the_run_that_never_branched():
    """A hundredth of the world of AI, with its shocks and controls."""
    offer = vouchers(recipients="RU", provider="CN", begins=2022, joint_clause="yes")
    offers = (offer.filled(cards()),)
    variants = (VariantSpec("baseline"), VariantSpec("vouchers", offers))
    run = RunSpec(
        "ai", 0.01, 4 * 2016, 4 * 2022, 4 * 2025 + 3, ("RU", "CN"), 3, cards(), variants=variants
    )
    branched = dict(run_group(run, 0, 0, ["baseline", "vouchers"]))
    alone = PolicyModel(run, 0, offers)
    alone.run_until(run.end + 1)
    assert same(group.record_of(alone), branched["vouchers"], COMPARED)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_policy_of_no_dose_is_the_baseline_bit_for_bit(small_world, which):
    variants = (VariantSpec("baseline"), VariantSpec("none", nothing()[which : which + 1]))
    found = records(variants)
    assert same(found["none"], found["baseline"])


def test_a_package_of_no_dose_is_the_baseline_bit_for_bit(small_world):
    found = records((VariantSpec("baseline"), VariantSpec("none", nothing())))
    assert same(found["none"], found["baseline"])


def test_the_order_of_policies_decides_nothing(small_world):
    offers = instruments()
    found = records((VariantSpec("there", offers), VariantSpec("back", offers[::-1])))
    assert same(found["there"], found["back"])


@pytest.mark.parametrize("begins", ["2018", "2018-Q3", "2019-Q4"])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_nothing_happens_before_the_start_date(begins, which):
    offer = instruments(begins=begins)[which]
    without = past().future(years=6, values=EAGER)
    given = past().future(offer, years=6, values=EAGER)
    differs = first_difference(given, without)
    assert differs is not None
    assert differs >= offer.start
    before = past().future(offer, years=offer.start / 4 - BRANCH, values=EAGER)
    assert before.state.students == []
    assert before.state.voucher.sum() == 0
    assert before.recorder.ledger.cost.sum() == 0


def test_nothing_is_offered_after_the_end_date():
    offers = instruments(until=BRANCH + 1)
    model = past().future(*offers, years=8, values=EAGER)
    ledger = model.recorder.ledger
    assert ledger.vouchers[AT : AT + 2, 0].sum() > 0
    assert ledger.vouchers[AT + 2 :, 0].sum() == 0
    assert model.state.students == []
    assert ledger.cost[AT + 7].sum() == 0


def test_a_variant_is_the_same_whoever_else_is_run(small_world):
    offers = instruments()
    variants = (
        VariantSpec("baseline"),
        VariantSpec("first", offers[:1]),
        VariantSpec("second", offers[1:]),
    )
    everybody = records(variants)
    alone = records(variants, wanted=["second"])
    assert list(alone) == ["second"]
    assert same(alone["second"], everybody["second"])


def test_the_footprint_begins_with_the_policy_and_grows(small_world):
    found = records((VariantSpec("baseline"), VariantSpec("all", instruments(begins=2018))))
    assert found["baseline"]["footprint"].max() == 0
    footprint = found["all"]["footprint"]
    assert (footprint[: 2018 - BRANCH + AT] == 0).all()
    assert 0 < footprint[AT + 2] < footprint[AT + 5] <= 1


def test_replicates_differ_from_the_first_quarter(small_world):
    variants = (VariantSpec("baseline"),)
    run = spec(end=4 * BRANCH + 3, variants=variants)
    first, second = (dict(run_group(run, n, 0, ["baseline"]))["baseline"] for n in (0, 1))
    assert (first["check/digest"] != second["check/digest"]).all()


def test_the_saved_state_is_not_touched_by_what_branches_from_it():
    before = digests(past().model).copy()
    people = past().model.state.people.copy()
    past().future(*instruments(), years=2, values=EAGER)
    assert (digests(past().model) == before).all()
    assert (past().model.state.people == people).all()


def test_places_are_those_of_the_world(small_world):
    found = records((VariantSpec("baseline"),))["baseline"]
    assert found["joint_papers"].shape[1:] == (len(PLACES), len(PLACES))
