"""The fixed resamples behave like draws with replacement."""

import numpy as np
import pytest

from sim.analysis.resample import RESAMPLES, resamples


def test_the_same_number_of_observations_always_gives_the_same_resamples() -> None:
    assert np.array_equal(resamples(7), resamples(7))


@pytest.mark.parametrize("count", [1, 2, 5, 20, 64])
def test_every_observation_is_taken_equally_often(count: int) -> None:
    taken = resamples(count)
    assert taken.shape == (RESAMPLES, count)
    often = np.bincount(taken.ravel(), minlength=count)
    spread = np.sqrt(RESAMPLES * (1 - 1 / count)) if count > 1 else 1.0
    assert np.abs(often - RESAMPLES).max() < 4.5 * spread


def test_resampled_means_spread_as_theory_says() -> None:
    values = np.arange(20.0)
    means = values[resamples(20)].mean(axis=1)
    assert means.mean() == pytest.approx(9.5, abs=0.1)
    assert means.std() == pytest.approx(values.std() / np.sqrt(20), rel=0.05)
