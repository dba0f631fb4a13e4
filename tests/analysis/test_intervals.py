"""Intervals over samples, or over chance where there is one sample; what pairing buys."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.analysis.intervals import (
    chance_error,
    covered,
    inside,
    normal_quantile,
    reduction,
    spread,
    unpaired,
)
from sim.chance import Purpose, uniforms

RUNS = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(2, 6)),
    elements=st.floats(-1e3, 1e3, allow_nan=False),
)


def test_with_several_samples_the_interval_runs_over_their_means() -> None:
    # Three samples with means 1, 2 and 3; the replicates of each lie 10 apart.
    values = np.array([[-4.0, 6.0], [-3.0, 7.0], [-2.0, 8.0]])
    found = spread(values, 0.5)
    assert found.over == "samples"
    assert (found.mean, found.low, found.high) == (2.0, 1.0, 3.0)
    assert found.count == 3


def test_with_one_sample_the_interval_runs_over_replicates_and_says_so() -> None:
    found = spread(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]), 0.5)
    assert found.over == "replicates"
    assert (found.mean, found.low, found.high) == (3.0, 1.5, 4.5)


def test_one_run_has_no_interval_and_holds_zero() -> None:
    found = spread(np.array([[7.0]]), 0.9)
    assert found.over == "one run"
    assert np.isnan([found.low, found.high, found.chance]).all()
    assert found.holds_zero
    assert found.verdict == "not told apart"


def test_chance_is_the_standard_error_of_one_sample() -> None:
    # Variance 2 in each sample, two replicates: root of 2 / 2.
    assert chance_error(np.array([[1.0, 3.0], [5.0, 7.0]])) == pytest.approx(1.0)


def test_the_error_of_the_mean_falls_with_the_number_of_samples() -> None:
    found = spread(np.array([[1.0, 3.0]] * 4), 0.9)
    assert found.error == pytest.approx(found.chance / 2)


def test_few_draws_bear_their_range_and_many_an_interval() -> None:
    # 90 % of what is drawn from lies inside the range of nineteen draws, 60 % inside that of four.
    assert covered(4, 0.9) == pytest.approx(0.6)
    assert covered(19, 0.9) == covered(500, 0.9) == 0.9
    few = spread(np.array([[1.0], [5.0], [2.0], [3.0]]), 0.9)
    assert (few.low, few.high) == (1.0, 5.0)


def test_an_interval_holds_its_share_of_new_draws() -> None:
    # By order statistics n draws and one more: the chance to fall inside is that of the ranks.
    draws = uniforms(7, np.arange(80_000, dtype=np.uint64), Purpose.SAMPLE).reshape(4000, 20)
    held = [low < new < high for *old, new in draws for low, high in [inside(np.array(old), 0.9)]]
    assert np.mean(held) == pytest.approx(0.9, abs=4 * np.sqrt(0.09 / 4000))


def test_samples_with_one_run_each_are_told_apart_by_all_that_varies() -> None:
    # Mean 5, spread 1, four samples: error 0.5, and Student's t with 3 degrees reaches 3.18.
    values = np.array([[4.0], [6.0], [4.0], [6.0]]) / np.sqrt(4 / 3) + 5 - 5 / np.sqrt(4 / 3)
    found = spread(values, 0.9)
    assert found.error == pytest.approx(0.5)
    assert found.freedom == 3
    assert found.verdict == "more"
    assert spread(values - 3.5, 0.9).verdict == "not told apart"
    assert np.isnan(found.chance)


def test_runs_of_the_other_sign_are_counted() -> None:
    assert spread(np.array([[4.0, 3.0, 2.0, -1.0]]), 0.9).against == 0.25


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([[0.0, 0.0, 0.0]], "none"),
        ([[5.0, 5.1, 4.9]], "more"),
        ([[-5.0, -5.1, -4.9]], "less"),
        ([[-1.0, 1.0, 0.5]], "not told apart"),
        ([[-1.5, 2.0, 3.0, 2.0, 2.5, 1.5, 2.2, 1.8]], "on average"),
        ([[5.0, 5.0, 5.0]], "alike"),
        ([[5.0], [5.0], [5.0], [5.0]], "alike"),
        ([[5.0, 5.0, 5.0, 5.0, 5.0, 5.0]], "more"),
        ([[-1.0, -1.01], [3.0, 3.01], [3.0, 3.01]], "not told apart"),
    ],
)
def test_what_can_be_said_of_a_difference(values, verdict) -> None:
    assert spread(np.array(values), 0.9).verdict == verdict


@given(RUNS, st.floats(-1e3, 1e3))
def test_moving_every_run_moves_the_interval_as_far(values: np.ndarray, by: float) -> None:
    here, there = spread(values, 0.9), spread(values + by, 0.9)
    assert there.mean == pytest.approx(here.mean + by, abs=1e-6)
    assert there.low == pytest.approx(here.low + by, abs=1e-6)


@given(RUNS)
def test_the_interval_is_ordered(values: np.ndarray) -> None:
    found = spread(values, 0.9)
    assert found.low <= found.high


def test_pairing_reduces_the_variance_by_what_both_runs_share() -> None:
    shared = np.array([[10.0, -10.0, 20.0, -20.0]])
    own = np.array([[1.0, 1.0, -1.0, -1.0]])
    # Var(shared) = 1000 / 3; with own 1004 / 3, for the two are uncorrelated; Var(own) = 4 / 3.
    found = reduction(shared, shared + own + 5.0)
    assert found.factor == pytest.approx((1000 + 1004) / 4)
    assert found.paired == pytest.approx(np.sqrt(4 / 3 / 4))
    assert found.unpaired == pytest.approx(np.sqrt(2004 / 3 / 4))
    assert found.low < found.factor < found.high


def test_runs_that_share_nothing_gain_nothing() -> None:
    first, second = np.array([[1.0, 1.0, -1.0, -1.0]]), np.array([[1.0, -1.0, 1.0, -1.0]])
    assert reduction(first, second).factor == pytest.approx(1.0)


def test_equal_runs_have_no_reduction_to_measure() -> None:
    runs = np.array([[1.0, 2.0, 4.0]])
    assert np.isnan(reduction(runs, runs).factor)


def test_one_replicate_has_no_reduction_to_measure() -> None:
    assert np.isnan(reduction(np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]])).factor)


def test_the_normal_quantile_is_the_known_one() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)


def test_runs_that_share_nothing_are_set_each_against_each() -> None:
    # Two runs of 1 and 3 against two of 10 and 14: differences 9, 13, 7 and 11.
    found = unpaired(np.array([[1.0, 3.0]]), np.array([[10.0, 14.0]]), 0.5)
    assert found.mean == pytest.approx(10.0)
    assert [found.low, found.high] == pytest.approx([7.5, 12.5])
    assert found.over == "replicates"
    # Variances 2 and 8, two runs each: sqrt(2/2 + 8/2).
    assert found.error == pytest.approx(5.0**0.5)
    assert found.against == 0.0


def test_the_error_of_unpaired_samples_is_that_of_two_means() -> None:
    # Sample means 2, 4, 6 and 1, 2, 3: variances 4 and 1, three samples each.
    one = np.array([[1.0, 3.0], [3.0, 5.0], [5.0, 7.0]])
    found = unpaired(one, one / 2.0, 0.9)
    assert found.over == "samples"
    assert found.error == pytest.approx((5.0 / 3.0) ** 0.5)
    # One of nine differences is above 0, one is 0; the mean is below.
    assert found.mean == pytest.approx(-2.0)
    assert found.against == pytest.approx(1.0 / 9.0)


def test_a_single_run_on_either_side_has_no_interval() -> None:
    found = unpaired(np.array([[1.0]]), np.array([[4.0, 6.0]]), 0.9)
    assert found.over == "one run"
    assert np.isnan([found.low, found.high, found.error]).all()
    assert found.verdict == "not told apart"


def test_equal_differences_are_worth_as_much_as_equal_signs() -> None:
    # Six coins fall alike, either way up, once in 32 throws; eight labels of two kinds part into
    # their kinds in one of C(8, 4) = 70 orders, either way round.
    for shape in ((6, 1), (1, 6), (2, 3)):
        assert spread(np.full(shape, 5.0), 0.9).luck == pytest.approx(1 / 32)
    apart = unpaired(np.full((4, 1), 1.0), np.full((4, 1), 3.0), 0.9)
    assert apart.luck == pytest.approx(2 / 70)
    assert spread(np.full((4, 1), 5.0), 0.9).luck == pytest.approx(1 / 8)
