"""Network measures are what their definitions say, counted once more by hand."""

from itertools import combinations

import numpy as np
import pytest

from sim.dynamics.ties import holds, strength
from sim.model.network import SAMPLE, closed_share, measure
from sim.world.state import TIES
from sim.world.views import arrays_of
from tests.model.worlds import past

LEAST = 0.05


@pytest.fixture(scope="module")
def world():
    """A world after ten years, in which many slots have had several people."""
    return past(1).model


@pytest.fixture(scope="module")
def graph(world):
    """Whom each active researcher is joined with: one of the two remembers a living tie."""
    w = arrays_of(world.state)
    found: dict[int, set[int]] = {int(i): set() for i in np.flatnonzero(world.state.living)}
    for i, mine in found.items():
        for x in range(TIES):
            tie = w.ties[i, x]
            if tie.weight > 0 and strength(tie, world.now) >= LEAST and holds(w, tie):
                mine.add(int(tie.slot))
                found[int(tie.slot)].add(i)
    return found


@pytest.fixture(scope="module")
def measured(world):
    return measure(arrays_of(world.state), world.now)


def test_the_largest_component_is_a_share_of_all_who_are_active(measured, graph):
    left, sizes = set(graph), []
    while left:
        reached, edge = set(), {left.pop()}
        while edge:
            reached |= edge
            edge = set().union(*(graph[i] for i in edge)) - reached
        left -= reached
        sizes.append(len(reached))
    largest = max(sizes)
    assert 1 in sizes
    assert measured[0] == largest / len(graph)


def test_clustering_is_the_share_of_closed_pairs_of_all_pairs_of_partners(measured, graph):
    closed = [b in graph[a] for mine in graph.values() for a, b in combinations(mine, 2)]
    share = np.mean(closed)
    assert abs(measured[1] - share) < 4 * (share * (1 - share) / SAMPLE) ** 0.5


def test_a_pair_counts_once_in_the_share_across_borders(measured, graph, world):
    place = world.state.people["place"]
    assert measured[2] == pytest.approx(
        np.mean([place[i] != place[j] for i, mine in graph.items() for j in mine])
    )


def test_everybody_weighs_by_their_pairs(world):
    """A star of 21 of whom two are joined, and a triangle: 6 of 215 pairs are closed."""
    star = [(0, other) for other in range(1, 22)] + [(1, 2)]
    edges = np.array([*star, *combinations((30, 31, 32), 2)])
    both = np.concatenate([edges, edges[:, ::-1]])
    tail, head = both[np.lexsort((both[:, 1], both[:, 0]))].T
    first = np.searchsorted(tail, np.arange(41))
    share = (1 + 2 + 3) / (210 + 2 + 3)
    found = closed_share(world.now, first, np.ascontiguousarray(head))
    assert abs(found - share) < 4 * (share * (1 - share) / SAMPLE) ** 0.5
