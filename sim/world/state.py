"""Who lives in the world: researchers, ties, projects and institutions as arrays.

Slots are memory, not identity: draws are keyed by ``ids``, ties and projects know their quarter.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.world import memory

Row = Any
"""One record of a structured array, its fields as attributes."""
Rows = Any
"""A structured array seen as records; typed loosely, because NumPy knows no fields."""

DOMAINS = ("theory", "learning", "vision", "language", "health", "earth", "physics", "industry")
STAGES = ("phd", "postdoc", "mid", "senior")
PHD, POSTDOC, MID, SENIOR = range(4)
CHANNELS = ("local", "home", "abroad", "repeat", "triad", "newcomer", "contact", "programme")
LOCAL, HOME, ABROAD, REPEAT, TRIAD, NEWCOMER, CONTACT, PROGRAMME = range(8)

TIES = 12
CONTACTS = 2
TEAM = 10
EMPTY = np.int8(-1)

ON_VOUCHER = np.uint8(1)
HAS_CONTACT = np.uint8(2)
VISITING = np.uint8(4)
DUAL = np.uint8(8)
BOUND = np.uint8(16)

SUPPORTED = np.uint8(1)
JOINT_CLAUSE = np.uint8(2)
SEQUEL = np.uint8(4)


def record(fields: list[tuple[Any, ...]]) -> np.dtype[np.void]:
    """Rows of these fields, which are also attributes of each row; laid out as C would."""
    return np.dtype((np.record, np.dtype(fields, align=True)))


PERSON = record(
    [
        ("topic", "f4", (len(DOMAINS),)),
        ("quality", "f4"),
        ("rate", "f4"),
        ("institution", "i4"),
        ("key", "u4"),
        ("stamp", "u4"),
        ("born", "i2"),
        ("papers", "u2"),
        ("origin", "i1"),
        ("stage", "i1"),
        ("load", "i1"),
        ("place", "i1"),
        ("english", "u1"),
        ("learned", "i1"),
        ("level", "u1"),
        ("marks", "u1"),
    ]
)
"""One researcher, 64 bytes: one cache line. ``born`` is the quarter of entry after the world's
epoch, ``stage`` is −1 in an empty slot, ``english`` and ``level`` are shares of 255."""

TIE = record(
    [
        ("slot", "i4"),
        ("key", "u4"),
        ("weight", "f4"),
        ("last", "i2"),
        ("strands", "u1"),
        ("channel", "u1"),
    ]
)
"""Strength at quarter ``last``; ``strands`` counts kinds of joint work beyond co-authorship."""

CONTACT_POINT = record(
    [("slot", "i4"), ("key", "u4"), ("dose", "f4"), ("last", "i2"), ("channel", "i2")]
)
"""Somebody met in a structured setting: ``dose`` is the number of sessions so far."""

ENCOUNTER = record(
    [
        ("ego", "i4"),
        ("ego_key", "u4"),
        ("slot", "i4"),
        ("key", "u4"),
        ("dose", "f4"),
        ("last", "i2"),
        ("channel", "i2"),
    ]
)
"""A pair that met at an event or on a stay, once; otherwise like a contact of ``ego``."""

WORK = record(
    [
        ("id", "u8"),
        ("members", "i4", (TEAM,)),
        ("at", "i1", (TEAM,)),
        ("start", "i2"),
        ("seats", "i1"),
        ("marks", "u1"),
        ("domain", "i1"),
        ("channel", "i1"),
    ]
)
"""One project under way, 64 bytes: one cache line; ``members[0]`` leads, ``at`` is where each was
when it began: the address on its papers."""

INSTITUTION = record(
    [
        ("start", "i8"),
        ("home", "i8"),
        ("capacity", "i4"),
        ("count", "i4"),
        ("place", "i4"),
        ("prestige", "f4"),
        ("compute", "f8"),
    ]
)
"""Roster block, centre of the slots where its people are put, place, percentile of size (0–1)
and GPU-hours that it can lend to one project."""


@dataclass(slots=True)
class Student:
    """A doctorate under two supervisors; quarters are counted from the world's epoch."""

    slot: int
    identity: int
    months: float
    home: int
    host: int
    home_institution: int
    host_institution: int
    supervisor: int
    supervisor_identity: int
    co_supervisor: int
    co_supervisor_identity: int
    began: int
    leaves: int
    returns: int
    ends: int
    bound_until: int = -1
    course: float = 0.0
    funded: float = 0.0


@dataclass(slots=True)
class Stay:
    """A visit to a host in another place; quarters are counted from the world's epoch."""

    slot: int
    identity: int
    host: int
    host_identity: int
    home: int
    abroad: int
    home_institution: int
    months: float
    began: int
    returns: int


@dataclass(slots=True)
class Award:
    """Money for joint work of two people for some years; quarters from the world's epoch.

    Of ``projects`` a year a share ``anyway`` would have begun without it. ``offer`` names it,
    ``key`` the call, so that awards of two offers to one pair have luck of their own.
    """

    lead: int
    lead_identity: int
    partner: int
    partner_identity: int
    home: int
    host: int
    begins: int
    ends: int
    projects: float
    anyway: float
    grants: tuple[float, float]
    key: int
    offer: str


@dataclass(slots=True)
class Unit:
    """A joint centre: who is there of either side (slot, identity), and who was ever (identity)."""

    name: str
    origin: int
    host: int
    guests: list[tuple[int, int]] = field(default_factory=list)
    hosts: list[tuple[int, int]] = field(default_factory=list)
    nominal: tuple[float, float] = (0.0, 0.0)
    until: int = 0
    closed: bool = False
    teaching: float = 0.0
    fragility: float = 0.0
    nearness: float = 1.0
    ever: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


@dataclass(slots=True)
class Pupil:
    """A doctorate at a campus of another place; quarters are counted from the world's epoch."""

    slot: int
    identity: int
    campus: str
    keeper: int
    place: int
    began: int
    paid_until: int
    supervisor: int = -1
    supervisor_identity: int = 0


@dataclass(slots=True)
class State:
    """Everything that changes from quarter to quarter; copying it is a branch point.

    Shapes: people (capacity,), ties (capacity, TIES), contacts (capacity, CONTACTS) and vouchers
    (capacity,) or, before anybody has one, none, projects (pool,) of WORK and the quarter each is
    due in, partners and benefit (institution, place), usable (place, domain), compute (place,)
    relative to its unhindered path, friction (2, place, place) for papers and moves, approved nodes
    (2, place, place, domain) by form, holder and user, frozen (place,) quarter until which a holder
    admits nobody.
    """

    people: NDArray[np.void]
    ids: NDArray[np.uint64]
    ties: NDArray[np.void]
    contacts: NDArray[np.void]
    voucher: NDArray[np.float32]
    voucher_until: NDArray[np.int16]
    voucher_host: NDArray[np.int8]
    voucher_client: NDArray[np.int8]
    position: NDArray[np.int32]
    place_position: NDArray[np.int32]
    institutions: NDArray[np.void]
    roster: NDArray[np.int32]
    roster_end: NDArray[np.int64]
    places: NDArray[np.void]
    place_roster: NDArray[np.int32]
    place_roster_end: NDArray[np.int64]
    projects: NDArray[np.void]
    project_due: NDArray[np.int8]
    partners: NDArray[np.float32]
    benefit: NDArray[np.float32]
    usable: NDArray[np.float64]
    compute: NDArray[np.float64]
    friction: NDArray[np.float64]
    approved: NDArray[np.float64]
    frozen: NDArray[np.int64]
    t: int = 0
    memory: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    students: list["Student"] = field(default_factory=list)
    encounters: Rows = field(default_factory=lambda: np.zeros(0, ENCOUNTER))
    stays: list[Stay] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    awardees: dict[str, NDArray[np.uint64]] = field(default_factory=dict)

    def copy(self) -> "State":
        """An independent copy, bit for bit."""
        arrays = {
            f.name: memory.copy(getattr(self, f.name))
            for f in fields(self)
            if isinstance(getattr(self, f.name), np.ndarray)
        }
        return replace(
            self,
            **arrays,
            students=[replace(s) for s in self.students],
            stays=[replace(s) for s in self.stays],
            awards=[replace(a) for a in self.awards],
            units=[replace(u, guests=[*u.guests], hosts=[*u.hosts]) for u in self.units],
            pupils=[replace(p) for p in self.pupils],
            memory={name: array.copy() for name, array in self.memory.items()},
            awardees={name: array.copy() for name, array in self.awardees.items()},
        )

    @property
    def living(self) -> NDArray[np.bool_]:
        """Which slots hold a researcher, shape (capacity,)."""
        return np.asarray(self.people["stage"] >= 0)

    def bytes_used(self) -> int:
        """Memory of all arrays."""
        values = (getattr(self, f.name) for f in fields(self))
        return sum(value.nbytes for value in values if isinstance(value, np.ndarray))
