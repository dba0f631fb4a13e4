"""Institutions that are on lists today (E20)."""

from functools import cache
from typing import NamedTuple

from sim.evidence.tables import read_table
from sim.world.dated import quarter_of


class Listing(NamedTuple):
    """One named institution on the list of one place."""

    institution: str
    keeper: str
    since: int
    """Quarter in which it was named."""


@cache
def listings() -> tuple[Listing, ...]:
    """Every listing of the record, in the order of the table."""
    table = read_table("listings")
    rows = zip(table.words("institution"), table.words("keeper"), table.words("date"), strict=True)
    return tuple(
        Listing(str(who), str(keeper), quarter_of(str(date))) for who, keeper, date in rows
    )
