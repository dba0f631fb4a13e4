"""E11 · What appears in a quarter: papers of projects that end, and those that others still owe."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.output import Finished, finish
from sim.dynamics.sequels import appear, put_off
from sim.dynamics.vouchers import allot
from sim.model.machines import note_hours
from sim.model.margins import note_yield
from sim.model.offers import EXPIRED, USED, Desk, expire
from sim.model.projects import make_room
from sim.world import memory
from sim.world.state import SEQUEL, WORK, Rows, State
from sim.world.views import Arrays, Quarter, records

Counts = NDArray[np.int16]


class Published(NamedTuple):
    """Teams in the order of their identities; papers that appear of each, and those recorded."""

    rows: Rows
    papers: Counts
    recorded: Counts


def publish_due(desk: Desk, due: Rows, lent: NDArray[np.float64]) -> Published:
    """Projects that are due end, and the papers that earlier ones owe for now appear.

    ``lent`` (client, provider) is the share of the hours of each place that providers lend.
    """
    ended, sequels = parted(due)
    done = use_hours(desk, ended, lent)
    owe(desk.state, desk.q, ended, done.later)
    more, known = end_sequels(desk.w, desk.q, sequels)
    if len(sequels) == 0:
        rows, papers, recorded = ended, done.papers, done.recorded
    else:
        rows = memory.joined([ended, sequels], WORK)
        order = np.argsort(rows["id"])
        rows = np.take(rows, order)
        papers = np.concatenate([done.papers, more])[order]
        recorded = np.concatenate([done.recorded, known])[order]
    note_yield(desk.almanac, desk.state, (ended, rows), papers)
    return Published(rows, papers, recorded)


def parted(due: Rows) -> tuple[Rows, Rows]:
    """Projects that end, and later papers of those that ended before."""
    later = (due["marks"] & SEQUEL) > 0
    if not later.any():
        return due, due[:0]
    return np.compress(~later, due), np.compress(later, due)


def use_hours(desk: Desk, rows: Rows, lent: NDArray[np.float64]) -> Finished:
    """Projects end with the computing time that they are granted."""
    leads = rows["at"][:, 0].astype(np.int64)
    granted = np.zeros(len(rows))
    expire(desk.almanac, desk.state, desk.books)
    recipient, host = leads.copy(), leads.copy()
    allot(desk.w, desk.q, records(rows), granted, recipient, host)
    offered = granted.copy()
    done = end_projects(desk.w, desk.q, rows, granted)
    note_hours(desk.books.compute, lent, (leads, recipient, host), done)
    desk.books.hours[USED] += float(done.granted.sum())
    desk.books.hours[EXPIRED] += float((offered - done.granted).sum())
    return done


def end_projects(w: Arrays, q: Quarter, rows: Rows, granted: NDArray[np.float64]) -> Finished:
    """Outcome of the projects in ``rows``; ``granted`` offers voucher hours to each."""
    order = np.arange(len(rows))
    done = Finished(
        papers=np.zeros(len(rows), np.int16),
        recorded=np.zeros(len(rows), np.int16),
        later=np.zeros(len(rows), np.int16),
        granted=granted,
        hours=np.zeros(len(rows)),
    )
    finish(w, q, records(rows), order, done)
    return done


def owe(state: State, q: Quarter, rows: Rows, later: Counts) -> None:
    """Keep what projects that ended will still publish."""
    make_room(state, int(later.sum()))
    pool = records(state.projects)
    state.memory["busy"][0] += put_off(q, records(rows), later, pool, state.project_due)


def end_sequels(w: Arrays, q: Quarter, rows: Rows) -> tuple[Counts, Counts]:
    """Later papers appear (row,), and some of them are recorded (row,)."""
    papers, recorded = np.zeros((2, len(rows)), np.int16)
    appear(w, q, records(rows), papers, recorded)
    return papers, recorded
