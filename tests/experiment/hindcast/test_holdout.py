"""The held-out rows: whole, apart from what is fitted, and as hard as they are known to be."""

import ast

import numpy as np
import pytest

from sim.evidence.tables import read_table
from sim.experiment.hindcast import naive
from sim.experiment.hindcast.holdout import expected_papers, read_holdout
from sim.experiment.hindcast.known import DYADS, LAST_YEAR, MOVES, PAPERS, SHARE, read_history
from sim.experiment.hindcast.scores import root_mean_square
from tests.house.source import sources

HELD_OUT = ("targets_holdout", "moves_dyads_holdout")
FAMILIES = (PAPERS, MOVES, SHARE)


@pytest.mark.parametrize("family", [*FAMILIES, DYADS])
def test_history_ends_where_the_held_out_years_begin(family):
    assert read_history(family).years[-1] == LAST_YEAR
    assert read_holdout(family).years[0] == LAST_YEAR + 1


@pytest.mark.parametrize("family", FAMILIES)
def test_every_held_out_unit_has_a_history(family):
    held_out = read_holdout(family)
    assert set(held_out.units) <= set(read_history(family).units)
    assert (held_out.values[held_out.weight > 0] > 0).all()


def test_the_held_out_corridors_are_those_of_the_record():
    record = read_table("copublications_openalex")
    held_out = read_holdout(PAPERS)
    known = {
        (a, b, int(year)): papers
        for a, b, year, papers in zip(
            record.words("place_a"),
            record.words("place_b"),
            record.numbers("year"),
            record.numbers("papers"),
            strict=True,
        )
    }
    for (a, b), row in zip(held_out.units, held_out.values, strict=True):
        assert row.tolist() == [known[a, b, year] for year in held_out.years]


def test_one_file_alone_reads_held_out_rows():
    readers = {
        source.name
        for source in sources("sim")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and node.value in HELD_OUT
    }
    assert readers == {"sim/experiment/hindcast/holdout.py"}


@pytest.mark.parametrize(
    ("family", "forecast", "known"),
    [
        (PAPERS, naive.log_linear, 0.263),
        (MOVES, naive.last_value, 0.377),
    ],
)
def test_the_naive_forecasts_are_as_good_as_others_found_them(family, forecast, known):
    held_out = read_holdout(family)
    history = read_history(family).of(held_out.units)
    errors = forecast(history.logs(), len(held_out.years)) - held_out.logs()
    assert root_mean_square(errors) == pytest.approx(known, abs=0.001)


def test_constant_affinity_is_as_good_as_others_found_it():
    # they smoothed the spikes of 2016 with the value of 2017; here the spikes are left out
    held_out = read_holdout(PAPERS)
    history = read_history(PAPERS).of(held_out.units)
    margins = np.log(expected_papers(held_out.units, history.years + held_out.years))
    errors = naive.constant_ratio(history.logs(), margins, 7) - held_out.logs()
    assert root_mean_square(errors) == pytest.approx(0.160, abs=0.002)


def test_pairs_that_are_held_back_are_absent_and_not_zero():
    assert len(read_history(DYADS)) == 1788
    assert len(read_holdout(DYADS)) == 1774
