"""E17 · Uptake of an offer: who knows of it, applies, is chosen, and lets it lapse.

With s the share of those in the institution, at the stages that an offer is for, who took up the
same offer before, and y the years since it began:

    P(aware) = logit⁻¹(logit A(y) + peer·s),   A(y) = A₁ + (A₂ − A₁)·(1 − e^(−y/T))
    P(apply) = logit⁻¹(α₀ + α₁·benefit − α₂ − α₃·R + α₄·ln(1 + ties with the host))
    merit = ln Q + μ_p·ln(1 + papers) + μ_s·ln(1 + ties with the host)
    first come = arrival at rate 1 + φ·ties with the host
    P(anyway) = s/(s + s½)   of what is paid for two people with a tie s

R is friction in log points, benefit lies between 0 and 1. Cards programme.aware_first (A₁),
programme.aware_full (A₂), programme.aware_years (T), programme.peer, programme.apply_base (α₀),
programme.apply_benefit (α₁), programme.apply_admin (α₂), programme.apply_risk (α₃),
programme.apply_tie (α₄), programme.merit_papers (μ_p), programme.merit_tie (μ_s),
programme.first_come_tie (φ), programme.known (s½), programme.lapse (the share of awards never taken
up). Additionality below
one is not a number here: it comes from who applies, who is chosen and what they would have done
anyway.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, uniforms

CARDS = (
    "programme.aware_first",
    "programme.aware_full",
    "programme.aware_years",
    "programme.peer",
    "programme.apply_base",
    "programme.apply_benefit",
    "programme.apply_admin",
    "programme.apply_risk",
    "programme.apply_tie",
    "programme.merit_papers",
    "programme.merit_tie",
    "programme.first_come_tie",
    "programme.known",
    "programme.lapse",
)
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """People whom an offer is meant for; one row each.

    ``ids`` identities, ``quality`` ln Q, ``papers`` so far, ``tie`` strength of ties with the
    host, ``benefit`` expected gain (0–1), ``peers`` share of earlier awardees of the same offer
    around them, ``newcomer`` without an earlier award of it.
    """

    ids: NDArray[np.uint64]
    quality: Array
    papers: Array
    tie: Array
    benefit: Array
    peers: Array
    newcomer: NDArray[np.bool_]


def logistic(x: Array) -> Array:
    """1/(1 + e^(−x))."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def aware_share(years: float, v: Mapping[str, float]) -> float:
    """Share of the eligible who know of an offer ``years`` after it began."""
    risen = -math.expm1(-years / v["programme.aware_years"])
    return (
        v["programme.aware_first"]
        + (v["programme.aware_full"] - v["programme.aware_first"]) * risen
    )


def applicants(
    key: np.uint64, people: Candidates, years: float, risk: float, v: Mapping[str, float]
) -> NDArray[np.bool_]:
    """Who applies this year; ``key`` belongs to the offer and the quarter."""
    base = aware_share(years, v)
    aware = logistic(math.log(base / (1.0 - base)) + v["programme.peer"] * people.peers)
    wish = logistic(
        v["programme.apply_base"]
        + v["programme.apply_benefit"] * people.benefit
        - v["programme.apply_admin"]
        - v["programme.apply_risk"] * risk
        + v["programme.apply_tie"] * np.log1p(people.tie)
    )
    knows = uniforms(key, people.ids, Purpose.AWARE) < aware
    return np.asarray(knows & (uniforms(key, people.ids, Purpose.APPLY) < wish))


def priority(key: np.uint64, people: Candidates, selection: str, v: Mapping[str, float]) -> Array:
    """Larger comes first: track record and ties (merit), a lot, or who was there early.

    First come: arrival is earlier, the better somebody is connected with the host.
    """
    lot = uniforms(key, people.ids, Purpose.SELECT)
    if selection == "merit":
        record = v["programme.merit_papers"] * np.log1p(people.papers)
        return np.asarray(people.quality + record + v["programme.merit_tie"] * np.log1p(people.tie))
    if selection == "first_come":
        return np.asarray(np.log(lot) / (1.0 + v["programme.first_come_tie"] * people.tie))
    return lot


def choose(
    people: Candidates,
    rank: Array,
    applied: NDArray[np.bool_],
    places: int,
    newcomer_share: float,
) -> NDArray[np.int64]:
    """Rows of the chosen, highest ``rank`` first: a share of the places is for newcomers only."""
    score = np.where(applied, rank, -np.inf)
    order = np.lexsort((people.ids, -score))
    order = order[applied[order]]
    reserved = round(places * newcomer_share)
    fresh = order[people.newcomer[order]][:reserved]
    rest = order[~np.isin(order, fresh)][: max(0, places - len(fresh))]
    if reserved > len(fresh):
        rest = rest[: places - reserved]
    return np.concatenate([fresh, rest]).astype(np.int64)


def anyway(tie: float, known: float) -> float:
    """Share of paid joint projects that a pair with such a tie would have begun without pay."""
    return tie / (tie + known)


def lapses(key: np.uint64, ids: NDArray[np.uint64], v: Mapping[str, float]) -> NDArray[np.bool_]:
    """Which awards are never taken up."""
    return np.asarray(uniforms(key, ids, Purpose.LAPSE) < v["programme.lapse"])
