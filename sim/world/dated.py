"""What the record dates: breaks between places, limits on equipment, and what indexes print."""

from collections.abc import Mapping
from typing import NamedTuple

from sim.evidence.tables import read_table

LIMITS = "controls"
Limit = tuple[int, int]
"""A place, and the quarter since which something holds there."""


class Intake(NamedTuple):
    """Outlets at home that indexes take in, in even steps between two quarters; one of a place."""

    place: int
    since: int
    until: int
    """Its last quarter."""
    known: int | None = None
    """Last quarter of which is known how far it had come; it stays there."""

    def done(self, quarter: int) -> float:
        """Share of these outlets that is indexed in a quarter."""
        steps = min(quarter, self.until if self.known is None else self.known) - self.since + 1
        return min(1.0, max(0.0, steps / (self.until - self.since + 1)))


def read_shocks() -> tuple[Mapping[str, str], ...]:
    """Every dated break of the record."""
    table = read_table("shocks")
    names = list(table.columns)
    return tuple({name: str(table.columns[name][i]) for name in names} for i in range(len(table)))


def read_limits(places: tuple[str, ...], kind: str) -> tuple[Limit, ...]:
    """Place and first quarter of each dated limit of one class."""
    table = read_table(LIMITS)
    rows = zip(table.words("place"), table.words("date"), table.words("class"), strict=True)
    return tuple((places.index(str(p)), quarter_of(str(date))) for p, date, c in rows if c == kind)


def read_intakes(places: tuple[str, ...]) -> tuple[Intake, ...]:
    """Each dated intake of outlets."""
    table = read_table(LIMITS)
    rows = zip(*map(table.words, ("place", "date", "until", "class")), strict=True)
    return tuple(
        Intake(places.index(str(place)), quarter_of(str(since)), quarter_of(str(until)))
        for place, since, until, kind in rows
        if kind == "home_outlets"
    )


def quarter_of(text: str) -> int:
    """Quarter index of ``2022-Q1`` or ``2022``."""
    year, _, quarter = text.partition("-Q")
    return 4 * int(year) + (int(quarter) - 1 if quarter else 0)
