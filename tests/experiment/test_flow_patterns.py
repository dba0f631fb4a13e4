"""Patterns of flows: worked out by hand, and read from the record as from a run."""

import math

import numpy as np
import pytest

from sim.chance import Purpose, uniforms
from sim.experiment.patterns import flows
from sim.experiment.patterns.base import Past
from sim.experiment.patterns.catalogue import BY_NAME
from sim.experiment.patterns.productivity_tail import exponent
from sim.experiment.patterns.targets import read_targets
from sim.experiment.patterns.team_book import TeamBook
from sim.outcomes.base import empty_ledger
from tests.experiment import record_as_run
from tests.experiment.test_patterns import ids, target, teams

YEARS = (2012, 2013)
PLACES = ("US", "GB", "DE", "EUR")
OF_FLOWS = ("persistence", "reciprocity", "imbalance", "rate_rise", "moves_distance",
            "moves_language", "moves_residual", "papers_distance", "papers_language",
            "papers_residual")  # fmt: skip


@pytest.fixture
def past():
    return Past(empty_ledger(YEARS, PLACES, 8))


def value(past, name, **said):
    return BY_NAME[name].value(past, target(name, **({"years": YEARS} | said)))


@pytest.mark.parametrize(
    "wanted", [t for t in read_targets() if t.pattern in OF_FLOWS], ids=lambda t: t.id
)
def test_the_record_read_as_a_run_gives_the_target(wanted):
    made = record_as_run.ai if "ai" in wanted.worlds else record_as_run.science
    made = record_as_run.leaving if wanted.pattern == "rate_rise" else made
    found = BY_NAME[wanted.pattern].value(made(), wanted)
    assert found == pytest.approx(wanted.value, rel=2e-3)


def test_pairs_are_countries_that_the_record_counts_often_and_holds_back_never():
    places = record_as_run.PLACES
    found = flows.frequent(places, 100.0)
    at = {code: n for n, code in enumerate(places)}
    assert found[at["CN"], at["US"]]
    assert not found[at["RU"], at["CN"]]
    assert not found[at["GB"], at["CN"]]
    assert not found[at["US"], at["EUR"]]
    assert found.sum() == 101


def test_counting_is_taken_out_of_a_correlation():
    # logs of true flows 3 to 9 in a row; a third of the people are seen, by chance
    truth = np.exp(np.linspace(3.0, 9.0, 4_000))
    u = uniforms(3, np.arange(8_000, dtype=np.uint64), Purpose.SAMPLE)
    seen = [np.floor(truth / 3 + np.sqrt(truth / 3) * _normal(part)) for part in (u[::2], u[1::2])]
    seen = [np.maximum(counts, 0.0) for counts in seen]
    plain = np.corrcoef(np.log(seen[0] + 0.5), np.log(seen[1] + 0.5))[0, 1]
    found = flows.correlation(*seen)
    assert plain < found == pytest.approx(1.0, abs=0.005)


def _normal(u):
    return np.sqrt(-2.0 * np.log(1.0 - u)) * np.cos(2.0 * math.pi * np.roll(u, 1))


def test_a_world_too_small_to_count_in_is_not_read():
    assert np.isnan(flows.correlation(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0])))


def test_large_flows_correlate_as_their_logarithms_do(past):
    # US-DE, US-GB, DE-US, DE-GB, GB-US, GB-DE: all six are frequent; each is e times the last
    past.ledger.moves[0][:3, :3] = _ladder(1e6)
    past.ledger.moves[1][:3, :3] = _ladder(1e6).T
    a, b = flows.frequent(PLACES, 100.0).nonzero()
    assert len(a) == 6
    now, before = (np.log(past.ledger.moves[y][a, b]) for y in (1, 0))
    found = value(past, "persistence", years=(2013, 2013), against=(2012, 2012))
    assert found == pytest.approx(np.corrcoef(now, before)[0, 1], abs=1e-4)
    assert np.isnan(value(past, "persistence"))


def _ladder(first):
    rungs = np.zeros((3, 3))
    rungs[~np.eye(3, dtype=bool)] = first * np.exp(np.arange(6.0))
    return rungs


def test_net_over_gross_moves_by_hand(past):
    # US-GB 3,000 there, 1,000 back: a half; US-DE 2,000 and 2,000: 0; GB-DE 900 and 100: 0.8
    for one, other, there, back in ((0, 1, 3e3, 1e3), (0, 2, 2e3, 2e3), (1, 2, 9e2, 1e2)):
        past.ledger.moves[0, one, other] = there
        past.ledger.moves[1, other, one] = back
    assert value(past, "imbalance", quantile=0.5) == pytest.approx(0.5)
    assert value(past, "imbalance", quantile=0.25) == pytest.approx(0.25)
    assert np.isnan(value(past, "imbalance"))


def test_an_imbalance_that_chance_alone_would_give_is_not_read(past):
    past.ledger.moves[0] = 5.0
    assert np.isnan(value(past, "imbalance", quantile=0.5))


def test_a_flow_back_for_every_flow_is_reciprocal(past):
    past.ledger.moves[:, :3, :3] = _ladder(1e6) + _ladder(1e6).T
    assert value(past, "reciprocity") == pytest.approx(1.0, abs=1e-6)


def test_a_rate_rises_by_the_ratio_of_two_rates(past):
    past.ledger.stock[0, 0, 0, 2], past.ledger.stock[1, 0, 0, 2] = 1_000, 2_000
    past.ledger.moves[0, 0, 1], past.ledger.moves[1, 0, 2] = 10, 30
    said = {"places": ("US",), "years": (2013, 2013), "against": (2012, 2012)}
    assert value(past, "rate_rise", **said) == pytest.approx(1.5)
    past.ledger.moves[0] = 0.0
    assert np.isnan(value(past, "rate_rise", **said))


def test_a_pair_at_twice_its_law_is_read_as_twice():
    past = record_as_run.science()
    places = past.ledger.places
    a, b = places.index("RU"), places.index("CN")
    said = {"places": ("RU", "CN"), "years": (2015, 2016)}
    before = BY_NAME["moves_residual"].value(past, target("moves_residual", **said))
    past.ledger.moves[:, a, b] *= 2.0
    past.ledger.moves[:, b, a] *= 2.0
    after = BY_NAME["moves_residual"].value(past, target("moves_residual", **said))
    assert after / before == pytest.approx(2.0, rel=0.05)
    past.ledger.moves[:, a, b] = past.ledger.moves[:, b, a] = 1.0
    assert np.isnan(BY_NAME["moves_residual"].value(past, target("moves_residual", **said)))


def test_papers_of_authors_are_counted_and_not_projects():
    book = TeamBook(frozenset([2008]))
    rows = teams((0, 1), (1,))
    book.note(2008, ids(), rows, np.array([3, 1], np.int16))
    assert sorted(book.papers_by_author((2008, 2008)).tolist()) == [3, 4]
    assert book.papers_by_author((2005, 2007)).size == 0


def test_the_exponent_of_a_power_law_is_found_again():
    x = np.arange(1, 100_000)
    weights = np.cumsum(x**-2.3)
    u = uniforms(5, np.arange(50_000, dtype=np.uint64), Purpose.SAMPLE)
    drawn = x[np.searchsorted(weights / weights[-1], u)]
    assert exponent(drawn) == pytest.approx(2.3, abs=0.03)


def test_nobody_has_no_exponent():
    assert np.isnan(exponent(np.zeros(0, np.int64)))
