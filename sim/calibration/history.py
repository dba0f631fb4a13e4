"""One history to the last year of a fit, which knows nothing of later years."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.calibration.targets import FIRST_YEAR, LAST_YEAR
from sim.chance import replicate_seed
from sim.experiment.patterns.base import Past
from sim.experiment.patterns.paper_lists import PaperLists
from sim.experiment.patterns.watch import Watch
from sim.experiment.worlds import WARM_UP, corridor_of
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.drivers import FIRST_YEAR as FIRST_DRIVEN
from sim.world.drivers import INDEX_YEAR, Drivers, compute_index, read_drivers

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
        corridor=corridor_of(drivers.places),
        seed=world.seed,
        values=values,
    )
    lists = PaperLists.of(replicate_seed(spec.seed, replicate), spec.values)
    watch = Watch(spec.years, drivers.places, world.years, lists)
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
