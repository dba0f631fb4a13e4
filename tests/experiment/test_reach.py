"""Whether admissible cards reach a pattern: laws are learnt, and points found, on known ground."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from sim.cli.reaching import asked_for
from sim.errors import UsageError
from sim.evidence.rooms import FITTED, HISTORY
from sim.evidence.shelf import Shelf
from sim.experiment.patterns.targets import CORE
from sim.experiment.reach import Attempt, Law, cube_of, law_of, nearest, sought
from sim.experiment.sampling import draws
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.drivers import read_drivers
from tests.experiment.test_patterns import target

CARDS = 6
MIDDLE = np.full(CARDS, 0.5)


def points(count=200):
    shares = draws([f"card_{n}" for n in range(CARDS)], count, seed=3)
    return np.array([list(share.values()) for share in shares])


def law(level, *slope):
    padded = np.array([*slope, *np.zeros(CARDS - len(slope))])
    return Law(level, padded, 0.0, 1.0, 0.5)


def row(name, number, verdict):
    found = target(name, number=number)
    return SimpleNamespace(target=found, reading=SimpleNamespace(verdict=verdict, value=1.0))


def test_a_law_finds_what_moves_a_pattern_and_leaves_out_what_does_not():
    u = points()
    luck = np.array([share["luck"] for share in draws(["luck"], len(u), seed=4)]) - 0.5
    y = 1.0 + 2.0 * u[:, 1] - u[:, 4] + 0.1 * luck
    found = law_of(target("rise", low=1.0, high=2.0), u, y)
    assert found.slope == pytest.approx([0, 2.0, 0, 0, -1.0, 0], abs=0.05)
    assert found.share == pytest.approx(((y >= 1.0) & (y <= 2.0)).mean())
    assert (found.lowest, found.highest) == (y.min(), y.max())


def test_of_what_could_hardly_be_read_nothing_is_learnt():
    y = np.full(200, np.nan)
    y[:5] = 1.0
    found = law_of(target("rise"), points(), y)
    assert not found.slope.any()
    assert np.isnan(found.share)


def test_the_nearest_point_brings_a_pattern_to_the_middle_of_its_band():
    """y = 2·u₀; the band from 1.5 to 1.7 has its middle at u₀ = 0.8."""
    found = nearest([target("rise", value=1.6, low=1.5, high=1.7)], [law(0.0, 2.0)], MIDDLE)
    assert found == pytest.approx([0.8, *[0.5] * 5], abs=0.01)


def test_a_band_beyond_reach_is_approached_to_the_edge_of_the_ranges():
    found = nearest([target("rise", value=9.0, low=8.0, high=10.0)], [law(0.0, 2.0)], MIDDLE)
    assert found[0] == pytest.approx(1.0)


def test_two_patterns_that_pull_apart_are_missed_alike():
    """y = u₀ and y = 1 − u₀ should both be 1: the point lies in between."""
    both = [target("rise", value=1.0, low=0.9, high=1.1)] * 2
    found = nearest(both, [law(0.0, 1.0), law(1.0, -1.0)], np.full(CARDS, 0.2))
    assert found[0] == pytest.approx(0.5)


def test_cards_that_move_nothing_keep_their_values_in_use():
    in_use = np.linspace(0.1, 0.9, CARDS)
    found = nearest([target("rise", value=1.6, low=1.5, high=1.7)], [law(0.0, 2.0)], in_use)
    assert found[1:] == pytest.approx(in_use[1:])


def test_points_are_looked_for_where_core_patterns_miss_and_for_all_of_their_number():
    rows = [
        row("rise", "P13", "not in band"),
        row("pair_share", "P13", "in band"),
        row("out_rate", "P4", "in band"),
        row("order_of_falls", "P11", "not in band"),
        row("team_size", "P8", "not in band"),
    ]
    found = {name: tuple(one.id for one in them) for name, them in sought(rows).items()}
    assert found == {
        "rise.one": ("rise.one",),
        "order_of_falls.one": ("order_of_falls.one",),
        "P13": ("rise.one", "pair_share.one"),
    }


def test_a_number_is_reached_where_all_of_it_is_in_band():
    rows = (row("rise", "P13", "in band"), row("pair_share", "P13", "not in band"))
    assert Attempt("rise.one", ("rise.one",), {}, rows).reached
    assert not Attempt("P13", ("rise.one", "pair_share.one"), {}, rows).reached


def test_the_cube_holds_every_range_and_the_point_in_use_gives_the_values_in_use():
    shelf = Shelf.read()
    cube = cube_of(shelf)
    values = cube.values(cube.in_use)
    assert {card.room for card in cube.cards} == set(HISTORY) > set(FITTED)
    assert values == pytest.approx({name: shelf.values()[name] for name in values})
    assert cube.moved(cube.in_use) == {}
    low = cube.values(np.zeros(len(cube.cards)))
    assert all(low[card.name] == card.low for card in cube.cards)


def test_no_room_of_cards_beside_those_searched_moves_a_history_without_policies():
    """All other cards at the top of their ranges, and every count stays as it is."""
    shelf = Shelf.read()
    others = {n: card.high for n, card in shelf.cards.items() if card.room not in HISTORY}
    plain, moved = (_counts(values) for values in ({}, others))
    assert len(others) > 50
    assert all(np.array_equal(one, other) for one, other in zip(plain, moved, strict=True))


def test_rooms_that_a_fit_leaves_alone_do_move_one():
    shelf = Shelf.read()
    for room in sorted(set(HISTORY) - set(FITTED)):
        high = {n: card.high for n, card in shelf.cards.items() if card.room == room}
        assert any(
            not np.array_equal(one, other)
            for one, other in zip(_counts({}), _counts(high), strict=True)
        ), room


@cache
def _counts_of(values):
    """Papers, joint papers and moves of a tiny world without policies."""
    cards = Shelf.read().values() | dict(values)
    start, end = 4 * 2012, 4 * 2023
    spec = RunSpec("science", 0.002, start, end, end - 1, ("RU", "CN"), 5, cards)
    model = PolicyModel(spec, drivers=read_drivers("science", 0.002))
    model.network_years = set()
    model.run_until(end)
    ledger = model.recorder.ledger
    return ledger.papers, ledger.joint, ledger.moves


def _counts(values):
    return _counts_of(tuple(sorted(values.items())))


def test_points_fill_every_range_evenly_and_are_the_same_each_time():
    cube = cube_of(Shelf.read())
    u = cube.points(50, seed=7)
    strata = np.sort((u * 50).astype(int), axis=0)
    assert (strata == np.arange(50)[:, None]).all()
    assert np.array_equal(u, cube.points(50, seed=7))


def test_core_patterns_are_those_whose_mechanism_must_move():
    assert CORE == ("P3", "P4", "P11", "P12", "P13", "P14", "P28", "P29")


def test_too_few_points_are_refused():
    with pytest.raises(UsageError, match="30 or more"):
        asked_for("science", 5, None, None, 1)
