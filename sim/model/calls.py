"""Which process answers the yearly call of an offer, by the lever that it stands on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from sim.model.awards import call_awards, work_on_awards
from sim.model.campus import call_faculty, call_students, teach
from sim.model.doctorates import call_doctorates
from sim.model.events import follow_ups, hold_meeting, recall, receive_visitors
from sim.model.offers import Desk, call_vouchers
from sim.model.stays import call_stays
from sim.model.units import call_units, pairs_meant, work_in_units
from sim.world.programme import Programme
from sim.world.state import WORK, Rows

Call = Callable[[Desk, Programme, Sequence[float]], Rows]


def _vouchers(desk: Desk, programme: Programme, amounts: Sequence[float]) -> Rows:
    return call_vouchers(desk, programme, amounts[0])


def _doctorates(desk: Desk, programme: Programme, amounts: Sequence[float]) -> Rows:
    call_doctorates(desk, programme, amounts[0])
    return np.zeros(0, WORK)


CALLS: Final[Mapping[str, Call]] = {
    "gpu_hours": _vouchers,
    "seats": _doctorates,
    "school_places": hold_meeting,
    "forum_places": hold_meeting,
    "short_visits": receive_visitors,
    "stays": call_stays,
    "joint_awards": call_awards,
    "seed_links": call_awards,
    "pilots": call_awards,
    "unit_staff": call_units,
    "campus_faculty": call_faculty,
    "campus_students": call_students,
}
"""Lever -> the process that obeys it, given what each cell offers; it returns projects begun."""


def continued(desk: Desk) -> tuple[Rows, Rows]:
    """The projects of this quarter that earlier calls lead to."""
    work_in_units(desk)
    teach(desk)
    met = recall(desk)
    return follow_ups(desk, met, pairs_meant(desk, met)), work_on_awards(desk)
