"""E24 · Observation model: what an index would have printed of a simulated history.

Recorded is compared with recorded, in a fit and in the patterns. A run counts as one index does,
from which its margins are; joint works are printed by another one, whose coverage differs by place
and year:

    C'_ab(t) = C_ab(t)/scale · √(k_a(t) k_b(t)) · exp(g·(t − t₀)),   k_a = works_a / articles_a

with k_a the international works of the one index over the international articles of the other,
both of the record to a last year, and g the rise of authors with two addresses (card
observation.dual_affiliation). Places that changed country in an index (reclassification) and years
in which an index took in old proceedings at once are weighted 0 among the targets instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.evidence.tables import read_table
from sim.outcomes.base import Ledger

CARDS = ("observation.dual_affiliation",)
OTHER_INDEX = "openalex_2024"
"""The source whose counts of joint and international works are those of the other index."""
LAST_FULL = 2021
"""Last year whose works have their affiliations; later coverage is taken to be that of this one."""
REFERENCE_YEAR = 2005
"""Middle of the years from which the model takes its international shares."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A history as the record would show it, at the size of the real world.

    years (Y,); joint (Y, P, P) works a year; moves (Y, P, P) people a year; articles (Y, P)
    articles a year; international_share (Y, P), nan without articles.
    """

    years: tuple[int, ...]
    places: tuple[str, ...]
    joint: Array
    moves: Array
    articles: Array
    international_share: Array


def recorded(ledger: Ledger, scale: float, values: Mapping[str, float], last_year: int) -> Recorded:
    """What the indexes print of a run; coverage is read from rows up to ``last_year`` only."""
    years = np.array(ledger.years)
    twice = np.exp(values["observation.dual_affiliation"] * (years - REFERENCE_YEAR))
    cover = np.sqrt(index_coverage(ledger.places, ledger.years, last_year))
    with np.errstate(invalid="ignore"):
        share = ledger.international / np.where(ledger.papers > 0.0, ledger.papers, np.nan)
    return Recorded(
        years=ledger.years,
        places=ledger.places,
        joint=ledger.joint / scale * cover[:, :, None] * cover[:, None, :] * twice[:, None, None],
        moves=ledger.moves / scale,
        articles=ledger.papers / scale,
        international_share=np.minimum(1.0, share * twice[:, None]),
    )


def in_other_index(ledger: Ledger) -> Ledger:
    """Joint and international papers as the other index counts them, at the size of the run.

    Right on average over pairs and not for each of them: beside 35 pairs counted by both in 2003
    and 2022 the growth is off by 0.24 log points (standard deviation). The slow rise of authors
    with two addresses, which a fit takes in, is left out.
    """
    cover = index_coverage(ledger.places, ledger.years, LAST_FULL)
    each = np.sqrt(cover)
    joint = ledger.joint * each[:, :, None] * each[:, None, :]
    return replace(ledger, joint=joint, international=ledger.international * cover)


def index_coverage(places: Sequence[str], years: Sequence[int], last_year: int) -> Array:
    """k_a(t), shape (Y, P): international works of one index over articles of the other.

    Mean of three years, of those up to ``last_year``; later years keep the last. A place that the
    works do not list has the ratio of all listed places together.
    """
    known = range(min(years), last_year + 1)
    works = _cells("international_works", "works", places, known)
    articles = _cells("articles_science", "international", places, known)
    articles[np.isnan(works)] = np.nan
    pooled = np.nansum(works, axis=1) / np.nansum(articles, axis=1)
    ratio = _smooth(np.where(np.isnan(works), pooled[:, None], works / articles))
    return np.asarray(ratio[[min(year, last_year) - known[0] for year in years]])


def _cells(name: str, column: str, places: Sequence[str], years: range) -> Array:
    """A column as a matrix (year, place), nan where the table is silent."""
    table = read_table(name)
    found = np.full((len(years), len(places)), np.nan)
    at = {place: i for i, place in enumerate(places)}
    rows = zip(table.words("place"), table.numbers("year"), table.numbers(column), strict=True)
    for place, year, value in rows:
        if place in at and int(year) in years:
            found[int(year) - years[0], at[str(place)]] = value
    return found


def _smooth(yearly: Array) -> Array:
    """Mean of a year and its neighbours, as far as they are known."""
    padded = np.concatenate([yearly[:1], yearly, yearly[-1:]])
    return np.asarray((padded[:-2] + padded[1:-1] + padded[2:]) / 3.0)
