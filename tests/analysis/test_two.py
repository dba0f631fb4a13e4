"""Two results side by side, on runs whose effects are known."""

import numpy as np
import pytest

from sim.analysis.periods import Period
from sim.analysis.reading import request_of
from sim.analysis.two import Reading, Two, TwoRow, set_side_by_side
from sim.errors import UsageError
from tests.analysis.fake import FakeResults, Plan, steady

TEN = Period("total", 2026, 2035)
FIRST = Plan({"baseline": steady(0.0), "vouchers": steady(2.0)}, samples=3, replicates=4, own=0.0)
DOUBLE = Plan(
    {"baseline": steady(0.0), "vouchers": lambda s, _: 4.0 + s}, samples=3, replicates=4, own=0.0
)


def another_past(plan: Plan) -> FakeResults:
    """The same runs from another seed, as far as their digests say."""
    found = FakeResults(plan)
    digests = found.arrays["check/digest"]
    digests.update({name: stack + np.uint64(7_000_000_000) for name, stack in digests.items()})
    return found


def row(two: Two, variant: str, cell: str = "RU-CN") -> TwoRow:
    return next(
        r
        for r in two.rows
        if (r.variant, r.cell, r.outcome, r.period) == (variant, cell, "joint_papers", TEN)
    )


def effect(two: Two, variant: str) -> Reading:
    found = row(two, variant).effect
    assert found is not None
    return found


def test_the_change_of_pairs_is_taken_run_by_run_and_free_of_chance() -> None:
    two = set_side_by_side(FakeResults(FIRST), FakeResults(DOUBLE))
    found = effect(two, "vouchers")
    # 2 a year against 4, 5 and 6 in the three samples: 20, 30 and 40 more in ten years.
    assert [found.first.mean, found.second.mean] == pytest.approx([20.0, 50.0])
    assert found.change.mean == pytest.approx(30.0)
    assert [found.change.low, found.change.high] == pytest.approx([20.0, 40.0])
    assert found.change.chance == pytest.approx(0.0, abs=1e-9)
    assert row(two, "vouchers").level.change.mean == pytest.approx(30.0)


def test_the_reference_has_a_level_and_no_effect() -> None:
    two = set_side_by_side(FakeResults(FIRST), FakeResults(DOUBLE))
    assert row(two, "baseline").effect is None
    assert row(two, "baseline").level.change.verdict == "none"


def test_a_result_beside_itself_differs_in_nothing() -> None:
    two = set_side_by_side(FakeResults(FIRST), FakeResults(FIRST))
    assert {r.level.change.verdict for r in two.rows} == {"none"}


def test_runs_that_are_no_pairs_carry_the_luck_of_both_into_the_interval() -> None:
    paired = set_side_by_side(FakeResults(FIRST), FakeResults(DOUBLE))
    apart = set_side_by_side(FakeResults(FIRST), another_past(DOUBLE))
    near, far = (row(two, "vouchers").level.change for two in (paired, apart))
    assert far.mean == pytest.approx(near.mean)
    assert far.high - far.low > near.high - near.low
    assert far.error > near.error


def test_pairs_are_as_many_as_both_have_and_other_runs_are_all_used() -> None:
    fewer = Plan(dict(DOUBLE.effects), samples=3, replicates=2, own=0.0)
    paired = set_side_by_side(FakeResults(FIRST), FakeResults(fewer))
    apart = set_side_by_side(FakeResults(FIRST), another_past(fewer))
    whole = FakeResults(FIRST).arrays["joint_papers"]["vouchers"][:, :, 6:16, 0, 1].sum(axis=2)
    assert row(paired, "vouchers").level.first.mean == pytest.approx(whole[:, :2].mean())
    assert row(apart, "vouchers").level.first.mean == pytest.approx(whole.mean())


def test_both_sides_and_third_places_are_read() -> None:
    cells = {r.cell for r in set_side_by_side(FakeResults(FIRST), FakeResults(DOUBLE)).rows}
    assert {"RU-CN", "RU-third", "CN-third"} <= cells


def test_an_outcome_that_is_not_in_both_is_refused_by_name() -> None:
    first = FakeResults(FIRST)
    second = FakeResults(Plan(dict(DOUBLE.effects), samples=3, replicates=4, outcomes=("papers",)))
    request = request_of(first.manifest, outcomes=["joint_papers"])
    with pytest.raises(UsageError, match=r"joint_papers: not in both .* In both: papers"):
        set_side_by_side(first, second, request)
