"""E24 · Counting: each paper counts once in every place of its team, and fractionally by author.

With w_a the share of author seats in place a, a paper adds

    whole counts       n_a + 1,   C_ab + 1
    fractional counts  f_a + w_a,   F_ab + 2·w_a·w_b/(1 − Σ w²)

Only recorded papers enter, except in the latent joint count. Where a share g of what counts as
joint is so in name only, n real joint papers are counted as n/(1 − g), of which n·g/(1 − g) are
kept apart: real counts, and every index of them, stay what they are.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.chance import mix
from sim.compiled import kernel, maker
from sim.world.state import SUPPORTED, Row, Rows
from sim.world.views import Arrays

CARDS = ("observation.coverage", "observation.home_outlets", "observation.loss_2022")


class Tally(NamedTuple):
    """Counts of one year, shapes (place, place) and (place,); ``total`` (2,) recorded, latent."""

    joint: NDArray[np.float64]
    joint_latent: NDArray[np.float64]
    joint_fractional: NDArray[np.float64]
    papers: NDArray[np.float64]
    papers_fractional: NDArray[np.float64]
    international: NDArray[np.float64]
    channels: NDArray[np.float64]
    total: NDArray[np.float64]


class JointPapers(NamedTuple):
    """Papers between the two places in focus, one row each, for labels against the baseline."""

    project: NDArray[np.uint64]
    pair: NDArray[np.uint64]
    lead: NDArray[np.uint64]
    supported: NDArray[np.int8]
    number: NDArray[np.int64]


@maker
def record(
    w: Arrays,
    rows: Rows,
    order: NDArray[np.int64],
    papers: NDArray[np.int16],
    recorded: NDArray[np.int16],
    tally: Tally,
) -> None:
    """Add the papers of the projects ``rows[order]`` to the tally of the year."""
    seats = np.zeros(len(w.places))
    for r in order:
        if papers[r] == 0:
            continue
        row = rows[r]
        square = share_seats(row, seats)
        tally.total[0] += recorded[r]
        tally.total[1] += papers[r]
        several = square < 0.9999999
        if several:
            tally.channels[row.channel] += recorded[r]
        for m in range(row.seats):
            a = row.at[m]
            if seats[a] <= 0.0:
                continue
            add_paper(seats, a, square, several, float(papers[r]), float(recorded[r]), tally)
            seats[a] = -seats[a]
        for m in range(row.seats):
            seats[row.at[m]] = 0.0


def nominal(joint: NDArray[np.float64], in_name: NDArray[np.float64]) -> NDArray[np.float64]:
    """Papers joint in name only beside n real ones: n·g/(1 − g), with g of ``in_name``."""
    return np.asarray(joint * in_name / (1.0 - in_name))


@kernel
def share_seats(row: Row, seats: NDArray[np.float64]) -> float:
    """Fill ``seats`` with w_a; returns Σ w²."""
    each = 1.0 / row.seats
    for m in range(row.seats):
        seats[row.at[m]] += each
    square = 0.0
    for m in range(row.seats):
        square += each * seats[row.at[m]]
    return square


@kernel
def add_paper(
    seats: NDArray[np.float64],
    a: int,
    square: float,
    several: bool,
    written: float,
    known: float,
    tally: Tally,
) -> None:
    """One place's part: ``seats`` of places already counted are negative."""
    tally.papers[a] += known
    tally.papers_fractional[a] += known * seats[a]
    if not several:
        return
    tally.international[a] += known
    for b in range(len(seats)):
        if b == a or seats[b] >= 0.0:
            continue
        fraction = 2.0 * seats[a] * -seats[b] / (1.0 - square)
        tally.joint[a, b] += known
        tally.joint[b, a] += known
        tally.joint_latent[a, b] += written
        tally.joint_latent[b, a] += written
        tally.joint_fractional[a, b] += known * fraction
        tally.joint_fractional[b, a] += known * fraction


@kernel
def note_joint(
    w: Arrays,
    rows: Rows,
    order: NDArray[np.int64],
    papers: NDArray[np.int16],
    focus: tuple[int, int],
    out: JointPapers,
) -> int:
    """List the projects with papers that join the two places of ``focus``; returns how many."""
    found = 0
    for r in order:
        row = rows[r]
        if papers[r] == 0:
            continue
        first = -1
        second = -1
        for m in range(row.seats):
            if row.at[m] == focus[0] and first < 0:
                first = m
            elif row.at[m] == focus[1] and second < 0:
                second = m
        if first < 0 or second < 0:
            continue
        out.project[found] = row.id
        out.pair[found] = author(w, row, first) ^ (author(w, row, second) * np.uint64(3))
        out.lead[found] = w.ids[row.members[0]]
        out.supported[found] = row.marks & SUPPORTED
        out.number[found] = papers[r]
        found += 1
    return found


@kernel
def author(w: Arrays, row: Row, m: int) -> np.uint64:
    """Identity of an author still in research, else a key of the seat in this project."""
    if row.members[m] >= 0:
        return w.ids[row.members[m]]
    return mix(row.id + np.uint64(m))
