"""Reading: whole, verified, without the model."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from sim.errors import Incomplete, StoreError
from sim.store.folder import RunFolder
from sim.store.results import Results, open_run
from sim.store.unit import UnitKey
from tests.store.making import Planned, filled, manifest, record


@pytest.fixture
def folder(tmp_path):
    return RunFolder.create_or_resume(tmp_path, Planned())


@pytest.fixture
def results(folder):
    return open_run(filled(folder).path)


def test_an_outcome_is_stacked_by_sample_and_replicate(results):
    papers = results.array("papers")
    assert list(papers) == ["baseline", "seats"]
    assert papers["seats"].shape == (2, 2, 5, 2)
    assert papers["seats"][1, 0, 0, 0] == 101
    assert papers["baseline"][0, 1, 4, 1] == 19


def test_whole_numbers_of_64_bits_come_through_exactly(results):
    digests = results.array("check/digest")["seats"]
    assert digests.dtype == np.uint64
    assert int(digests[1, 1, 19]) == 2**63 + 19


def test_variants_can_be_had_alone(results):
    assert list(results.array("moves", variants=["seats"])) == ["seats"]
    with pytest.raises(StoreError, match=r'has no variant "grants"\. There are: baseline, seats'):
        results.array("moves", variants=["grants"])


def test_an_unknown_outcome_is_refused_with_those_there_are(results):
    with pytest.raises(
        StoreError, match=r'holds no outcome "citations"\. There are: papers, moves'
    ):
        results.array("citations")


def test_names_are_of_all_arrays_stored(results):
    assert results.names() == ("check/digest", "moves", "papers")
    assert results.years == (2022, 2023, 2024, 2025, 2026)
    assert results.complete


def test_an_unfinished_run_is_not_half_read(folder):
    for key in folder.missing()[:5]:
        folder.write(key, record(key))
    results = open_run(folder.path)
    with pytest.raises(
        Incomplete, match=r"3 of 8 runs are missing. Go on with: sim run /.*/scenario\.yaml"
    ):
        results.array("papers")
    assert not results.complete
    assert len(results.missing()) == 3
    assert len(results.units("baseline")) == 3


def test_a_moved_run_is_told_where_it_is_gone_on_with(folder, tmp_path):
    elsewhere = folder.path.rename(tmp_path / "copy")
    with pytest.raises(Incomplete) as caught:
        open_run(elsewhere).array("papers")
    right = f"results/toy/{folder.path.name}"
    assert f"move it to {right}, then: sim run {right}/scenario.yaml" in str(caught.value)


def test_a_result_kept_without_its_runs_is_not_called_unfinished(results):
    shutil.rmtree(results.path / "runs")
    (results.path / "summary.csv").write_text("a\n")
    with pytest.raises(Incomplete, match=r"read summary\.csv in it, or make them anew"):
        results.array("papers")


def test_a_damaged_unit_names_the_command_that_fills_its_place(results):
    (results.path / "runs" / "seats.s0001.r0000.npz").write_bytes(b"PK")
    with pytest.raises(StoreError, match=r"anew\. The command: sim run /.*/scenario\.yaml"):
        results.array("papers")


def test_part_of_an_unfinished_run_has_gaps_that_are_no_numbers(folder):
    for key in folder.missing()[:5]:
        folder.write(key, record(key))
    results = open_run(folder.path)
    seats = results.array("papers", partial=True)["seats"]
    assert np.isnan(seats[1, 0]).all()
    assert seats[0, 1, 0, 0] == 11
    with pytest.raises(Incomplete, match="whole numbers, which know no gaps"):
        results.array("check/digest", partial=True)


def test_a_run_without_any_unit_is_incomplete(folder):
    with pytest.raises(Incomplete, match="no run of baseline is finished yet"):
        open_run(folder.path).array("papers", partial=True)
    assert open_run(folder.path).names() == ()


def test_a_changed_unit_is_refused_by_name(results):
    file = results.path / "runs" / "seats.s0001.r0000.npz"
    hurt = bytearray(file.read_bytes())
    hurt[200] ^= 4
    file.write_bytes(hurt)
    with pytest.raises(StoreError, match=r"seats\.s0001\.r0000\.npz: the file was changed"):
        results.array("papers")


def test_verify_counts_the_units_of_a_sound_run(results):
    assert results.verify() == 8


@pytest.mark.parametrize(
    "name", ["scenario.yaml", "resolved.yaml", "samples.csv", "runs/seats.s0001.r0001.npz"]
)
def test_verify_finds_one_flipped_byte_in_any_file(results, name):
    file = results.path / name
    hurt = bytearray(file.read_bytes())
    hurt[3] ^= 1
    file.write_bytes(hurt)
    with pytest.raises(StoreError, match=name.replace(".", r"\.")):
        results.verify()


def test_verify_names_all_that_is_wrong_at_once(results):
    (results.path / "scenario.yaml").unlink()
    (results.path / "runs" / "seats.s0000.r0000.npz").unlink()
    (results.path / "runs" / "grants.s0000.r0000.npz").write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        results.verify()
    said = str(caught.value).splitlines()
    assert len(said) == 3
    assert "scenario.yaml: missing" in said[0]
    assert "seats.s0000.r0000.npz: this unit is missing" in said[1]
    assert "grants.s0000.r0000.npz: not a unit of this run" in said[2]


def test_the_digest_does_not_depend_on_the_order_of_work(tmp_path):
    digests = []
    for home, step in (("forth", 1), ("back", -1)):
        folder = RunFolder.create_or_resume(tmp_path / home, Planned())
        for key in folder.missing()[::step]:
            folder.write(key, record(key))
        digests.append(Results(folder.path, folder.manifest).digest())
    assert digests[0] == digests[1]


def test_the_digest_knows_which_unit_is_which(folder, tmp_path):
    filled(folder)
    swapped = RunFolder.create_or_resume(tmp_path / "swapped", Planned())
    for key in swapped.missing():
        other = {"baseline": "seats", "seats": "baseline"}[key.variant]
        swapped.write(key, record(UnitKey(other, key.sample, key.replicate)))
    assert open_run(folder.path).digest() != open_run(swapped.path).digest()


def test_an_array_of_another_shape_is_refused(folder):
    for key in folder.missing():
        odd = key == UnitKey("seats", 1, 1)
        folder.write(key, record(key) | ({"moves": np.zeros(4)} if odd else {}))
    with pytest.raises(StoreError, match=r"seats\.s0001\.r0001\.npz: moves has another shape"):
        open_run(folder.path).array("moves")


@pytest.mark.parametrize(
    "way", ["folder", "latest", "scenario", "name", "name/latest", "results", "bare latest"]
)
def test_a_run_is_found_the_way_people_say_it(results, tmp_path, way):
    said = {
        "folder": results.path,
        "latest": tmp_path / "toy" / "latest",
        "scenario": tmp_path / "toy",
        "name": "toy",
        "name/latest": "toy/latest",
        "results": tmp_path,
        "bare latest": "latest",
    }[way]
    assert open_run(said, tmp_path).path == results.path


def test_without_links_latest_is_a_file_with_a_name(results, tmp_path):
    pointer = tmp_path / "toy" / "latest"
    pointer.unlink()
    pointer.write_text(f"{results.path.name}\n")
    assert open_run(pointer).path == results.path


def test_without_a_pointer_latest_is_the_newest_by_name(results, tmp_path):
    (tmp_path / "toy" / "latest").unlink()
    assert open_run(tmp_path / "toy" / "latest").path == results.path


def test_a_misspelt_name_gets_the_closest(results, tmp_path):
    with pytest.raises(StoreError, match=r'tooy: no result there\. Did you mean "toy"\?'):
        open_run("tooy", tmp_path)


def test_without_any_result_the_remedy_is_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="Make one first: sim run SCENARIO"):
        open_run("toy", tmp_path / "nowhere")


def test_a_run_folder_without_its_manifest_is_not_passed_over(results, tmp_path):
    (results.path / "manifest.json").unlink()
    with pytest.raises(StoreError, match="missing, so this result cannot be read"):
        open_run(results.path, tmp_path)


def test_reading_needs_neither_model_nor_compiler():
    heavy = "{'mesa', 'numba', 'matplotlib'}"
    code = f"import sys, sim.store.results; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_sample_and_one_replicate_still_have_their_axes(tmp_path):
    folder = RunFolder.create_or_resume(tmp_path, Planned(manifest(samples=1, replicates=1)))
    assert open_run(filled(folder).path).array("papers")["baseline"].shape == (1, 1, 5, 2)
