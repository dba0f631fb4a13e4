"""E3 · Time is finite: overbooked people keep some invitations, and projects take years.

    load ≤ budget,   budget: card projects.time_budget (projects at a time)
    duration ~ Gamma(mean projects.lag_mean years, shape projects.lag_shape), 1 to 32 quarters

When more invitations arrive in one quarter than fit, those with the earliest keyed draws are kept;
a project whose lead has no time lapses.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc

from sim.chance import Purpose, bits, uniform, uniform_for
from sim.compiled import kernel
from sim.world import memory
from sim.world.prefetch import prefetch
from sim.world.state import TEAM, WORK, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = ("projects.lag_mean", "projects.lag_shape")
TIME = int(Purpose.TIME)
LAG = int(Purpose.LAG)
RING = 33
FREE = np.int8(-1)
AHEAD = 4


def lag_table(mean_years: float, shape: float) -> NDArray[np.float64]:
    """P(duration ≤ n quarters) for n = 0 … RING − 1; the last is 1."""
    table = gammainc(shape, np.arange(RING) * shape / (4.0 * mean_years))
    table[0] = 0.0
    table[-1] = 1.0
    return np.asarray(table)


class Crowd(NamedTuple):
    """Scratch space of ``settle``, all of shape (capacity,).

    room: projects that each researcher can still take on; wanted: invitations of this quarter, zero
    before and after; first: where in the list of invitations those of an overbooked one begin.
    """

    room: NDArray[np.int16]
    wanted: NDArray[np.int16]
    first: NDArray[np.int32]


class Invitations(NamedTuple):
    """Invitations of overbooked people: project, seat, and the draw that ranks them."""

    where: NDArray[np.int32]
    seat: NDArray[np.int8]
    draw: NDArray[np.float64]


def crowd_of(capacity: int) -> Crowd:
    """Scratch space for so many slots."""
    room, wanted = np.zeros((2, capacity), np.int16)
    return Crowd(room, wanted, np.zeros(capacity, np.int32))


def settle(w: Arrays, q: Quarter, rows: Rows, count: int, crowd: Crowd) -> None:
    """Shrink the teams of ``rows[:count]`` to those who have time; size 0 = the lead has none."""
    overbooked = invite(w, q, rows, count, crowd)
    asked = Invitations(
        np.empty(overbooked, np.int32), np.empty(overbooked, np.int8), np.empty(overbooked)
    )
    list_invitations(w, rows, count, crowd, asked)
    refuse(rows, crowd, asked)
    close_ranks(rows, count)


@kernel
def invite(w: Arrays, q: Quarter, rows: Rows, count: int, crowd: Crowd) -> int:
    """Count everybody's invitations; returns how many of them go to overbooked people."""
    for r in range(count):
        for m in range(rows[r].seats):
            crowd.wanted[rows[r].members[m]] += 1
    overbooked = 0
    for i in range(len(w.people)):
        crowd.room[i] = int(q.theta[0].projects_time_budget) - w.people[i].load
        crowd.first[i] = overbooked
        if crowd.wanted[i] > crowd.room[i]:
            overbooked += crowd.wanted[i]
    return overbooked


@kernel
def list_invitations(w: Arrays, rows: Rows, count: int, crowd: Crowd, asked: Invitations) -> None:
    """Write down the invitations of overbooked people, and their draws, person by person."""
    for r in range(count):
        for m in range(rows[r].seats):
            j = rows[r].members[m]
            if crowd.wanted[j] > crowd.room[j]:
                n = crowd.first[j]
                crowd.first[j] += 1
                asked.where[n] = r
                asked.seat[n] = m
                asked.draw[n] = uniform_for(bits(rows[r].id, TIME, 0), np.uint64(w.people[j].key))


@kernel
def refuse(rows: Rows, crowd: Crowd, asked: Invitations) -> None:
    """Mark the invitations that overbooked people turn down (as −1 − slot), and forget all."""
    for who in range(len(crowd.wanted)):
        if crowd.wanted[who] > crowd.room[who]:
            last = crowd.first[who]
            first = last - crowd.wanted[who]
            for x in range(first, last):
                earlier = 0
                for y in range(first, last):
                    if asked.draw[y] < asked.draw[x]:
                        earlier += 1
                if earlier >= crowd.room[who]:
                    rows[asked.where[x]].members[asked.seat[x]] = -1 - who
        crowd.wanted[who] = 0


@kernel
def close_ranks(rows: Rows, count: int) -> None:
    """Teams without those who refused."""
    for r in range(count):
        drop_refused(rows[r])


@kernel
def drop_refused(row: Row) -> None:
    """Close the ranks of one team; without its lead there is no project."""
    if row.seats > 0 and row.members[0] < 0:
        row.seats = 0
        return
    stay = 0
    for m in range(row.seats):
        if row.members[m] >= 0:
            row.members[stay] = row.members[m]
            row.at[stay] = row.at[m]
            stay += 1
    row.seats = stay


@kernel
def expect_team(w: Arrays, row: Row) -> None:
    """The team of a project will be looked at soon: ask memory for it now."""
    for m in range(row.seats):
        prefetch(w.people, max(0, row.members[m]))


@kernel
def begin(w: Arrays, q: Quarter, rows: Rows, count: int, pool: Rows, due: NDArray[np.int8]) -> int:
    """Book everybody's time and note for each project the quarter in which it will end.

    ``due`` (pool,) is that quarter modulo RING, FREE for the unused rows of ``pool``, of which
    there must be at least ``count``. Returns the number of projects begun.
    """
    begun = 0
    here = 0
    for r in range(count):
        expect_team(w, rows[min(r + AHEAD, count - 1)])
        row = rows[r]
        if row.seats == 0:
            continue
        u = uniform(row.id, LAG, 0)
        lag = 1
        while q.lag[lag] < u:
            lag += 1
        while due[here] != FREE:
            here += 1
        due[here] = (q.t + lag) % RING
        copy_work(row, pool[here])
        begun += 1
        for m in range(row.seats):
            w.people[row.members[m]].load += 1
    return begun


def ending(due: NDArray[np.int8], bucket: int) -> NDArray[np.int64]:
    """Positions of the projects that end now; their rows are free from here on.

    What stands in them stays readable until projects begin again.
    """
    where = np.flatnonzero(due == bucket)
    due[where] = FREE
    return where


def empty_pool(room: int) -> tuple[Rows, NDArray[np.int8]]:
    """A pool of unused rows, and when each is due."""
    return memory.zeros(room, WORK), np.full(room, FREE)


def widen(pool: Rows, due: NDArray[np.int8], room: int) -> tuple[Rows, NDArray[np.int8]]:
    """A pool with ``room`` more rows."""
    return memory.widened(pool, len(pool) + room), np.concatenate([due, np.full(room, FREE)])


@kernel
def copy_work(source: Row, target: Row) -> None:
    """Copy one project field by field."""
    target.id = source.id
    target.start = source.start
    target.seats = source.seats
    target.marks = source.marks
    target.domain = source.domain
    target.channel = source.channel
    for m in range(TEAM):
        target.members[m] = source.members[m]
        target.at[m] = source.at[m]
