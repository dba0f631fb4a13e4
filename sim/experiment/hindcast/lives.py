"""One sample and replicate lived through in every way, as the pool of workers calls it."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiment.hindcast.ways import QUARTERS, WAYS, Way, told, without_pair
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.drivers import Drivers, read_drivers

Record = dict[str, NDArray[np.generic]]
OnQuarter = Callable[[int], None]
KEPT = ("joint", "moves", "papers", "international", "stock")


def live_group(
    spec: RunSpec,
    replicate: int,
    sample: int,
    wanted: Sequence[str],
    on_quarter: OnQuarter | None = None,
) -> Iterator[tuple[str, Record]]:
    """Each wanted way with its yearly counts; ways with a common past live it once.

    Chance depends on the seed and the replicate alone; the sample stands in ``spec.values``.
    """
    del sample
    report = on_quarter or (lambda _: None)
    drivers = read_drivers(spec.world, spec.scale)
    ways = [WAYS[name] for name in wanted]
    for root in dict.fromkeys(way.root for way in ways):
        kin = [way for way in ways if way.root == root]
        common = without_pair(drivers, spec.corridor) if kin[0].unseen else drivers
        yield from _lived(spec, replicate, kin, common, report)


def _lived(
    spec: RunSpec, replicate: int, ways: list[Way], drivers: Drivers, report: OnQuarter
) -> Iterator[tuple[str, Record]]:
    """The ways of one root, apart from the quarter in which they are told different things."""
    branch = min(way.branch for way in ways)
    past = told(drivers, ways[0])
    root = PolicyModel(spec, replicate, drivers=past)
    _live(root, branch, report)
    for way in ways:
        model = PolicyModel(
            spec,
            replicate,
            state=root.state.copy(),
            recorder=root.recorder.copy(),
            drivers=told(drivers, way),
        )
        _live(model, min(spec.end, QUARTERS * way.ends + 3) + 1, report)
        yield way.name, _counts(model)


def _live(model: PolicyModel, until: int, report: OnQuarter) -> None:
    while model.quarter < until:
        model.step()
        report(model.quarter)


def _counts(model: PolicyModel) -> Record:
    """What is compared with the record, by year and place."""
    ledger = model.recorder.ledger
    found = {name: np.asarray(getattr(ledger, name), np.float64) for name in KEPT}
    found["stock"] = found["stock"].sum(axis=(2, 3))
    return dict(found)
