"""What the pages say of an instrument is what it does."""

import re

import pytest

from sim.handbook.laws import expectations_tested
from sim.handbook.policies import policies_page
from sim.policies.catalogue import POLICIES
from tests.policies.making import VALUES, policy

PAGE = policies_page().text()


def _section(kind):
    (found,) = re.findall(rf"^## {kind}$(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    return found


def _part(kind, title):
    pattern = rf"^\*\*{title}\*\*$(.*?)(?=^\*\*|\Z)"
    (found,) = re.findall(pattern, _section(kind), re.DOTALL | re.MULTILINE)
    return found


SETTINGS: dict[str, dict[str, object]] = {
    "visa_regime": {"covers": "short"},
    "joint_programme": {"mandate": "50%"},
    "cloud_partnership": {"academic_quota": "50%"},
    "data_charter": {"stewards": "2 people/100 data sets"},
    "federated_data": {"audit": "50%"},
    "solution_export": {"watched": "yes"},
    "sanctions": {"entries": "10 entries/year", "open_science": "50%"},
}
"""Settings under which an instrument moves a lever that it leaves alone otherwise."""


@pytest.mark.parametrize("kind", POLICIES)
def test_the_levers_named_are_those_that_it_moves(kind):
    ways = [policy(kind).filled(VALUES), policy(kind, **SETTINGS.get(kind, {})).filled(VALUES)]
    moved = {effect.lever for made in ways for effect in made.full_effects()}
    named = set(re.findall(r"^\| `(\w+)`", _part(kind, "Levers"), re.MULTILINE))
    assert named == moved


def test_of_an_instrument_that_costs_nothing_only_that_is_said():
    assert _part("sanctions", "Costs").strip() == "No public money is counted."


def test_who_pays_is_told_whole_with_the_cards_that_price_it():
    costs = _part("compute_voucher", "Costs")
    assert "The provider pays face value and overhead for every hour issued." in costs
    assert "[`voucher.price`](parameters.md#voucher)" in costs


@pytest.mark.parametrize("kind", POLICIES)
def test_every_expectation_is_told_with_its_verdict_and_its_test(kind):
    rows = {row.split(" | ")[0].strip("| "): row for row in _part(kind, "Expectations").split("\n")}
    for code, expectation in POLICIES[kind].expectations.items():
        assert expectation.says in rows[code]
        assert ("| not met" in rows[code]) == (expectation.met == "no")
        assert ("tests/model/" in rows[code]) == (expectation.met != "not modelled")


def test_the_tests_of_expectations_are_found():
    tested = expectations_tested()
    assert tested["shared_standard", "F12.4"] == (
        "tests/model/test_standards.py",
        "Nothing changes before the lag has passed.",
    )
