"""Building the world of a run: institutions, founders, first acquaintances."""

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.careers import survival
from sim.dynamics.founding import acquaint, found
from sim.dynamics.workload import empty_pool
from sim.model.acquaintance import unacquainted
from sim.model.borders import unsteered
from sim.model.conditions import Almanac, quarter_of
from sim.model.margins import start_memory
from sim.model.pulls import unturned
from sim.model.routes import unrouted
from sim.world.build import age_shares, empty_state, sizes_of
from sim.world.lever_values import Levers
from sim.world.roster import tighten
from sim.world.slots import empty_slots
from sim.world.state import DOMAINS, State
from sim.world.views import arrays_of

SLACK = 1.15
LEAST_SLOTS = 512
Array = NDArray[np.float64]


def capacity_for(almanac: Almanac) -> int:
    """Slots for the founders; the world grows as it fills."""
    return int(SLACK * almanac.heads(0).sum()) + LEAST_SLOTS


def empty_world(almanac: Almanac) -> State:
    """The world before anybody lives there."""
    exponent = almanac.spec.values["world.size_exponent"]
    state = empty_state(almanac.drivers, capacity_for(almanac), exponent)
    state.projects, state.project_due = empty_pool(max(256, len(state.people) // 8))
    places = len(almanac.drivers.places)
    state.memory = start_memory(almanac) | unsteered(places)
    state.memory |= unturned(places) | unrouted(places) | unacquainted(places)
    state.memory["busy"] = np.zeros(1)
    return state


def found_world(almanac: Almanac) -> State:
    """The world at t = 0, filled to the record's heads of the first year."""
    d, v = almanac.drivers, almanac.spec.values
    state = empty_world(almanac)
    levers = Levers(d.places, DOMAINS).after(())
    q = quarter_of(almanac, state, levers)
    w = arrays_of(state)
    alive, growth = survival(almanac.tables.exit_hazard), d.growth_around(almanac.spec.start // 4)
    domains = np.cumsum(np.full(len(DOMAINS), 1.0 / len(DOMAINS)))
    free, by_size = empty_slots(state), sizes_of(d.institutions, v["world.size_exponent"])
    for place, heads in enumerate(np.rint(almanac.heads(0)).astype(int)):
        first, sizes = by_size[place]
        shares = (age_shares(alive, growth[place] / 4.0), sizes, domains)
        official = int(d.english_official[place])
        if found(w, q, free, place, int(heads), first, official, shares) < 0:
            message = "the world has no room for its founders"
            raise RuntimeError(message)
    acquaint(w, q, papers_a_head(almanac))
    tighten(state)
    return state


def papers_a_head(almanac: Almanac) -> Array:
    """Papers a year for each researcher (place,), as the record begins."""
    d, year = almanac.drivers, almanac.year(0)
    return np.asarray(d.articles_in(year) / d.between(d.stock, year))
