"""What each history is told, and what it cannot know."""

from dataclasses import fields, replace

import numpy as np
import pytest

from sim.dynamics.friction import grown
from sim.evidence.tables import read_table
from sim.experiment.hindcast import ways
from sim.experiment.hindcast.ways import (
    FREE,
    FREE_EARLY,
    FREE_SHOCKED,
    GIVEN,
    GIVEN_UNSHOCKED,
    told,
)
from sim.world.dated import quarter_of
from sim.world.drivers import FIRST_YEAR, read_drivers

DRIVERS = read_drivers("science", 0.01)
ROWS_TO_2016 = 2016 - FIRST_YEAR + 1


def test_a_free_history_is_told_nothing_of_heads_and_articles_after_2016():
    found = told(DRIVERS, FREE)
    assert found.last_year == 2016
    assert len(found.stock) == len(found.articles) == ROWS_TO_2016
    assert (found.stock == DRIVERS.stock[:ROWS_TO_2016]).all()


@pytest.mark.parametrize("way", [FREE, FREE_SHOCKED])
def test_another_future_of_the_record_changes_nothing_for_a_free_history(way):
    other = replace(DRIVERS, stock=DRIVERS.stock.copy(), articles=DRIVERS.articles.copy())
    other.stock[ROWS_TO_2016:] *= 7.0
    other.articles[ROWS_TO_2016:] *= 7.0
    one, two = told(DRIVERS, way), told(other, way)
    for year in (2015.0, 2016.9, 2020.0):
        assert (one.articles_in(year) == two.articles_in(year)).all()
        assert (one.between(one.stock, year) == two.between(two.stock, year)).all()


def test_a_free_history_knows_no_shock_after_2016():
    assert all(
        quarter_of(shock["date"]) < quarter_of("2017") for shock in told(DRIVERS, FREE).shocks
    )
    assert told(DRIVERS, FREE).indexing == told(DRIVERS, FREE).controls == ()


def test_the_shock_of_2022_is_all_that_the_unshocked_do_not_know():
    known, unknown = told(DRIVERS, GIVEN), told(DRIVERS, GIVEN_UNSHOCKED)
    told_of = {shock["id"] for shock in unknown.shocks}
    lost = [shock for shock in known.shocks if shock["id"] not in told_of]
    assert lost
    assert {shock["date"][:4] for shock in lost} == {"2022"}
    assert (known.stock == unknown.stock).all()


def test_of_a_break_that_grows_the_unshocked_know_what_had_come_by_then():
    """China and the United States: 13 of 19 steps by the last quarter of 2021, and no more."""
    unknown = told(DRIVERS, GIVEN_UNSHOCKED)
    (grows,) = [shock for shock in unknown.shocks if shock["full"] != "at once"]
    assert grown(grows, quarter_of("2021-Q4")) == pytest.approx(13 / 19)
    assert grown(grows, quarter_of("2023-Q4")) == pytest.approx(13 / 19)


def test_no_intake_of_outlets_is_told_to_go_on_after_a_history_stops_to_know():
    intakes = told(DRIVERS, FREE).intakes
    assert intakes
    assert all(one.known == quarter_of("2017") - 1 for one in intakes)
    assert told(DRIVERS, FREE_SHOCKED).intakes == intakes


def test_a_history_that_stops_to_know_before_an_intake_knows_nothing_of_it():
    assert told(DRIVERS, FREE_EARLY).intakes == ()


def test_who_is_told_the_margins_is_told_all_of_the_record():
    found = told(DRIVERS, GIVEN)
    names = [field.name for field in fields(DRIVERS)]
    changed = [name for name in names if getattr(found, name) is not getattr(DRIVERS, name)]
    assert changed == ["compute_index"]


@pytest.mark.parametrize("way", ways.WAYS.values(), ids=ways.WAYS)
def test_no_history_knows_computing_hours_of_later_years(way, monkeypatch):
    table = read_table("compute")
    before = told(DRIVERS, way).compute_index
    later = table.numbers("year") > 2012
    hours = np.where(later, 9.0, table.numbers("academic_index"))
    changed = replace(table, columns={**table.columns, "academic_index": hours})
    monkeypatch.setattr("sim.world.drivers.read_table", lambda _: changed)
    assert told(DRIVERS, way).compute_index.tolist() == before.tolist()
    assert (before != DRIVERS.compute_index).any()


def test_a_world_that_never_saw_a_pair_knows_nothing_of_its_own():
    a, b = DRIVERS.places.index("CN"), DRIVERS.places.index("RU")
    other = replace(DRIVERS, partner_share=DRIVERS.partner_share.copy())
    other.partner_share[a, b] *= 50.0
    other.partner_share[b, a] *= 50.0
    one = ways.without_pair(DRIVERS, ("CN", "RU"))
    two = ways.without_pair(other, ("CN", "RU"))
    assert one.partner_share == pytest.approx(two.partner_share, rel=1e-4)
    assert not [s for s in one.shocks if {s["place_a"], s["place_b"]} == {"CN", "RU"}]


def test_rows_of_shares_still_add_up_when_a_pair_is_left_out():
    found = ways.without_pair(DRIVERS, ("CN", "RU"))
    assert found.partner_share.sum(1) == pytest.approx(np.ones(len(DRIVERS.places)))
    assert (np.diag(found.move_share) == 0).all()
