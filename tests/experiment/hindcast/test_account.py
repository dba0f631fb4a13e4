"""The hindcast on disk and on the page: where it loses stands first."""

import csv
import json

import pytest

from sim.experiment.hindcast.account import account_of, files_of, kept, shippable
from sim.experiment.hindcast.judged import judged
from sim.experiment.hindcast.known import PAPERS
from sim.experiment.hindcast.page import screen
from sim.experiment.hindcast.verdict import families_won, findings, opening, pattern
from tests.experiment.hindcast.toys import flat, omniscient, toy


@pytest.fixture(scope="module")
def losing(tmp_path_factory):
    """What is found of a world in which nothing changes."""
    return account_of(toy(tmp_path_factory.mktemp("losing") / "e", flat))


@pytest.fixture(scope="module")
def folder(losing):
    """Where it was written."""
    return kept(losing, files_of(losing, losing.summary("sim validate --hindcast")))


def test_every_family_is_judged_given_the_margins_and_free(losing):
    assert len(losing.findings) == 2 * len(losing.families)
    for finding in losing.findings:
        free = next(f for f in losing.families if f.family == finding.family).baselines
        assert finding.best.forecast in {forecast.name for forecast in free}


def test_the_first_line_says_that_it_does_not_beat_naive_forecasts(losing):
    assert "does not beat naive forecasts" in screen(losing, 100).splitlines()[0]


def test_what_is_won_is_not_said_to_be_lost(tmp_path):
    papers = findings([judged(PAPERS, toy(tmp_path / "e", omniscient))])
    free = [finding for finding in papers if finding.kind == "free"]
    assert opening(free)[0] == "It beats the best naive forecast of:"


def test_a_world_without_change_has_no_skill_on_any_family(losing):
    assert families_won(losing.families, "given") == ()
    assert "not in band (0 of 3" in pattern(losing.families)


def test_tables_data_charts_and_page_are_kept(losing, folder):
    page = (folder / "page.md").read_text("utf-8")
    assert page.index("does not beat") < page.index("## Scores")
    data = json.loads((folder / "hindcast.json").read_text("utf-8"))
    assert data["summary"]["model_sha256"] == "a" * 64
    assert data["transfer"]
    with (folder / "forecasts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["family"] for row in rows} == {family.family for family in losing.families}
    for picture in folder.glob("*.svg"):
        assert picture.name in page


def test_evidence_is_all_but_the_single_forecasts(folder):
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(files) - set(shippable(files)) == {"forecasts.csv"}
