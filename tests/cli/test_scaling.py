"""`sim validate --scales`, and the warnings that come of it."""

from pathlib import Path

import pytest

from sim.cli import scaling
from sim.evidence import scale as shelf
from sim.evidence.scale import read_scale
from sim.evidence.seeds import seeds_folder
from sim.store.results import open_run

TINY = "sim validate --scales 0.004,0.008 -n 2 -j 1 --quiet"


@pytest.mark.parametrize("typed", ["0.1", "0.1,0.1", "0,1", "0.1,two", "0.5,1.5"])
def test_scales_that_cannot_be_are_refused_in_words(desk, typed):
    said = desk.type(f"sim validate --scales {typed}")
    assert said.exit_code == 2
    assert "two or more shares of the world" in said.stderr


def test_one_draw_of_chance_is_too_few(desk):
    said = desk.type("sim validate --scales 0.1,1 -n 1")
    assert said.exit_code == 2
    assert "two replicates or more" in said.stderr


def test_a_smaller_world_is_run_more_often():
    how = scaling.How(Path("results"))
    assert scaling.wanted("0.1,0.3,1", None, 8, how).often == {1.0: 8, 0.3: 27, 0.1: 80}


@pytest.mark.slow
def test_a_measured_table_warns_in_check_and_compare(desk, tmp_path, monkeypatch):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    monkeypatch.setattr(scaling, "seeds_folder", lambda: seeds)
    monkeypatch.setattr(shelf, "seeds_folder", lambda: seeds)
    said = desk.type(f"{TINY} --ship")
    assert said.exit_code == 0, said.stderr
    table = read_scale(seeds)
    assert table is not None
    assert (table.base, table.replicates) == (0.008, {"0.008": 2, "0.004": 4})
    uneven = {found.outcome for found in table.outcomes if found.verdict != "holds"}
    assert "joint_papers" in uneven
    check = " ".join(desk.type("sim check corridor --scale 0.004").output.split())
    assert "warning: at scale 0.004" in check
    assert "joint_papers" in check.split("warning: at scale 0.004", 1)[1]
    runs = [open_run(path) for path in (desk.folder / "results" / "corridor").glob("2*")]
    warned = {
        run.manifest.scale: "Warning: at scale 0.004" in desk.type(f"sim compare {run.path}").output
        for run in runs
    }
    assert warned == {0.004: True, 0.008: False}
    least = next(run.path for run in runs if run.manifest.scale == 0.004)
    assert "Warning: at scale 0.004" in desk.type(f"sim compare {least} {least}").output


def test_without_a_table_nothing_is_warned_of(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "seeds_folder", lambda: tmp_path)
    assert read_scale(tmp_path) is None
    assert seeds_folder().is_dir()
    assert "keep the value" not in desk.type("sim check corridor --scale 0.1").output


def test_what_scales_would_ignore_is_refused(desk):
    said = desk.type("sim validate --scales 0.004,0.008 --scale 0.1 --samples 2")
    assert said.exit_code == 2
    assert "--scale and --samples: not read together with --scales" in said.stderr
