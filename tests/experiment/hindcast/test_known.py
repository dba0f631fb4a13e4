"""The record up to 2016, with its artefacts marked."""

import numpy as np

from sim.evidence.tables import read_table
from sim.experiment.hindcast import known
from sim.experiment.hindcast.holdout import read_holdout
from sim.experiment.hindcast.known import DYADS, EVERY, MOVES, PAPERS, SHARE, read_history


def test_known_artefacts_weigh_nothing_and_everything_else_counts():
    table = read_table("artefacts")
    for family in (PAPERS, MOVES):
        series = read_history(family)
        marked = {
            (unit, year)
            for unit, row in zip(series.units, series.weight, strict=True)
            for year, weight in zip(series.years, row, strict=True)
            if weight == 0
        }
        wanted = {
            ((a, b), int(year))
            for f, a, b, year in zip(
                table.words("family"),
                table.words("unit_a"),
                table.words("unit_b"),
                table.numbers("year"),
                strict=True,
            )
            if f == family and a != "-"
        }
        assert marked == wanted


def test_an_artefact_of_every_pair_takes_the_whole_year(monkeypatch):
    marked = {(EVERY, 2016): 0.0, (("RU", "CN"), 2015): 0.0}
    monkeypatch.setattr(known, "_artefacts", lambda _family: marked)
    series = known.read_history(MOVES)
    row = series.units.index(("RU", "CN"))
    assert not series.weight[:, -1].any()
    assert series.weight[row, -2] == 0.0
    assert series.weight[:, -2].sum() == len(series) - 1


def test_moves_that_only_later_papers_will_show_are_named_and_nobody_reads_them():
    table = read_table("artefacts")
    every = (table.words("unit_a") == "-") & (table.words("family") == MOVES)
    cut = {int(year) for year in table.numbers("year")[every]}
    assert cut == {2021, 2022}
    assert not table.numbers("weight")[every].any()
    for family in (MOVES, DYADS):
        assert max(read_history(family).years + read_holdout(family).years) < min(cut)
    assert read_table("moves").numbers("year").max() < min(cut)


def test_every_artefact_says_why():
    assert all(len(why) > 20 for why in read_table("artefacts").words("why"))


def test_an_artefact_has_no_logarithm():
    series = read_history(PAPERS)
    row = series.units.index(("RU", "US"))
    assert np.isnan(series.logs()[row, -1])
    assert series.values[row, -1] == 8192


def test_moves_of_dyads_have_the_artefacts_of_moves():
    series = read_history(DYADS)
    row = series.weight[series.units.index(("UA", "RU"))]
    assert [year for year, weight in zip(series.years, row, strict=True) if weight == 0] == [
        2014,
        2015,
    ]


def test_a_share_is_what_the_articles_say():
    # RU 2016 in articles_science: international over all
    table = read_table("articles_science")
    row = (table.words("place") == "RU") & (table.numbers("year") == 2016)
    share = float((table.numbers("international") / table.numbers("articles"))[row][0])
    series = read_history(SHARE)
    assert series.values[series.units.index(("RU", "all")), -1] == share
