"""The held-out rows. This is the one file that reads them; nothing that fits may import it."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.evidence.tables import by_place_year, read_table
from sim.experiment.hindcast.known import DYADS
from sim.experiment.hindcast.series import Array, Series, Unit, gather, wide

FIRST_YEAR = 2017
SHOCK_YEAR = 2022


def read_holdout(family: str) -> Series:
    """What really happened: papers, moves, dyads of moves, or shares, from 2017 on."""
    if family == DYADS:
        return wide(read_table("moves_dyads_holdout"), DYADS)
    table = read_table("targets_holdout")
    chosen = table.words("family") == family
    ends = (table.words(end)[chosen] for end in ("unit_a", "unit_b"))
    numbers = (table.numbers(name)[chosen] for name in ("year", "value", "weight"))
    rows = [
        ((str(a), str(b)), int(year), float(value), float(weight))
        for a, b, year, value, weight in zip(*ends, *numbers, strict=True)
    ]
    return gather(family, rows)


def what_is_held_out() -> tuple[int, int, int]:
    """How many values are held out, and of which first and last year."""
    years = read_table("targets_holdout").numbers("year")
    return len(years), int(years.min()), int(years.max())


def expected_papers(units: tuple[Unit, ...], years: tuple[int, ...]) -> Array:
    """Joint works by chance given national margins (units, years), held-out years included."""
    table = read_table("margins_openalex")
    ends = zip(table.words("place_a"), table.words("place_b"), strict=True)
    found = {
        (str(a), str(b), int(year)): float(value)
        for (a, b), year, value in zip(
            ends, table.numbers("year"), table.numbers("expected"), strict=True
        )
    }
    return np.array([[found[a, b, year] for year in years] for a, b in units])


def expected_by_heads(
    units: tuple[Unit, ...],
    years: tuple[int, ...],
    members: Mapping[str, Sequence[int]],
    places: Sequence[str],
) -> Array:
    """Moves in proportion to the researchers at both ends, n_a n_b / n (units, years).

    Heads are known from 2003 on; the first of them stand for earlier years.
    """
    table = read_table("researchers_science")
    first = int(table.numbers("year").min())
    known = range(first, years[-1] + 1)
    heads = by_place_year(table, "researchers", places, known)
    columns = [max(year, first) - first for year in years]
    size = {unit: heads[rows].sum(0)[columns] for unit, rows in members.items()}
    world = heads.sum(0)[columns]
    return np.array([size[a] * size[b] / world for a, b in units])
