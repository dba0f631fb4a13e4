"""The scores of every forecast, pooled and by corridor, and who beats whom by more than luck."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.hindcast.forecast import Forecast
from sim.experiment.hindcast.scores import covered, crps, log_error, rank, root_mean_square
from sim.experiment.hindcast.series import Array, Series, Unit
from sim.experiment.hindcast.significance import compare

POOLED: Unit = ("all", "all")
SHOCK_YEAR = 2022
TREND, SHOCK, WHOLE = "trend", "shock", "all"
LUCK = 0.1


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast, pooled over units or for one of them, in one period."""

    family: str
    forecast: str
    unit: Unit
    period: str
    values: int
    log_rmse: float
    crps: float
    covered_50: float
    covered_90: float


@dataclass(frozen=True, slots=True)
class Contest:
    """A forecast of the model against a naive one; differences below 0 favour the model.

    Squared errors on logarithms, and CRPS in the unit of the family, each with its two-sided p.
    """

    family: str
    model: str
    baseline: str
    period: str
    corridors: int
    log_difference: float
    log_p: float
    crps_difference: float
    crps_p: float

    @property
    def won(self) -> bool:
        """Whether the model erred less, by more than luck at one in ten, on logarithms."""
        return self.log_difference < 0.0 and self.log_p < LUCK


@dataclass(frozen=True, slots=True)
class Losses:
    """Every loss of one forecast (units, years); nan where nothing was observed."""

    log: Array
    crps: Array
    half: Array
    most: Array
    rank: Array


def losses(forecast: Forecast, observed: Series) -> Losses:
    """The losses of a forecast of exactly the units and years that were observed."""
    known = (observed.weight > 0.0) & ~np.isnan(observed.values)
    seen = np.where(known, observed.values, 1.0)

    def where_known(values: Array) -> Array:
        return np.asarray(np.where(known, values, np.nan))

    return Losses(
        where_known(log_error(forecast.centre, seen, observed.offset)),
        where_known(crps(forecast.members, seen, drawn=forecast.drawn)),
        where_known(covered(forecast.members, seen, 0.5)),
        where_known(covered(forecast.members, seen, 0.9)),
        where_known(rank(forecast.members, seen)),
    )


def periods(years: Sequence[int]) -> dict[str, list[int]]:
    """Columns of the years of each period that is there, the whole first."""
    found = {
        WHOLE: list(range(len(years))),
        TREND: [n for n, year in enumerate(years) if year < SHOCK_YEAR],
        SHOCK: [n for n, year in enumerate(years) if year >= SHOCK_YEAR],
    }
    return found if found[SHOCK] else {WHOLE: found[WHOLE]}


def scores(forecast: Forecast, observed: Series) -> Iterator[Score]:
    """Pooled scores and those of each unit, period by period."""
    lost = losses(forecast, observed)
    for period, columns in periods(observed.years).items():
        rows: list[tuple[Unit, list[int]]] = [(POOLED, list(range(len(observed))))]
        rows += [(unit, [n]) for n, unit in enumerate(observed.units)]
        for unit, chosen in rows:
            cell = np.ix_(chosen, columns)
            values = int((~np.isnan(lost.log[cell])).sum())
            if values:
                yield Score(
                    observed.family, forecast.name, unit, period, values,
                    root_mean_square(lost.log[cell]), *(
                        float(np.nanmean(loss[cell])) for loss in (lost.crps, lost.half, lost.most)
                    ),
                )  # fmt: skip


def contest(model: Forecast, baseline: Forecast, observed: Series) -> Iterator[Contest]:
    """The model against one naive forecast, period by period."""
    ours, theirs = losses(model, observed), losses(baseline, observed)
    for period, columns in periods(observed.years).items():
        log = compare(ours.log[:, columns] ** 2, theirs.log[:, columns] ** 2, observed.units)
        score = compare(ours.crps[:, columns], theirs.crps[:, columns], observed.units)
        yield Contest(
            observed.family, model.name, baseline.name, period, log.clusters,
            log.difference, log.p, score.difference, score.p,
        )  # fmt: skip
