"""How team sizes are spread."""

import numpy as np

from sim.evidence.tables import read_table
from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.team_book import Array
from sim.world.state import TEAM


class TeamSpread(Pattern):
    """Largest distance of the cumulated shares of papers by number of authors from the record."""

    name = "team_spread"
    level = "pair"
    fails = (
        "Single authors or large teams are too rare or too frequent; effects through team "
        "size are off."
    )

    def value(self, past: Past, target: Target) -> float:
        """Between 0 and 1; the record is the mean over its panels."""
        found = np.cumsum(_recorded(target.years[0]))
        return past.watched(lambda w: _distance(w.teams.shares(target.years), found))


def _distance(shares: Array, found: Array) -> float:
    return float(np.abs(np.cumsum(shares) - found).max())


def _recorded(year: int) -> Array:
    """Shares of papers by number of authors, mean over the panels of the year."""
    table = read_table("team_size_distribution")
    here = table.numbers("year") == year
    panels = sorted(set(table.words("panel")[here]))
    shares = np.zeros((len(panels), TEAM + 1))
    for panel, authors, share in zip(
        table.words("panel")[here],
        table.numbers("authors")[here],
        table.numbers("share")[here],
        strict=True,
    ):
        shares[panels.index(panel), int(authors)] += share
    return np.asarray(shares.mean(axis=0))
