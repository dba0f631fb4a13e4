"""P3 · The gravity law that flows between places obey.

E[n_ab] = exp(α_a + γ_b + β·x_ab) with x = (ln distance, common official language, border, colonial
tie, both post-Soviet), fitted by Poisson pseudo-maximum likelihood (Santos Silva and Tenreyro
2006). It is the auxiliary model of indirect inference: the same code reads the record and a run, so
that whatever bias it has is the same on both sides. It also says what a pair would share that was
never seen, from distance, language and history alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import PoissonRegressor

from sim.evidence.tables import by_pair, read_table

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TERMS = ("distance_km", "common_official_language", "contiguity", "colony", "post_soviet_pair")
HOLD = 1e-6
"""A penalty too small to be seen, which keeps effects finite where no flow was counted."""
STEPS = 200
TOLERANCE = 1e-8


def gravity(
    flows: Array, places: Sequence[str], *, directed: bool, seen: Mask | None = None
) -> dict[str, float]:
    """Coefficients of the terms, by name; the first is the elasticity in distance.

    Args:
        flows: (P, P) counts, origin by destination; of an undirected matrix one half is read.
        places: The P places, in order; those without a place in the world's countries are left out.
        directed: Whether a place has one effect as origin and another as destination.
        seen: (P, P) the pairs that are counted; all of them where it is not said.

    Returns:
        One coefficient for each of ``TERMS``; nan where no flow was counted.
    """
    a, b = _pairs(flows, places, directed=directed, seen=seen)
    counts = flows[a, b]
    if not counts.any():
        return dict.fromkeys(TERMS, float("nan"))
    law = _law().fit(_design(a, b, places, directed), counts / counts.mean())
    return {name: float(law.coef_[at]) for at, name in enumerate(TERMS)}


def over_expected(
    flows: Array, places: Sequence[str], *, directed: bool, seen: Mask | None = None
) -> Array:
    """Every flow (P, P) over what the law that is fitted to all of them gives; nan where none is.

    An undirected matrix comes back with both halves.
    """
    a, b = _pairs(flows, places, directed=directed, seen=seen)
    found, counts = np.full_like(flows, np.nan), flows[a, b]
    if counts.any():
        x = _design(a, b, places, directed)
        law = _law().fit(x, counts / counts.mean())
        found[a, b] = counts / (law.predict(x) * counts.mean())
    return found if directed else np.asarray(np.fmax(found, found.T))


def filled_by_gravity(shares: Array, places: Sequence[str], pair: tuple[int, int]) -> Array:
    """The shares with both cells of one pair replaced by what gravity gives; rows sum to 1."""
    a, b = pair
    seen = ~np.eye(len(shares), dtype=bool)
    seen[a, b] = seen[b, a] = False
    found = expected(shares, terms(places), seen)
    filled = shares.copy()
    filled[a, b], filled[b, a] = found[a, b], found[b, a]
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def expected(flows: Array, given: Array, seen: NDArray[np.bool_]) -> Array:
    """Expected flows (P, P) of every directed pair, from those that are seen (P, P).

    Args:
        flows: (P, P) flows, origin by destination.
        given: (P, P, T) properties of the pairs.
        seen: (P, P) the pairs that the law is fitted to.
    """
    size = len(flows)
    a, b = (each.ravel() for each in np.indices((size, size)))
    x = np.column_stack([given[a, b], _effects(a, b, size, directed=True)])
    known = seen[a, b]
    mean = flows[seen].mean()
    law = _law().fit(x[known], flows[a, b][known] / mean)
    return np.asarray(law.predict(x).reshape(size, size) * mean)


def terms(places: Sequence[str]) -> Array:
    """Properties of every pair of places, ln distance first, shape (P, P, term)."""
    table = read_table("pairs")
    columns = [by_pair(table, name, tuple(places), fill=0.0) for name in TERMS]
    columns[0] = np.log(np.where(columns[0] > 0.0, columns[0], 1.0))
    return np.stack(columns, axis=-1)


def _law() -> PoissonRegressor:
    return PoissonRegressor(alpha=HOLD, solver="newton-cholesky", max_iter=STEPS, tol=TOLERANCE)


def _design(
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    places: Sequence[str],
    directed: bool,  # noqa: FBT001 -- a column layout, passed on
) -> Array:
    """Terms and effects of places, a row for each pair."""
    return np.column_stack([terms(places)[a, b], _effects(a, b, len(places), directed)])


def _pairs(
    flows: Array, places: Sequence[str], *, directed: bool, seen: Mask | None = None
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of the pairs of countries; places that nobody leaves or enters are left out."""
    table = read_table("places")
    blocs = set(table.words("code")[table.words("kind") != "country"])
    own = np.array([place not in blocs for place in places])
    alive = own & (flows[:, own].sum(1) > 0.0) & (flows[own].sum(0) > 0.0)
    wanted = np.outer(alive, alive) & ~np.eye(len(places), dtype=bool)
    wanted = wanted if seen is None else wanted & seen
    a, b = np.nonzero(wanted if directed else np.triu(wanted))
    return a, b


def _effects(a: NDArray[np.intp], b: NDArray[np.intp], places: int, directed: bool) -> Array:  # noqa: FBT001 -- a column layout, passed on
    """Dummies of places; the first living one of a direction is the yardstick."""
    rows = np.arange(len(a))
    out, into = np.zeros((len(a), places)), np.zeros((len(a), places))
    out[rows, a], into[rows, b] = 1.0, 1.0
    if not directed:
        return _living(out + into)
    return np.column_stack([_living(out), _living(into)])


def _living(dummies: Array) -> Array:
    return dummies[:, dummies.any(axis=0)][:, 1:]
