"""Moves between countries that are frequent enough to be counted, in a run and in the record."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.evidence.tables import by_pair, read_table

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

YEARS = range(2012, 2017)
"""Years of the record by which a pair is chosen; none of them is held out."""
HALF = 0.5
MOST_NOISE = 0.5
"""Share of a variance that may be chance of counting; beyond it nothing is read."""


def frequent(places: Sequence[str], least: float, *, both_ways: bool = False) -> Mask:
    """Directed pairs (P, P) of countries with so many moves a year in the record.

    ``both_ways`` counts there and back together. Pairs of which a direction is held back later
    are left out, so that all years are read from the same pairs.
    """
    table = read_table("moves")
    yearly = [by_pair(table, "moves", places, year=year, fill=0.0) for year in YEARS]
    moves = np.asarray(np.mean(yearly, axis=0))
    known = listed(places)
    moves = moves + moves.T if both_ways else moves
    return np.asarray((moves >= least) & known & known.T & countries(places))


def listed(places: Sequence[str]) -> Mask:
    """Directed pairs (P, P) whose moves the record holds back in no year."""
    known = np.ones((len(places), len(places)), dtype=bool)
    for pair in read_table("moves").header["held_back"].split():
        one, other = pair.split("-")
        if one in places and other in places:
            known[places.index(one), places.index(other)] = False
    return known


def countries(places: Sequence[str]) -> Mask:
    """Directed pairs (P, P) of two different countries, no group of countries among them."""
    table = read_table("places")
    own = set(table.words("code")[table.words("kind") == "country"])
    single = np.array([place in own for place in places])
    return np.asarray(np.outer(single, single) & ~np.eye(len(places), dtype=bool))


def correlation(first: Array, second: Array) -> float:
    """Correlation of ln(n + ½) of two columns of counts, less the chance of counting.

    The variance of ln n that counting adds, the mean of 1/(n + ½), is taken out of both, so that
    a small world is read as a large one; nan where it would be most of the variance.
    """
    logs = np.log(first + HALF), np.log(second + HALF)
    noise = [float(np.mean(1.0 / (counts + HALF))) for counts in (first, second)]
    whole = [float(np.var(column)) for column in logs]
    if any(n > MOST_NOISE * v for n, v in zip(noise, whole, strict=True)):
        return float("nan")
    together = float(np.mean((logs[0] - logs[0].mean()) * (logs[1] - logs[1].mean())))
    return together / float(np.sqrt((whole[0] - noise[0]) * (whole[1] - noise[1])))
