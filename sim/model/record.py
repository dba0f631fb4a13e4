"""The yearly ledger of a run, written as the quarters pass."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from sim.chance import mix
from sim.compiled import kernel
from sim.dynamics.citations import Cited
from sim.dynamics.recording import JointPapers, Tally, nominal, note_joint
from sim.model.approvals import count_hospitals
from sim.model.lists import count_exposed
from sim.model.offers import Books
from sim.model.stays import home_of
from sim.outcomes.base import Ledger, empty_ledger
from sim.world.state import DOMAINS, Rows, State
from sim.world.views import Arrays, records

RETENTION_YEARS = 5
Array = NDArray[np.float64]


def new_tally(places: int) -> Tally:
    """An empty tally of one year."""
    return Tally(
        joint=np.zeros((places, places)),
        joint_latent=np.zeros((places, places)),
        joint_fractional=np.zeros((places, places)),
        papers=np.zeros(places),
        papers_fractional=np.zeros(places),
        international=np.zeros(places),
        channels=np.zeros(8),
        total=np.zeros(2),
    )


@kernel
def digest(w: Arrays) -> np.uint64:
    """Fingerprint of every researcher's state; a sum, hence the same in any order of slots."""
    total = np.uint64(0)
    for i in range(len(w.people)):
        person = w.people[i]
        if person.stage < 0:
            continue
        word = w.ids[i] ^ np.uint64(person.stamp) ^ (np.uint64(person.institution) << np.uint64(32))
        word = mix(word + np.uint64(person.papers) * np.uint64(8) + np.uint64(person.stage))
        total += mix(word ^ np.uint64(person.load))
    return total


@kernel
def stock(w: Arrays, out: Array) -> None:
    """Researchers by place, origin (home, abroad) and stage, shape (place, 2, 4)."""
    out[:] = 0.0
    for i in range(len(w.people)):
        person = w.people[i]
        if person.stage >= 0:
            out[person.place, 1 if person.origin != person.place else 0, person.stage] += 1.0


def count_units(state: State, out: Array) -> None:
    """Open joint units by who comes, where, and whether anybody did come, (place, place, 2)."""
    people, ids = state.people, state.ids
    for unit in state.units:
        if not unit.closed and state.t < unit.until:
            there = any(people["stage"][i] >= 0 and ids[i] == who for i, who in unit.guests)
            out[unit.origin, unit.host, 0 if there else 1] += 1.0


class Recorder:
    """Fills the ledger of one run; a copy goes on from a branch point."""

    def __init__(self, years: tuple[int, ...], places: tuple[str, ...]) -> None:
        self.ledger: Ledger = empty_ledger(years, places, len(DOMAINS))
        self.channels = np.zeros((len(years), 8))
        self.latent = np.zeros(len(years))
        self.digests: list[int] = []
        self.joint: list[tuple[NDArray[np.generic], ...]] = []
        self.cohorts: deque[tuple[int, NDArray[np.uint64], NDArray[np.int64]]] = deque()
        self.leavers: deque[tuple[int, NDArray[np.uint64], NDArray[np.int64]]] = deque()
        self.departed: list[tuple[NDArray[np.uint64], NDArray[np.uint16]]] = []

    def copy(self) -> "Recorder":
        """An independent copy; what is listed is never changed afterwards and therefore shared."""
        other = type(self).__new__(type(self))
        for name, value in vars(self).items():
            setattr(other, name, value.copy())
        return other

    def row(self, year: int) -> int:
        """Position of a calendar year; −1 before the first."""
        return year - self.ledger.years[0] if year >= self.ledger.years[0] else -1

    def add_tally(self, year: int, tally: Tally, in_name: Array) -> None:
        """Add the papers of a quarter; of the joint ones a share ``in_name`` is so in name only."""
        y = self.row(year)
        if y < 0:
            return
        ledger = self.ledger
        ledger.joint[y] += tally.joint
        ledger.joint_nominal[y] += nominal(tally.joint, in_name)
        ledger.joint_latent[y] += tally.joint_latent
        ledger.joint_fractional[y] += tally.joint_fractional
        ledger.papers[y] += tally.papers
        ledger.papers_fractional[y] += tally.papers_fractional
        ledger.international[y] += tally.international
        self.channels[y] += tally.channels
        self.latent[y] += tally.total[1]

    def add_citations(self, year: int, cited: Cited) -> None:
        """Add what the papers of a quarter gather."""
        y = self.row(year)
        if y >= 0:
            self.ledger.citations[y] += cited.place
            self.ledger.joint_citations[y] += cited.joint

    def add_joint(
        self,
        year: int,
        w: Arrays,
        rows: Rows,
        papers: NDArray[np.int16],
        focus: tuple[int, int],
    ) -> None:
        """List the papers between the two places in focus."""
        room = len(rows)
        out = JointPapers(
            np.zeros(room, np.uint64),
            np.zeros(room, np.uint64),
            np.zeros(room, np.uint64),
            np.zeros(room, np.int8),
            np.zeros(room, np.int64),
        )
        found = note_joint(w, records(rows), np.arange(room), papers, focus, out)
        years = np.full(found, year)
        self.joint.append((years, *(column[:found] for column in out)))

    def add_books(self, year: int, books: Books) -> None:
        """Add the money and hours of a quarter."""
        y = self.row(year)
        if y >= 0:
            self.ledger.vouchers[y] += books.hours
            self.ledger.compute[y] += books.compute
            self.ledger.queued[y] += books.queued
            self.ledger.cost[y] += books.cost
            self.ledger.graduates[y] += books.graduates

    def add_network(self, year: int, measured: Array) -> None:
        """Note the network measures of a year's end."""
        y = self.row(year)
        if y >= 0:
            self.ledger.network[y] = measured

    def add_moves(self, year: int, moves: NDArray[np.int64], ids: NDArray[np.uint64]) -> None:
        """Count moves between places and remember who left where."""
        y = self.row(year)
        if y >= 0:
            np.add.at(self.ledger.moves[y], (moves[:, 0], moves[:, 1]), 1.0)
        self.leavers.append((year, ids[moves[:, 2]].copy(), moves[:, 0].copy()))

    def add_graduates(self, year: int, ids: NDArray[np.uint64], place: NDArray[np.int64]) -> None:
        """Remember the year's new doctorates."""
        y = self.row(year)
        if y >= 0:
            np.add.at(self.ledger.doctorates[y], place, 1.0)
        self.cohorts.append((year, ids.copy(), place.copy()))

    def add_departed(self, ids: NDArray[np.uint64], papers: NDArray[np.uint16]) -> None:
        """Remember how many papers those who leave research have written."""
        self.departed.append((ids.copy(), papers.copy()))

    def close_year(self, year: int, state: State, w: Arrays) -> None:
        """Stocks at the year's end, retention and return of those who left or graduated.

        Who is on a stay has not left for it, and is not back by it.
        """
        y = self.row(year)
        living = state.living
        ids = state.ids[living]
        where = home_of(state, np.flatnonzero(living))
        order = np.argsort(ids)
        ids, where = ids[order], where[order]
        while self.cohorts and self.cohorts[0][0] < year - RETENTION_YEARS:
            self.cohorts.popleft()
        while self.leavers and self.leavers[0][0] <= year - RETENTION_YEARS:
            self.leavers.popleft()
        if y < 0:
            return
        stock(w, self.ledger.stock[y])
        self.ledger.usable_data[y] = state.usable
        count_units(state, self.ledger.units[y])
        count_exposed(state, self.ledger.exposed[y])
        count_hospitals(state, self.ledger.hospitals[y])
        for cohort_year, who, place in self.cohorts:
            if cohort_year == year - RETENTION_YEARS:
                self._count_at(self.ledger.retained[y], who, place, ids, where)
        if self.leavers:
            who, origin = (np.concatenate([row[n] for row in self.leavers]) for n in (1, 2))
            self._count_at(self.ledger.returns[y], who, origin, ids, where)

    @staticmethod
    def _count_at(
        out: Array,
        who: NDArray[np.uint64],
        place: NDArray[np.int64],
        ids: NDArray[np.uint64],
        where: NDArray[np.int64],
    ) -> None:
        if len(who) == 0 or len(ids) == 0:
            return
        at = np.minimum(np.searchsorted(ids, who), len(ids) - 1)
        there = (ids[at] == who) & (where[at] == place)
        np.add.at(out[:, 0], place[there], 1.0)
        np.add.at(out[:, 1], place, 1.0)
