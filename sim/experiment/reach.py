"""Whether some admissible value of the cards brings a core pattern into its band.

A pattern that no admissible value reaches speaks against a mechanism, not against a fit. N points
fill the ranges of all cards that act before any policy (Latin hypercube); each lives one history.
A sparse linear law of every pattern over the points (lasso, McKay et al. 1979 for the design) says
which cards move it. For each pattern out of band, and for all of one number together, the point
that should bring them nearest the middles of their bands is looked for and lived several times:

    y_k(u) ≈ a_k + b_k·u;   min z + ε·Σ|u − u⁰|,   |a_k + b_k·u − m_k| ≤ z·h_k,   0 ≤ u ≤ 1

u is a share of each range, u⁰ the values in use, m_k and h_k middle and half width of a band. What
lies in its band there is reached. That no point was found does not prove that there is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from sklearn.linear_model import LassoCV

from sim.evidence.card import Card
from sim.evidence.rooms import HISTORY
from sim.evidence.shelf import Shelf
from sim.experiment.patterns.targets import CORE, Target
from sim.experiment.sampling import draws
from sim.experiment.validate import Row

Array = NDArray[np.float64]

FEWEST = 20
FOLDS = 5
ROUNDS = 20_000
LEANING = 1e-3
"""What a card that leaves its value in use costs, in half widths of a band."""
MOVED = 0.01
"""Smallest move of a card that is told, as a share of its range."""


@dataclass(frozen=True, slots=True)
class Cube:
    """The ranges of D cards, in alphabetical order; a point is a share of each."""

    cards: tuple[Card, ...]
    in_use: Array
    """The point (D,) at which the model runs."""

    def values(self, u: Array) -> dict[str, float]:
        """The values at a point."""
        pairs = zip(self.cards, u, strict=True)
        return {
            card.name: card.low + float(share) * (card.high - card.low) for card, share in pairs
        }

    def points(self, count: int, seed: int) -> Array:
        """``count`` points that fill the cube, shape (count, D)."""
        shares = draws([card.name for card in self.cards], count, seed)
        return np.array([list(share.values()) for share in shares])

    def moved(self, u: Array) -> dict[str, float]:
        """The cards that a point moves away from their values in use, and where to."""
        values = self.values(u)
        far = np.abs(u - self.in_use) > MOVED
        return {
            card.name: values[card.name] for card, gone in zip(self.cards, far, strict=True) if gone
        }


@dataclass(frozen=True, slots=True)
class Law:
    """What the points say of one pattern: y ≈ level + slope·u."""

    level: float
    slope: Array
    lowest: float
    highest: float
    share: float
    """Share of the points with the pattern in its band, luck included; nan if few could be read."""

    @property
    def read(self) -> bool:
        """Whether the points say anything of it."""
        return not np.isnan(self.share)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A point that should bring patterns into their bands, and what came out there."""

    name: str
    """The target, or the number of all of them."""
    aims: tuple[str, ...]
    """The targets that it was looked for."""
    cards: Mapping[str, float]
    """The cards moved, and where to."""
    rows: tuple[Row, ...]
    """Every core pattern there."""

    @property
    def aimed(self) -> tuple[Row, ...]:
        """The patterns that it was looked for."""
        return tuple(row for row in self.rows if row.target.id in self.aims)

    @property
    def reached(self) -> bool:
        """Whether all that it was looked for is in band there."""
        return all(in_band(row) for row in self.aimed)


def in_band(row: Row) -> bool:
    """Whether a pattern came out as the record."""
    return row.reading.verdict == "in band"


def core(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Those that are core."""
    return tuple(row for row in rows if row.target.number in CORE)


def cube_of(shelf: Shelf) -> Cube:
    """The ranges of every card that acts before any policy."""
    named = sorted(shelf.cards.items())
    cards = tuple(card for _, card in named if card.room in HISTORY and card.low < card.high)
    values = shelf.values()
    shares = [(values[card.name] - card.low) / (card.high - card.low) for card in cards]
    return Cube(cards, np.clip(shares, 0.0, 1.0))


def law_of(target: Target, u: Array, y: Array) -> Law:
    """The law of one pattern from its values (N,) at points (N, D); nan is left out."""
    read = np.isfinite(y)
    if read.sum() < FEWEST:
        middle = float(y[read].mean()) if read.any() else float("nan")
        return Law(middle, np.zeros(u.shape[1]), *_ends(y[read]), float("nan"))
    found = LassoCV(cv=FOLDS, max_iter=ROUNDS, random_state=0).fit(u[read], y[read])
    inside = (y[read] >= target.low) & (y[read] <= target.high)
    return Law(
        float(found.intercept_), np.asarray(found.coef_), *_ends(y[read]), float(inside.mean())
    )


def _ends(y: Array) -> tuple[float, float]:
    return (float(y.min()), float(y.max())) if len(y) else (float("nan"), float("nan"))


def nearest(targets: Sequence[Target], laws: Sequence[Law], in_use: Array) -> Array:
    """The point (D,) that should bring all these patterns nearest the middles of their bands."""
    count = len(in_use)
    rows, bounds = [], []
    for target, law in zip(targets, laws, strict=True):
        if not law.read:
            continue
        middle, half = (target.low + target.high) / 2.0, (target.high - target.low) / 2.0
        for sign in (1.0, -1.0):
            rows.append([*(sign * law.slope), *np.zeros(count), -half])
            bounds.append(sign * (middle - law.level))
    unit = np.eye(count)
    for sign in (1.0, -1.0):
        rows.extend(np.column_stack([sign * unit, -unit, np.zeros(count)]))
        bounds.extend(sign * in_use)
    cost = [*np.zeros(count), *np.full(count, LEANING), 1.0]
    limits = [(0.0, 1.0)] * count + [(0.0, None)] * (count + 1)
    found = linprog(cost, A_ub=np.array(rows), b_ub=np.array(bounds), bounds=limits)
    return np.asarray(found.x[:count])


def sought(rows: Sequence[Row]) -> dict[str, tuple[Target, ...]]:
    """What points are looked for: each core pattern out of band, and all of its number."""
    missed = [row.target for row in core(rows) if not in_band(row)]
    found: dict[str, tuple[Target, ...]] = {target.id: (target,) for target in missed}
    for number in dict.fromkeys(target.number for target in missed):
        together = tuple(row.target for row in core(rows) if row.target.number == number)
        if len(together) > 1:
            found[number] = together
    return found
