"""Doses scaled to a cost cost that much; what cannot be meant was refused in the corpus."""

import pytest

from sim.scenario.variants import cost_a_year
from tests.bad.corpus import GOOD


@pytest.mark.parametrize("target", [0.5, 1.0, 2.5])
def test_a_scaled_variant_costs_what_it_was_told_to(target, read):
    resolved = read(GOOD.replace("scale_cost_to: 1 ", f"scale_cost_to: {target} "))
    years = resolved.scenario.horizon.policy_years
    cost = cost_a_year(resolved.variants["cheap"], resolved.values, years)
    assert cost == pytest.approx(target)


def test_all_doses_of_a_scaled_variant_change_by_one_factor(read):
    resolved = read(GOOD)
    pairs = zip(resolved.variants["package"], resolved.variants["cheap"], strict=True)
    factors = {
        round(getattr(scaled, dose) / getattr(plain, dose), 12)
        for plain, scaled in pairs
        for dose in plain.doses
    }
    assert len(factors) == 1


def test_the_cost_of_a_scenario_follows_the_values_it_sets(read):
    dear = GOOD.replace("{ties.half_life: 2 years}", '{voucher.price: "6 CNY/GPU-h"}')
    cheap = GOOD.replace("{ties.half_life: 2 years}", '{voucher.price: "3 CNY/GPU-h"}')
    costs = []
    for text in (dear, cheap):
        resolved = read(text)
        years = resolved.scenario.horizon.policy_years
        costs.append(cost_a_year(resolved.variants["vouchers"], resolved.values, years))
    assert costs[0] == pytest.approx(2 * costs[1])


def test_offers_on_one_lever_may_come_together_if_their_rules_agree(read):
    start, end = GOOD.index("  vouchers:\n"), GOOD.index("  doctorates:\n")
    second = GOOD[start:end].replace("vouchers", "more").replace("1_000_000", "500_000")
    text = GOOD[:start] + second + GOOD[start:]
    resolved = read(text.replace("add: [doctorates, charter]", "add: [more]"))
    assert resolved.names["package"] == ("more", "vouchers")
