"""Ensembles whose histories are made up, so that it is known what they must score."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sim.experiment.hindcast.ensemble import Asked, Ensemble
from sim.experiment.hindcast.holdout import read_holdout
from sim.experiment.hindcast.known import MOVES, PAPERS, read_history
from sim.experiment.hindcast.series import Array
from sim.experiment.hindcast.ways import WAYS
from sim.store.stamps import Stamps
from sim.store.unit import UnitKey
from sim.store.units import UNITS, Units
from sim.world.drivers import read_drivers

PLACES = read_drivers("science", 0.01).places
SIZE = len(PLACES)
Counts = Callable[[str, int], dict[str, Array]]


def toy(folder: Path, counts: Counts, samples: int = 1, replicates: int = 1) -> Ensemble:
    """An ensemble on disk; ``counts`` gives the yearly counts of a way in a sample."""
    asked = Asked(scale=1.0, samples=samples, replicates=replicates)
    (folder / UNITS).mkdir(parents=True)
    units = Units(folder / UNITS, Stamps("toy", {}, ("",) * samples))
    about: dict[str, object] = {
        "sim": "0", "world": "science", "scale": 1.0, "samples": samples,
        "replicates": replicates, "seed": 1, "model_sha256": "a" * 64,
        "evidence_sha256": "b" * 64,
    }  # fmt: skip
    for way in WAYS:
        for sample in range(samples):
            for replicate in range(replicates):
                units.write(UnitKey(way, sample, replicate), counts(way, sample))
    one, other, *_ = PLACES
    return Ensemble(asked, folder, (one, other), PLACES, units, about)


def flat(_way: str = "", _sample: int = 0) -> dict[str, Array]:
    """A world in which nothing ever changes."""
    years = len(Asked().years)
    pairs = np.full((years, SIZE, SIZE), 1000.0)
    places = np.full((years, SIZE), 1000.0)
    return {"joint": pairs, "moves": pairs.copy(), "papers": 2 * places, "international": places}


def omniscient(_way: str = "", _sample: int = 0) -> dict[str, Array]:
    """A world whose joint papers and moves are ten times those of the record, every year."""
    found = flat()
    for family, name in ((PAPERS, "joint"), (MOVES, "moves")):
        for series in (read_history(family), read_holdout(family)):
            for unit, row in zip(series.units, series.values, strict=True):
                if set(unit) <= set(PLACES):
                    a, b = (PLACES.index(place) for place in unit)
                    for year, value in zip(series.years, row, strict=True):
                        if year in Asked().years:
                            found[name][Asked().years.index(year), a, b] = 10.0 * value
    return found
