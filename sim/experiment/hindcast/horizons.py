"""CRPS by horizon of moves between single countries: all pairs, and those that the model has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.hindcast import naive
from sim.experiment.hindcast.board import losses
from sim.experiment.hindcast.forecast import Forecast, baseline, issued
from sim.experiment.hindcast.judged import Judged, before_and_after
from sim.experiment.hindcast.known import DYADS
from sim.experiment.hindcast.series import Array, Series
from sim.experiment.hindcast.spread import past_errors


@dataclass(frozen=True, slots=True)
class ByHorizon:
    """Mean CRPS of one forecast one year ahead, two years ahead and so on."""

    forecast: str
    pairs: int
    crps: Array


def by_horizon(families: Sequence[Judged]) -> tuple[ByHorizon, ...]:
    """Naive forecasts of all pairs, then every forecast of the pairs that the model has.

    Pairs that are held back after 2016 enter the first year only.
    """
    history, observed = before_and_after(DYADS, whole=True)
    years, target = observed.years, history.of(observed.units)
    horizon = years[-1] - history.years[-1]
    found = []
    for name in naive.FREE:
        errors = past_errors(history, baseline(name), horizon)
        forecast = issued(name, target, baseline(name), errors, years)
        found.append(_mean(forecast, observed))
    for judged in (family for family in families if family.family == DYADS):
        found += [_mean(f, judged.observed) for f in (*judged.baselines, *judged.models)]
    return tuple(found)


def _mean(forecast: Forecast, observed: Series) -> ByHorizon:
    lost = losses(forecast, observed).crps
    return ByHorizon(forecast.name, len(observed), np.asarray(np.nanmean(lost, axis=0)))
