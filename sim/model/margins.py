"""Following the record: how many projects, entrants and moves make the national margins come out.

While the record lasts these rates react to the state of the quarter; afterwards the means of the
last two years hold, so that no variant can be pulled back to the baseline by the record.
"""

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.dynamics.careers import AGES
from sim.dynamics.projects import expected_starts
from sim.dynamics.ties import spans_places
from sim.dynamics.workload import RING
from sim.model.ageing import ages_of, mean_effort, older
from sim.model.attraction import in_steps
from sim.model.conditions import Almanac, growth_since
from sim.world.state import CONTACT, Rows, State
from sim.world.views import Arrays, records

KEPT_QUARTERS = 8
YIELD_MEMORY = 0.15
YIELD_PRIOR = 20.0
LED_MEMORY = 0.1
LED_PRIOR = 10.0
FEWEST_EFFORT = 1e-9
MOST_STARTS = 60.0
VACANCY_SLOPE = 8.0
TEAM_MEMORY = 0.5
TEAM_STEP = 1.25
FEWEST_PARTNERS = 0.2
Array = NDArray[np.float64]


@kernel
def census(
    w: Arrays,
    by_stage: tuple[Array, Array],
    movers: tuple[float, float],
    time: tuple[float, Array],
    out: Array,
    stages: Array,
) -> None:
    """Per place: heads, effort Σλφ·free, Σ move factors, projects that people propose.

    Per stage: heads and Σ ln(1 + papers). ``time`` is everybody's budget and the rates of starts.
    """
    out[:] = 0.0
    stages[:] = 0.0
    stage_rate, move_stage = by_stage
    abroad, pull = movers
    budget, starts = time
    for i in range(len(w.people)):
        person = w.people[i]
        if person.stage < 0:
            continue
        a = person.place
        out[a, 0] += 1.0
        effort = person.rate * stage_rate[person.stage] * max(0.0, 1.0 - person.load / budget)
        out[a, 1] += effort
        out[a, 3] += expected_starts(starts[a] * effort)
        factor = move_stage[person.stage] * np.exp(pull * person.quality)
        if person.origin != person.place:
            factor *= abroad
        out[a, 2] += factor
        stages[person.stage, 0] += 1.0
        stages[person.stage, 1] += np.log1p(float(person.papers))


def start_memory(almanac: Almanac) -> dict[str, Array]:
    """What a world remembers before its first quarter."""
    places = len(almanac.drivers.places)
    team = float(almanac.drivers.between(almanac.drivers.team_mean, almanac.year(0))) - 1.0
    return {
        "heads": almanac.heads(0),
        "starts": np.full(places, 0.05),
        "starts_kept": np.zeros((KEPT_QUARTERS, places)),
        "entrants_kept": np.zeros((KEPT_QUARTERS, places)),
        "move_norm": np.ones(places),
        "stage_output": np.zeros(4),
        "team_core": np.array([team]),
        "team_seen": np.array([team + 1.0, 1.0]),
        "yield_papers": np.full(places, YIELD_PRIOR),
        "yield_projects": np.full(places, YIELD_PRIOR),
        "yield_across": YIELD_PRIOR * almanac.drivers.international_share,
        "proposed": np.full(places, YIELD_PRIOR),
        "begun": np.full(places, YIELD_PRIOR),
        "seen": np.full(places, LED_PRIOR),
        "led": LED_PRIOR * (1.0 - 0.5 * almanac.drivers.international_share),
        "carry": np.zeros(places),
        "ages": np.zeros((places, AGES)),
        "effort": np.ones(places),
        "vacancy": np.ones(places),
        "friction_begun": np.zeros((RING, places, places)),
    }


def follow(almanac: Almanac, state: State, w: Arrays) -> None:
    """Set the rates of the coming quarter from the record and the state, or keep the last ones."""
    memory = state.memory
    places = len(almanac.drivers.places)
    v = almanac.spec.values
    memory["heads"] = in_steps(np.maximum(state.places["count"].astype(float), 1.0))
    if not almanac.in_record(state.t):
        memory["starts"] = memory["starts_kept"].mean(axis=0) * ageing(almanac, state)
        return
    counts, stages = np.zeros((places, 4)), np.zeros((4, 2))
    census(
        w,
        (almanac.tables.stage_rate, almanac.tables.move_stage),
        (v["mobility.abroad"], v["mobility.quality"]),
        (v["projects.time_budget"], memory["starts"]),
        counts,
        stages,
    )
    effort = np.maximum(counts[:, 1], FEWEST_EFFORT)
    memory["starts"] = (
        almanac.articles_led(
            state.t,
            memory["led"] / memory["seen"],
            memory["yield_across"] / memory["yield_papers"],
        )
        / brought(memory, memory["starts"] * effort, counts[:, 3])
        / effort
    )
    memory["starts"] = np.minimum(memory["starts"], MOST_STARTS)
    memory["starts_kept"] = np.roll(memory["starts_kept"], 1, axis=0)
    memory["starts_kept"][0] = memory["starts"]
    memory["move_norm"] = np.maximum(counts[:, 2], 1e-9) / np.maximum(counts[:, 0], 1.0)
    memory["vacancy"] = (
        np.minimum(1.0, almanac.heads(state.t) / np.maximum(counts[:, 0], 1.0)) ** VACANCY_SLOPE
    )
    memory["stage_output"] = stages[:, 1] / np.maximum(stages[:, 0], 1.0)
    wanted = float(almanac.drivers.between(almanac.drivers.team_mean, almanac.appears(state.t)))
    seen = memory["team_seen"][0] / memory["team_seen"][1]
    memory["team_core"] = memory["team_core"] * np.clip(
        (wanted - 1.0) / max(seen - 1.0, FEWEST_PARTNERS), 1.0 / TEAM_STEP, TEAM_STEP
    )


def brought(memory: dict[str, Array], wanted: Array, proposed: Array) -> Array:
    """Papers that a wanted start brings (place,): of those some are never proposed, or lapse.

    Counted by project begun, margins would be missed wherever time is short.
    """
    proposals = np.divide(proposed, wanted, out=np.ones_like(wanted), where=proposed > 0.0)
    begun = memory["begun"] / memory["proposed"]
    papers = memory["yield_papers"] / memory["yield_projects"]
    return np.asarray(proposals * begun * papers)


def ageing(almanac: Almanac, state: State) -> Array:
    """What the mix of ages would add to effort per head since the record's end, inverted."""
    memory, tables = state.memory, almanac.tables
    if memory["ages"].any():
        memory["ages"] = older(memory["ages"], tables.exit_hazard, expected(almanac, state))
    else:
        memory["ages"] = ages_of(state)
        memory["effort"] = mean_effort(memory["ages"], tables.effort)
    return memory["effort"] / mean_effort(memory["ages"], tables.effort)


def expected(almanac: Almanac, state: State) -> Array:
    """Doctoral students who should enter each place in a quarter after the record (place,)."""
    beyond = max(0.0, almanac.year(state.t) - almanac.drivers.last_year)
    return np.asarray(
        state.memory["entrants_kept"].mean(axis=0) * growth_since(almanac.spec, beyond)
    )


def entrants(almanac: Almanac, state: State, now: Array) -> NDArray[np.int64]:
    """Doctoral students who enter in each place at a quarter's end, given heads ``now``."""
    memory = state.memory
    if almanac.in_record(state.t):
        wanted = np.maximum(0.0, np.rint(almanac.heads(state.t)) - now)
        memory["entrants_kept"] = np.roll(memory["entrants_kept"], 1, axis=0)
        memory["entrants_kept"][0] = wanted
        return np.asarray(wanted, np.int64)
    exact = expected(almanac, state) + memory["carry"]
    whole = np.rint(exact)
    memory["carry"] = exact - whole
    return np.asarray(whole, np.int64)


def note_teams(state: State, sizes: NDArray[np.int8]) -> None:
    """Remember how large the teams are that begin, so that the next ones can be steered.

    Steering by papers that end, two years later, would swing.
    """
    seen = np.array([float(sizes.sum()), float(len(sizes))])
    state.memory["team_seen"] = (1.0 - TEAM_MEMORY) * state.memory["team_seen"] + TEAM_MEMORY * seen


def note_begun(state: State, rows: Rows) -> None:
    """Remember how many of the projects proposed begin, but for those of meetings and awards."""
    memory = state.memory
    places = len(memory["heads"])
    own = rows[rows["channel"] < CONTACT]
    proposed = np.bincount(own["at"][:, 0], minlength=places).astype(float)
    begun = np.bincount(own["at"][own["seats"] > 0, 0], minlength=places).astype(float)
    share = (begun.sum() + 1.0) / (proposed.sum() + 1.0)
    remember(memory, "begun", begun + YIELD_PRIOR * share)
    remember(memory, "proposed", proposed + YIELD_PRIOR)


def remember(memory: dict[str, Array], name: str, now: Array) -> None:
    """Let what is remembered fade towards what is seen now."""
    memory[name] = (1.0 - YIELD_MEMORY) * memory[name] + YIELD_MEMORY * now


def note_led(
    almanac: Almanac, state: State, rows: Rows, recorded: NDArray[np.int16], seen: Array
) -> None:
    """Remember how many of the recorded papers of each place (``seen``) were led there."""
    if not almanac.in_record(state.t):
        return
    memory = state.memory
    led = np.bincount(rows["at"][:, 0], weights=recorded.astype(float), minlength=len(seen))
    memory["seen"] = (1.0 - LED_MEMORY) * memory["seen"] + LED_MEMORY * seen
    memory["led"] = (1.0 - LED_MEMORY) * memory["led"] + LED_MEMORY * led


def note_yield(
    almanac: Almanac, state: State, rows: tuple[Rows, Rows], papers: NDArray[np.int16]
) -> None:
    """Remember, while the record lasts, papers that appear per project that ends, by place.

    And how many of them have authors in several places.
    ``rows`` are the projects that end, and those with papers of now, ``papers`` of each.
    """
    if not almanac.in_record(state.t):
        return
    memory = state.memory
    places = len(memory["heads"])
    ended, written = (one["at"][:, 0] for one in rows)
    projects = np.bincount(ended, minlength=places).astype(float)
    appeared = np.bincount(written, weights=papers.astype(float), minlength=places)
    across = np.zeros(places)
    add_across(records(rows[1]), papers, across)
    mean = (appeared.sum() + 1.0) / (projects.sum() + 1.0)
    usual = (across.sum() + 1.0) / (appeared.sum() + 1.0)
    remember(memory, "yield_papers", appeared + YIELD_PRIOR * mean)
    remember(memory, "yield_projects", projects + YIELD_PRIOR)
    remember(memory, "yield_across", across + YIELD_PRIOR * mean * usual)


@kernel
def add_across(rows: Rows, papers: NDArray[np.int16], out: Array) -> None:
    """Add the papers of teams with somebody in another place than their lead, by its place."""
    for r in range(len(rows)):
        if papers[r] > 0 and spans_places(rows[r]):
            out[rows[r].at[0]] += papers[r]
