"""One history, many futures: every variant branches from the same saved state."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.model.ahead import compile_ahead
from sim.model.labels import JointList, Written, joint_list, label, written
from sim.model.model import PolicyModel
from sim.model.record import Recorder
from sim.model.spec import RunSpec, VariantSpec
from sim.outcomes.catalogue import OUTCOMES
from sim.world.drivers import read_drivers
from sim.world.state import State

RunRecord = dict[str, NDArray[np.generic]]
OnQuarter = Callable[[int], None]
QUARTERS = 4
BASELINE = "baseline"
prepare = compile_ahead
"""What a worker does before its first task."""


@dataclass(slots=True)
class Traces:
    """What a variant is compared with: the baseline's marks on every researcher, year by year."""

    stamps: dict[int, tuple[NDArray[np.uint64], NDArray[np.uint32]]] = field(default_factory=dict)
    joint: JointList | None = None
    papers: Written | None = None


def run_group(
    spec: RunSpec,
    replicate: int,
    sample: int,
    wanted: Sequence[str],
    on_quarter: OnQuarter | None = None,
) -> Iterator[tuple[str, RunRecord]]:
    """The wanted variants of one sample and replicate, the baseline first.

    The sample stands in ``spec.values``; chance depends on the seed and the replicate alone.
    """
    del sample
    report = on_quarter or (lambda _: None)
    root = PolicyModel(spec, replicate, drivers=read_drivers(spec.world, spec.scale))
    live(root, spec.policy, report)
    state, recorder = root.state, root.recorder
    traces = Traces()
    by_name = {variant.name: variant for variant in spec.variants}
    baseline = by_name.get(BASELINE, VariantSpec(BASELINE))
    order = [baseline, *(by_name[name] for name in by_name if name in wanted and name != BASELINE)]
    for variant in order:
        model = branch(root, spec, replicate, variant, state, recorder)
        finish(model, traces, report, first=variant.name == BASELINE)
        if variant.name in wanted:
            yield variant.name, record_of(model)


def branch(
    root: PolicyModel,
    spec: RunSpec,
    replicate: int,
    variant: VariantSpec,
    state: State,
    recorder: Recorder,
) -> PolicyModel:
    """A model that goes on from the saved state under the policies of a variant."""
    return PolicyModel(
        spec,
        replicate,
        variant.policies,
        state=state.copy(),
        recorder=recorder.copy(),
        drivers=root.drivers,
    )


def live(model: PolicyModel, until: int, report: OnQuarter) -> None:
    """Let a model live up to a calendar quarter."""
    while model.quarter < until:
        model.step()
        report(model.quarter)


def finish(model: PolicyModel, traces: Traces, report: OnQuarter, *, first: bool) -> None:
    """Live to the end, compare everybody with the baseline each year, label joint papers."""
    years = model.recorder.ledger.years
    while model.quarter <= model.spec.end:
        model.step()
        report(model.quarter)
        if model.quarter % QUARTERS == 0:
            year = model.quarter // QUARTERS - 1
            marks = stamps(model.state)
            if first:
                traces.stamps[year] = marks
            row = model.recorder.row(year)
            model.recorder.ledger.footprint[row] = differing(marks, traces.stamps[year])
    joint, papers = joint_list(model.recorder), written(model.recorder, model.state)
    if first:
        traces.joint, traces.papers = joint, papers
    before, theirs = traces.joint or joint, traces.papers or papers
    model.recorder.ledger.additionality[:] = label(years, joint, before, papers, theirs)


def stamps(state: State) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Identities in order, each with the mark of its publication history."""
    living = state.living
    ids = state.ids[living]
    order = np.argsort(ids)
    return ids[order], state.people["stamp"][living][order]


def differing(
    here: tuple[NDArray[np.uint64], NDArray[np.uint32]],
    there: tuple[NDArray[np.uint64], NDArray[np.uint32]],
) -> float:
    """Share of researchers of either run whose history differs or who live in one run only."""
    both, mine, theirs = np.intersect1d(here[0], there[0], assume_unique=True, return_indices=True)
    same = int((here[1][mine] == there[1][theirs]).sum())
    everybody = len(here[0]) + len(there[0]) - len(both)
    return 1.0 - same / everybody if everybody else 0.0


def record_of(model: PolicyModel) -> RunRecord:
    """Every measure of the run, and the fingerprints of its quarters."""
    record: RunRecord = {}
    for outcome in OUTCOMES:
        record.update(outcome.measure(model.recorder.ledger))
    warm_up = model.spec.start - model.almanac.epoch
    record["check/digest"] = np.array(model.recorder.digests[warm_up:], np.uint64)
    return record
