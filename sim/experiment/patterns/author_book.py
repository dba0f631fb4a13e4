"""Careers as papers show them: each author's first and last year, and whether one was led."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.world.state import TEAM

NOBODY = np.uint64(0)


class Careers(NamedTuple):
    """One entry for each author: years of the first and the last paper, whether one was led."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    led: NDArray[np.bool_]


def seats_taken(rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """Which seats of the teams hold somebody still in research, shape (team, TEAM)."""
    return np.asarray((np.arange(TEAM)[None, :] < rows["seats"][:, None]) & (rows["members"] >= 0))


class AuthorBook:
    """Follows every author of a run, through all who sit in a slot one after the other."""

    def __init__(self) -> None:
        self.who = np.zeros(0, np.uint64)
        self.first = np.zeros(0, np.int64)
        self.last = np.zeros(0, np.int64)
        self.led = np.zeros(0, np.bool_)
        self._gone: list[Careers] = []

    def note(self, year: int, ids: NDArray[np.uint64], rows: NDArray[np.void]) -> NDArray[np.bool_]:
        """Note papers of a year; returns who had one in an earlier year, shape (team, TEAM)."""
        if len(ids) != len(self.who):
            self._reseat(ids)
        taken = seats_taken(rows)
        members = np.where(taken, rows["members"], 0)
        slots = np.unique(members[taken])
        fresh = slots[self.who[slots] != ids[slots]]
        self._gone.append(self._of(fresh[self.who[fresh] != NOBODY]))
        self.who[fresh], self.first[fresh], self.led[fresh] = ids[fresh], year, False
        self.last[slots] = year
        self.led[members[taken[:, 0], 0]] = True
        return np.asarray(taken & (self.first[members] < year))

    def _reseat(self, ids: NDArray[np.uint64]) -> None:
        """Find everybody again in a world that has grown: slots are dealt out anew then."""
        known = np.argsort(self.who)
        at = np.minimum(np.searchsorted(self.who[known], ids), max(len(known) - 1, 0))
        old = known[at] if len(known) else np.zeros(0, np.int64)
        here = self.who[old] == ids[: len(old)]
        lost = self.who != NOBODY
        lost[old[here]] = False
        self._gone.append(self._of(np.flatnonzero(lost)))
        for name in ("who", "first", "last", "led"):
            column = getattr(self, name)
            moved = np.zeros(len(ids), column.dtype)
            moved[: len(old)][here] = column[old[here]]
            setattr(self, name, moved)

    def careers(self) -> Careers:
        """Everybody who has ever had a paper."""
        parts = [*self._gone, self._of(np.flatnonzero(self.who != NOBODY))]
        return Careers(
            first=np.concatenate([part.first for part in parts]),
            last=np.concatenate([part.last for part in parts]),
            led=np.concatenate([part.led for part in parts]),
        )

    def of_cohort(self, years: tuple[int, int]) -> Careers:
        """Those whose first paper fell into the years."""
        everybody = self.careers()
        here = (everybody.first >= years[0]) & (everybody.first <= years[1])
        return Careers(everybody.first[here], everybody.last[here], everybody.led[here])

    def _of(self, slots: NDArray[np.int64]) -> Careers:
        return Careers(self.first[slots], self.last[slots], self.led[slots])
