"""Thirty people who propose projects: the town of ``making`` with everybody at work in it."""

import numpy as np

from sim.dynamics.assembly import BLOCK, SEARCH
from sim.dynamics.projects import decide
from sim.world.state import WORK
from sim.world.views import arrays_of, records
from tests.dynamics.making import HOMES, PLACES, SLOTS, put, quarter, town

BUDGET = 4.0
PEOPLE = 30
CARDS = {
    "projects.time_budget": BUDGET,
    "teams.tail_share": 0.0,
    "teams.tail_mean": 2.0,
    "assembly.incumbent": 0.8,
    "assembly.repeat": 0.5,
    "assembly.reunion": 0.5,
    "assembly.triad": 0.2,
}


def setting(cards=None, starts=2.0, core=2.0, **changed):
    """A quarter in which a researcher begins ``starts`` projects and wants ``core`` partners."""
    return quarter(
        40,
        CARDS | (cards or {}),
        starts=np.full(PLACES, starts),
        team_core=core,
        stage_rate=np.ones(4),
        partner_weight=np.ones((PLACES, PLACES)),
        **changed,
    )


def peopled():
    """Thirty people, six in each institution: slot n in institution n modulo five."""
    found = town()
    for slot in range(PEOPLE):
        put(found, slot, slot % len(HOMES))
    return found


def proposed(state, q, lo=0, hi=SLOTS, room=800):
    """The teams proposed by the researchers in slots [lo, hi), or what is said instead."""
    rows = records(np.zeros(room, WORK))
    made = decide(arrays_of(state), q, lo, hi, rows, records(np.zeros(BLOCK, SEARCH)))
    return rows[:made] if made >= 0 else made


def team(row):
    """The slots of a team, its lead first."""
    return row.members[: row["seats"]].tolist()
