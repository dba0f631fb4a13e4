"""The model's forecast: the record's level, moved as the model moves."""

import math

import numpy as np
import pytest

from sim.experiment.hindcast.forecast import (
    Forecast,
    best_shrinkage,
    change,
    constant,
    drawn_from,
    values_of,
)
from sim.experiment.hindcast.series import Series
from sim.experiment.hindcast.simulated import Simulated

UNIT = (("A", "B"),)


def series(family, first, values):
    values = np.array([values], dtype=float)
    years = tuple(range(first, first + values.shape[1]))
    return Series(family, UNIT, years, values, np.ones_like(values))


def test_the_level_is_the_records_and_the_change_is_the_models():
    # record 7.5 + ½ = 8 in each of three years; model 10, 20, 30, then 40 and 10, shrunk by 4:
    # 8 × 44/24 and 8 × 14/24
    record = series("papers", 2014, [7.5, 7.5, 7.5])
    found = Simulated(UNIT, tuple(range(2014, 2019)), np.array([[10.0, 20, 30, 40, 10]]))
    logs = change(found, 4.0)(record, 2)
    assert logs == pytest.approx(np.log([[8 * 44 / 24, 8 * 14 / 24]]))


def test_few_counts_move_as_the_totals_of_both_ends_do():
    # nobody moves between the pair; what leaves A doubles, what enters B trebles, the world grows
    # by half: 2 × 3 / 1.5 = 4 times as much, so 8 becomes 32; totals carry ½ as all counts do
    record = series("papers", 2014, [7.5, 7.5, 7.5])
    ends = np.array([[[9.5] * 3 + [19.5]], [[4.5] * 3 + [14.5]], [[99.5] * 3 + [149.5]]])
    found = Simulated(UNIT, tuple(range(2014, 2018)), np.zeros((1, 4)), ends=ends)
    assert change(found, 4.0)(record, 1) == pytest.approx(np.log([[32.0]]))


def test_many_counts_speak_for_themselves_against_their_places():
    # a pair at 1,000 that does not move, at places that move fourfold: (1000 + 4·1) / (1000 + 1)
    record = series("papers", 2014, [7.5, 7.5, 7.5])
    ends = np.array([[[9.5] * 3 + [19.5]], [[4.5] * 3 + [14.5]], [[99.5] * 3 + [149.5]]])
    found = Simulated(UNIT, tuple(range(2014, 2018)), np.full((1, 4), 1000.0), ends=ends)
    assert change(found, 1.0)(record, 1) == pytest.approx(np.log([[8 * 1004 / 1001]]))


def test_a_share_moves_by_the_ratio_of_shares():
    # simulated share 0.2 and then 0.3, so 0.4 becomes 0.6
    record = series("some_share", 2014, [0.4, 0.4, 0.4])
    found = Simulated(
        UNIT,
        tuple(range(2014, 2018)),
        np.array([[20.0, 20, 20, 60]]),
        np.array([[100.0, 100, 100, 200]]),
    )
    assert change(found, 0.0)(record, 1) == pytest.approx(np.log([[0.6]]))


def test_a_model_that_moves_as_the_record_is_not_shrunk_and_noise_is():
    years = tuple(range(1998, 2017))
    record = series("papers", 1998, 100.0 * 1.2 ** np.arange(19))
    alike = Simulated(UNIT, years, 0.2 * record.values)
    assert best_shrinkage(alike, record, 3) == 0.5
    still = series("papers", 1998, np.full(19, 100.0))
    noise = np.array([[3.0, 1, 6, 2, 9, 1, 2, 7, 3, 1, 8, 2, 1, 5, 9, 1, 4, 2, 8]])
    assert best_shrinkage(Simulated(UNIT, years, noise), still, 3) == 128.0


def test_constant_affinity_follows_the_margins():
    # record half of what margins give; margins of the next year 50, so 25
    record = series("papers", 2014, [9.5, 9.5, 9.5])
    margins = np.array([[19.5, 19.5, 19.5, 49.5]])
    logs = constant(margins, UNIT, 2014)(record, 1)
    assert values_of(logs, 0.5) == pytest.approx(np.array([[24.5]]))


def test_values_are_never_negative():
    assert values_of(np.array([math.log(0.1)]), 0.5).tolist() == [0.0]


def test_an_ensemble_of_draws_has_one_member_for_each():
    parts = [
        Forecast("x", UNIT, (2017,), np.array([[v]]), np.array([[[v, v]]])) for v in (1.0, 5.0, 2.0)
    ]
    found = drawn_from("y", parts)
    assert found.members.tolist() == [[[1.0, 5.0, 2.0]]]
    assert found.centre.tolist() == [[2.0]]
    assert found.drawn
