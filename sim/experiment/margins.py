"""What a world is built from, beside what one history of it shows: margins of the tables."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.evidence.tables import by_pair, by_place_year, read_table
from sim.outcomes.base import Ledger
from sim.world.drivers import FIRST_YEAR, SHARE_REFERENCE, Drivers

ALL = "all"
LEAST = 1e-9
"""Expected counts are no smaller where they divide."""
GIVEN, STARTED, BESIDE = "given", "started", "beside"
"""Followed as long as the record lasts; met when history begins; not built from at all."""
DOCTORATES = {"ai": "computer_sciences", "science": "all_fields"}
Array = npt.NDArray[np.float64]


class Margin(NamedTuple):
    """One number of the tables and the same of a history, both at the scale of the world."""

    name: str
    where: str
    years: str
    world: float
    table: float
    luck: float
    """Standard deviation that chance alone gives the number, as a share of it."""
    how: str

    @property
    def off(self) -> float:
        """Relative difference of the world from the table; nan where the table has nothing."""
        return self.world / self.table - 1.0 if self.table > 0.0 else float("nan")


def margins(drivers: Drivers, ledger: Ledger, compute: Array, scale: float) -> tuple[Margin, ...]:
    """Every margin of a history whose ledger begins with the record; ``compute`` as of its end.

    Computing per head is relative to the mean of all; a place that may not buy falls behind.
    """
    found = [
        *_articles(drivers, ledger),
        *_shares(drivers, ledger),
        *_joint(drivers, ledger, scale),
    ]
    found += [*_moves(drivers, ledger), *_doctorates(drivers, ledger, scale)]
    index = drivers.compute_index
    rows = zip(drivers.places, compute * index, index, strict=True)
    found += [Margin("computing per head", p, "today", w, t, 0.0, STARTED) for p, w, t in rows]
    return tuple(found)


def _window(ledger: Ledger, years: int) -> tuple[slice, str]:
    """Rows of the ledger from the first year on, no more than ``years``, and their name."""
    rows = min(years, len(ledger.years))
    return slice(0, rows), f"{FIRST_YEAR}-{(FIRST_YEAR + rows - 1) % 100:02d}"


def _counts(
    name: str, years: str, drivers: Drivers, both: tuple[Array, Array], how: str
) -> Iterator[Margin]:
    """Counts by place and of all places."""
    for where, world, table in (
        *zip(drivers.places, *both, strict=True),
        (ALL, both[0].sum(), both[1].sum()),
    ):
        yield _count(name, where, years, (float(world), float(table)), how)


def _count(name: str, where: str, years: str, both: tuple[float, float], how: str) -> Margin:
    """A count, which varies as its square root."""
    return Margin(name, where, years, *both, float(max(both[1], LEAST) ** -0.5), how)


def _articles(drivers: Drivers, ledger: Ledger) -> Iterator[Margin]:
    rows, years = _window(ledger, len(drivers.articles))
    both = ledger.papers[rows].sum(axis=0), drivers.articles[rows].sum(axis=0)
    return _counts("articles", years, drivers, both, GIVEN)


def _shares(drivers: Drivers, ledger: Ledger) -> Iterator[Margin]:
    """International share in the years off which it is read; of all, weighed by articles."""
    wanted = SHARE_REFERENCE[drivers.world]
    rows = [year - FIRST_YEAR for year in wanted if year in ledger.years]
    years = f"{wanted[0]}-{wanted[-1] % 100:02d}"
    papers, across = ledger.papers[rows].sum(axis=0), ledger.international[rows].sum(axis=0)
    meant = drivers.international_share
    weight = drivers.articles[rows].sum(axis=0)
    cells = [*zip(drivers.places, across, papers, meant, strict=True)]
    cells.append((ALL, across.sum(), papers.sum(), (meant * weight).sum() / weight.sum()))
    for where, part, whole, share in cells:
        count = max(float(whole) * share, LEAST)
        luck = float(np.sqrt((1.0 - share) / count))
        world = float(part / whole) if whole else 0.0
        yield Margin("international share", where, years, world, float(share), luck, STARTED)


def _joint(drivers: Drivers, ledger: Ledger, scale: float) -> Iterator[Margin]:
    """Joint papers of the first two places, in the years that the table has."""
    table = read_table(f"copublications_{drivers.world}")
    where = " and ".join(drivers.places[:2])
    if "year" not in table.columns:
        found = by_pair(table, "papers", drivers.places)[0, 1] * scale
        rows, years = _window(ledger, len(drivers.articles))
        both = float(ledger.joint[rows, 0, 1].sum()), float(found)
        yield _count("joint papers", where, years, both, STARTED)
        return
    for year in sorted({int(n) for n in table.numbers("year")} & set(ledger.years)):
        found = by_pair(table, "papers", drivers.places, year=year)[0, 1] * scale
        both = float(ledger.joint[year - FIRST_YEAR, 0, 1]), float(found)
        yield _count("joint papers", where, str(year), both, STARTED)


def _moves(drivers: Drivers, ledger: Ledger) -> Iterator[Margin]:
    """Moves out of each place, and between the first two in both directions."""
    rows, years = _window(ledger, len(drivers.out_rate))
    out = (drivers.out_rate[rows] * drivers.stock[rows]).sum(axis=0)
    both = ledger.moves[rows].sum(axis=(0, 2)), out
    yield from _counts("moves abroad", years, drivers, both, GIVEN)
    for a, b in ((0, 1), (1, 0)):
        pair = float(ledger.moves[rows, a, b].sum()), float(out[a] * drivers.move_share[a, b])
        where = f"{drivers.places[a]} to {drivers.places[b]}"
        yield _count("moves abroad", where, years, pair, STARTED)


def _doctorates(drivers: Drivers, ledger: Ledger, scale: float) -> Iterator[Margin]:
    """Doctorates of the years in which degrees are counted; no world is built from them."""
    rows, years = _window(ledger, len(drivers.out_rate))
    column = DOCTORATES[drivers.world]
    wanted = range(FIRST_YEAR, FIRST_YEAR + rows.stop)
    table = by_place_year(read_table("doctorates"), column, drivers.places, wanted)
    both = ledger.doctorates[rows].sum(axis=0), table.sum(axis=1) * scale
    return _counts("doctorates", years, drivers, both, BESIDE)
