"""What a forecaster of 2016 could know: the record up to that year, its artefacts marked."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.evidence.tables import Table, read_table
from sim.experiment.hindcast.series import Series, Unit, gather, wide

LAST_YEAR = 2016
PAPERS, MOVES, DYADS, SHARE = "papers", "moves", "dyads", "science_share"
EVERYBODY = "all"
EVERY = ("-", "-")
"""Stands for every pair among the artefacts."""
FIT = "fit"


def read_history(family: str) -> Series:
    """One family up to 2016: joint works, moves of units, moves of dyads, international shares."""
    return _clean(READERS[family]())


def _papers() -> Series:
    """Joint works of all corridors of countries in the record."""
    table = read_table("copublications_openalex")
    return gather(PAPERS, _rows(table, ("place_a", "place_b"), "papers", split=FIT))


def _moves() -> Series:
    return gather(MOVES, _rows(read_table("moves_units"), ("origin", "destination"), "moves"))


def _dyads() -> Series:
    return wide(read_table("moves_dyads"), DYADS)


def _shares() -> Series:
    """Share of a country's articles that are international, where it is published as such."""
    table = read_table("articles_science")
    known = table.words("how_international") == "data"
    share = table.numbers("international") / table.numbers("articles")
    rows = [
        ((str(place), EVERYBODY), int(year), float(value), 1.0)
        for place, year, value, data in zip(
            table.words("place"), table.numbers("year"), share, known, strict=True
        )
        if data and year <= LAST_YEAR
    ]
    return gather(SHARE, rows)


READERS = {PAPERS: _papers, MOVES: _moves, DYADS: _dyads, SHARE: _shares}


def _rows(
    table: Table, ends: tuple[str, str], column: str, split: str | None = None
) -> list[tuple[Unit, int, float, float]]:
    """Rows up to 2016 as unit, year, value and weight 1."""
    kept = table.words("split") == split if split else np.ones(len(table), dtype=bool)
    one, other = (table.words(end)[kept] for end in ends)
    years, values = (table.numbers(name)[kept] for name in ("year", column))
    return [
        ((str(a), str(b)), int(year), float(value), 1.0)
        for a, b, year, value in zip(one, other, years, values, strict=True)
    ]


def _clean(series: Series) -> Series:
    """The series with the weights of its known artefacts."""
    family = MOVES if series.family == DYADS else series.family
    weight = series.weight.copy()
    for (unit, year), kept in _artefacts(family).items():
        rows = [n for n, known in enumerate(series.units) if unit in (EVERY, known)]
        if year in series.years:
            weight[rows, series.years.index(year)] = kept
    return replace(series, weight=weight)


def _artefacts(family: str) -> Mapping[tuple[Unit, int], float]:
    table = read_table("artefacts")
    rows = zip(
        table.words("family"),
        table.words("unit_a"),
        table.words("unit_b"),
        table.numbers("year"),
        table.numbers("weight"),
        strict=True,
    )
    return {((str(a), str(b)), int(year)): float(w) for f, a, b, year, w in rows if f == family}
