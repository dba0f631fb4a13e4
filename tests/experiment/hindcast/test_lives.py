"""Real histories in a tiny world: what they share, and where they part."""

from dataclasses import replace

import numpy as np
import pytest

from sim.evidence.shelf import Shelf
from sim.experiment.hindcast.ensemble import Asked, gathered
from sim.experiment.hindcast.lives import live_group
from sim.experiment.hindcast.ways import WAYS, told
from sim.experiment.progress import Progress
from sim.experiment.run import Interrupted
from sim.experiment.validate import live
from sim.model.spec import RunSpec, VariantSpec
from sim.world.drivers import read_drivers

TINY = 0.0005
YEARS = range(2005, 2024)


def spec(*names):
    return RunSpec(
        world="science",
        scale=TINY,
        start=4 * 2005,
        policy=4 * 2017,
        end=4 * 2023 + 3,
        corridor=("CN", "RU"),
        seed=5,
        values=Shelf.read().values(),
        variants=tuple(VariantSpec(name) for name in names),
    )


@pytest.fixture(scope="module")
def lived():
    """Every way of one sample and replicate."""
    return dict(live_group(spec(*WAYS), 0, 0, tuple(WAYS)))


def until(year):
    return slice(0, YEARS.index(year) + 1)


def test_the_given_history_is_the_one_that_the_model_lives_by_itself(lived, monkeypatch):
    known = told(read_drivers("science", TINY), WAYS["given"])
    monkeypatch.setattr("sim.experiment.validate.read_drivers", lambda *_: known)
    ledger = live(spec("given"), 0, ()).ledger
    assert (lived["given"]["joint"] == ledger.joint).all()
    assert (lived["given"]["moves"] == ledger.moves).all()


def test_who_does_not_know_the_shock_parts_with_it_and_not_before(lived):
    known, unknown = lived["given"]["joint"], lived["given_unshocked"]["joint"]
    assert (known[until(2021)] == unknown[until(2021)]).all()
    assert (known != unknown).any()


def test_free_histories_part_when_the_first_shock_comes(lived):
    known, unknown = lived["free_shocked"]["joint"], lived["free"]["joint"]
    assert (known[until(2017)] == unknown[until(2017)]).all()
    assert (known != unknown).any()


def test_a_free_history_has_other_heads_than_the_record_gives(lived):
    given, free = (lived[name]["stock"] for name in ("given", "free"))
    apart = np.abs(given - free).sum(axis=1) / given.sum(axis=1)
    assert (apart[until(2015)] == 0.0).all()
    assert apart[-1] > 0.06


def test_a_history_that_ends_early_counts_nothing_afterwards(lived):
    found = lived["free_early"]["joint"].sum(axis=(1, 2))
    assert (found[until(2016)] > 0).all()
    assert (found[YEARS.index(2017) :] == 0).all()


def test_a_way_does_not_depend_on_which_others_are_lived_beside_it(lived):
    alone = dict(live_group(spec("free"), 0, 0, ("free",)))["free"]
    assert all((alone[name] == lived["free"][name]).all() for name in alone)


def test_an_ensemble_is_lived_once_and_then_found(tmp_path):
    asked = Asked(scale=TINY, samples=1, replicates=2, ways=("free_early",))
    told: list[Progress] = []
    first = gathered(asked, tmp_path, 1, told.append)
    assert told[-1].done == told[-1].planned == 2
    assert told[-1].quarters == told[-1].quarters_planned
    heard: list[Progress] = []
    again = gathered(asked, tmp_path, 1, heard.append)
    assert not heard
    joint = [again.counts("free_early", "joint", 0, n) for n in (0, 1)]
    assert (again.counts("free_early", "joint", 0) == np.sum(joint, axis=0)).all()
    assert (joint[0] != joint[1]).any()
    assert first.path == again.path


def test_more_replicates_take_over_those_that_are_there(tmp_path):
    few = gathered(Asked(scale=TINY, replicates=1, ways=("free_early",)), tmp_path, 1)
    told: list[Progress] = []
    asked = replace(few.asked, replicates=2)
    assert gathered(asked, tmp_path, 1, told.append).path == few.path
    assert told[-1].quarters == told[-1].quarters_planned == few_quarters(few)


def few_quarters(ensemble):
    # 8 years of warm-up, then 2005 to 2016
    assert ensemble.asked.ways == ("free_early",)
    return 4 * (8 + 12)


def test_ctrl_c_keeps_what_is_lived_and_says_how_to_go_on(tmp_path):
    asked = Asked(scale=TINY, replicates=2, ways=("free_early",))

    def stop_at_the_second(progress):
        if progress.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="1 of 2"):
        gathered(asked, tmp_path, 1, stop_at_the_second)
    told: list[Progress] = []
    gathered(asked, tmp_path, 1, told.append)
    assert told[-1].quarters_planned == 4 * (8 + 12)
