"""What the tables say reaches the world unchanged."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.evidence.shelf import Shelf
from sim.evidence.tables import by_pair, read_table
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.drivers import (
    FIRST_YEAR,
    PAIR_FLOOR,
    TREND_YEARS,
    read_drivers,
)

START = 4 * 2005
YEARS = (2005.0, 2012.0, 2014.0, 2019.0, 2039.0)
WORLDS = pytest.mark.parametrize("world", ["ai", "science"])


@pytest.fixture(scope="module")
def drivers():
    return {world: read_drivers(world, 1.0) for world in ("ai", "science")}


@WORLDS
def test_shares_are_shares_of_others(drivers, world):
    d = drivers[world]
    for share in (d.partner_share, d.move_share):
        assert share.sum(axis=1) == pytest.approx(np.ones(len(d.places)))
        assert not share.diagonal().any()
        assert (share + np.eye(len(d.places)) > 0.0).all()


def test_a_share_is_the_part_of_a_places_own_pairs(drivers):
    d = drivers["ai"]
    table = read_table("copublications_ai")
    pairs = zip(
        table.words("place_a"), table.words("place_b"), table.numbers("papers"), strict=True
    )
    of_ru = {a if b == "RU" else b: n + PAIR_FLOOR for a, b, n in pairs if "RU" in {a, b}}
    ru, cn = d.places.index("RU"), d.places.index("CN")
    silent = len(d.places) - 1 - len(of_ru)
    expected = of_ru["CN"] / (sum(of_ru.values()) + silent * PAIR_FLOOR)
    assert d.partner_share[ru, cn] == pytest.approx(expected)


def test_those_who_come_to_a_place_are_of_the_field_as_often_as_those_who_are_there(drivers):
    field, everybody = drivers["ai"], drivers["science"]
    of, *to = (field.places.index(code) for code in ("DE", "RU", "CN"))
    rarer = field.move_share[of, to] / everybody.move_share[of, to]
    share = field.stock[:5, to].mean(axis=0) / everybody.stock[:5, to].mean(axis=0)
    assert rarer[0] / rarer[1] == pytest.approx(share[0] / share[1])
    assert share[0] < share[1] / 3.0


@pytest.mark.parametrize("place", ["RU", "CN", "US", "DE", "IN"])
def test_in_a_field_a_place_gains_and_loses_about_as_much_as_in_all_fields(drivers, place):
    gains = []
    for d in (drivers["ai"], drivers["science"]):
        left = (d.out_rate[:5] * d.stock[:5]).mean(axis=0)
        gains.append((left @ d.move_share / left)[d.places.index(place)])
    assert 0.5 < gains[0] / gains[1] < 2.0


@WORLDS
def test_one_number_for_a_pair_gives_each_side_a_share_of_its_own(drivers, world):
    d = drivers[world]
    year = 2003 if world == "science" else None
    pairs = by_pair(read_table(f"copublications_{world}"), "papers", d.places, year=year, fill=0.0)
    assert np.array_equal(pairs, pairs.T)
    joint = d.partner_share * (np.nan_to_num(pairs) + PAIR_FLOOR * ~np.eye(30, dtype=bool)).sum(
        axis=1, keepdims=True
    )
    assert joint == pytest.approx(joint.T)
    assert np.abs(d.partner_share - d.partner_share.T).max() > 0.1


@WORLDS
def test_no_place_is_without_researchers_or_institutions_in_any_year(drivers, world):
    d = drivers[world]
    assert (d.stock >= 1.0).all()
    assert (d.institutions >= 2).all()
    assert d.stock.shape == (21, 30)
    assert d.last_year == 2023


@WORLDS
def test_every_number_of_the_record_is_a_number(drivers, world):
    d = drivers[world]
    for name in ("stock", "articles", "international_share", "out_rate", "team_mean"):
        assert np.isfinite(getattr(d, name)).all(), name
    assert ((d.international_share > 0.0) & (d.international_share < 1.0)).all()
    assert ((d.out_rate >= 0.0) & (d.out_rate < 0.5)).all()


def test_a_scale_multiplies_heads_and_papers_and_nothing_else(drivers):
    whole, part = drivers["ai"], read_drivers("ai", 0.25)
    for name in ("stock", "articles", "size_reference", "home_reference", "move_reference"):
        assert getattr(part, name) == pytest.approx(0.25 * getattr(whole, name))
    for name in ("partner_share", "move_share", "out_rate", "international_share", "institutions"):
        assert np.array_equal(getattr(part, name), getattr(whole, name))


@given(st.floats(1990.0, 2060.0))
def test_between_two_years_lies_a_value_between(year):
    d = read_drivers("ai", 1.0)
    here = d.between(d.stock, year)
    low = int(np.clip(np.floor(year), FIRST_YEAR, d.last_year)) - FIRST_YEAR
    high = min(low + 1, len(d.stock) - 1)
    least, most = np.minimum(d.stock[low], d.stock[high]), np.maximum(d.stock[low], d.stock[high])
    assert ((least - 1e-9 <= here) & (here <= most + 1e-9)).all()


def test_a_quarter_of_the_way_takes_a_quarter_of_the_step(drivers):
    d = drivers["ai"]
    cn = d.places.index("CN")
    assert d.between(d.stock, 2005.25)[cn] == pytest.approx(1881 + 0.25 * (2710 - 1881))


def test_one_odd_year_of_indexing_is_spread_over_three(drivers):
    flat = replace(drivers["ai"], articles=np.full((20, 30), 6.0))
    flat.articles[5] = 9.0
    assert flat.smooth_articles()[3:8, 0].tolist() == [6.0, 7.0, 7.0, 7.0, 6.0]


def test_after_the_record_articles_grow_on_and_then_stand(drivers):
    growing = replace(
        drivers["ai"], articles=1_000.0 * np.exp(0.1 * np.arange(20))[:, None] * np.ones((20, 30))
    )
    last = FIRST_YEAR + 19
    path = [growing.articles_in(last + years)[0] for years in (0.0, 1.0, TREND_YEARS, 9.0, 18.0)]
    assert np.log(path[1] / path[0]) == pytest.approx(0.1, abs=0.01)
    assert np.log(path[2] / path[0]) == pytest.approx(0.1 * TREND_YEARS, abs=0.03)
    assert path[2] == path[3] == path[4]


def test_growth_around_a_year_is_that_from_two_years_before_to_two_after_in_the_record(drivers):
    d = replace(
        drivers["ai"], stock=100.0 * np.exp(0.07 * np.arange(21))[:, None] * np.ones((21, 30))
    )
    assert d.growth_around(2010) == pytest.approx(np.full(30, 0.07))
    assert d.growth_around(2023) == pytest.approx(np.full(30, 0.07))
    d.stock[:4] = 100.0
    assert d.growth_around(2003) == pytest.approx(np.zeros(30))
    assert d.growth_around(2005)[0] == pytest.approx(0.07 * 4.0 / 4.0)


def odds_cards(**changed):
    still = {
        "assembly.incumbent": 0.65,
        "output.coordination_border": 0.0,
        "output.coordination_member": 0.0,
        "partner.opening": 0.0,
    }
    return still | {name.replace("_", ".", 1): value for name, value in changed.items()}


@pytest.mark.parametrize("year", [2004.0, 2010.0, 2020.0])
def test_searching_at_the_home_odds_gives_the_international_share_of_the_record(drivers, year):
    d = drivers["ai"]
    abroad = 1.0 / (1.0 + d.home_odds(odds_cards(), year))
    partners = 0.65 * (d.team_mean[int(year) - FIRST_YEAR] - 1.0)
    led = 1.0 - (1.0 - abroad) ** partners
    assert 2.0 * led / (1.0 + led) == pytest.approx(d.international_share)


def test_where_borders_cost_papers_more_teams_must_cross_them(drivers):
    """In teams of four: 0.9 papers at home, 0.6 across, so that 3 teams bring as much as 2."""
    d = replace(drivers["ai"], team_mean=np.full(23, 4.0))
    costs = odds_cards(output_coordination_border=0.3, output_coordination_member=0.1 / 3.0)
    abroad = 1.0 / (1.0 + d.home_odds(costs, 2010.0))
    teams = 1.0 - (1.0 - abroad) ** (0.65 * 3.0)
    led = 2.0 * teams / (2.0 * teams + 3.0 * (1.0 - teams))
    assert 2.0 * led / (1.0 + led) == pytest.approx(d.international_share)


@given(st.floats(0.05, 0.4), st.floats(0.0, 0.05), st.floats(2003.0, 2023.0))
def test_from_share_to_odds_and_back(border, member, year):
    d = read_drivers("science", 1.0)
    cards = odds_cards(output_coordination_border=border, output_coordination_member=member)
    abroad = 1.0 / (1.0 + d.home_odds(cards, year))
    assert d.share_by(abroad, cards, year) == pytest.approx(d.international_share)


def test_opening_lowers_the_odds_by_the_same_factor_each_year_until_the_record_ends(drivers):
    d = drivers["ai"]
    odds, closed = (
        np.array([d.home_odds(odds_cards(partner_opening=pace), y)[0] for y in YEARS])
        for pace in (0.1, 0.0)
    )
    since = np.array([-7.5, -0.5, 1.5, 6.5, 10.5])
    assert np.log(odds / closed) == pytest.approx(-0.1 * since)


def test_one_odd_year_of_the_record_does_not_set_the_share_of_a_place(drivers):
    d = drivers["science"]
    assert d.international_share[d.places.index("UA")] == pytest.approx(2740 / 7698, abs=0.002)


def test_a_bloc_is_less_open_than_its_members_and_a_country_as_open_as_it_is(drivers):
    d = drivers["science"]
    share = dict(zip(d.places, d.international_share, strict=True))
    recorded = {"DE": 44830 / 110814, "CN": 22150 / 177978, "EUR": 96439 / 222769}
    assert share["DE"] == pytest.approx(recorded["DE"], abs=0.003)
    assert share["CN"] == pytest.approx(recorded["CN"], abs=0.003)
    table = read_table("copublications_science")
    sums = dict.fromkeys(("EUR", "FR", "US"), 0.0)
    columns = (table.numbers("year"), table.words("place_a"), table.words("place_b"))
    for year, a, b, n in zip(*columns, table.numbers("papers"), strict=True):
        for place in {a, b} & sums.keys() if year == 2003 else ():
            sums[place] += n
    a_paper = {"EUR": sums["EUR"] / 76796, "FR": sums["FR"] / 27438, "US": sums["US"] / 88958}
    assert a_paper["EUR"] / a_paper["FR"] < share["EUR"] / recorded["EUR"]
    assert share["EUR"] / recorded["EUR"] < a_paper["EUR"] / a_paper["US"]


def test_places_are_keyed_by_their_names_and_not_by_their_rows(drivers):
    d = drivers["ai"]
    assert len(set(d.place_key.tolist())) == len(d.places)
    same = {d.language[d.places.index(p)] for p in ("DE", "CH")}
    assert len(same) == 1


def test_limits_come_with_their_place_and_their_first_quarter(drivers):
    d = drivers["ai"]
    controls = {d.places[place]: quarter for place, quarter in d.controls}
    assert controls == {"RU": 8089, "CN": 8091}


@pytest.fixture(scope="module")
def first_year():
    """The whole world of researchers, one head for one head, after its first year of history.

    With it the heads at the middle of it, for which the record's number of a year stands.
    """
    values = Shelf.read().values()
    spec = RunSpec("ai", 1.0, START, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)
    model = PolicyModel(spec)
    model.run_until(START + 2)
    heads = model.state.places["count"].astype(float)
    model.run_until(START + 4)
    return model, heads, model.drivers.stock[START // 4 - FIRST_YEAR]


@pytest.mark.slow
def test_the_world_starts_with_as_many_researchers_as_the_record(first_year):
    _, heads, recorded = first_year
    assert heads.sum() == pytest.approx(recorded.sum(), rel=0.05)
    assert (heads >= 1).all()


@pytest.mark.slow
def test_every_larger_place_starts_with_as_many_as_the_record(first_year):
    _, heads, recorded = first_year
    large = recorded >= 500
    assert heads[large] == pytest.approx(recorded[large], rel=0.05)


@pytest.mark.slow
def test_every_place_starts_with_as_many_as_the_record(first_year):
    _, heads, recorded = first_year
    assert (np.abs(heads - recorded) <= np.maximum(1.0, 0.05 * recorded)).all()


@pytest.mark.slow
def test_the_first_year_brings_as_many_papers_as_the_record(first_year):
    model, _, _ = first_year
    articles = model.drivers.articles[START // 4 - FIRST_YEAR].sum()
    assert model.recorder.ledger.papers[0].sum() == pytest.approx(articles, rel=0.05)


@pytest.mark.slow
def test_sizes_of_institutions_are_heavy_tailed(first_year):
    model, _, _ = first_year
    sizes = np.sort(model.state.institutions["count"])[::-1]
    assert sizes[: len(sizes) // 10].sum() > 0.4 * sizes.sum()
    assert np.median(sizes) < 0.5 * sizes.mean()
