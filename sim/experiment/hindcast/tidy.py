"""The hindcast as tidy tables: every forecast, every score, every contest."""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiment.hindcast.board import losses
from sim.experiment.hindcast.judged import Judged
from sim.experiment.hindcast.transfer import Transfer
from sim.store.table import Cell

FORECASTS = ("family", "forecast", "unit_a", "unit_b", "year", "observed", "centre",
             "q05", "q25", "q75", "q95", "rank")  # fmt: skip
SCORES = ("family", "forecast", "unit_a", "unit_b", "period", "values", "log_rmse", "crps",
          "covered_50", "covered_90")  # fmt: skip
CONTESTS = ("family", "model", "baseline", "period", "corridors", "log_difference", "log_p",
            "crps_difference", "crps_p")  # fmt: skip
TRANSFERS = ("family", "unit_a", "unit_b", "year", "observed", "unseen", "seen", "margins",
             "q05", "q25", "q75", "q95")  # fmt: skip
EDGES = (0.05, 0.25, 0.75, 0.95)


def forecast_rows(families: Sequence[Judged]) -> Iterator[tuple[Cell, ...]]:
    """Every forecast of every value, with the value."""
    for judged in families:
        for forecast in (*judged.baselines, *judged.models, *judged.drawn):
            ranks = losses(forecast, judged.observed).rank
            bands = np.quantile(forecast.members, EDGES, axis=-1)
            for n, unit in enumerate(judged.observed.units):
                for t, year in enumerate(judged.observed.years):
                    yield (
                        judged.family, forecast.name, *unit, year,
                        float(judged.observed.values[n, t]), float(forecast.centre[n, t]),
                        *(float(band) for band in bands[:, n, t]), float(ranks[n, t]),
                    )  # fmt: skip


def score_rows(families: Sequence[Judged]) -> Iterator[tuple[Cell, ...]]:
    """Every score, pooled and by pair."""
    for score in (score for judged in families for score in judged.scores):
        yield (
            score.family, score.forecast, *score.unit, score.period, score.values,
            score.log_rmse, score.crps, score.covered_50, score.covered_90,
        )  # fmt: skip


def contest_rows(families: Sequence[Judged]) -> Iterator[tuple[Cell, ...]]:
    """The model against every naive forecast."""
    for c in (contest for judged in families for contest in judged.contests):
        yield (
            c.family, c.model, c.baseline, c.period, c.corridors,
            c.log_difference, c.log_p, c.crps_difference, c.crps_p,
        )  # fmt: skip


def transfer_rows(found: Sequence[Transfer]) -> Iterator[tuple[Cell, ...]]:
    """The pair that was never seen."""
    for t in found:
        for n, year in enumerate(t.years):
            values = (t.observed[n], t.unseen[n], t.seen[n], t.margins[n])
            bands = np.quantile(t.members[n], EDGES)
            yield (t.family, *t.unit, year, *map(float, values), *map(float, bands))
