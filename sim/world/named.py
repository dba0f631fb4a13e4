"""Institutions that the documents name, which of the world's bear their names, and their links."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from sim.evidence.tables import read_table
from sim.world.build import sizes_of
from sim.world.dated import quarter_of
from sim.world.drivers import Drivers

FIELD_OF_THE_TABLE = "ai"
"""World whose researchers the table of named institutions counts."""


class Named(NamedTuple):
    """One institution of the documents."""

    id: str
    name: str
    place: str
    domains: tuple[str, ...]
    """What it is said to do, most important first."""
    researchers: float
    share: float
    """Its part of the AI researchers of its place."""


class Link(NamedTuple):
    """One link between two named institutions that is said to be at work."""

    institution: str
    partner: str
    what: str
    since: int
    """First quarter of the year in which it began."""


@cache
def named_institutions() -> tuple[Named, ...]:
    """Every named institution, the largest part of a place first."""
    table, counts = read_table("institutions"), read_table("institution_counts")
    people = zip(counts.numbers("institutions"), counts.numbers("mean_size"), strict=True)
    heads = dict(zip(counts.words("place"), (n * each for n, each in people), strict=True))
    columns = (table.words(name) for name in ("id", "name", "place", "domains"))
    found = [
        Named(
            str(key), str(name), str(place), tuple(str(fields).split()), size, size / heads[place]
        )
        for key, name, place, fields, size in zip(
            *columns, table.numbers("researchers"), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.id)))


@cache
def fields_of() -> Mapping[str, tuple[str, ...]]:
    """What each named institution does, by its id."""
    return {one.id: one.domains for one in named_institutions()}


@cache
def links() -> tuple[Link, ...]:
    """Every link that a document reports as active, in the order of the table."""
    table = read_table("institution_links")
    columns = (table.words(name) for name in ("institution", "partner", "what", "status"))
    years = table.numbers("since")
    return tuple(
        Link(str(one), str(other), str(what), quarter_of(f"{since:.0f}"))
        for one, other, what, status, since in zip(*columns, years, strict=True)
        if status == "active"
    )


def links_of(drivers: Drivers) -> tuple[Link, ...]:
    """Links between two institutions of a world; none where researchers of all fields live."""
    if drivers.world != FIELD_OF_THE_TABLE:
        return ()
    here = {one.id for one in named_institutions() if one.place in drivers.places}
    return tuple(link for link in links() if {link.institution, link.partner} <= here)


def bearers(drivers: Drivers, size_exponent: float) -> Mapping[str, int]:
    """Index of the institution that bears each name of a world's places.

    Of each place's institutions, whose shares of its people are as rank^(−``size_exponent``), the
    nearest in share to the named one, and each bears one name only: the larger chooses first.
    """
    by_size = sizes_of(drivers.institutions, size_exponent)
    free = [np.diff(shares, prepend=0.0) for _, shares in by_size]
    found = {}
    for one in named_institutions():
        if one.place not in drivers.places:
            continue
        place = drivers.places.index(one.place)
        rank = int(np.argmin(np.abs(free[place] - one.share)))
        free[place][rank] = np.inf
        found[one.id] = by_size[place][0] + rank
    return found
