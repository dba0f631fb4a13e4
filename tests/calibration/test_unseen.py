"""A fit that never saw a pair reads nothing that names both of its places, and all of the rest."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sim.calibration.calibrate import Wanted, asked_of, unseen_of
from sim.calibration.emulator import Runs
from sim.calibration.fitting import fit
from sim.calibration.priors import shelf_priors
from sim.calibration.schedule import Schedule
from sim.calibration.unseen import unseen
from sim.calibration.walking import cube
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.experiment.worlds import corridor_of
from sim.world.drivers import read_drivers
from tests.calibration.analytic import Bent, problem, record

SCHEDULE = Schedule(runs=24, waves=1, seed=3, steps=200, samples=300)
BENT = Bent()
ASKED = problem(BENT, record(BENT, np.array([0.3, 0.7, 0.5]), 0))
PLACES = (("A", "B"), ("A",), ("B", "A"), (), ("A", "C"), ("B", "C"))
OF_PAIR = [0, 2]
OF_OTHERS = 1
LEVEL = 4.0
"""Of made-up statistics; nothing of a record may be in it."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The runs of a fit that saw every pair."""
    return fit(ASKED, SCHEDULE, tmp_path_factory.mktemp("fit")).runs


@pytest.fixture(scope="module")
def found(runs):
    return unseen(ASKED, PLACES, ("A", "B"), runs, SCHEDULE)


def _with(at, value):
    """The same fit with other numbers of the record, and of what is allowed for, somewhere."""
    declared = replace(
        ASKED.declared,
        **{name: getattr(ASKED.declared, name).copy() for name in ("observed", "observation")},
    )
    declared.observed[at] = value
    declared.observation[at] = abs(value)
    return replace(ASKED, declared=declared)


def _same(one, other):
    return (one.learnt.samples == other.learnt.samples).all()


def test_what_names_both_places_in_either_direction_is_left_out(found):
    assert found.left_out == ("s0", "s2")
    assert found.statistics == 6


def test_absurd_numbers_of_the_pair_change_nothing(found, runs):
    absurd = unseen(_with(OF_PAIR, -1e9), PLACES, ("A", "B"), runs, SCHEDULE)
    assert _same(absurd, found)
    assert (absurd.learnt.contraction == found.learnt.contraction).all()


def test_other_numbers_of_one_of_the_places_change_what_is_learnt(found, runs):
    assert not _same(unseen(_with(OF_OTHERS, 0.5), PLACES, ("A", "B"), runs, SCHEDULE), found)


def test_what_runs_say_of_the_pair_is_not_read_either(found, runs):
    blank = runs.y.copy()
    blank[:, OF_PAIR] = np.nan
    assert _same(unseen(ASKED, PLACES, ("A", "B"), replace(runs, y=blank), SCHEDULE), found)


def test_other_names_of_the_places_and_the_pair_turned_round_change_nothing(found, runs):
    renamed = [tuple({"A": "X", "B": "Y", "C": "A"}[code] for code in named) for named in PLACES]
    assert _same(unseen(ASKED, renamed, ("Y", "X"), runs, SCHEDULE), found)


def test_without_a_statistic_of_the_pair_nothing_is_left_out(runs):
    whole = unseen(ASKED, PLACES, ("A", "D"), runs, SCHEDULE)
    assert whole.left_out == ()
    assert whole.learnt.identified.tolist() == [True, True, False]


def test_a_record_of_nothing_but_the_pair_leaves_the_prior(runs):
    alone = unseen(ASKED, [("A", "B")] * 6, ("A", "B"), runs, SCHEDULE)
    assert not alone.learnt.identified.any()
    assert alone.learnt.samples.std(axis=0) == pytest.approx(12.0**-0.5, rel=0.1)


def test_its_files_say_what_was_left_out_even_if_nothing_was_learnt(found):
    priors = shelf_priors(("ties.cut_on_move", "ties.half_life", "ties.host_kept"))
    text = found.files(priors, {"fit": "{}"})["samples.csv"].decode()
    assert "# without: A B\n" in text
    assert "# left_out: 2 of 6 statistics: s0, s2\n" in text
    loose = replace(found, learnt=replace(found.learnt, contraction=np.zeros(3)))
    (only,) = loose.files(priors, {"fit": "{}"}).values()
    assert all(line.startswith("#") for line in only.decode().splitlines())


def _planted(folder, factor):
    """The shipped targets, every number of the pair in focus so many times as large."""
    pair = set(corridor_of(read_drivers("science", 0.01).places))
    lines = (seeds_folder() / "tables" / "targets_fit.csv").read_text("utf-8").splitlines()
    head = next(line for line in lines if not line.startswith("#")).split(",")
    place_a, place_b, value = (head.index(name) for name in ("place_a", "place_b", "value"))
    planted = 0
    for at, line in enumerate(lines):
        cells = line.split(",")
        if not line.startswith("#") and {cells[place_a], cells[place_b]} == pair:
            cells[value] = str(float(cells[value]) * factor)
            lines[at], planted = ",".join(cells), planted + 1
    assert planted
    path = folder / f"{factor}.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _learnt_from(targets):
    """What is learnt of two cards from made-up runs that know statistics by name."""
    schedule = Schedule(runs=30, waves=1, seed=3, steps=60, samples=50)
    cards = ("mobility.ties", "partner.home_size")
    asked = asked_of(Wanted("science", 0.01, targets, cards, schedule), Shelf.read())
    u = cube(30, 2, 1, "points")
    slopes = [cube(2, 1, 1, f"slopes {name}")[:, 0] for name in asked.problem.statistics]
    y = LEVEL + 5.0 * u @ np.array(slopes).T
    files = unseen_of(asked, Runs(u, y, np.arange(30)), schedule, {})
    return SimpleNamespace(files=files, asked=asked)


def test_absurd_targets_of_the_pair_in_focus_do_not_reach_what_ships_without_it(tmp_path):
    one, other = (_learnt_from(_planted(tmp_path, factor)) for factor in (1.0, 40.0))
    assert one.asked.problem.statistics != other.asked.problem.statistics
    assert "summary.yaml" in one.files
    assert one.files["summary.yaml"] == other.files["summary.yaml"]
    rows = [found.files["samples.csv"].split(b"\n# traps")[1] for found in (one, other)]
    assert rows[0] == rows[1]
