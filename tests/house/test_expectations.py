"""Every expectation that an instrument states is tested, or says what is missing."""

import re

import pytest

from sim.policies.catalogue import POLICIES
from tests.house.source import sources

TESTED = {
    pair
    for source in sources("tests/model")
    for pair in re.findall(r'expects\("([a-z_]+)", "(F\d+\.\d+)"\)', source.text)
}
STATED = [(kind, code) for kind, policy in POLICIES.items() for code in policy.expectations]


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
