"""All thirty patterns stand on one page, each with what holds it."""

import pytest

from sim.experiment.patterns.targets import read_targets
from sim.handbook import every_pattern, kept
from sim.handbook.every_pattern import ALL, HINDCAST, at_a_glance
from sim.handbook.expectations import stated


@pytest.fixture
def accounts(monkeypatch):
    """What is kept, by the name of its file."""
    found: dict[str, dict[str, object]] = {}
    monkeypatch.setattr(kept, "account", lambda name: found.get(name, {}))
    return found


def _row(number):
    return next(line for line in at_a_glance().splitlines() if line.startswith(f"| {number} |"))


def test_all_thirty_are_there_in_order():
    assert list(ALL) == [f"P{n}" for n in range(1, 31)]


def test_every_target_and_no_response_has_statistics():
    numbers = {target.number for target in read_targets()}
    assert numbers <= set(ALL)
    for number, listed in ALL.items():
        held = (number in numbers) + bool(listed.expectations) + (number == HINDCAST)
        assert held == 1 or (held == 0 and listed.open), number


def test_expectations_that_are_named_are_stated():
    numbers = {one.number for one in stated()}
    assert {name for listed in ALL.values() for name in listed.expectations} <= numbers


def test_one_of_two_in_band_is_marked_and_all_are_not(accounts):
    rows = [("P4", "in band"), ("P4", "not in band"), ("P13", "in band")]
    accounts["patterns/science.json"] = {
        "patterns": [{"number": number, "verdict": verdict} for number, verdict in rows]
    }
    assert "| 🔴 science 1 of 2 |" in _row("P4")
    assert "| science 1 of 1 |" in _row("P13")
    assert "no table kept yet" in _row("P1")


def test_an_expectation_that_is_not_met_is_marked():
    unmet = [one.number for one in stated() if one.expectation.met == "no"]
    held = {n for listed in ALL.values() for n in listed.expectations}
    for number in set(unmet) & held:
        marked = f"🔴 [{number}](expectations.md) not met"
        assert marked in at_a_glance()
    assert "🔴 [F1.2]" not in at_a_glance()


def test_the_hindcast_says_its_own_verdict(accounts):
    accounts["hindcast/hindcast.json"] = {"pattern": "P30, CRPS beats it: in band (2 of 3 given)."}
    assert "| in band (2 of 3 given) |" in _row("P30")
    accounts["hindcast/hindcast.json"] = {"pattern": "P30, CRPS beats it: not in band (0 of 3)."}
    assert "| 🔴 not in band (0 of 3) |" in _row("P30")


def test_what_nothing_holds_says_what_is_missing():
    assert every_pattern.ALL["P21"].open in _row("P21")
    assert "not testable" in _row("P21")
