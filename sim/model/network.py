"""Network measures read off the ties: largest component, clustering, share across borders."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sim.chance import Purpose, base_of, index_below
from sim.compiled import kernel, maker
from sim.dynamics.ties import holds, strength
from sim.world.state import TIES
from sim.world.views import Arrays, Quarter

LIVE_TIE = 0.05
SAMPLE = 20_000
NETWORK = int(Purpose.NETWORK)
Array = NDArray[np.float64]


@maker
def edges(w: Arrays, q: Quarter, tail: NDArray[np.int64], head: NDArray[np.int64]) -> int:
    """Write every living tie; returns their number."""
    n = 0
    for i in range(len(w.people)):
        if w.people[i].stage < 0:
            continue
        for x in range(TIES):
            tie = w.ties[i, x]
            if tie.weight > 0.0 and strength(tie, q) >= LIVE_TIE and holds(w, tie):
                tail[n] = i
                head[n] = tie.slot
                n += 1
    return n


@kernel
def linked(w: Arrays, q: Quarter, i: int, j: int) -> bool:
    """Whether ``i`` remembers a living tie with ``j``."""
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0 and tie.slot == j and strength(tie, q) >= LIVE_TIE:
            return True
    return False


@kernel
def closed_share(
    w: Arrays,
    q: Quarter,
    tail: NDArray[np.int64],
    head: NDArray[np.int64],
    first: NDArray[np.int64],
) -> float:
    """Share of sampled pairs of ties of one researcher that close a triangle (transitivity).

    Pairs are drawn in proportion to their number: a tie at random, then another of its owner.
    """
    tried = 0
    closed = 0
    for s in range(SAMPLE):
        base = base_of(q.key, np.uint64(s))
        e = index_below(base, NETWORK, 0, len(tail))
        i = tail[e]
        count = first[i + 1] - first[i]
        if count < 2:
            continue
        other = first[i] + index_below(base, NETWORK, 1, count)
        if head[other] == head[e]:
            continue
        tried += 1
        if linked(w, q, head[e], head[other]) or linked(w, q, head[other], head[e]):
            closed += 1
    return closed / tried if tried > 0 else np.nan


def measure(w: Arrays, q: Quarter) -> Array:
    """Share of the connected in the giant component, transitivity, share of ties across borders."""
    room = int((w.people["stage"] >= 0).sum()) * TIES
    tail, head = np.empty(room, np.int64), np.empty(room, np.int64)
    found = edges(w, q, tail, head)
    tail, head = tail[:found], head[:found]
    if found == 0:
        return np.full(3, np.nan)
    size = len(w.people)
    first = np.searchsorted(tail, np.arange(size + 1))
    graph = csr_array((np.ones(found), head, first), shape=(size, size))
    _, component = connected_components(graph, directed=False)
    touched = np.zeros(size, np.bool_)
    touched[tail] = touched[head] = True
    giant = np.bincount(component[touched]).max() / touched.sum()
    place = w.people["place"]
    across = float((place[tail] != place[head]).mean())
    return np.array([giant, closed_share(w, q, tail, head, first), across])
