"""A finished fit is read from its folder, whichever version of the program made it."""

import json

import pytest

from sim.errors import StoreError
from sim.store.fits import stored_fit

WAVE = {"number": 1, "runs": 3, "failed": 0, "cut": 3.0, "left": 0.5, "widened": False,
        "out_of_reach": []}  # fmt: skip
CARDS = "card,contraction,identified\npartner.home_size,0.5,yes\n"


def _stage(folder, said, seconds):
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    rows = [{"point": n, **({} if s is None else {"seconds": s})} for n, s in enumerate(seconds)]
    (folder / "runs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def fit_in(folder, *, seconds=(1800.0, 900.0, 900.0)):
    """A finished fit with three runs and one of the check."""
    said = {"begun": "2026-11-22T10:00:00Z", "scale": "0.01", "runs": "3", "world": "science",
            "seed": "1", "model_sha256": "a" * 64, "targets_sha256": "b" * 64}  # fmt: skip
    _stage(folder / "wave-1", WAVE, seconds)
    check = {"runs": 1, "within_two": 0.9, "finished": "2026-11-22T12:30:00Z"}
    _stage(folder / "check-after-1", check, seconds[:1])
    (folder / "fit.json").write_text(json.dumps(said), encoding="utf-8")
    (folder / "cards.csv").write_text(CARDS, encoding="utf-8")
    return folder


def test_runs_and_computing_time_are_those_of_all_stages(tmp_path):
    account = json.loads(stored_fit(fit_in(tmp_path / "f")).tables()["fit.json"])
    assert account["runs"] == 4
    assert account["core_hours"] == pytest.approx(1.5)
    assert account["clock_hours"] == pytest.approx(2.5)


def test_time_that_was_not_noted_is_not_made_up(tmp_path):
    found = stored_fit(fit_in(tmp_path / "f", seconds=(1.0, None, 1.0)))
    assert found.core_hours is None
    assert found.clock_hours == pytest.approx(2.5)


def test_tables_that_are_not_there_are_left_out(tmp_path):
    found = stored_fit(fit_in(tmp_path / "f"))
    assert set(found.tables()) == {"cards.csv", "fit.json"}
    assert found.posterior() == {}


def test_the_last_check_counts_where_waves_were_added(tmp_path):
    folder = fit_in(tmp_path / "f")
    _stage(folder / "wave-2", WAVE | {"number": 2}, (1.0,))
    _stage(folder / "check-after-2", {"runs": 5, "finished": "2026-11-22T13:00:00Z"}, (1.0,))
    found = stored_fit(folder)
    assert [wave["number"] for wave in found.waves] == [1, 2]
    assert found.check["runs"] == 5


def test_what_is_no_fit_or_not_finished_is_said_to_be_so(tmp_path):
    with pytest.raises(StoreError, match="no fit there"):
        stored_fit(tmp_path)
    folder = fit_in(tmp_path / "f")
    (folder / "check-after-1" / "manifest.json").unlink()
    with pytest.raises(StoreError, match="not finished; run its command again"):
        stored_fit(folder)
