"""The shipped table of scales: read as it was written, and what it warns of."""

from datetime import date

from sim.evidence.scale import Judged, ScaleTable, read_scale, write_scale

HASH = "c" * 64
ROWS = (
    ("moves", 0.1, "levels", "differs"),
    ("moves", 0.3, "levels", "holds"),
    ("papers", 0.1, "levels", "holds"),
    ("papers", 0.1, "differences", "open"),
    ("clustering", 0.1, "levels", "differs"),
)
EVERY = ("moves", "papers", "clustering")


def shipped():
    return ScaleTable(
        made=date(2026, 11, 22), command="sim validate --scales 0.1,0.3,1 --ship", sim="0.1.0",
        world="ai", scenario="corridor", base=1.0, replicates={"1": 8, "0.1": 80}, seed=1,
        model_sha256=HASH, evidence_sha256=HASH,
        outcomes=tuple(
            Judged.model_validate({
                "outcome": o, "scale": at, "reading": r, "verdict": v,
                "worst": "RU-CN, baseline", "ratio": 1.2,
            })
            for o, at, r, v in ROWS
        ),
    )  # fmt: skip


def test_what_is_written_is_read_again(tmp_path):
    write_scale(shipped(), tmp_path / "scale.yaml")
    assert read_scale(tmp_path) == shipped()


def test_where_none_is_shipped_there_is_none(tmp_path):
    assert read_scale(tmp_path) is None


def test_the_largest_scale_needs_no_warning():
    assert list(shipped().warnings(1.0, EVERY)) == []


def test_what_differs_and_what_is_open_are_told_apart():
    differs, unknown = shipped().warnings(0.1, EVERY)
    assert differs.endswith("levels of moves, clustering")
    assert "do not keep the value they have at 1" in differs
    assert unknown.endswith("differences of papers")
    assert "is not known" in unknown


def test_between_two_scales_the_smaller_one_speaks():
    assert shipped().stands_for(0.2) == 0.1
    assert any("levels of moves" in said for said in shipped().warnings(0.2, EVERY))
    assert not any("moves" in said for said in shipped().warnings(0.3, EVERY))


def test_below_all_scales_nothing_is_said_to_hold():
    *_, last = shipped().warnings(0.02, ("papers",))
    assert last == ("no scale below 0.1 was measured, so what holds there need not hold at 0.02")


def test_outcomes_that_are_not_shown_are_not_spoken_of():
    assert list(shipped().warnings(0.3, ("papers",))) == []
