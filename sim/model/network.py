"""Network measures read off the ties: largest component, clustering, share across borders.

A tie is living when at least a strength of 0.05 is left and its partner is still in research. Two
researchers are joined when one of them at least remembers a living tie with the other. Of N active
researchers, E joined pairs of them, d_i the number of those joined with i:

    largest component = researchers in it/N
    clustering = Σ_i closed pairs among the joined of i/Σ_i d_i(d_i − 1)/2
    across = joined pairs of two places/E

So who has no tie counts in the first, and in clustering everybody weighs by their pairs, as in the
share of triples that are closed (transitivity); it is estimated from a sample of pairs.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sim.chance import Purpose, base_of, index_below
from sim.compiled import maker
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


@maker
def closed_share(q: Quarter, first: NDArray[np.int64], joined: NDArray[np.int64]) -> float:
    """Share of sampled pairs of partners of one researcher that are joined themselves.

    ``joined[first[i]:first[i + 1]]`` are the partners of slot i, ascending. A pair is drawn from
    all pairs of all researchers, each as likely as any other.
    """
    pairs = np.zeros(len(first), np.int64)
    for i in range(len(first) - 1):
        count = first[i + 1] - first[i]
        pairs[i + 1] = pairs[i] + count * (count - 1) // 2
    if pairs[-1] == 0:
        return np.nan
    closed = 0
    for s in range(SAMPLE):
        base = base_of(q.key, np.uint64(s))
        drawn = index_below(base, NETWORK, 0, pairs[-1])
        i = int(np.searchsorted(pairs, drawn, side="right")) - 1
        count = first[i + 1] - first[i]
        one = index_below(base, NETWORK, 1, count)
        other = index_below(base, NETWORK, 2, count - 1)
        other += other >= one
        a, b = joined[first[i] + one], joined[first[i] + other]
        at = first[a] + int(np.searchsorted(joined[first[a] : first[a + 1]], b))
        closed += at < first[a + 1] and joined[at] == b
    return closed / SAMPLE


def both_ways(tail: NDArray[np.int64], head: NDArray[np.int64], slots: int) -> csr_array:
    """Each joined pair once in either direction, a row for each slot, columns ascending.

    ``tail`` ascends.
    """
    first = np.searchsorted(tail, np.arange(slots + 1))
    told = csr_array((np.ones(len(head), np.int8), head, first), shape=(slots, slots))
    told.sum_duplicates()
    joined = told + told.T.tocsr()
    joined.sort_indices()
    return joined


def measure(w: Arrays, q: Quarter) -> Array:
    """Share of the active in the largest component, transitivity, share of pairs across borders."""
    active, slots = int((w.people["stage"] >= 0).sum()), len(w.people)
    tail, head = np.empty(active * TIES, np.int64), np.empty(active * TIES, np.int64)
    found = edges(w, q, tail, head)
    if found == 0:
        return np.full(3, np.nan)
    graph = both_ways(tail[:found], head[:found], slots)
    first, head = graph.indptr.astype(np.int64), graph.indices.astype(np.int64)
    _, component = connected_components(graph, directed=False)
    largest = np.bincount(component[w.people["stage"] >= 0]).max()
    place = w.people["place"]
    across = float((np.repeat(place, np.diff(first)) != place[head]).mean())
    return np.array([largest / active, closed_share(q, first, head), across])
