"""The held-out rows. This is the one file that reads them; nothing that fits may import it."""

import numpy as np

from sim.evidence.tables import read_table
from sim.experiment.hindcast.history import DYADS
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
