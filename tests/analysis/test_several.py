"""Many differences at once: what one alone would show and many together do not."""

import numpy as np
import pytest

from sim.analysis.intervals import spread
from sim.analysis.several import holm, verdicts_of_all
from tests.analysis.fake import noise


def normal(count: int, *key: int) -> np.ndarray:
    """(1, count) numbers from about a standard normal distribution."""
    return np.array([[noise(i, *key) for i in range(count)]])


def test_holm_steps_down_and_stops_at_the_first_that_fails() -> None:
    # 0.05 / 4 = 0.0125, 0.05 / 3 = 0.0167, 0.05 / 2 = 0.025: the third, 0.03, ends it.
    assert holm([0.03, 0.01, 0.015, 0.04]).tolist() == [False, True, True, False]


def test_a_test_that_cannot_be_made_holds_nothing() -> None:
    assert holm([float("nan"), 0.001]).tolist() == [False, True]


def test_luck_is_that_of_students_t() -> None:
    # Mean 2, variance 2 of two runs: error 1, one degree of freedom, where t is Cauchy.
    found = spread(np.array([[1.0, 3.0]]), 0.9)
    assert found.luck == pytest.approx(1 - 2 / np.pi * np.arctan(2.0))


def test_runs_that_all_differ_by_the_same_are_as_sure_as_equal_coins() -> None:
    assert spread(np.ones((1, 5)), 0.9).luck == pytest.approx(1 / 16)
    assert verdicts_of_all([spread(np.ones((2, 2)), 0.9)]) == ("not told apart",)
    assert verdicts_of_all([spread(np.ones((2, 8)), 0.9)]) == ("more",)


def test_luck_and_verdict_agree_for_one_difference() -> None:
    for k, shift in enumerate(np.linspace(0, 3, 30)):
        found = spread(shift + normal(8, k), 0.9)
        assert (found.luck < 0.05) == found.beyond_error


def test_chance_alone_rarely_marks_any_of_many_cells() -> None:
    alone = together = 0
    for k in range(200):
        cells = [spread(normal(10, k, cell), 0.9) for cell in range(28)]
        alone += any(cell.verdict in ("more", "less", "on average") for cell in cells)
        together += any(said != "not told apart" for said in verdicts_of_all(cells))
    assert alone > 120
    # At most 5 % of 200, and 3 standard errors of that count.
    assert together <= 10 + 3 * (200 * 0.05 * 0.95) ** 0.5


def test_what_differs_in_no_run_stays_nothing() -> None:
    assert verdicts_of_all([spread(np.zeros((2, 2)), 0.9)]) == ("none",)
