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

    Deadweight: the pair has a joint paper in the baseline by that year; accelerated: only later;
    substituted: never, and the lead ends with no more papers than in the baseline; else additional.
    """
    out = np.zeros((len(years), 4))
    first: dict[int, int] = {}
    for pair, year in zip(baseline.pair.tolist(), baseline.year.tolist(), strict=True):
        first[pair] = min(year, first.get(pair, year))
    rows = zip(
        here.year.tolist(),
        here.pair.tolist(),
        here.lead.tolist(),
        here.supported.tolist(),
        here.number.tolist(),
        strict=True,
    )
    for year, pair, lead, supported, number in rows:
        if not supported or year < years[0]:
            continue
        if pair in first:
            kind = DEADWEIGHT if first[pair] <= year else ACCELERATED
        elif lead in theirs and lead in mine and mine[lead] <= theirs[lead]:
            kind = SUBSTITUTED
        else:
            kind = ADDITIONAL
        out[year - years[0], kind] += number
    return out
