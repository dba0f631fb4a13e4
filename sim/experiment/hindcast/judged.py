"""Each family of the record forecast in every way and judged: the whole hindcast as data."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiment.hindcast import naive
from sim.experiment.hindcast.board import Contest, Score, contest, scores
from sim.experiment.hindcast.ensemble import Ensemble
from sim.experiment.hindcast.forecast import (
    Forecast,
    baseline,
    best_shrinkage,
    change,
    constant,
    drawn_from,
    issued,
)
from sim.experiment.hindcast.holdout import expected_by_heads, expected_papers, read_holdout
from sim.experiment.hindcast.known import DYADS, MOVES, PAPERS, SHARE, read_history
from sim.experiment.hindcast.noise import chance_error
from sim.experiment.hindcast.series import Array, Series, joined
from sim.experiment.hindcast.simulated import Simulated, apart, members_of, pooled, samples
from sim.experiment.hindcast.spread import Errors, Forecaster, past_errors
from sim.experiment.hindcast.ways import (
    EARLY_YEAR,
    FREE,
    FREE_EARLY,
    FREE_SHOCKED,
    GIVEN,
    GIVEN_UNSHOCKED,
    Way,
)

FAMILIES = (PAPERS, MOVES, DYADS, SHARE)
ORIGIN = {DYADS: 2015}
LAST_ORIGIN = 2016
MODEL = {
    GIVEN: "model, margins given",
    GIVEN_UNSHOCKED: "model, margins given, shock unknown",
    FREE: "model, free",
    FREE_SHOCKED: "model, free, shocks known",
}
CONSTANT = "constant affinity, margins given"
AS_IT_COMES = ", as it comes"
FEWEST_DRAWS = 5
"""Draws of the uncertain facts below which an ensemble says nothing about its own spread."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One family: what happened, what was forecast, and how good it was."""

    family: str
    origin: int
    history: Series
    observed: Series
    baselines: tuple[Forecast, ...]
    models: tuple[Forecast, ...]
    drawn: tuple[Forecast, ...]
    """The model's ensembles as they come, where there are draws enough."""
    scores: tuple[Score, ...]
    contests: tuple[Contest, ...]
    shrinkage: float
    chance: float
    """Error on logarithms that is due to the small world alone, margins given."""

    def forecast(self, name: str) -> Forecast:
        """The forecast of that name."""
        every = (*self.baselines, *self.models, *self.drawn)
        return next(forecast for forecast in every if forecast.name == name)


def judged(family: str, ensemble: Ensemble) -> Judged:
    """Forecast one family and score it."""
    history, observed = before_and_after(family)
    members = members_of(ensemble.places)
    units = tuple(u for u in observed.units if family == SHARE or set(u) <= set(members))
    if family == SHARE:
        units = tuple(u for u in units if u[0] in members)
    observed = observed.of(units)
    naives = _naive(history, observed, ensemble)
    shrinkage, models, drawn = _models(history, observed, ensemble)
    every = (*naives, *models, *drawn)
    return Judged(
        family,
        history.years[-1],
        history.of(units),
        observed,
        naives,
        models,
        drawn,
        tuple(score for forecast in every for score in scores(forecast, observed)),
        tuple(
            found
            for model in (*models, *drawn)
            for other in _rivals(model, naives)
            for found in contest(model, other, observed)
        ),
        shrinkage,
        chance_error(
            apart(ensemble, GIVEN.name, family, units),
            history,
            observed.years[-1] - history.years[-1],
            shrinkage,
        ),
    )


def _rivals(model: Forecast, naives: tuple[Forecast, ...]) -> list[Forecast]:
    """The naive forecasts that know no more than the model does."""
    given = model.name.startswith(MODEL[GIVEN])
    return [other for other in naives if given or other.name != CONSTANT]


def before_and_after(family: str, *, whole: bool = False) -> tuple[Series, Series]:
    """The record up to the origin, and what came after it; dyads are forecast from 2015.

    ``whole`` keeps the pairs of which only the first year after the origin is at hand.
    """
    history, observed = read_history(family), read_holdout(family)
    origin = ORIGIN.get(family, LAST_ORIGIN)
    if origin < LAST_ORIGIN:
        units = history.units if whole else observed.units
        between = history.since(origin + 1).of(units)
        observed = joined(between, observed)
    return history.to(origin), observed


def _naive(history: Series, observed: Series, ensemble: Ensemble) -> tuple[Forecast, ...]:
    """Every naive forecast; its earlier errors are those of the whole family."""
    years = observed.years
    target = history.of(observed.units)
    horizon = years[-1] - history.years[-1]
    found = []
    for name in naive.FREE:
        errors = past_errors(history, baseline(name), horizon)
        found.append(issued(name, target, baseline(name), errors, years))
    if history.family in (PAPERS, MOVES):
        span = tuple(range(history.years[0], years[-1] + 1))
        margins = _margins(target, span, ensemble)
        known = constant(margins, target.units, span[0])
        errors = past_errors(target, known, horizon)
        found.append(issued(CONSTANT, target, known, errors, years))
    return tuple(found)


def _margins(series: Series, years: tuple[int, ...], ensemble: Ensemble) -> Array:
    """What national margins alone would give, held-out years included."""
    if series.family == PAPERS:
        return expected_papers(series.units, years)
    return expected_by_heads(series.units, years, members_of(ensemble.places), ensemble.places)


def _models(
    history: Series, observed: Series, ensemble: Ensemble
) -> tuple[float, tuple[Forecast, ...], tuple[Forecast, ...]]:
    """The model's forecasts, with bands from its own earlier errors, and as they come."""
    asked = ensemble.asked
    horizon = observed.years[-1] - history.years[-1]
    given = pooled(ensemble, GIVEN.name, history.family, history.units)
    record = history.of(given.units)
    shrinkage = best_shrinkage(given, record, horizon)
    errors = {
        False: past_errors(record, change(given, shrinkage), horizon),
        True: _early_errors(ensemble, record, shrinkage),
    }
    models, drawn = [], []
    for way in [way for way in MODEL if way.name in asked.ways]:
        forecasts = [
            _issued(way, found, (history, observed), shrinkage, errors[way.free])
            for found in samples(ensemble, way.name, history.family, history.units)
        ]
        whole = pooled(ensemble, way.name, history.family, history.units)
        models.append(_issued(way, whole, (history, observed), shrinkage, errors[way.free]))
        if asked.samples >= FEWEST_DRAWS:
            drawn.append(drawn_from(f"{MODEL[way]}{AS_IT_COMES}", forecasts))
    return shrinkage, tuple(models), tuple(drawn)


def _issued(
    way: Way, found: Simulated, both: tuple[Series, Series], shrinkage: float, errors: Errors
) -> Forecast:
    history, observed = both
    target = history.of(observed.units)
    return issued(MODEL[way], target, change(found, shrinkage), errors, observed.years)


def _early_errors(ensemble: Ensemble, record: Series, shrinkage: float) -> Errors:
    """How far a free forecast from 2009 was off, in the years up to 2016."""
    found = pooled(ensemble, FREE_EARLY.name, record.family, record.units)
    forecaster: Forecaster = change(found, shrinkage)
    reach = record.years[-1] - EARLY_YEAR
    return past_errors(record, forecaster, reach, origin=EARLY_YEAR)


def every_family(ensemble: Ensemble, families: Sequence[str] = FAMILIES) -> tuple[Judged, ...]:
    """The hindcast of every family."""
    return tuple(judged(family, ensemble) for family in families)
