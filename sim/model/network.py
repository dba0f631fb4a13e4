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

from sim.chance import Purpose, base_of, index_below
from sim.compiled import kernel, maker
from sim.dynamics.ties import holds, strength
from sim.world.ascending import first_not_below
from sim.world.state import TIES
from sim.world.views import Arrays, Quarter

LIVE_TIE = 0.05
SAMPLE = 20_000
NETWORK = int(Purpose.NETWORK)
Array = NDArray[np.float64]
Slots = NDArray[np.int32]


@maker
def edges(w: Arrays, q: Quarter, tail: Slots, head: Slots) -> int:
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
def closed_share(q: Quarter, first: NDArray[np.int64], joined: Slots) -> float:
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
        i = first_not_below(pairs, drawn + 1) - 1
        count = first[i + 1] - first[i]
        one = index_below(base, NETWORK, 1, count)
        other = index_below(base, NETWORK, 2, count - 1)
        other += other >= one
        a, b = joined[first[i] + one], joined[first[i] + other]
        at = first[a] + first_not_below(joined[first[a] : first[a + 1]], b)
        closed += at < first[a + 1] and joined[at] == b
    return closed / SAMPLE


@maker
def both_ways(tail: Slots, head: Slots, slots: int) -> tuple[NDArray[np.int64], Slots]:
    """Each joined pair once in either direction: where each slot's partners begin, and they.

    ``tail`` ascends. Slots give themselves to their partners one after the other, so that
    partners ascend and one who is given twice stands last.
    """
    named, first = np.zeros((2, slots + 1), np.int64)
    for e in range(len(head)):
        named[head[e] + 1] += 1
        first[tail[e] + 1] += 1
    for i in range(slots):
        named[i + 1] += named[i]
        first[i + 1] += first[i] + named[i + 1] - named[i]
    by, end = np.empty(len(tail), np.int32), named.copy()
    for e in range(len(head)):
        by[end[head[e]]] = tail[e]
        end[head[e]] += 1
    for i in range(slots + 1):
        end[i] = first[i]
    joined = np.empty(2 * len(tail), np.int32)
    e = 0
    for i in range(slots):
        while e < len(tail) and tail[e] == i:
            give(joined, first, end, head[e], i)
            e += 1
        for n in range(named[i], named[i + 1]):
            give(joined, first, end, by[n], i)
    close_gaps(joined, first, end)
    return first, joined[: first[-1]]


@kernel
def give(
    joined: Slots, first: NDArray[np.int64], end: NDArray[np.int64], to: int, partner: int
) -> None:
    """Put ``partner`` behind the partners of ``to``, unless there already."""
    if end[to] == first[to] or joined[end[to] - 1] != partner:
        joined[end[to]] = partner
        end[to] += 1


@kernel
def close_gaps(joined: Slots, first: NDArray[np.int64], end: NDArray[np.int64]) -> None:
    """Move all partners together, and tell ``first`` where those of each slot now begin."""
    n = 0
    for i in range(len(first) - 1):
        begin = first[i]
        first[i] = n
        for at in range(begin, end[i]):
            joined[n] = joined[at]
            n += 1
    first[-1] = n


@maker
def largest_component(first: NDArray[np.int64], joined: Slots) -> int:
    """Number of slots in the largest set of which each can be reached from every other."""
    seen = np.zeros(len(first) - 1, np.bool_)
    reached = np.empty(len(seen), np.int32)
    largest = 0
    for i in range(len(seen)):
        if seen[i]:
            continue
        seen[i] = True
        reached[0] = i
        size, done = 1, 0
        while done < size:
            here = reached[done]
            done += 1
            for n in range(first[here], first[here + 1]):
                if not seen[joined[n]]:
                    seen[joined[n]] = True
                    reached[size] = joined[n]
                    size += 1
        largest = max(largest, size)
    return largest


def measure(w: Arrays, q: Quarter) -> Array:
    """Share of the active in the largest component, transitivity, share of pairs across borders."""
    active, slots = int((w.people["stage"] >= 0).sum()), len(w.people)
    tail, head = np.empty((2, active * TIES), np.int32)
    found = edges(w, q, tail, head)
    if found == 0:
        return np.full(3, np.nan)
    first, joined = both_ways(tail[:found], head[:found], slots)
    largest = largest_component(first, joined)
    place = w.people["place"].copy()
    across = float((np.repeat(place, np.diff(first)) != place[joined]).mean())
    return np.array([largest / active, closed_share(q, first, joined), across])
