"""Every scenario that we ship can be read and says what it is."""

import pytest

from sim.evidence.shelf import Shelf
from sim.scenario.read import read_scenario
from tests.house.source import REPOSITORY

FILES = sorted((REPOSITORY / "scenarios").glob("*.yaml"))
LISTED = (REPOSITORY / "scenarios" / "README.md").read_text(encoding="utf-8")


def test_the_scenario_of_the_first_question_is_there():
    assert "corridor" in {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_scenario_is_listed_and_says_which_claims_it_expresses(path):
    assert f"`{path.name}`" in LISTED
    assert read_scenario(path).scenario.says


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_scenario_expresses_only_claims_that_there_are(path):
    claims = Shelf.read().claims
    assert all(said.claim in claims for said in read_scenario(path).scenario.says)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_scenario_can_be_read(path):
    resolved = read_scenario(path)
    assert resolved.scenario.name == path.stem
    assert resolved.variants["baseline"] == ()
