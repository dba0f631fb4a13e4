"""Vouchers: hours for the recipients, paid by the provider."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "recipients": "AA",
    "provider": "BB",
    "amount": "1_000_000 GPU-h/year",
    "cap_per_lab": "20_000 GPU-h/year",
    "selection": "merit",
    "joint_clause": "no",
}


def test_at_the_full_dose_all_hours_are_issued_from_provider_to_recipients():
    vouchers = policy("compute_voucher")
    assert vouchers.effects(8104) == (Effect("gpu_hours", ("AA", "BB"), add=1e6),)


def test_in_the_middle_of_its_ramp_half_of_the_hours_are_issued():
    vouchers = policy("compute_voucher", ramp="9 months")
    assert vouchers.effects(8105) == (Effect("gpu_hours", ("AA", "BB"), add=0.5e6),)


def test_the_provider_pays_face_value_and_overhead():
    vouchers = policy("compute_voucher", until="2026-Q2")
    assert vouchers.planned_cost(VALUES, 2026) == {"BB": pytest.approx(0.5 * 0.5 * 1.2)}
    assert vouchers.planned_cost(VALUES, 2027) == {"BB": 0}


def test_its_rules_are_those_of_the_file():
    vouchers = policy(
        "compute_voucher",
        joint_clause="yes",
        newcomer_share="30%",
        selection="lottery",
        cards="64 GPUs",
        least_need="12 kGPU-h",
        withdrawal="yes",
    )
    (offer,) = vouchers.programmes()
    assert (offer.origin, offer.host, offer.lever) == ("AA", "BB", "gpu_hours")
    assert (offer.joint_clause, offer.newcomer_share, offer.cap) == (True, 0.3, 20_000)
    assert (offer.selection, offer.cards) == ("lottery", 64)
    assert (offer.least_need, offer.withdraws) == (12_000, True)


def test_nobody_is_asked_for_a_need_and_no_provider_leaves_unless_the_file_says_so():
    (offer,) = policy("compute_voucher").programmes()
    assert (offer.least_need, offer.withdraws) == (0, False)


def test_a_place_cannot_give_vouchers_to_itself():
    (found,) = policy("compute_voucher", provider="AA").contradictions()
    assert (found.field, found.code) == ("provider", "same-place")


def test_vouchers_need_machines():
    (found,) = policy("compute_voucher", cards="0 GPUs").contradictions()
    assert (found.field, found.code) == ("cards", "no-effect")


def test_a_lab_can_be_awarded_something():
    (found,) = policy("compute_voucher", cap_per_lab="0 GPU-h/year").contradictions()
    assert (found.field, found.code) == ("cap_per_lab", "no-effect")


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "1_000 GPU-h"},
        {"least_need": "1_000 GPU-h/year"},
        {"cards": 64},
        {"joint_clause": "maybe"},
        {"price": 1},
    ],
)
def test_what_makes_no_voucher_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("compute_voucher", **wrong)
