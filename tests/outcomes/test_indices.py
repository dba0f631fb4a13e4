"""Collaboration and circulation indices on vectors worked out by hand, and the laws they obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes import indices

# Three places A, B, C with 10, 20, 30 joint papers: each place has 30, 40, 50 links, 60 in all.
SMALL = np.array([[0, 10, 20], [10, 0, 30], [20, 30, 0]], dtype=float)
# Scopus 2022, 46 countries: joint papers of RU and CN, links of each, links of all.
REAL = {"c_ab": 4_225.0, "c_a": 54_207.0, "c_b": 267_257.0, "total": 1_844_466.0}


def test_links_of_the_small_world_are_row_sums_and_half_their_total() -> None:
    degree, total = indices.links(SMALL)
    assert degree.tolist() == [30, 40, 50]
    assert total == 60


def test_the_small_golden_vector() -> None:
    assert indices.luukkonen(10, 30, 40, 60) == pytest.approx(0.25)
    assert indices.observed_to_expected(10, 30, 40, 60) == pytest.approx(1.0)
    assert indices.relative_intensity(10, 30, 40, 60) == pytest.approx(1 / 3)
    assert indices.relative_intensity(10, 40, 30, 60) == pytest.approx(0.25)
    assert indices.salton(10, 30, 40) == pytest.approx(0.2887, abs=5e-5)
    assert indices.jaccard(10, 30, 40) == pytest.approx(0.1667, abs=5e-5)
    assert indices.affinity(10, 30) == pytest.approx(1 / 3)
    assert indices.affinity(10, 40) == pytest.approx(0.25)


def test_the_real_golden_vector() -> None:
    c_ab, c_a, c_b, total = REAL.values()
    assert indices.observed_to_expected(c_ab, c_a, c_b, total) == pytest.approx(1.076, abs=5e-4)
    assert indices.relative_intensity(c_ab, c_a, c_b, total) == pytest.approx(0.530, abs=5e-4)
    assert indices.relative_intensity(c_ab, c_b, c_a, total) == pytest.approx(0.499, abs=5e-4)
    assert indices.salton(c_ab, c_a, c_b) == pytest.approx(0.0351, abs=5e-5)
    assert indices.salton(c_ab, 24_260, 182_305) == pytest.approx(0.0635, abs=5e-5)


def test_with_all_links_counted_once_the_neutral_value_would_be_one_half() -> None:
    c_ab, c_a, c_b, total = REAL.values()
    assert indices.observed_to_expected(c_ab, c_a, c_b, total / 2) == pytest.approx(0.538, abs=5e-4)


def test_an_index_without_a_base_is_not_a_number() -> None:
    assert np.isnan(indices.affinity(0, 0))
    assert np.isnan(indices.salton(0, 0, 5))


def test_migration_effectiveness_is_nought_for_circulation_and_a_hundred_one_way() -> None:
    assert indices.effectiveness(30, 30) == 0
    assert indices.effectiveness(30, 0) == 100
    assert indices.effectiveness(np.array([30.0, 10.0]), np.array([10.0, 30.0])) == pytest.approx(
        50
    )


def test_circulation_is_the_complement_of_effectiveness() -> None:
    assert indices.circulation(30, 10) == pytest.approx(0.5)


def test_net_rate_is_per_thousand_people() -> None:
    assert indices.net_rate(12, 17, 1_000) == pytest.approx(-5)


def test_concentration_of_equal_shares_is_one_over_their_number() -> None:
    assert indices.concentration(np.array([7.0, 7.0, 7.0, 7.0])) == pytest.approx(0.25)


def test_external_internal_of_random_ties_is_its_expected_value() -> None:
    # Two groups of two: of six pairs two lie inside and four across.
    assert indices.external_expected(np.array([2.0, 2.0])) == pytest.approx((4 - 2) / 6)
    assert indices.external_internal(4, 2) == pytest.approx((4 - 2) / 6)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_swapping_in_and_out_leaves_effectiveness_alone(inflow: float, outflow: float) -> None:
    there, back = indices.effectiveness(inflow, outflow), indices.effectiveness(outflow, inflow)
    assert np.array_equal(there, back, equal_nan=True)


@given(st.integers(1, 400), st.integers(1, 400))
def test_relative_intensity_rises_with_joint_papers(first: int, more: int) -> None:
    low, high = first, first + more
    weak = indices.relative_intensity(low, 1_000, 1_000, 5_000)
    strong = indices.relative_intensity(high, 1_000, 1_000, 5_000)
    assert strong > weak
