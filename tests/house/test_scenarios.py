"""Every scenario that we ship can be read and says what it is."""

import re
from typing import Any, cast

import pytest

from sim.cli.asked import Asked
from sim.cli.checking import Wanted, checked
from sim.evidence.shelf import Shelf
from sim.policies.catalogue import POLICIES
from sim.scenario.read import read_scenario
from sim.scenario.schema import FUTURES
from tests.house.source import REPOSITORY

FILES = sorted((REPOSITORY / "scenarios").glob("*.yaml"))
ALONE = {kind: kind for kind in POLICIES} | {"compute_vouchers": "compute_voucher"}
"""Name of a scenario about one instrument -> the instrument."""
MINOR = r"replicates? tells? only large differences|do not cost the same"
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
    """One about an instrument of its name is found at the instrument, whether listed or not."""
    assert f"`{path.name}`" in LISTED or path.stem in POLICIES
    assert read_scenario(path).scenario.says


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_scenario_expresses_only_claims_that_there_are(path):
    claims = Shelf.read().claims
    assert all(said.claim in claims for said in read_scenario(path).scenario.says)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_policy_of_a_scenario_is_of_the_instrument_that_its_claim_becomes(path):
    claims, scenario = Shelf.read().claims, read_scenario(path).scenario
    said = [(s.claim, s.expressed.split(".")) for s in scenario.says]
    kinds = [(claim, scenario.policies[at[1]].kind) for claim, at in said if at[0] == "policies"]
    assert kinds
    assert [(c, claims[c].becomes) for c, _ in kinds] == [(c, f"policy {k}") for c, k in kinds]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_scenario_passes_its_check(path, tmp_path):
    """As `sim check` does it; it may warn of few runs and unequal money, of nothing else."""
    (told,) = cast("list[dict[str, Any]]", checked([Asked(path)], Wanted(out=tmp_path)).data)
    assert [w for w in told["warnings"] if not re.search(MINOR, w)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_scenario_opens_with_a_question_and_ties_each_policy_to_a_claim(path):
    scenario = read_scenario(path).scenario
    assert scenario.question.endswith("?")
    told = {said.expressed.removeprefix("policies.") for said in scenario.says}
    assert set(scenario.policies) <= told


@pytest.mark.parametrize("path", [p for p in FILES if p.stem in ALONE], ids=lambda p: p.stem)
def test_what_is_chosen_by_merit_is_also_chosen_by_lot(path):
    resolved = read_scenario(path)
    mine = [p for each in resolved.variants.values() for p in each if p.kind == ALONE[path.stem]]
    chosen = {getattr(policy, "selection", None) for policy in mine} - {None}
    assert not chosen or {"merit", "lottery"} <= chosen


@pytest.mark.parametrize("name", ["packages", "futures"])
def test_packages_and_single_proposals_are_asked_under_every_future(name):
    asked = read_scenario(REPOSITORY / "scenarios" / f"{name}.yaml").scenario.futures
    assert set(asked) == set(FUTURES)


def test_every_proposal_stands_alone_under_the_futures():
    """What governments can do, in one scenario or another that asks under all futures.

    Events from outside are no proposals.
    """
    asked = [read_scenario(path) for path in FILES]
    alone = {
        policies[0].kind
        for resolved in asked
        if set(resolved.scenario.futures) == set(FUTURES)
        for policies in resolved.variants.values()
        if len(policies) == 1
    }
    assert alone >= set(POLICIES) - {"sanctions", "export_controls"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_scenario_can_be_read(path):
    resolved = read_scenario(path)
    assert resolved.scenario.name == path.stem
    assert resolved.variants["baseline"] == ()
