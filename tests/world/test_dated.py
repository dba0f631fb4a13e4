"""Dated breaks, limits and intakes are read as the tables say."""

import pytest

from sim.world.dated import Intake, quarter_of, read_intakes, read_limits, read_shocks
from sim.world.drivers import read_drivers


@pytest.mark.parametrize(
    ("text", "quarter"), [("2022-Q1", 8088), ("2022", 8088), ("2026-Q4", 8107), ("2005-Q2", 8021)]
)
def test_a_quarter_is_four_times_the_year_and_the_quarters_gone(text, quarter):
    assert quarter_of(text) == quarter


def test_an_intake_goes_in_even_steps_from_nothing_to_everything():
    intake = Intake(0, since=100, until=103)
    assert [intake.done(quarter) for quarter in range(98, 106)] == [
        0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0
    ]  # fmt: skip


def test_an_intake_stays_where_it_was_last_known_to_be():
    intake = Intake(0, since=100, until=103)
    halfway = intake._replace(known=101)
    assert [halfway.done(quarter) for quarter in (100, 101, 102, 110)] == [0.25, 0.5, 0.5, 0.5]
    assert intake._replace(known=99).done(110) == 0.0


def test_russian_outlets_are_the_only_ones_whose_intake_is_dated():
    places = read_drivers("science", 1.0).places
    (intake,) = read_intakes(places)
    assert places[intake.place] == "RU"
    assert (intake.since, intake.until) == (4 * 2013, 4 * 2016 + 3)


def test_limits_of_one_kind_are_not_those_of_another():
    places = read_drivers("science", 1.0).places
    assert read_limits(places, "indexing") == ((places.index("RU"), 4 * 2022 + 1),)
    assert {places[place] for place, _ in read_limits(places, "controls")} == {"RU", "CN"}


def test_only_the_break_of_two_large_countries_grows_to_its_size():
    growing = [shock["id"] for shock in read_shocks() if shock["full"] != "at once"]
    assert growing == ["us_cn_2018"]
