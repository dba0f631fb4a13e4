"""E11 · Papers of a project appear one after another, not all in the quarter in which it ends.

    the first: at the end;   each other: floor(T) quarters later, T ~ Exp(4·m), at most 32

m is card output.sequel_delay, in years. A later paper has the authors and places of its project as
it ended; whoever has left research since stays an author, marked as −1; without its lead it is
lost, as a project is. It takes nobody's time, and is recorded with the coverage of the quarter in
which it appears; a paper of one place alone also stands in an outlet at home that is indexed by
then or not (card observation.home_outlets). At m = 0 all appear at the end.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, bits, uniform
from sim.compiled import kernel
from sim.dynamics.ties import spans_places
from sim.dynamics.workload import FREE, RING, copy_work
from sim.world.state import SEQUEL, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = ("output.sequel_delay",)
DRAWS = int(Purpose.SEQUEL)
RECORDED = int(Purpose.RECORDED)
GONE = -1


@kernel
def wait(q: Quarter, project: np.uint64, p: int) -> int:
    """Quarters from the end of a project to its ``p``-th paper."""
    if p == 0:
        return 0
    years = -math.log(uniform(project, DRAWS, 2 * p)) * q.theta[0].output_sequel_delay
    return min(int(4.0 * years), RING - 1)


@kernel
def covered(q: Quarter, row: Row) -> float:
    """Chance that a paper of this team is recorded today: home outlets may not be indexed yet."""
    lead = row.at[0]
    chance = q.coverage[lead]
    return float(chance if spans_places(row) else chance * q.home_coverage[lead])


@kernel
def publish(q: Quarter, row: Row, written: int) -> tuple[int, int, int]:
    """Of the papers of a project that ends: how many appear now, are recorded, and come later."""
    now = 0
    recorded = 0
    for p in range(written):
        if wait(q, row.id, p) > 0:
            continue
        now += 1
        if uniform(row.id, RECORDED, p) < covered(q, row):
            recorded += 1
    return now, recorded, written - now


@kernel
def put_off(
    q: Quarter, rows: Rows, later: NDArray[np.int16], pool: Rows, due: NDArray[np.int8]
) -> int:
    """File the papers that projects still owe among those under way; returns how many.

    ``later`` (row,) is how many each owes; ``due`` (pool,) is FREE for at least as many rows.
    """
    filed = 0
    here = 0
    for r in range(len(rows)):
        p = 0
        owed = later[r]
        while owed > 0:
            p += 1
            quarters = wait(q, rows[r].id, p)
            if quarters == 0:
                continue
            while due[here] != FREE:
                here += 1
            due[here] = (q.t + quarters) % RING
            copy_work(rows[r], pool[here])
            pool[here].id = bits(rows[r].id, DRAWS, 2 * p + 1)
            pool[here].marks = rows[r].marks | SEQUEL
            owed -= 1
            filed += 1
    return filed


@kernel
def appear(
    w: Arrays,
    q: Quarter,
    rows: Rows,
    papers: NDArray[np.int16],
    recorded: NDArray[np.int16],
) -> None:
    """Later papers appear, 1 or 0 of each row: who is still there, and which are recorded."""
    for r in range(len(rows)):
        row = rows[r]
        mark_gone(w, row)
        papers[r] = 0 if row.members[0] == GONE else 1
        recorded[r] = 0
        if papers[r] == 0:
            row.seats = 0
        elif uniform(row.id, RECORDED, 0) < covered(q, row):
            recorded[r] = 1


@kernel
def mark_gone(w: Arrays, row: Row) -> None:
    """Mark authors who have left research, or whose slot is somebody else's by now."""
    for m in range(row.seats):
        if row.members[m] != GONE:
            person = w.people[row.members[m]]
            if person.stage < 0 or person.born > row.start:
                row.members[m] = GONE
