"""What supported joint papers would have been without the policies: paired labels (E17)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.record import Recorder
from sim.world.state import State

Array = NDArray[np.float64]
Written = tuple[NDArray[np.uint64], NDArray[np.int64]]
"""Identities in order, each with a number of papers."""
ADDITIONAL, ACCELERATED, DEADWEIGHT, SUBSTITUTED = range(4)


@dataclass(frozen=True, slots=True)
class JointList:
    """Papers between the places in focus, one row each."""

    year: NDArray[np.int64]
    project: NDArray[np.uint64]
    pair: NDArray[np.uint64]
    lead: NDArray[np.uint64]
    supported: NDArray[np.int8]
    number: NDArray[np.int64]


def joint_list(recorder: Recorder) -> JointList:
    """All joint papers that a run has listed."""
    if not recorder.joint:
        empty = np.zeros(0, np.int64)
        return JointList(
            empty,
            empty.astype(np.uint64),
            empty.astype(np.uint64),
            empty.astype(np.uint64),
            empty.astype(np.int8),
            empty,
        )
    columns = [np.concatenate(column) for column in zip(*recorder.joint, strict=True)]
    return JointList(*columns)


def written(recorder: Recorder, state: State) -> Written:
    """How many papers everybody has written, to the present or to when they left research."""
    living = state.living
    columns = [*recorder.departed, (state.ids[living], state.people["papers"][living])]
    ids, papers = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.argsort(ids)
    return ids[order], papers[order].astype(np.int64)


def papers_of(people: Written, who: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Papers of each of ``who``; none of somebody who never was in research."""
    ids, papers = people
    at = np.minimum(np.searchsorted(ids, who), len(ids) - 1)
    return np.where(ids[at] == who, papers[at], 0)


def label(
    years: tuple[int, ...],
    here: JointList,
    baseline: JointList,
    mine: Written,
    theirs: Written,
) -> Array:
    """Supported joint papers by label and year, shape (Y, 4).

    The n-th joint paper of a pair is matched with its n-th in the baseline. Deadweight: the
    baseline has it by that year; accelerated: only later; substituted: never, and the lead has
    written no more papers in all, when leaving research or at the end, than in the baseline; else
    additional.
    """
    out = np.zeros((len(years), 4))
    there = dated(baseline)
    seen: dict[int, int] = {}
    substitutes = papers_of(mine, here.lead) <= papers_of(theirs, here.lead)
    rows = zip(
        here.year.tolist(),
        here.pair.tolist(),
        substitutes.tolist(),
        here.supported.tolist(),
        here.number.tolist(),
        strict=True,
    )
    for year, pair, lost, supported, number in rows:
        before = seen.get(pair, 0)
        seen[pair] = before + number
        if not supported or year < years[0]:
            continue
        matched = there.get(pair, [])[before : before + number]
        idle = sum(other <= year for other in matched)
        new = number - len(matched)
        out[year - years[0], DEADWEIGHT] += idle
        out[year - years[0], ACCELERATED] += len(matched) - idle
        out[year - years[0], SUBSTITUTED if lost else ADDITIONAL] += new
    return out


def dated(joint: JointList) -> dict[int, list[int]]:
    """The years of each pair's joint papers, in order."""
    found: dict[int, list[int]] = {}
    rows = zip(joint.pair.tolist(), joint.year.tolist(), joint.number.tolist(), strict=True)
    for pair, year, number in rows:
        found.setdefault(pair, []).extend([year] * number)
    return found
