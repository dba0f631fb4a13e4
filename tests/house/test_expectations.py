"""Every expectation that an instrument states is tested, or says what is missing."""

import re
from collections import defaultdict

import pytest

from sim.evidence.shelf import Shelf
from sim.handbook.expectations import parts, stated
from sim.policies.catalogue import POLICIES
from tests.house.source import sources

TESTED = {
    pair
    for source in (*sources("tests/model"), *sources("tests/policies"))
    for pair in re.findall(r'expects\("([a-z_]+)", "(F\d+\.\d+)"\)', source.text)
}
STATED = [(kind, code) for kind, policy in POLICIES.items() for code in policy.expectations]
EXPECTED = {1: 6, 2: 5, 3: 4, 4: 4, 5: 5, 6: 4, 7: 5, 8: 3, 9: 4, 10: 3, 11: 3, 12: 4, 13: 3,
            14: 6, 15: 2, 16: 6, 17: 3, 18: 3, 19: 8}  # fmt: skip
"""Instrument I i -> how many expectations the science states of it; 19 are those of pairs.

An instrument that comes later says itself how many there are; they are numbered without a gap.
"""


def test_no_expectation_of_the_science_is_left_out():
    found = defaultdict(set)
    for _, code in STATED:
        instrument, which = parts(code)
        found[instrument].add(which)
    said = {i: len(which) for i, which in found.items()} | EXPECTED
    assert found == {i: set(range(1, n + 1)) for i, n in said.items()}


def test_each_is_listed_once_and_met_exactly_when_its_test_has_to_pass():
    told = stated()
    numbers = [one.number for one in told]
    assert sorted(set(numbers), key=parts) == numbers
    assert {(one.kind, one.number) for one in told if one.test} == TESTED
    assert {one.number for one in told if one.state == "not met"} == {
        one.number for one in told if one.test and one.expectation.why
    }


def test_one_that_is_not_met_says_what_was_measured():
    unmet = [one.expectation.why for one in stated() if one.state == "not met"]
    assert all(re.search(r"\d", why) for why in unmet)


@pytest.mark.parametrize(("kind", "code"), STATED, ids=lambda word: word)
def test_an_expectation_is_tested_or_says_what_is_missing(kind, code):
    expectation = POLICIES[kind].expectations[code]
    assert (expectation.met == "not modelled") == ((kind, code) not in TESTED)
    assert (expectation.met == "yes") == (expectation.why == "")


@pytest.mark.parametrize("kind", POLICIES)
def test_an_instrument_tells_its_life_and_its_risks(kind):
    policy = POLICIES[kind]
    assert policy.lives.endswith(".")
    assert policy.risks
    assert policy.expectations


def test_only_one_that_is_met_says_from_what_it_follows():
    for one in stated():
        assert (one.origin == "") == (one.state != "met")
        assert not one.expectation.built_in or one.state == "met"


def test_a_card_that_an_expectation_follows_from_exists():
    named = {card for one in stated() for card in re.findall(r"[a-z]+\.[a-z_]+", one.origin)}
    assert named
    assert named <= set(Shelf.read().cards)
