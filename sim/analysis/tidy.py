"""Results as tidy tables: one row a number, units and counts beside it."""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.analysis.amounts import load
from sim.analysis.findings import Findings
from sim.analysis.intervals import covered
from sim.analysis.reading import Readable

Value = str | int | float | None

SUMMARY = (
    "variant", "outcome", "where", "year", "unit", "samples", "replicates",
    "mean", "q05", "q25", "q50", "q75", "q95",
)  # fmt: skip
DIFFERENCES = (
    "variant", "to", "outcome", "where", "period", "first_year", "last_year", "unit", "mean",
    "extra", "low", "high", "interval", "interval_over", "count", "chance_error", "opposite_share",
    "verdict", "best_share", "max_regret", "mean_regret", "cost_musd", "cost_per", "cost_per_low",
    "cost_per_high", "cost_per_reason",
)  # fmt: skip
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def summary_rows(results: Readable, outcomes: Sequence[str] = ()) -> Iterator[tuple[Value, ...]]:
    """Yearly level of every part of every outcome, over all runs of each variant."""
    manifest = results.manifest
    for name in outcomes or tuple(manifest.outcomes):
        amounts = load(results, name)
        for variant in manifest.variant_names:
            for cell in amounts.cells:
                yearly = amounts.yearly(variant, cell).reshape(-1, len(manifest.horizon.years))
                cuts = np.quantile(yearly, QUANTILES, axis=0)
                columns = zip(manifest.horizon.years, yearly.T, cuts.T, strict=True)
                for year, runs, cut in columns:
                    if np.isnan(runs).any():
                        continue
                    yield (
                        variant, name, cell.name, year, amounts.info.unit,
                        manifest.samples, manifest.replicates, float(runs.mean()),
                        *map(float, cut),
                    )  # fmt: skip


def difference_rows(findings: Findings) -> Iterator[tuple[Value, ...]]:
    """Every difference of a comparison, with cost per additional unit where it belongs."""
    comparison = findings.comparison
    prices = {(row.outcome, row.cell, row.period, row.variant): row.price for row in findings.costs}
    for row in comparison.rows:
        if row.extra is None:
            continue
        price = prices.get((row.outcome, row.cell, row.period, row.variant))
        tail: tuple[Value, ...] = (None, None, None, None, None)
        if price is not None:
            tail = (price.above.mean, price.value, price.low, price.high, price.reason)
        extra = row.extra
        yield (
            row.variant, row.to, row.outcome, row.cell, row.period.kind, row.period.first,
            row.period.last, comparison.manifest.outcomes[row.outcome].unit, row.level.mean,
            extra.mean, extra.low, extra.high,
            covered(extra.count, comparison.request.interval), extra.over, extra.count,
            extra.chance, extra.against, extra.verdict, row.best, row.max_regret,
            row.mean_regret, *tail,
        )  # fmt: skip
