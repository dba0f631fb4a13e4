"""Laws of every instrument, also of those that do not exist yet."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES
from tests.policies.making import EXAMPLES, VALUES, WORLD, policies, policy

KINDS = sorted(EXAMPLES)
QUARTERS = st.integers(4 * 2000, 4 * 2100)
YEARS = range(2010, 2080)


def levers(*chosen: Policy, quarter: int):
    return WORLD.after([effect for one in chosen for effect in one.effects(quarter)])


@given(policies(), QUARTERS)
def test_outside_its_dates_a_policy_does_nothing(made, quarter):
    """But contracts that have ended go on paying for research until their lag has passed."""
    if quarter < made.start or (made.until is not None and quarter > made.until):
        sells = made.kind == "solution_export"
        earned = sells and made.dose(quarter - round(4 * made.given("lag"))) > 0
        left = [(effect.lever, effect.add > 0) for effect in made.effects(quarter)]
        assert made.dose(quarter) == 0
        assert left == ([("research_people", True)] if earned else [])
    else:
        assert 0 <= made.dose(quarter) <= 1


@given(policies(), QUARTERS, st.integers(0, 40))
def test_a_policy_that_starts_later_moves_its_levers_as_much_later(made, quarter, wait):
    """M9 for levers; what the world makes of them is tested with the model."""
    until = None if made.until is None else made.until + wait
    later = made.model_copy(update={"start": made.start + wait, "until": until})
    assert later.effects(quarter + wait) == made.effects(quarter)


@given(policies())
def test_the_dose_grows_along_the_ramp_and_then_stays_full(made):
    last = made.start + 60 if made.until is None else made.until
    doses = [made.dose(quarter) for quarter in range(made.start, last + 1)]
    assert doses == sorted(doses)
    after = made.start + math.ceil(4 * (made.ramp or 0))
    assert all(made.dose(quarter) == 1 for quarter in range(after, last + 1))


@given(policies())
def test_a_ramp_costs_half_of_its_own_length(made):
    endless = made.model_copy(update={"until": None})
    total = sum(endless.dose(quarter) for quarter in range(made.start, made.start + 60))
    assert math.isclose(total, 60 - 4 * (made.ramp or 0) / 2, rel_tol=1e-9)


@given(policies())
def test_what_is_newly_reached_adds_up_to_what_is_reached(made):
    last = made.start + 60 if made.until is None else made.until
    total = sum(made.newly_ramped(year) for year in YEARS)
    ramp = 4 * (made.ramp or 0)
    part = min(1, (last + 1 - made.start) / ramp) if ramp else 1
    height = part if made.course == "straight" else 3 * part**2 - 2 * part**3
    assert math.isclose(total, height)


@given(policies())
def test_an_s_curve_is_behind_a_straight_line_at_first_and_ahead_of_it_later(made):
    endless = made.model_copy(update={"until": None, "ramp": 5.0})
    straight, curved = (
        [endless.model_copy(update={"course": c}).dose(made.start + n) for n in range(20)]
        for c in ("straight", "s_curve")
    )
    assert all(s < t for s, t in zip(curved[:10], straight[:10], strict=True))
    assert all(s > t for s, t in zip(curved[10:], straight[10:], strict=True))
    assert curved == sorted(curved)


def test_a_course_without_a_ramp_is_told():
    (found,) = policy("compute_voucher", course="s_curve").contradictions()
    assert (found.field, found.code) == ("course", "no-effect")
    assert list(policy("compute_voucher", course="s_curve", ramp="3 years").contradictions()) == []


@pytest.mark.parametrize(
    ("kind", "field", "value", "other", "switch"),
    [
        ("joint_programme", "nominal", "20%", "mandate", "50%"),
        ("data_charter", "enforced", "50%", "enforcement", "50%"),
        (
            "data_charter",
            "steward_half",
            "0.01 people/data set",
            "stewards",
            "0.02 people/data set",
        ),
        ("federated_data", "audit_cost", "0.1 MUSD/year", "audit", "50%"),
        ("federated_data", "labelling", "3 people/node", "annotators", "1 people/node"),
        ("federated_data", "salary", "0.1 MUSD/year", "annotators", "1 people/node"),
        ("solution_export", "listing", "0.01 1/contract/year", "watched", "yes"),
    ],
)
def test_a_setting_that_does_nothing_without_another_is_told(kind, field, value, other, switch):
    (found,) = policy(kind, **{field: value}).contradictions()
    assert (found.field, found.code) == (field, "no-effect")
    assert other in found.remedy
    assert list(policy(kind, **{field: value, other: switch}).contradictions()) == []


@given(policies(), policies(), policies(), QUARTERS)
def test_the_order_of_policies_does_not_matter(one, two, three, quarter):
    before = levers(one, two, three, quarter=quarter)
    after = levers(three, one, two, quarter=quarter)
    assert all(before[name].tobytes() == after[name].tobytes() for name in before)


@given(policies(), QUARTERS)
def test_a_dose_of_nothing_is_the_baseline_and_free(made, quarter):
    none = made.scaled(0)
    base = WORLD.after(())
    values = levers(none, quarter=quarter)
    unscaled = {"data_compliance"}
    assert all(np.array_equal(values[name], base[name]) for name in base if name not in unscaled)
    assert np.all(values["data_coverage"] * values["data_compliance"] == 0)
    assert all(sum(none.planned_cost(VALUES, year).values()) == 0 for year in YEARS)


@given(policies(), st.floats(0, 1), QUARTERS)
def test_less_of_a_policy_never_moves_a_lever_further(made, factor, quarter):
    full, less = levers(made, quarter=quarter), levers(made.scaled(factor), quarter=quarter)
    assert all(np.all(abs(less[name]) <= abs(full[name]) + 1e-9) for name in full)


@given(policies(), st.floats(0, 1), st.sampled_from(YEARS))
def test_cost_is_proportional_to_the_dose(made, factor, year):
    full, less = made.planned_cost(VALUES, year), made.scaled(factor).planned_cost(VALUES, year)
    assert full.keys() == less.keys()
    assert all(math.isclose(less[p], factor * full[p], abs_tol=1e-12) for p in full)


@given(policies(), st.sampled_from(YEARS))
def test_only_places_that_a_policy_names_pay_for_it_and_never_before_it_begins(made, year):
    cost = made.planned_cost(VALUES, year)
    assert set(cost) <= {place for _, place in made.named_places()}
    assert all(0 <= money < math.inf for money in cost.values())
    assert sum(cost.values()) == 0 or year >= made.start // 4


@given(policies())
def test_a_policy_that_is_written_reads_back_as_itself(made):
    written = made.model_dump(mode="json", exclude_none=True)
    assert type(made).model_validate(written, by_alias=True, by_name=False) == made


@given(policies())
def test_every_programme_follows_cells_that_its_lever_has(made):
    for programme in made.programmes():
        for lever, *index in programme.cells():
            assert tuple(index) in set(WORLD.cells(lever))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_is_taken_from_its_card_and_what_is_given_stays(kind):
    bare = policy(kind, **dict.fromkeys(POLICIES[kind].from_cards))
    filled = bare.filled(VALUES)
    for field, card in bare.from_cards.items():
        assert getattr(bare, field) is None
        assert getattr(filled, field) == VALUES[card]
    assert filled.filled(dict.fromkeys(VALUES, 0.0)) == filled


@pytest.mark.parametrize("kind", KINDS)
def test_two_halves_at_once_are_one_whole_or_it_says_why_not(kind):
    """At every lever and in money; pilots crowd their operators beyond eight standing ones."""
    crowd = {"pilots": "6 awards/year"} if kind == "lighthouse_pilot" else {}
    whole = policy(kind, **crowd).filled(VALUES)
    half, adds_up = whole.scaled(0.5), whole.programmes() == whole.scaled(0.5).programmes()
    for year in (2026, 2028, 2034):
        one, two = (levers(*made, quarter=4 * year) for made in ((whole,), (half, half)))
        adds_up &= all(np.allclose(one[lever], two[lever]) for lever in one)
        paid, part = (made.planned_cost(VALUES, year) for made in (whole, half))
        assert paid == pytest.approx({payer: 2 * money for payer, money in part.items()})
    assert adds_up == (whole.alone == "")


@pytest.mark.parametrize(
    "kind", [k for k in KINDS if set(POLICIES[k].doses) & {*POLICIES[k].from_cards}]
)
def test_a_dose_that_was_left_out_is_scaled_from_its_card(kind):
    cards = {
        dose: card
        for dose, card in POLICIES[kind].from_cards.items()
        if dose in POLICIES[kind].doses
    }
    bare = policy(kind, **dict.fromkeys(cards))
    halved = bare.scaled(0.5, VALUES)
    assert {dose: getattr(halved, dose) for dose in cards} == {
        dose: VALUES[card] / 2 for dose, card in cards.items()
    }


def test_a_policy_that_waits_for_its_cards_does_not_guess():
    with pytest.raises(ValueError, match="ramp of this data_charter is the value of a card"):
        policy("data_charter").dose(8104)


@pytest.mark.parametrize("kind", KINDS)
def test_a_dose_beyond_its_bounds_is_refused(kind):
    with pytest.raises(ValidationError):
        policy(kind).scaled(1e9)


@pytest.mark.parametrize("kind", KINDS)
def test_an_end_before_the_beginning_is_a_contradiction(kind):
    (found,) = policy(kind, begins="2030-Q2", until=2029).contradictions()
    assert (found.field, found.code) == ("until", "until-before-from")
    assert "2029-Q4" in found.problem
    assert list(policy(kind, begins=2030, until=2030).contradictions()) == []
