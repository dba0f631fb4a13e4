"""Structural switches: rival readings of how the world works all run, and are not the same."""

from itertools import pairwise

import pytest

from sim.model.attraction import turned, usual_partners
from tests.model.worlds import (
    EAGER,
    SCARCE,
    digests,
    doctorates,
    extra_papers,
    mean_and_error,
    paired,
    past,
    structure,
    vouchers,
)


def test_all_readings_of_meetings_run_and_differ():
    found = {}
    values = {**EAGER, "exposure.group_base": 0.05}
    for event in "AMZ":
        switches = structure(event=event)
        model = past().future(doctorates(), years=6, values=values, structure=switches)
        found[event] = digests(model)
    for one, other in pairwise(("A", "M", "Z", "A")):
        assert (found[one] != found[other]).any()


def test_readings_of_meetings_agree_where_nobody_meets():
    found = [digests(past().future(years=4, structure=structure(event=event))) for event in "AMZ"]
    assert (found[0] == found[1]).all()
    assert (found[0] == found[2]).all()


def test_both_forms_of_output_run_and_differ_and_gain_from_computing():
    for output in ("reduced", "ces"):
        switches = structure(output=output)
        pairs = [paired(s, vouchers(), 4, SCARCE, switches) for s in range(4)]
        mean, error = mean_and_error(extra_papers(*pair).sum() for pair in pairs)
        assert mean > 2 * error
    reduced, ces = (past().future(structure=structure(output=o)) for o in ("reduced", "ces"))
    assert (digests(reduced) != digests(ces)).any()


def test_diversion_changes_whom_institutions_seek_and_not_how_much():
    with_it, without = (past().future(structure=structure(diversion=on)) for on in (True, False))
    assert (digests(with_it) != digests(without)).any()
    before = past().model.state.partners
    assert (without.state.partners == before).all()
    home = with_it.state.institutions["place"]
    memory = with_it.state.memory
    sought = turned(
        usual_partners(with_it.drivers, with_it.spec.values, memory["heads"]), memory["pull"]
    )[home]
    assert (sought * with_it.state.partners).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
