"""What supported joint papers would have been without the policies: paired labels (E17)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.record import Recorder
from sim.world.state import State

Array = NDArray[np.float64]
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


def papers_by_id(state: State) -> dict[int, int]:
    """Papers so far of everybody still in research."""
    living = state.living
    return dict(
        zip(map(int, state.ids[living]), map(int, state.people["papers"][living]), strict=True)
    )


def label(
    years: tuple[int, ...],
    here: JointList,
    baseline: JointList,
    mine: dict[int, int],
    theirs: dict[int, int],
) -> Array:
    """Supported joint papers by label and year, shape (Y, 4).

    The n-th joint paper of a pair is matched with its n-th in the baseline. Deadweight: the
    baseline has it by that year; accelerated: only later; substituted: never, and the lead ends
    with no more papers than in the baseline; else additional.
    """
    out = np.zeros((len(years), 4))
    there = dated(baseline)
    seen: dict[int, int] = {}
    rows = zip(
        here.year.tolist(),
        here.pair.tolist(),
        here.lead.tolist(),
        here.supported.tolist(),
        here.number.tolist(),
        strict=True,
    )
    for year, pair, lead, supported, number in rows:
        before = seen.get(pair, 0)
        seen[pair] = before + number
        if not supported or year < years[0]:
            continue
        matched = there.get(pair, [])[before : before + number]
        idle = sum(other <= year for other in matched)
        new = number - len(matched)
        lost = lead in theirs and lead in mine and mine[lead] <= theirs[lead]
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
