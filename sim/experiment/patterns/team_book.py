"""Teams: how many authors papers have, and the network of co-authors of chosen years."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, triu
from scipy.sparse.csgraph import connected_components

from sim.experiment.patterns.author_book import seats_taken
from sim.world.state import TEAM

Array = NDArray[np.float64]
NOBODY = np.uint64(0)


class TeamBook:
    """Sizes of all teams with papers, and who was in them during the years of ``window``."""

    def __init__(self, window: frozenset[int]) -> None:
        self.window = window
        self.sizes: dict[int, Array] = {}
        self.teams: dict[int, list[NDArray[np.uint64]]] = {}
        self.papers: dict[int, list[NDArray[np.int64]]] = {}

    def note(
        self, year: int, ids: NDArray[np.uint64], rows: NDArray[np.void], papers: NDArray[np.int16]
    ) -> None:
        """Note teams with papers."""
        found = np.bincount(rows["seats"], weights=papers, minlength=TEAM + 1)
        self.sizes[year] = self.sizes.get(year, np.zeros(TEAM + 1)) + found
        if year in self.window:
            taken = seats_taken(rows)
            who = np.where(taken, ids[np.where(taken, rows["members"], 0)], NOBODY)
            self.teams.setdefault(year, []).append(who)
            self.papers.setdefault(year, []).append(papers.astype(np.int64))

    def papers_by_author(self, years: tuple[int, int]) -> NDArray[np.int64]:
        """Papers of every author with one in the years, in no order."""
        within = [year for year in range(years[0], years[1] + 1) if year in self.teams]
        if not within:
            return np.zeros(0, np.int64)
        who = np.concatenate([team for year in within for team in self.teams[year]])
        number = np.concatenate([papers for year in within for papers in self.papers[year]])
        team, seat = np.nonzero(who != NOBODY)
        _, at = np.unique(who[team, seat], return_inverse=True)
        return np.bincount(at, weights=number[team]).astype(np.int64)

    def shares(self, years: tuple[int, int]) -> Array:
        """Share of papers by number of authors, 0 to TEAM."""
        sizes = [self.sizes[y] for y in range(years[0], years[1] + 1) if y in self.sizes]
        total = np.sum(sizes, axis=0) if sizes else np.zeros(TEAM + 1)
        return np.asarray(total / max(1.0, total.sum()))

    def mean(self, years: tuple[int, int]) -> float:
        """Authors per paper."""
        return float(self.shares(years) @ np.arange(TEAM + 1))

    def graph(self, years: tuple[int, int]) -> csr_matrix:
        """Who wrote with whom in the years: symmetric, entries 1, no diagonal."""
        parts = [who for y in range(years[0], years[1] + 1) for who in self.teams.get(y, [])]
        who = np.concatenate(parts) if parts else np.zeros((0, TEAM), np.uint64)
        team, seat = np.nonzero(who != NOBODY)
        authors, column = np.unique(who[team, seat], return_inverse=True)
        shape = (len(who), len(authors))
        member = coo_matrix((np.ones(len(team)), (team, column)), shape=shape).tocsr()
        once = triu(member.T @ member, k=1)
        once.data[:] = 1.0
        return (once + once.T).tocsr()


def transitivity(graph: csr_matrix) -> float:
    """Share of pairs of an author's partners who are partners too: 3 × triangles / triples."""
    degree = np.asarray(graph.sum(axis=1)).ravel()
    triples = float((degree * (degree - 1.0)).sum())
    closed = float((graph @ graph).multiply(graph).sum())
    return closed / triples if triples > 0 else float("nan")


def giant_share(graph: csr_matrix) -> float:
    """Share of the authors in the largest component."""
    if not graph.shape[0]:
        return float("nan")
    _, where = connected_components(graph, directed=False)
    return float(np.bincount(where).max() / graph.shape[0])


def partners_per_author(graph: csr_matrix) -> float:
    """Co-authors of an author, mean over all."""
    return float(graph.nnz / graph.shape[0]) if graph.shape[0] else float("nan")


def transitivity_by_chance(graph: csr_matrix) -> float:
    """The same, expected when every author keeps the number of partners but not the partners.

    (⟨k²⟩ − ⟨k⟩)² / (n⟨k⟩³) over the n authors with k partners each.
    """
    degree = np.asarray(graph.sum(axis=1)).ravel()
    if degree.sum() == 0.0:
        return float("nan")
    first, second = degree.mean(), (degree**2).mean()
    return float((second - first) ** 2 / (len(degree) * first**3))
