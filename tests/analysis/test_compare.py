"""Every variant against a reference, on runs whose effects are known."""

import numpy as np
import pytest

from sim.analysis.compare import compare, standing
from sim.analysis.periods import Period
from sim.analysis.reading import request_of
from sim.errors import UsageError
from tests.analysis.fake import FakeResults, Plan, steady

TEN = Period("total", 2026, 2035)
PLAN = Plan(
    {"baseline": steady(0.0), "vouchers": steady(2.0), "package": lambda s, _: 1.0 + 2.0 * s},
    samples=3,
    replicates=4,
    own=0.0,
)
RESULTS = FakeResults(PLAN)
FOUND = compare(RESULTS)


def row(variant: str, period: Period = TEN, outcome: str = "joint_papers", cell: str = "RU-CN"):
    return next(r for r in FOUND.select(outcome, cell, period) if r.variant == variant)


def test_a_flow_is_summed_from_the_policy_date_to_the_end_of_the_year() -> None:
    extra = row("vouchers").extra
    assert extra is not None
    assert extra.mean == pytest.approx(10 * 2.0)


def test_the_yearly_level_is_shown_beside_the_total() -> None:
    extra = row("vouchers", Period("level", 2035, 2035)).extra
    assert extra is not None
    assert extra.mean == pytest.approx(2.0)


def test_dates_are_three_five_and_ten_years_on_and_the_end() -> None:
    dates = {r.period.last for r in FOUND.rows}
    assert dates == {2028, 2030, 2035, 2040}


def test_the_interval_is_over_samples_and_free_of_chance_that_both_runs_share() -> None:
    extra = row("package").extra
    assert extra is not None
    # Samples give 10, 30 and 50 extra papers in ten years.
    assert extra.over == "samples"
    assert (extra.low, extra.high) == (pytest.approx(10.0), pytest.approx(50.0))
    assert extra.chance == pytest.approx(0.0, abs=1e-9)


def test_best_in_is_a_share_of_samples() -> None:
    assert row("baseline").best == 0
    assert row("vouchers").best == pytest.approx(1 / 3)
    assert row("package").best == pytest.approx(2 / 3)


def test_regret_is_the_shortfall_from_the_best_of_each_sample() -> None:
    # Best in the three samples: 20, 30, 50 extra papers.
    assert row("vouchers").max_regret == pytest.approx(30)
    assert row("package").max_regret == pytest.approx(10)
    assert row("package").mean_regret == pytest.approx(10 / 3)
    assert row("baseline").max_regret == pytest.approx(50)


def test_ties_share_the_lead() -> None:
    equal = {"one": np.array([1.0, 2.0]), "two": np.array([1.0, 1.0])}
    assert standing(equal, "one", "up")[0] == pytest.approx(0.75)
    assert standing(equal, "two", "up")[0] == pytest.approx(0.25)


def test_where_less_is_better_the_least_leads() -> None:
    share, regret = standing({"one": np.array([1.0]), "two": np.array([3.0])}, "two", "down")
    assert share == 0
    assert regret.tolist() == [2.0]


def test_where_neither_is_better_nobody_leads() -> None:
    assert np.isnan(row("package", outcome="moves", cell="RU to CN").best)


def test_a_ratio_pools_its_parts_over_the_years() -> None:
    pooled = row("baseline", Period("pooled", 2026, 2035), "dependency", "RU to CN").level.mean
    joint = RESULTS.array("dependency/num")["baseline"][:, :, 6:16, 0, 1].sum(axis=2)
    whole = RESULTS.array("dependency/den")["baseline"][:, :, 6:16, 0, 1].sum(axis=2)
    assert pooled == pytest.approx((joint / whole).mean())


def test_a_stock_is_read_at_its_date_only() -> None:
    kinds = {r.period.kind for r in FOUND.rows if r.outcome == "talent_stock"}
    assert kinds == {"level"}


def test_what_is_not_measured_is_listed_and_not_shown() -> None:
    assert not [r for r in FOUND.rows if r.outcome == "giant_component"]
    assert any(gap.startswith("giant_component") for gap in FOUND.gaps)


def test_another_reference_turns_the_difference_round() -> None:
    other = compare(RESULTS, request_of(RESULTS.manifest, to="vouchers"))
    extra = next(r for r in other.select("joint_papers", "RU-CN", TEN) if r.variant == "baseline")
    assert extra.extra is not None
    assert extra.extra.mean == pytest.approx(-20)


def test_a_variant_against_itself_has_no_row_of_differences() -> None:
    assert row("baseline").extra is None


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"to": "vouchrs"}, 'did you mean "vouchers"'),
        ({"outcomes": ["joint_paper"]}, 'did you mean "joint_papers"'),
        ({"at": [2019]}, "2019 is not between"),
        ({"interval": 400.0}, "neither a share"),
    ],
)
def test_a_wrong_request_is_answered_with_what_to_write(asked, says) -> None:
    with pytest.raises(UsageError, match=says):
        request_of(RESULTS.manifest, **asked)


def test_an_interval_may_be_written_as_a_percentage() -> None:
    assert request_of(RESULTS.manifest, interval=90).interval == pytest.approx(0.9)
