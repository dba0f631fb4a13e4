"""The charts of a hindcast: the record in the model's bands, and the ranks it had there."""

from collections.abc import Iterator

import numpy as np

from sim.experiment.hindcast.board import losses
from sim.experiment.hindcast.judged import Judged
from sim.experiment.hindcast.known import MOVES, PAPERS, SHARE
from sim.experiment.hindcast.series import Array
from sim.experiment.hindcast.verdict import KINDS, SAYS, UNITS, Account, findings, named
from sim.report.chart import Chart
from sim.report.panels import Caption, Panel, Ranks, panels_chart, ranks_chart

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_PANELS = 16
SHOWN = (PAPERS, MOVES, SHARE)
SINCE = 2005


def charts(account: Account) -> Iterator[Chart]:
    """Panels of every family in both kinds, and the ranks of the record in the bands."""
    source = (
        f"Model {str(account.ensemble.about['model_sha256'])[:12]}. Held-out years, not fitted."
    )
    for judged in [family for family in account.families if family.family in SHOWN]:
        for kind, name in KINDS.items():
            yield panels_chart(_panels(judged, kind, name), _caption(judged, kind, source))
    ranks = [
        Ranks(f"{SAYS[judged.family]}, {kind}", _ranks(judged, name))
        for judged in account.families
        for kind, name in KINDS.items()
    ]
    title = "Where the record lay in the model's bands: flat is calibrated, a hump too wide."
    yield ranks_chart(ranks, Caption("hindcast.ranks", title, "1", source))


def _caption(judged: Judged, kind: str, source: str) -> Caption:
    words = "margins given" if kind == "given" else "free"
    title = (
        f"{SAYS[judged.family].capitalize()}, {words}, {UNITS[judged.family]}. Dots: the record. "
        "Bands: 50% and 90% of the model's forecast. Dotted: the best naive forecast."
    )
    return Caption(f"hindcast.{judged.family}.{kind}", title, UNITS[judged.family], source)


def _panels(judged: Judged, kind: str, name: str) -> list[Panel]:
    """The largest series, the names in the order of the record."""
    order = np.argsort(-judged.history.values[:, -1], kind="stable")[:MOST_PANELS]
    best = next(f.contest.baseline for f in findings([judged]) if f.kind == kind)
    model, naive = judged.forecast(name), judged.forecast(best)
    since = judged.history.since(SINCE)
    return [
        Panel(
            named(judged.observed.units[n]),
            since.years,
            since.values[n],
            model.years,
            judged.observed.values[n],
            np.quantile(model.members[n], QUANTILES, axis=-1),
            naive.centre[n],
        )
        for n in sorted(order.tolist())
    ]


def _ranks(judged: Judged, name: str) -> Array:
    found = losses(judged.forecast(name), judged.observed).rank.ravel()
    return np.asarray(found[~np.isnan(found)])
