"""The record written down as if it were a run, so that a pattern can be read from it."""

import numpy as np

from sim.evidence.tables import by_pair, by_place_year, read_table
from sim.experiment.patterns.base import Past
from sim.outcomes.base import Ledger, empty_ledger

PLACES = tuple(map(str, read_table("places").words("code")))
YEARS = tuple(range(2005, 2024))
LAST_MOVES = 2020
MID = 2


def science() -> Past:
    """Moves and heads of the years that the record has, joint articles of 2022."""
    ledger = empty_ledger(YEARS, PLACES, 8)
    rates = read_table("moves_rates")
    known = range(YEARS[0], LAST_MOVES + 1)
    rows = slice(0, len(known))
    for n, year in enumerate(known):
        ledger.moves[n] = by_pair(read_table("moves"), "moves", PLACES, year=year, fill=0.0)
    ledger.stock[rows, :, 0, MID] = by_place_year(rates, "active_researchers", PLACES, known).T
    _joint(ledger, 2022, by_pair(read_table("copublications_science"), "papers", PLACES, 2022, 0.0))
    return Past(ledger)


def leaving() -> Past:
    """All who left each place, wherever to: totals that no held-back flow is missing from."""
    past = science()
    known = range(YEARS[0], LAST_MOVES + 1)
    out = by_place_year(read_table("moves_rates"), "out", PLACES, known).T
    past.ledger.moves[:] = 0.0
    past.ledger.moves[: len(known), :, PLACES.index("ROW")] = out
    return past


def ai() -> Past:
    """Joint articles on AI of all years of the record together, in the last of them."""
    ledger = empty_ledger(YEARS, PLACES, 8)
    _joint(ledger, 2022, by_pair(read_table("copublications_ai"), "papers", PLACES, fill=0.0))
    return Past(ledger)


def _joint(ledger: Ledger, year: int, papers: np.ndarray) -> None:
    np.fill_diagonal(papers, 0.0)
    ledger.joint[year - YEARS[0]] = papers
