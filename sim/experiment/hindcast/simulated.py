"""Simulated counts of what the record counts: recorded papers, recorded moves, the same units.

The model's ledger holds recorded papers (E24), so recorded is set beside recorded. Levels differ
all the same: the model's papers follow the Scopus counts of articles, joint works here are those
of OpenAlex, and groups of countries differ. So only changes in the model are used, from the last
years before the origin on; the level is the record's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.evidence.tables import read_table
from sim.experiment.hindcast.ensemble import Ensemble
from sim.experiment.hindcast.known import DYADS, MOVES, PAPERS, SHARE
from sim.experiment.hindcast.series import HALF, Array, Unit

LEDGER = {PAPERS: "joint", MOVES: "moves", DYADS: "moves"}


@dataclass(frozen=True, slots=True)
class Simulated:
    """Counts (units, years) of one sample in one way; shares have a denominator."""

    units: tuple[Unit, ...]
    years: tuple[int, ...]
    counts: Array
    whole: Array | None = None
    ends: Array | None = None
    """All counts of the first end, of the second and of the world (3, units, years)."""

    def by_ends(self) -> Array:
        """Counts (units, years) that the totals of both ends alone would give; 1 if not known."""
        if self.ends is None:
            return np.ones_like(self.counts)
        first, second, world = self.ends + HALF
        return np.asarray(first * second / world)


def simulated(
    ensemble: Ensemble, way: str, family: str, key: tuple[int, int | None], units: Sequence[Unit]
) -> Simulated:
    """What one history says of those units that the model has; no replicate means all of them."""
    members = members_of(ensemble.places)
    known = tuple(u for u in units if u[0] in members and (family == SHARE or u[1] in members))
    years = ensemble.asked.years
    if family == SHARE:
        part = ensemble.counts(way, "international", *key)
        whole = ensemble.counts(way, "papers", *key)
        rows = [ensemble.places.index(unit[0]) for unit in known]
        return Simulated(known, years, part[:, rows].T, whole[:, rows].T)
    yearly = ensemble.counts(way, LEDGER[family], *key)
    cells = [np.ix_(range(len(years)), members[a], members[b]) for a, b in known]
    counts = np.array([yearly[cell].sum(axis=(1, 2)) for cell in cells])
    return Simulated(known, years, counts, ends=_ends(yearly, known, members))


def _ends(yearly: Array, units: Sequence[Unit], members: Mapping[str, Sequence[int]]) -> Array:
    """What leaves the first end of each unit, enters the second, and goes on in the world."""
    out, into = yearly.sum(axis=2), yearly.sum(axis=1)
    first = [out[:, members[a]].sum(axis=1) for a, _ in units]
    second = [into[:, members[b]].sum(axis=1) for _, b in units]
    return np.array([first, second, [out.sum(axis=1)] * len(units)])


def samples(ensemble: Ensemble, way: str, family: str, units: Sequence[Unit]) -> list[Simulated]:
    """Every draw of the uncertain facts, its replicates added up."""
    return [
        simulated(ensemble, way, family, (sample, None), units)
        for sample in range(ensemble.asked.samples)
    ]


def apart(ensemble: Ensemble, way: str, family: str, units: Sequence[Unit]) -> list[Simulated]:
    """Every history by itself."""
    asked = ensemble.asked
    return [
        simulated(ensemble, way, family, (sample, replicate), units)
        for sample in range(asked.samples)
        for replicate in range(asked.replicates)
    ]


def pooled(ensemble: Ensemble, way: str, family: str, units: Sequence[Unit]) -> Simulated:
    """All samples and replicates as one larger world."""
    return together(samples(ensemble, way, family, units))


def together(parts: Sequence[Simulated]) -> Simulated:
    """Histories of the same units added up."""
    wholes = [part.whole for part in parts if part.whole is not None]
    ends = [part.ends for part in parts if part.ends is not None]
    return replace(
        parts[0],
        counts=np.sum([part.counts for part in parts], axis=0),
        whole=np.sum(wholes, axis=0) if wholes else None,
        ends=np.sum(ends, axis=0) if ends else None,
    )


def members_of(places: Sequence[str]) -> dict[str, list[int]]:
    """Positions of the places that stand for each unit: itself, or the members of a group."""
    table = read_table("units_places")
    groups = dict(zip(table.words("unit"), table.words("places"), strict=True))
    found = {place: [n] for n, place in enumerate(places)}
    for unit, codes in groups.items():
        found[str(unit)] = [places.index(code) for code in str(codes).split()]
    return found
