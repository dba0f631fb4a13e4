"""Courses of politics after the policy date: which breaks begin or end, and who withdraws."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.evidence.tables import read_table
from sim.units import quarter_text
from sim.world.drivers import Drivers
from sim.world.levers import Effect

PROVIDED: Final = ("gpu_hours", "cloud_hours", "cloud_elsewhere")
"""Levers on what one place provides for another's computing."""
EVERYBODY: Final = "*"
Shock = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Course:
    """What is given from outside: dated shocks, limits on equipment, and withdrawn computing."""

    shocks: tuple[Shock, ...]
    controls: tuple[tuple[int, int], ...]
    withdrawn: tuple[tuple[int, int, float], ...] = ()
    """First quarter, first quarter after it, and share that providers abroad no longer give."""

    def effects(self, quarter: int, places: tuple[str, ...]) -> tuple[Effect, ...]:
        """What a course does to levers in a quarter."""
        kept = 1.0
        for first, after, share in self.withdrawn:
            kept *= 1.0 - share if first <= quarter < after else 1.0
        if kept == 1.0:
            return ()
        pairs = [(a, b) for a in places for b in places if a != b]
        return tuple(Effect(lever, pair, scale=kept) for lever in PROVIDED for pair in pairs)


def course_of(drivers: Drivers, future: str, policy: int) -> Course:
    """The record's shocks and limits, and what a future adds or ends, by table `futures`.

    `policy` is the quarter from which the years of the table count.
    """
    table = read_table("futures")
    shocks, controls, withdrawn = list(drivers.shocks), list(drivers.controls), []
    for n in range(len(table)):
        if table.columns["future"][n] != future:
            continue
        row = {name: str(column[n]) for name, column in table.columns.items()}
        first = policy + round(4 * float(row["after_years"]))
        last = first + round(4 * float(row["lasts_years"])) - 1
        if row["action"] == "end":
            shocks = [ended(shock, row["class"], first - 1) for shock in shocks]
        elif row["action"] == "begin":
            shocks.append({**row, "date": quarter_text(first), "until": quarter_text(last)})
        elif row["action"] == "controls" and row["place_a"] in drivers.places:
            controls.append((drivers.places.index(row["place_a"]), first))
        elif row["action"] == "withdraw":
            withdrawn.append((first, last + 1, float(row["share"])))
    return Course(tuple(shocks), tuple(controls), tuple(withdrawn))


def ended(shock: Shock, kind: str, last: int) -> Shock:
    """A shock of a class that is open, with an end."""
    if shock["class"] != kind or shock["until"] != "open":
        return shock
    return {**shock, "until": quarter_text(last)}
