"""Institutions that are on lists today, by their share of the researchers of their place (E20)."""

from functools import cache
from typing import NamedTuple

from sim.evidence.tables import read_table
from sim.world.drivers import quarter_of


class Listing(NamedTuple):
    """One institution on the list of one place."""

    institution: str
    place: str
    keeper: str
    since: int
    """Quarter in which it was named."""
    share: float
    """Its part of the AI researchers of its place."""


@cache
def listings() -> tuple[Listing, ...]:
    """Every listing of the record, the largest institution of each place first."""
    known, counts = read_table("institutions"), read_table("institution_counts")
    people = zip(counts.numbers("institutions"), counts.numbers("mean_size"), strict=True)
    heads = dict(zip(counts.words("place"), (n * each for n, each in people), strict=True))
    sizes = zip(known.words("place"), known.numbers("researchers"), strict=True)
    found = dict(zip(known.words("id"), sizes, strict=True))
    table = read_table("listings")
    rows = zip(table.words("institution"), table.words("keeper"), table.words("date"), strict=True)
    listed = [
        Listing(str(who), str(place), str(keeper), quarter_of(str(date)), size / heads[place])
        for who, keeper, date in rows
        for place, size in (found[who],)
    ]
    return tuple(sorted(listed, key=lambda one: (one.place, -one.share, one.institution)))
