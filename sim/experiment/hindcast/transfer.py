"""A pair predicted by a world that never saw it: from gravity, and the levels of all others.

Level and not only change is at stake here, so the simulated count is brought to the scale of the
record by the mean log ratio of all other pairs, and the bands are how far those others were off.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiment.hindcast.ensemble import Ensemble
from sim.experiment.hindcast.forecast import ANCHOR_YEARS, values_of
from sim.experiment.hindcast.holdout import expected_by_heads, expected_papers, read_holdout
from sim.experiment.hindcast.known import MOVES, PAPERS, read_history
from sim.experiment.hindcast.scores import covered, log_error, root_mean_square
from sim.experiment.hindcast.series import HALF, Array, Series, Unit
from sim.experiment.hindcast.simulated import Simulated, members_of, pooled
from sim.experiment.hindcast.spread import QUANTILES
from sim.experiment.hindcast.ways import GIVEN, UNSEEN

FEWEST = 20.0
"""Simulated counts a year on which a ratio of levels can rest."""

FEWEST_OTHERS = 10


@dataclass(frozen=True, slots=True)
class Transfer:
    """The pair in one direction, year by year; every forecast in the unit of the record."""

    family: str
    unit: Unit
    years: tuple[int, ...]
    observed: Array
    unseen: Array
    """By a world that never saw the pair."""
    seen: Array
    """By the same world with the pair's own shares, the level again that of the others."""
    margins: Array
    """By national margins alone, as if partners were drawn by size."""
    members: Array
    """Bands of the unseen forecast (years, M)."""
    others: int
    """Pairs that give the level and the bands."""

    @property
    def errors(self) -> dict[str, float]:
        """Root mean square error on logarithms of each forecast, all years."""
        forecasts = {"unseen": self.unseen, "seen": self.seen, "margins": self.margins}
        return {
            name: root_mean_square(log_error(values, self.observed, HALF))
            for name, values in forecasts.items()
        }

    @property
    def covered(self) -> float:
        """Share of the years in which the record lies in the 90 % band."""
        return float(covered(self.members, self.observed, 0.9).mean())


def transfers(ensemble: Ensemble) -> tuple[Transfer, ...]:
    """The pair in focus: joint papers, and moves in both directions.

    A family is left out where the world is too small for ten other pairs to have counts enough.
    """
    one, other = sorted(ensemble.corridor)
    wanted = ((PAPERS, (one, other)), (MOVES, (one, other)), (MOVES, (other, one)))
    found = (_transfer(ensemble, family, unit) for family, unit in wanted)
    return tuple(transfer for transfer in found if transfer is not None)


def _transfer(ensemble: Ensemble, family: str, unit: Unit) -> Transfer | None:
    record, after = read_history(family), read_holdout(family).of([unit])
    ratios = {}
    worlds = {}
    for way in (UNSEEN, GIVEN):
        worlds[way] = pooled(ensemble, way.name, family, record.units)
        ratios[way] = log_ratios(worlds[way], record, set(unit))
        if len(ratios[way]) < FEWEST_OTHERS:
            return None
    centre = {way: _level(worlds[way], unit, ratios[way], after.years) for way in worlds}
    others = ratios[UNSEEN] - ratios[UNSEEN].mean()
    both = np.quantile(np.concatenate([others, -others]), QUANTILES)
    return Transfer(
        family,
        unit,
        after.years,
        after.values[0],
        values_of(centre[UNSEEN], after.offset),
        values_of(centre[GIVEN], after.offset),
        _by_margins(ensemble, record, unit, after.years),
        values_of(centre[UNSEEN][:, None] + both[None], after.offset),
        len(others),
    )


def log_ratios(found: Simulated, record: Series, without: set[str]) -> Array:
    """ln(record / simulated) over the last years of the record, of all pairs but the one."""
    last = slice(-ANCHOR_YEARS, None)
    end = found.years.index(record.years[-1]) + 1
    simulated_mean = found.counts[:, end - ANCHOR_YEARS : end].mean(1)
    with np.errstate(invalid="ignore"):
        recorded = np.nanmean(record.of(found.units).logs()[:, last], axis=1)
    apart = np.array([set(unit) != without for unit in found.units])
    kept = apart & (simulated_mean >= FEWEST) & ~np.isnan(recorded)
    return np.asarray(recorded[kept] - np.log(simulated_mean[kept]))


def _level(found: Simulated, unit: Unit, ratios: Array, years: tuple[int, ...]) -> Array:
    """Logarithms of the pair's counts on the scale of the record."""
    row = found.counts[found.units.index(unit)]
    first = found.years.index(years[0])
    counts = row[first : first + len(years)]
    return np.asarray(np.log(np.maximum(counts, 0.5)) + ratios.mean())


def _by_margins(ensemble: Ensemble, record: Series, unit: Unit, years: tuple[int, ...]) -> Array:
    """What sizes alone would give; for moves on the scale of all other pairs."""
    if record.family == PAPERS:
        return np.asarray(expected_papers((unit,), years)[0])
    members = members_of(ensemble.places)
    others = record.of([u for u in record.units if set(u) != set(unit)])
    span = (*record.years[-ANCHOR_YEARS:], *years)
    expected = np.log(expected_by_heads((*others.units, unit), span, members, ensemble.places))
    level = others.logs()[:, -ANCHOR_YEARS:] - expected[:-1, :ANCHOR_YEARS]
    return np.asarray(np.exp(expected[-1, ANCHOR_YEARS:] + np.nanmean(level)))
