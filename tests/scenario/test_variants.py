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


EARTH = "kind: data_charter, signatories: [RU, CN], domains: [earth]"
HEALTH = "kind: data_charter, signatories: [RU, CN], domains: [health]"
CAMPUS = "kind: branch_campus, home: RU, faculty: 9 people, wary: [US], from: 2026"
PILOT = "kind: lighthouse_pilot, home: RU, partner: CN, domains: [earth], from: 2026"
BUDGET = "kind: import_substitution, from: 2026"
CENTRE = "kind: joint_centre, host: RU, guest: CN"


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        (f"{EARTH}, from: 2026", f"{EARTH}, from: 2027", 1),
        (f"{EARTH}, from: 2026, until: 2027", f"{EARTH}, from: 2028", 0),
        (f"{EARTH}, from: 2026", f"{HEALTH}, from: 2026", 0),
        (f"{CAMPUS}, host: CN", f"{CAMPUS}, host: CN", 1),
        (f"{CAMPUS}, host: CN", f"{CAMPUS}, host: IN", 0),
        (PILOT, PILOT, 1),
        (f"{BUDGET}, place: RU", f"{BUDGET}, place: RU", 1),
        (f"{BUDGET}, place: RU", f"{BUDGET}, place: CN", 0),
        (f"{CENTRE}, from: 2026", f"{CENTRE}, from: 2027", 0),
    ],
)
def test_what_does_not_add_up_is_refused_twice_at_once(read, refused, one, other, codes):
    text = GOOD.replace("  vouchers:\n", f"  one: {{{one}}}\n  two: {{{other}}}\n  vouchers:\n", 1)
    text = text.replace("  baseline: {}", "  baseline: {}\n  both: {policies: [one, two]}")
    if codes:
        assert [fault.code for fault in refused(text)] == ["at-once"]
    else:
        assert read(text).names["both"] == ("one", "two")


def test_offers_on_one_lever_may_come_together_if_their_rules_agree(read):
    start, end = GOOD.index("  vouchers:\n"), GOOD.index("  doctorates:\n")
    second = GOOD[start:end].replace("vouchers", "more").replace("1_000_000", "500_000")
    text = GOOD[:start] + second + GOOD[start:]
    resolved = read(text.replace("add: [doctorates, charter]", "add: [more]"))
    assert resolved.names["package"] == ("more", "vouchers")
