"""The observation model: what an index would print of a simulated history."""

import numpy as np
import pytest

from sim.evidence.tables import read_table
from sim.experiment.recorded import (
    LAST_FULL,
    REFERENCE_YEAR,
    in_other_index,
    index_coverage,
    recorded,
)
from sim.outcomes.base import empty_ledger

PLACES = tuple(map(str, read_table("places").words("code")))
YEARS = tuple(range(2005, 2017))
CARD = "observation.dual_affiliation"
CN, RU = PLACES.index("CN"), PLACES.index("RU")


def _cell(name, column, place, year):
    table = read_table(name)
    chosen = (table.words("place") == place) & (table.numbers("year") == year)
    return float(table.numbers(column)[chosen][0])


@pytest.fixture
def ledger():
    """Ten joint papers a year of the first two places, a quarter of their papers, and one move."""
    ledger = empty_ledger(YEARS, PLACES, 1)
    ledger.joint[:, CN, RU] = ledger.joint[:, RU, CN] = 10.0
    ledger.papers[:, [CN, RU]] = 40.0
    ledger.international[:, [CN, RU]] = 10.0
    ledger.moves[:, CN, RU] = 1.0
    return ledger


def test_coverage_is_one_index_over_the_other_mean_of_three_years():
    ratios = [
        _cell("international_works", "works", "RU", y)
        / _cell("articles_science", "international", "RU", y)
        for y in (2009, 2010, 2011)
    ]
    found = index_coverage(PLACES, YEARS, 2016)[YEARS.index(2010), RU]
    assert found == pytest.approx(np.mean(ratios))


def test_years_after_the_last_one_keep_its_coverage():
    long = index_coverage(PLACES, tuple(range(2005, 2021)), 2016)
    assert (long[-4:] == long[YEARS.index(2016)]).all()


def test_a_place_without_a_row_has_the_coverage_of_all_together():
    found = index_coverage(PLACES, YEARS, 2016)
    blocs = [PLACES.index(code) for code in ("EUR", "CIS", "ROW")]
    assert np.isfinite(found).all()
    assert np.ptp(found[:, blocs], axis=1) == pytest.approx(0.0)


def test_joint_papers_are_those_of_the_other_index_at_the_size_of_the_world(ledger):
    cover = index_coverage(PLACES, YEARS, 2016)
    found = recorded(ledger, 0.01, {CARD: 0.0}, 2016).joint
    assert found[:, CN, RU] == pytest.approx(1000.0 * np.sqrt(cover[:, CN] * cover[:, RU]))
    np.testing.assert_allclose(found, found.transpose(0, 2, 1), rtol=1e-12)


def test_authors_with_two_addresses_raise_joint_papers_year_by_year(ledger):
    plain, twice = (recorded(ledger, 0.01, {CARD: rate}, 2016) for rate in (0.0, 0.01))
    since = np.array(YEARS) - REFERENCE_YEAR
    assert twice.joint[:, CN, RU] / plain.joint[:, CN, RU] == pytest.approx(np.exp(0.01 * since))
    assert twice.international_share[:, RU] == pytest.approx(0.25 * np.exp(0.01 * since))


def test_moves_and_articles_are_counted_by_the_index_that_the_model_follows(ledger):
    found = recorded(ledger, 0.01, {CARD: 0.01}, 2016)
    assert (found.moves[:, CN, RU] == 100.0).all()
    assert (found.articles[:, RU] == 4000.0).all()


def test_a_share_is_never_above_one_and_unknown_without_papers(ledger):
    ledger.international[:, RU] = 40.0
    found = recorded(ledger, 0.01, {CARD: 0.01}, 2016).international_share
    assert (found[:, RU] == 1.0).all()
    assert np.isnan(found[:, PLACES.index("US")]).all()


def test_the_other_index_counts_more_joint_works_and_more_of_them_each_year():
    ledger = empty_ledger((2012, 2020), ("RU", "CN"), 8)
    ledger.joint[:, 0, 1] = ledger.joint[:, 1, 0] = 100.0
    ledger.international[:] = 400.0
    found = in_other_index(ledger)
    cover = index_coverage(("RU", "CN"), (2012, 2020), LAST_FULL)
    assert found.joint[:, 0, 1] == pytest.approx(100.0 * np.sqrt(cover[:, 0] * cover[:, 1]))
    assert found.international == pytest.approx(400.0 * cover)
    assert found.joint[1, 0, 1] / found.joint[0, 0, 1] > 1.05
    assert ledger.joint[0, 0, 1] == 100.0


def test_a_pair_has_the_same_works_from_both_sides_in_the_other_index():
    ledger = empty_ledger((2012,), ("RU", "CN", "US"), 8)
    ledger.joint[0] = [[0, 3, 5], [3, 0, 7], [5, 7, 0]]
    found = in_other_index(ledger).joint[0]
    assert found == pytest.approx(found.T)
