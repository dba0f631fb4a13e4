"""The gravity law gives back what flows were made with, what is published, and unseen pairs."""

import numpy as np
import pytest

from sim.calibration.targets import read_fit_targets
from sim.evidence.tables import by_pair, read_table
from sim.experiment.gravity import TERMS, expected, gravity, terms

PLACES = tuple(map(str, read_table("places").words("code")))
MADE_WITH = {"distance_km": -0.5, "common_official_language": 0.4, "post_soviet_pair": 1.5}


def _flows(directed):
    """Flows that obey the law exactly."""
    table = read_table("pairs")
    terms = {name: by_pair(table, name, PLACES, fill=0.0) for name in MADE_WITH}
    terms["distance_km"] = np.log(np.maximum(terms["distance_km"], 1.0))
    size = np.linspace(0.0, 2.0, len(PLACES))
    into = size[::-1] if directed else size
    pull = sum(MADE_WITH[name] * terms[name] for name in MADE_WITH)
    flows = 1e6 * np.exp(size[:, None] + into[None, :] + pull)
    np.fill_diagonal(flows, 0.0)
    return flows


@pytest.mark.parametrize("directed", [True, False])
def test_flows_that_obey_the_law_give_its_coefficients_back(directed):
    found = gravity(_flows(directed), PLACES, directed=directed)
    for name in TERMS:
        assert found[name] == pytest.approx(MADE_WITH.get(name, 0.0), abs=0.01)


def test_the_targets_are_what_the_law_says_of_the_recorded_moves():
    table = read_table("moves")
    years = [by_pair(table, "moves", PLACES, year=year, fill=0.0) for year in (2014, 2015, 2016)]
    found = gravity(np.sum(years, axis=0), PLACES, directed=True)
    printed = {t.indicator.name: t.value for t in read_fit_targets()}
    assert -found["distance_km"] == pytest.approx(printed["gravity_moves_nearness"], abs=1e-3)
    assert found["common_official_language"] == pytest.approx(
        printed["gravity_moves_language"], abs=1e-3
    )


def test_no_flows_have_no_law():
    found = gravity(np.zeros((len(PLACES), len(PLACES))), PLACES, directed=True)
    assert all(np.isnan(value) for value in found.values())


def test_a_place_without_flows_does_not_stop_the_others():
    flows = _flows(directed=False)
    flows[3], flows[:, 3] = 0.0, 0.0
    found = gravity(flows, PLACES, directed=False)
    assert found["distance_km"] == pytest.approx(-0.5, abs=0.01)


def _world():
    """Shares that follow gravity exactly: effects of places, and −0.5 for each unit of distance."""
    size = 8
    spots = np.array([0.0, 1.0, 2.5, 3.0, 4.5, 5.0, 7.0, 8.0])
    distance = np.log1p(np.abs(spots[:, None] - spots[None]))
    effects = np.array([0.1, -0.3, 0.5, 0.0, -0.2, 0.4, 0.3, -0.1])
    shares = 0.1 * np.exp(effects[:, None] + effects[None] - 0.5 * distance)
    np.fill_diagonal(shares, 0.0)
    return shares, distance[..., None], ~np.eye(size, dtype=bool)


def test_a_pair_that_was_left_out_is_found_again():
    shares, given, seen = _world()
    seen[2, 5] = seen[5, 2] = False
    truth = shares[2, 5]
    shares[2, 5] = shares[5, 2] = 99.0
    found = expected(shares, given, seen)
    assert found[2, 5] == pytest.approx(truth, rel=0.01)
    assert found[5, 2] == pytest.approx(truth, rel=0.01)


def test_sums_of_rows_and_columns_are_kept():
    shares, given, seen = _world()
    rng = np.arange(64).reshape(8, 8) % 7 / 50.0
    uneven = np.where(seen, shares * (1 + rng), 0.0)
    found = np.where(seen, expected(uneven, given, seen), 0.0)
    assert found.sum(1) == pytest.approx(uneven.sum(1), rel=1e-3)
    assert found.sum(0) == pytest.approx(uneven.sum(0), rel=1e-3)


def test_terms_are_those_of_the_table():
    found = terms(("CN", "RU", "KZ"))
    assert found[0, 1, 0] == found[1, 0, 0] == pytest.approx(np.log(6817), rel=0.2)
    assert found[1, 2, 4] == 1.0
