"""What a kernel sees: the arrays of the state, and the conditions of one quarter."""

from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.world.state import Rows, State


class Arrays(NamedTuple):
    """State arrays as records, so that kernels read ``people[i].quality``."""

    people: Rows
    ids: NDArray[np.uint64]
    ties: Rows
    contacts: Rows
    voucher: NDArray[np.float32]
    voucher_until: NDArray[np.int16]
    voucher_host: NDArray[np.int8]
    position: NDArray[np.int32]
    place_position: NDArray[np.int32]
    institutions: Rows
    roster: NDArray[np.int32]
    roster_end: NDArray[np.int64]
    places: Rows
    place_roster: NDArray[np.int32]
    place_roster_end: NDArray[np.int64]
    partners: NDArray[np.float32]


class Quarter(NamedTuple):
    """Conditions of one quarter; the same for every researcher.

    Shapes: theta (1,) record of card values; decay (4, ages); partner_weight, friction,
    move_weight, sought (place, place) from row to column; friction_begun (quarters, place, place),
    that of quarter t in row t modulo their number; abroad (institution,); renown (papers,); starts,
    out_rate, coverage, home_coverage (place,); data_access, data_admitted (place, domain);
    exit_hazard (ages,); promotion (4, ages).
    """

    key: np.uint64
    t: int
    theta: Rows
    decay: NDArray[np.float32]
    place_key: NDArray[np.uint64]
    language: NDArray[np.int8]
    partner_weight: NDArray[np.float64]
    abroad: NDArray[np.float64]
    renown: NDArray[np.float64]
    friction: NDArray[np.float64]
    friction_begun: NDArray[np.float64]
    starts: NDArray[np.float64]
    stage_rate: NDArray[np.float64]
    team_core: float
    lag: NDArray[np.float64]
    coverage: NDArray[np.float64]
    home_coverage: NDArray[np.float64]
    data_access: NDArray[np.float64]
    data_admitted: NDArray[np.float64]
    compute_need: float
    out_rate: NDArray[np.float64]
    move_stage: NDArray[np.float64]
    move_weight: NDArray[np.float64]
    exit_hazard: NDArray[np.float64]
    promotion: NDArray[np.float64]
    stage_output: NDArray[np.float64]
    sought: NDArray[np.float64]
    switches: NDArray[np.int64]


EVENT, OUTPUT, KNOWLEDGE = 0, 1, 2
ADDITIVE, MULTIPLICATIVE, GROUP = 0, 1, 2
REDUCED, CES = 0, 1


def records(array: Rows) -> Rows:
    """The same memory with the fields of a row as its attributes, compiled or not.

    No ``np.recarray``: at each call of a kernel Numba asks such an array for an attribute that it
    does not have, which takes longer than the call.
    """
    known = array.dtype.type is np.record
    return array if known else array.view(np.dtype((np.record, array.dtype)))


def arrays_of(state: State) -> Arrays:
    """The kernels' view of a state; it shares the memory."""
    return Arrays._make(_in_order(state))


_in_order = attrgetter(*Arrays._fields)
