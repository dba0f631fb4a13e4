"""One history to the last year of a fit, which knows nothing of later years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.calibration.targets import FIRST_YEAR, LAST_YEAR
from sim.experiment.patterns.base import Past
from sim.experiment.patterns.watch import Watch
from sim.experiment.worlds import WARM_UP
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.drivers import FIRST_YEAR as FIRST_DRIVEN
from sim.world.drivers import INDEX_YEAR, Drivers, compute_index, read_drivers
from sim.world.state import TEAM
from sim.world.views import Arrays

QUARTERS = 4
LENGTH = WARM_UP + QUARTERS * (LAST_YEAR + 1 - FIRST_YEAR)
"""Quarters that a history lives."""
NOT_BLIND = {
    "ai": "the shares of partners in the world ai are those of joint articles of 2003-22 together, "
    "so that this fit has seen later years of them",
}
"""Worlds whose record of pairs has no years to hold back."""
YEARLY = ("stock", "articles", "team_mean")
"""Drivers by year that go on after the last year of a fit."""

Ids = NDArray[np.uint64]


class FitWatch(Watch):
    """A watch that also counts the papers of every author in the years of its windows."""

    def __init__(
        self, years: tuple[int, ...], places: tuple[str, ...], window: Sequence[int]
    ) -> None:
        super().__init__(years, places, window)
        self.seats: dict[int, list[tuple[Ids, NDArray[np.int64]]]] = {year: [] for year in window}

    def add_joint(
        self,
        year: int,
        w: Arrays,
        rows: NDArray[np.void],
        papers: NDArray[np.int16],
        focus: tuple[int, int],
    ) -> None:
        """Note what a watch notes, and who had how many papers."""
        super().add_joint(year, w, rows, papers, focus)
        if year in self.seats:
            written, number = np.compress(papers > 0, rows), papers[papers > 0].astype(np.int64)
            here = (np.arange(TEAM) < written["seats"][:, None]) & (written["members"] >= 0)
            self.seats[year].append(
                (w.ids[written["members"][here]], np.repeat(number, here.sum(1)))
            )

    def papers_by_author(self, years: tuple[int, int]) -> NDArray[np.int64]:
        """Papers of every author with one in the years, in no order."""
        parts = [part for year in range(years[0], years[1] + 1) for part in self.seats[year]]
        if not parts:
            return np.zeros(0, np.int64)
        who, number = (np.concatenate(column) for column in zip(*parts, strict=True))
        _, at = np.unique(who, return_inverse=True)
        return np.bincount(at, weights=number).astype(np.int64)


@dataclass(frozen=True, slots=True)
class World:
    """What all histories of a fit share."""

    name: str
    scale: float
    seed: int
    windows: tuple[tuple[int, int], ...]
    """Years of which the teams are kept."""

    @property
    def years(self) -> tuple[int, ...]:
        """All years of the windows."""
        return tuple(sorted({y for first, last in self.windows for y in range(first, last + 1)}))


def live(world: World, values: Mapping[str, float], replicate: int) -> Past:
    """One history without policies from the first to the last year of a fit."""
    drivers = blind(read_drivers(world.name, world.scale))
    end = QUARTERS * LAST_YEAR + QUARTERS - 1
    spec = RunSpec(
        world=world.name,
        scale=world.scale,
        start=QUARTERS * FIRST_YEAR,
        policy=end + 1,
        end=end,
        corridor=(drivers.places[0], drivers.places[1]),
        seed=world.seed,
        values=values,
    )
    watch = FitWatch(spec.years, drivers.places, world.years)
    PolicyModel(spec, replicate, recorder=watch, drivers=drivers).run_until(spec.end + 1)
    return Past(watch.ledger, (watch,))


def blind(drivers: Drivers) -> Drivers:
    """The drivers without anything after the last year of a fit, whose level is held.

    The index of computing hours, which histories know as one number a place, rests on no later one.
    """
    last = LAST_YEAR - FIRST_DRIVEN
    held = {}
    for name in YEARLY:
        yearly = getattr(drivers, name).copy()
        yearly[last + 1 :] = yearly[last]
        held[name] = yearly
    index = compute_index(drivers.places, INDEX_YEAR)
    return replace(drivers, **held, compute_index=index)
