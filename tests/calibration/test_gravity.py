"""The gravity law gives back the coefficients that flows were made with, and those published."""

import numpy as np
import pytest

from sim.calibration.gravity import TERMS, gravity
from sim.calibration.targets import read_fit_targets
from sim.evidence.tables import by_pair, read_table

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
