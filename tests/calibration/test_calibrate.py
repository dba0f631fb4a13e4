"""The model itself is fitted, in a tiny world and with a tiny budget, from command to evidence."""

import csv
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from sim.calibration import calibrate as module
from sim.calibration.calibrate import Wanted, calibrate, ship, unseen_of
from sim.calibration.schedule import Schedule
from sim.calibration.stored import unseen_of_stored
from sim.errors import UsageError
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.evidence.unseen import read_unseen
from sim.store.fits import stored_fit

ROWS = """\
indicator,place_a,place_b,first,last,value,unit,weight,reason
international_share,US,-,2009,2012,0.31,share,1,-
international_share,CN,-,2009,2012,0.15,share,1,-
articles,US,-,2009,2012,480000,articles/year,1,-
joint_papers,CN,US,2009,2012,25000,works/year,1,-
moves,AU,FI,2009,2012,1,people/year,1,-
"""
CARDS = ("output.scale", "partner.home_size")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    targets = tmp_path_factory.mktemp("own") / "targets.csv"
    targets.write_text(ROWS, encoding="utf-8")
    schedule = Schedule(runs=14, waves=1, seed=5, steps=60, samples=100)
    return Wanted("science", 0.001, targets, CARDS, schedule, cases=2)


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def report(wanted, told, tmp_path_factory):
    return calibrate(wanted, tmp_path_factory.mktemp("results"), told.append)


@pytest.mark.slow
def test_a_tiny_fit_of_the_model_ends_with_estimates_of_all_its_cards(report):
    assert {estimate.name for estimate in report.estimates} == set(CARDS)
    assert len(report.problem.statistics) == 4
    assert report.drawn.too_few == ("moves AU-FI 2009-2012",)
    assert len(report.recovery.ranks) == 2


@pytest.mark.slow
def test_its_folder_says_what_decides_it_and_keeps_every_run(report):
    said = json.loads((report.folder / "fit.json").read_text(encoding="utf-8"))
    assert said.items() >= report.made.items()
    lines = (report.folder / "wave-1" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == report.fitted.waves[0].runs == 20


@pytest.mark.slow
def test_its_folder_keeps_what_it_found_of_cards_statistics_and_known_points(report):
    kept = {
        name: list(csv.DictReader((report.folder / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("cards", "misfits", "coverage")
    }
    assert [row["card"] for row in kept["cards"]] == [e.name for e in report.estimates]
    assert [float(row["contraction"]) for row in kept["cards"]] == [
        e.contraction for e in report.estimates
    ]
    assert [row["statistic"] for row in kept["misfits"]] == list(report.problem.statistics)
    assert {row["known_points"] for row in kept["coverage"]} == {"2"}


@pytest.mark.slow
def test_progress_ends_with_everything_done(report, told):
    assert told[-1].done == told[-1].planned == 20 + 8


@pytest.mark.slow
def test_the_same_call_again_runs_nothing_and_says_the_same(report, wanted, monkeypatch):
    monkeypatch.setattr("sim.calibration.simulator.live", None)
    again = calibrate(wanted, report.folder.parents[1])
    assert again.estimates == report.estimates
    assert again.folder == report.folder


def _learnt(report, *contraction):
    """The report of a fit that has learnt so much of each card."""
    return replace(report, fitted=replace(report.fitted, contraction=np.array(contraction)))


@pytest.mark.slow
def test_a_shipped_posterior_is_evidence_of_the_identified_cards(report, tmp_path):
    shutil.copytree(seeds_folder(), tmp_path / "seeds")
    ship(_learnt(report, 0.1, 0.5), tmp_path / "seeds")
    shelf = Shelf.read(tmp_path / "seeds")
    assert shelf.posterior is not None
    assert list(shelf.posterior.cards) == ["partner.home_size"]
    text = (tmp_path / "seeds" / "posterior" / "samples.csv").read_text(encoding="utf-8")
    assert "# made: sim calibrate science --scale 0.001 --runs 14 --waves 1 --seed 5" in text


@pytest.mark.slow
def test_beside_it_ships_that_of_the_same_fit_without_the_pair_in_focus(report, tmp_path):
    shutil.copytree(seeds_folder(), tmp_path / "seeds")
    ship(_learnt(report, 0.1, 0.5), tmp_path / "seeds")
    found = read_unseen(Shelf.read().cards, ("RU", "CN"), tmp_path / "seeds")
    assert found is not None
    assert found.left_out == "0 of 4 statistics"
    assert read_unseen(Shelf.read().cards, ("US", "CN"), tmp_path / "seeds") is None


@pytest.mark.slow
def test_a_finished_fit_gives_the_same_without_the_pair_and_runs_nothing(
    report, wanted, monkeypatch
):
    monkeypatch.setattr("sim.calibration.simulator.live", None)
    shorter = replace(report.schedule, steps=Schedule().steps, samples=Schedule().samples)
    again = unseen_of(report.asked, report.fitted.runs, shorter, {"made": "a", "fit": "b"})
    monkeypatch.setattr("sim.calibration.stored.said_by", lambda _: {"made": "a", "fit": "b"})
    (report.folder / "samples.csv").touch()
    assert unseen_of_stored(stored_fit(report.folder), wanted.targets) == again


@pytest.mark.slow
def test_a_finished_fit_to_other_targets_gives_none(report):
    (report.folder / "samples.csv").touch()
    with pytest.raises(UsageError, match="targets are not those of the fit"):
        unseen_of_stored(stored_fit(report.folder))


@pytest.mark.slow
def test_a_fit_that_has_learnt_nothing_has_nothing_to_ship(report, tmp_path):
    with pytest.raises(UsageError, match="nothing to ship"):
        ship(_learnt(report, 0.1, 0.19), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("scale", [0.0, 1.5])
def test_a_size_of_the_world_that_cannot_be_is_refused(tmp_path, scale):
    with pytest.raises(UsageError, match="share of the world"):
        calibrate(Wanted(scale=scale), tmp_path)


def test_targets_that_no_such_world_can_show_are_refused(tmp_path):
    targets = tmp_path / "own.csv"
    header, *_, tiny = ROWS.splitlines()
    targets.write_text(f"{header}\n{tiny}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no target of the world science can be read"):
        calibrate(Wanted(scale=0.001, targets=targets), tmp_path)


def test_anything_that_decides_a_fit_gives_it_another_folder(wanted):
    shelf = Shelf.read()
    made = module._made(wanted, 0.001, shelf)
    assert module._hash(made) != module._hash(made | {"seed": "6"})
    assert module._hash(made) == module._hash(made | {"commit": "another"})
