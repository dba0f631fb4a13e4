"""Friction comes fast after a dated shock and goes slowly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.friction import MOVES, PAPERS, drift, grown, size_of, targets
from sim.evidence.shelf import Shelf
from sim.world.drivers import read_drivers
from tests.dynamics.making import real

PLACES = ("RU", "FI", "CN")
VALUES = {"friction.severe": 0.6, "friction.pandemic_papers": 0.05, "friction.war_2014": 0.5}


def shock(a, b, kind="severe", date="2022-Q2", until="open", acts_on="both"):
    return {
        "place_a": a, "place_b": b, "class": kind, "date": date, "until": until, "acts_on": acts_on
    }  # fmt: skip


def test_a_shock_acts_on_both_directions_of_its_pair_and_on_nothing_else():
    aim = targets([shock("RU", "FI")], VALUES, PLACES, 8089)
    expected = np.zeros((2, 3, 3))
    expected[:, 0, 1] = expected[:, 1, 0] = 0.6
    assert aim.tolist() == expected.tolist()


def test_a_shock_begins_in_its_quarter_and_ends_after_its_last():
    war = [shock("RU", "FI", date="2022-Q2", until="2023-Q1")]
    active = [targets(war, VALUES, PLACES, q).any() for q in range(8087, 8096)]
    assert active == [False, False, True, True, True, True, False, False, False]


@pytest.mark.parametrize(("acts_on", "kinds"), [("papers", [PAPERS]), ("moves", [MOVES])])
def test_a_shock_may_act_on_papers_or_on_moves_alone(acts_on, kinds):
    aim = targets([shock("RU", "FI", acts_on=acts_on)], VALUES, PLACES, 8100)
    assert [kind for kind in (PAPERS, MOVES) if aim[kind].any()] == kinds
    assert size_of(shock("RU", "FI", acts_on=acts_on), kinds[0], VALUES) == 0.6


def test_a_shock_to_everybody_meets_every_pair_but_nobody_at_home():
    aim = targets([shock("*", "*", "pandemic_papers")], VALUES, PLACES, 8100)
    assert aim[PAPERS].tolist() == (0.05 * ~np.eye(3, dtype=bool)).tolist()


def test_shocks_add_up_and_unknown_places_are_no_mistake():
    shocks = [shock("RU", "FI"), shock("FI", "RU", "war_2014"), shock("RU", "UA")]
    aim = targets(shocks, VALUES, PLACES, 8100)
    assert aim[PAPERS, 0, 1] == aim[PAPERS, 1, 0] == pytest.approx(1.1)
    assert aim.sum() == pytest.approx(4.4)


def test_a_shock_that_grows_has_its_whole_size_in_the_quarter_that_the_table_names():
    grows = {**shock("RU", "FI", date="2022-Q2"), "full": "2023-Q1"}
    found = [targets([grows], VALUES, PLACES, q)[PAPERS, 0, 1] for q in range(8088, 8096)]
    assert found == pytest.approx([0.0, 0.15, 0.3, 0.45, 0.6, 0.6, 0.6, 0.6])


def test_a_growing_shock_stays_where_it_was_last_known_to_be():
    grows = {**shock("RU", "FI", date="2022-Q2"), "full": "2023-Q1", "known": "2022-Q3"}
    found = [targets([grows], VALUES, PLACES, q)[PAPERS, 0, 1] for q in range(8088, 8096)]
    assert found == pytest.approx([0.0, 0.15, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3])


def test_the_break_of_china_and_the_united_states_is_as_small_at_first_as_measured():
    # own panel estimate: 0.06 in 2019-20, 0.23 in 2021-22 and 0.34 in 2023; two errors of 0.04
    (row,) = [s for s in read_drivers("science", 1.0).shocks if s["class"] == "us_cn"]
    size = Shelf.read().cards["friction.us_cn"].central
    share = [np.mean([grown(row, 4 * y + q) for q in range(4)]) for y in range(2019, 2024)]
    assert size * np.mean(share[:2]) == pytest.approx(0.06, abs=0.08)
    assert size * np.mean(share[2:4]) == pytest.approx(0.23, abs=0.08)
    assert size * share[4] == pytest.approx(0.34, abs=0.08)


def after_quarters(count, now, aim, rise=0.75, decay=8.0):
    friction = np.full(1, now)
    for _ in range(count):
        friction = drift(friction, np.full(1, aim), rise, decay)
    return float(friction[0])


def test_the_rise_is_all_but_complete_after_its_years_and_the_fall_half_done():
    assert after_quarters(3, 0.0, 1.0) == pytest.approx(0.95)
    assert after_quarters(32, 1.0, 0.0) == pytest.approx(0.5)


def test_in_the_second_year_after_a_shock_friction_is_what_its_card_says():
    # the sizes of 2022-Q2 are read off the papers of 2023, its fourth to seventh quarter
    risen = [after_quarters(n, 0.0, 0.6) for n in range(4, 8)]
    assert np.mean(risen) == pytest.approx(0.6, rel=0.02)


def test_a_year_of_shock_takes_many_years_to_forget():
    peak = after_quarters(4, 0.0, 0.6)
    assert peak > 0.7 * 0.6
    assert after_quarters(4, peak, 0.0) == pytest.approx(peak * 2.0 ** (-1.0 / 8.0))


@given(st.floats(0, 2), st.floats(0, 2), st.floats(0.1, 3), st.floats(1, 20))
def test_friction_moves_towards_its_aim_and_never_past_it(now, aim, rise, decay):
    after = float(drift(np.array([now]), np.array([aim]), rise, decay)[0])
    low, high = sorted((now, aim))
    assert low - 1e-12 <= after <= high + 1e-12


def test_every_shock_of_the_record_has_a_card_and_leaves_no_friction_at_home():
    values = real().spec.values
    drivers = read_drivers("ai", 0.01)
    for q in range(8000, 8170, 5):
        aim = targets(drivers.shocks, values, drivers.places, q)
        assert (aim >= 0).all()
        assert np.array_equal(aim, aim.transpose(0, 2, 1))
        assert not aim[:, range(30), range(30)].any()
