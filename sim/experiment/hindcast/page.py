"""The hindcast in words and tables, for a screen and as a page with its charts."""

from collections.abc import Iterator, Sequence
from math import isnan

import numpy as np

from sim.experiment.hindcast.board import POOLED, SHOCK, TREND, WHOLE, Score
from sim.experiment.hindcast.judged import Judged
from sim.experiment.hindcast.known import PAPERS
from sim.experiment.hindcast.unseen import who
from sim.experiment.hindcast.verdict import SAYS, UNITS, Account, caveats, named, opening, pattern
from sim.report.chart import Chart
from sim.report.grid import Grid, markdown, paragraphs, text

PERIODS = {WHOLE: "all", TREND: "to 2021", SHOCK: "from 2022"}


def score_grids(account: Account, *, corridors: bool = False) -> Iterator[Grid]:
    """Pooled scores of each family, and if asked those of every pair."""
    for judged in account.families:
        rows = [_score_cells(score) for score in judged.scores if score.unit == POOLED]
        title = (
            f"{SAYS[judged.family].capitalize()}, {len(judged.observed)} pairs or places, origin "
            f"{judged.origin}; CRPS in {UNITS[judged.family]}{_chance(judged)}"
        )
        yield Grid(
            title, ("forecast", "years", "log RMSE", "CRPS", "in 50%", "in 90%"), tuple(rows), 2
        )
        if corridors and judged.family == PAPERS:
            yield _corridor_grid(judged)


def _chance(judged: Judged) -> str:
    """What part of the model's error a larger world would take away, and what was shrunk."""
    shrunk = f"; simulated changes shrunk by {judged.shrinkage:g} counts towards those of both ends"
    words = shrunk if judged.shrinkage else ""
    if isnan(judged.chance):
        return words
    return f"{words}; chance in a world this small alone adds an error of {judged.chance:.3f}"


def _score_cells(score: Score) -> tuple[str, ...]:
    figures = (
        f"{score.log_rmse:.3f}",
        f"{score.crps:.4f}" if score.crps < 1 else f"{score.crps:,.2f}",
    )
    return (
        score.forecast, PERIODS[score.period], *figures,
        f"{100 * score.covered_50:.0f}%", f"{100 * score.covered_90:.0f}%",
    )  # fmt: skip


def _corridor_grid(judged: Judged) -> Grid:
    """Errors on logarithms of every corridor under every forecast."""
    names = [f.name for f in (*judged.baselines, *judged.models)]
    found = {(s.forecast, s.unit): s.log_rmse for s in judged.scores if s.period == WHOLE}
    rows = tuple(
        (name, *(f"{found[name, unit]:.3f}" for unit in judged.observed.units)) for name in names
    )
    heads = tuple(named(unit) for unit in judged.observed.units)
    return Grid("Error on logarithms by corridor, all held-out years", ("forecast", *heads), rows)


def horizon_grid(account: Account) -> Grid:
    """CRPS of moves between single countries, year after year."""
    found = account.horizons
    ahead = range(len(found[0].crps))
    rows = tuple(
        (each.forecast, f"{each.pairs:,}", *(f"{each.crps[n]:.2f}" for n in ahead))
        for each in found
    )
    title = "CRPS of moves between single countries by years ahead, origin 2015"
    return Grid(title, ("forecast", "pairs", *(str(n + 1) for n in ahead)), rows, 2)


def transfer_grid(account: Account) -> Grid:
    """The pair in focus, by a world that never saw it."""
    rows = tuple(
        (
            f"{SAYS[found.family]} {named(found.unit)}", str(year), *(
                f"{values[n]:,.0f}"
                for values in (found.observed, found.unseen, found.seen, found.margins)
            ), "{:,.0f} to {:,.0f}".format(*np.quantile(found.members[n], (0.05, 0.95))),
        )
        for found in account.transfers
        for n, year in enumerate(found.years)
    )  # fmt: skip
    title = "A pair that the world never saw: level from gravity and from all other pairs"
    heads = ("pair", "year", "record", "unseen", "seen", "by size alone", "90% of unseen")
    return Grid(title, heads, rows, 2)


def transfer_words(account: Account) -> list[str]:
    """How far off the unseen pair was, in a sentence for each family and direction."""
    return [
        f"{SAYS[found.family].capitalize()} {named(found.unit)}: error on logarithms "
        f"{found.errors['unseen']:.2f} by {who(account.ensemble.about)} that never saw the pair, "
        f"{found.errors['seen']:.2f} by one that did, {found.errors['margins']:.2f} by size alone; "
        f"the 90% band from {found.others} other pairs holds {100 * found.covered:.0f}% of years."
        for found in account.transfers
    ]


def screen(account: Account, width: int) -> str:
    """The account for a screen: where it loses comes first."""
    return "\n\n".join([
        paragraphs([*opening(account.findings), pattern(account.families)], width),
        *(text(grid, width) for grid in score_grids(account)),
        text(horizon_grid(account), width),
        text(transfer_grid(account), width),
        paragraphs(transfer_words(account), width),
        paragraphs(caveats(account), width),
    ])  # fmt: skip


def page(account: Account, found: Sequence[Chart]) -> str:
    """The account as a document with its charts."""
    about = account.ensemble.about
    made = (
        f"World {about['world']}, scale {about['scale']:g}, {about['samples']} draws of the "
        f"uncertain facts, {about['replicates']} of chance, seed {about['seed']}; model "
        f"{str(about['model_sha256'])[:12]}, evidence {str(about['evidence_sha256'])[:12]}."
    )
    grids = [markdown(grid) for grid in score_grids(account, corridors=True)]
    pictures = [f"![{chart.alt}]({chart.name}.svg)" for chart in found]
    parts = [
        "# Forecasts of years that nothing was fitted to",
        "\n".join(opening(account.findings)),
        pattern(account.families),
        made,
        "## What to mind",
        "\n".join(f"- {line}" for line in caveats(account)),
        "## Scores",
        *grids,
        markdown(horizon_grid(account)),
        "## A pair that was never seen",
        "\n".join(f"- {line}" for line in transfer_words(account)),
        markdown(transfer_grid(account)),
        "## Observed against simulated",
        *pictures,
    ]
    return "\n\n".join(parts) + "\n"
