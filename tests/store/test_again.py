"""The command that goes on with a run, with the paths that the manifest does not hold."""

from pathlib import Path

import pytest

from sim.store.again import again
from sim.store.unit import UnitKey
from tests.store.making import manifest

RUN = Path("20260101-1200-0123456")


@pytest.mark.parametrize(
    ("command", "offered"),
    [
        ("sim run toy.yaml", "sim run {copy}"),
        ("sim run toy --scale 0.05 -n 2", "sim run {copy} --scale 0.05 -n 2"),
        ("sim run toy.yaml -v toy --quick", "sim run {copy} -v toy --quick"),
        ("sim run --shard 1/4 toy.yaml --only a.s0.r0 -j 2", "sim run {copy} -j 2"),
        ("sim run toy.yaml --shard=1/4 --out=x -oy -o z", "sim run {copy}"),
    ],
)
def test_it_names_the_copy_of_the_scenario_and_asks_for_the_whole(command, offered):
    path = Path("results") / "toy" / RUN
    said = again(path, manifest(command=command.split()))
    assert said == offered.format(copy=path / "scenario.yaml")


def test_results_kept_elsewhere_are_named():
    path = Path("/mnt/all of it/toy") / RUN
    said = again(path, manifest(command=["sim", "run", "toy.yaml", "-o", "all of it"]))
    assert said == f"sim run '{path}/scenario.yaml' -o '/mnt/all of it'"


def test_a_run_seen_from_its_own_folder_names_the_folder_of_all_results_in_full(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    said = again(Path(), manifest())
    assert said == f"sim run scenario.yaml -o {tmp_path.parents[1]}"


def test_a_setting_keeps_its_quotes():
    setting = "policies.seats.entrants=9 people/year"
    said = again(Path("results/toy") / RUN, manifest(command=["sim", "run", "toy", "-S", setting]))
    assert said.endswith(f"-S '{setting}'")


def test_one_unit_can_be_asked_for_alone():
    said = again(Path("results/toy") / RUN, manifest(), UnitKey.parse("seats.s0001.r0000"))
    assert said.endswith("--only seats.s0001.r0000")


def test_a_run_that_was_not_typed_is_gone_on_with_as_before():
    assert again(Path("results/toy") / RUN, manifest(command=[])) == "sim run, as before"
