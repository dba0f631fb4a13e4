"""Pairs of co-authors: who has written together before, and how often a pair does."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.experiment.patterns.author_book import seats_taken
from sim.world.state import TEAM

ONE_IN = np.uint64(4)
"""One pair in so many is followed, always the same ones."""

Found = tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class PairYear:
    """Counts of one year, or of several together."""

    pairs: int = 0
    """Pairs with a joint paper."""
    seen: int = 0
    """Those who had one in an earlier year."""
    known: int = 0
    """Pairs of two who both had a paper, with whomever, in an earlier year."""
    seen_known: int = 0
    """Those of them who had a joint one."""
    across: int = 0
    """Pairs with addresses in two places."""
    seen_across: int = 0
    """Those of them who had a joint paper in an earlier year."""
    seats: int = 0
    """Authors of papers, counted once a paper."""
    new_seats: int = 0
    """Those without a paper in an earlier year."""

    def plus(self, other: "PairYear") -> "PairYear":
        """Both together."""
        names = [field.name for field in fields(self)]
        return PairYear(*(getattr(self, name) + getattr(other, name) for name in names))


class PairBook:
    """Follows a fixed part of all pairs through a run."""

    def __init__(self) -> None:
        self.years: dict[int, PairYear] = {}
        self.papers: dict[int, tuple[NDArray[np.uint64], NDArray[np.int64]]] = {}
        self._ever = np.zeros(0, np.uint64)
        self._found: list[Found] = []
        self._seats = np.zeros(2, np.int64)

    def note(
        self,
        ids: NDArray[np.uint64],
        rows: NDArray[np.void],
        papers: NDArray[np.int16],
        known: NDArray[np.bool_],
    ) -> None:
        """Note teams with papers; ``known`` (team, TEAM) are authors of earlier years."""
        taken = seats_taken(rows)
        who = ids[np.where(taken, rows["members"], 0)]
        for m, n in combinations(range(TEAM), 2):
            key = who[:, m] ^ who[:, n]
            here = np.flatnonzero(taken[:, m] & taken[:, n] & (key % ONE_IN == 0))
            both = known[here, m] & known[here, n]
            across = rows["at"][here, m] != rows["at"][here, n]
            self._found.append((key[here], papers[here].astype(np.int64), both, across))
        weight = papers.astype(np.int64)
        self._seats += (weight @ taken.sum(1), weight @ (taken & ~known).sum(1))

    def close(self, year: int) -> None:
        """Count the year."""
        if not self._found:
            return
        key, papers, both, across = (np.concatenate(c) for c in zip(*self._found, strict=True))
        keys, first, back = np.unique(key, return_index=True, return_inverse=True)
        seen = np.isin(keys, self._ever, assume_unique=True)
        both, across = both[first], across[first]
        counted = (seen, both, seen & both, across, seen & across)
        seats = (int(seats) for seats in self._seats)
        self.years[year] = PairYear(len(keys), *(int(c.sum()) for c in counted), *seats)
        self.papers[year] = (keys, np.bincount(back, weights=papers).astype(np.int64))
        self._ever = np.union1d(self._ever, keys)
        self._found, self._seats = [], np.zeros(2, np.int64)

    def over(self, years: tuple[int, int]) -> PairYear:
        """Counts of several years together."""
        total = PairYear()
        for year in self._within(years):
            total = total.plus(self.years[year])
        return total

    def papers_of_pairs(self, years: tuple[int, int]) -> NDArray[np.int64]:
        """How many papers each pair of those years wrote in them."""
        kept = [self.papers[year] for year in self._within(years)]
        if not kept:
            return np.zeros(0, np.int64)
        _, back = np.unique(np.concatenate([keys for keys, _ in kept]), return_inverse=True)
        papers = np.concatenate([number for _, number in kept])
        return np.bincount(back, weights=papers).astype(np.int64)

    def _within(self, years: tuple[int, int]) -> Iterator[int]:
        return (year for year in self.years if years[0] <= year <= years[1])
