"""Files beside a run: what was changed is found, and put right without losing anything."""

from sim.store.folder import RunFolder
from sim.store.results import open_run
from sim.store.seals import SEALS, changed, keep_sealed, table_sums
from tests.store.making import Planned, filled

TABLES = {"summary.csv": b"a,b\n1,2\n", "differences.csv": b"c\n3\n"}


def test_a_table_cut_short_or_taken_away_is_found(tmp_path):
    assert keep_sealed(tmp_path, TABLES) == ()
    assert changed(tmp_path, table_sums(tmp_path)) == ()
    (tmp_path / "summary.csv").write_bytes(b"a,b\n")
    (tmp_path / "differences.csv").unlink()
    assert changed(tmp_path, table_sums(tmp_path)) == ("summary.csv", "differences.csv")


def test_a_changed_table_is_written_anew_and_kept_under_another_name(tmp_path):
    keep_sealed(tmp_path, TABLES)
    (tmp_path / "summary.csv").write_bytes(b"mine\n")
    assert keep_sealed(tmp_path, TABLES) == ("summary.csv",)
    assert (tmp_path / "summary.csv").read_bytes() == TABLES["summary.csv"]
    assert (tmp_path / "summary-changed.csv").read_bytes() == b"mine\n"
    assert changed(tmp_path, table_sums(tmp_path)) == ()


def test_of_a_result_of_before_nothing_is_said_of_tables(tmp_path):
    folder = filled(RunFolder.create_or_resume(tmp_path, Planned()))
    (folder.path / "summary.csv").write_bytes(b"whatever\n")
    assert not (folder.path / SEALS).exists()
    assert open_run(folder.path).altered() == ()


def test_the_same_run_again_writes_its_texts_anew(tmp_path):
    folder = filled(RunFolder.create_or_resume(tmp_path, Planned()))
    (folder.path / "resolved.yaml").write_bytes(b"")
    (folder.path / "samples.csv").unlink()
    assert open_run(folder.path).altered() == ("resolved.yaml", "samples.csv")
    RunFolder.create_or_resume(tmp_path, Planned())
    assert open_run(folder.path).altered() == ()
