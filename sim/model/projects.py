"""Projects of one quarter: decide and assemble, settle time, find what is due, leave marks."""

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.assembly import BLOCK, SEARCH
from sim.dynamics.entry import room_to_enter
from sim.dynamics.knowledge import exchange
from sim.dynamics.listing import shun
from sim.dynamics.output import commit, teach
from sim.dynamics.projects import decide
from sim.dynamics.workload import RING, begin, crowd_of, ending, settle, widen
from sim.model.knowledge import inspired
from sim.model.lists import BURDEN
from sim.model.margins import note_begun, note_teams
from sim.model.parts import Parts
from sim.world import memory
from sim.world.state import WORK, Rows, State
from sim.world.views import KNOWLEDGE, Arrays, Quarter, records

FIRST_ROOM = 1024


class Buffers:
    """Scratch memory that one run keeps between quarters."""

    def __init__(self, capacity: int) -> None:
        self.fit(capacity)
        self.proposals: dict[int, Rows] = {}
        self.entrance = room_to_enter()

    def fit(self, capacity: int) -> None:
        """Make room for that many slots."""
        self.crowd = crowd_of(capacity)

    def for_part(self, part: int, room: int = FIRST_ROOM) -> Rows:
        """The proposal rows of one part of the slots."""
        if part not in self.proposals or len(self.proposals[part]) < room:
            self.proposals[part] = np.zeros(room, WORK)
        return self.proposals[part]


def start_projects(
    state: State, w: Arrays, q: Quarter, buffers: Buffers, parts: Parts, awarded: Rows
) -> int:
    """All projects that begin this quarter, those of programmes first; returns their number."""

    def proposals(n: int, lo: int, hi: int) -> Rows:
        rows, block = buffers.for_part(n), records(np.zeros(BLOCK, SEARCH))
        made = decide(w, q, lo, hi, records(rows), block)
        while made < 0:
            rows = buffers.for_part(n, 2 * len(rows))
            made = decide(w, q, lo, hi, records(rows), block)
        return rows[:made]

    with inspired(state, w, q):
        made = parts.map(proposals)
    begun = [found for found in (awarded, *made) if len(found)]
    rows = begun[0] if len(begun) == 1 else memory.joined(begun, WORK)
    if BURDEN in state.memory:
        shun(w, records(rows), state.memory[BURDEN])
    return file_projects(state, w, q, rows, buffers)


def file_projects(state: State, w: Arrays, q: Quarter, rows: Rows, buffers: Buffers) -> int:
    """Settle overbooked time and chain the projects to the quarters they end in."""
    settle(w, q, records(rows), len(rows), buffers.crowd)
    note_begun(state, rows)
    note_teams(state, rows["seats"][rows["seats"] > 0])
    make_room(state, len(rows))
    pool = records(state.projects)
    begun = begin(w, q, records(rows), len(rows), pool, state.project_due)
    state.memory["busy"][0] += begun
    return int(begun)


def make_room(state: State, wanted: int) -> None:
    """Rows of the pool for so many more projects."""
    missing = wanted - spare_rows(state)
    if missing > 0:
        room = max(missing, len(state.projects) // 16)
        state.projects, state.project_due = widen(state.projects, state.project_due, room)


def spare_rows(state: State) -> int:
    """Rows of the pool that hold no project."""
    return len(state.projects) - int(state.memory["busy"][0])


def due_projects(state: State) -> Rows:
    """Projects that end and later papers that appear this quarter, in order of identity."""
    where = ending(state.project_due, state.t % RING)
    state.memory["busy"][0] -= len(where)
    return np.take(state.projects, where[np.argsort(state.projects["id"][where])])


def leave_marks(w: Arrays, q: Quarter, rows: Rows, papers: NDArray[np.int16], parts: Parts) -> None:
    """Ties, topics and records after papers; each part writes only to its own researchers."""
    order = np.arange(len(rows))
    parts.map(lambda _, lo, hi: commit(w, q, records(rows), order, papers, lo, hi))
    (exchange if q.switches[KNOWLEDGE] else teach)(w, q, records(rows), order, papers)
