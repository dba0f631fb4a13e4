"""Every scenario that we ship can be read and says what it is."""

import re

import pytest

from sim.evidence.shelf import Shelf
from sim.scenario.read import read_scenario
from tests.house.source import REPOSITORY

FILES = sorted((REPOSITORY / "scenarios").glob("*.yaml"))
LISTED = (REPOSITORY / "scenarios" / "README.md").read_text(encoding="utf-8")


def test_the_scenario_of_the_first_question_is_there():
    assert "corridor" in {path.stem for path in FILES}


def test_the_other_corridor_is_the_first_one_with_other_names_and_nothing_else():
    first, other = (
        (REPOSITORY / "scenarios" / name).read_text(encoding="utf-8").split("says:", 1)[1]
        for name in ("corridor.yaml", "other_corridor.yaml")
    )
    names = {"RU": "DE", "CN": "IN"}
    assert not set(names.values()) & set(re.findall(r"\b[A-Z]{2}\b", first))
    assert re.sub(r"\b(RU|CN)\b", lambda found: names[found[0]], first) == other


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
