"""E1 · Careers: leaving research is most likely early, promotion takes years and some output.

With a the academic age and s the stage, each quarter:

    exit:       1 − S(a + ¼)/S(a),   S(a) = exp(−(a/σ)^k),   S(half-life) = ½
    promotion:  P_s(a)·e^min(1, β·(ln(1 + papers) − m_s))

k < 1 is card careers.exit_shape and the half-life careers.half_life (years). P_s is the hazard of
a Weibull law of shape careers.duration_shape in the years since the stage could be reached; its
means are careers.phd_years, careers.postdoc_years and careers.mid_years. β is card
careers.promotion_output and m_s the mean of ln(1 + papers) in the stage. Nobody is active beyond 60
years of academic age; dual doctorates are not promoted here, and neither they nor visitors leave.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, uniform
from sim.compiled import kernel
from sim.world.state import DUAL, SENIOR, VISITING
from sim.world.views import Arrays, Quarter

CARDS = (
    "careers.half_life",
    "careers.exit_shape",
    "careers.phd_years",
    "careers.postdoc_years",
    "careers.mid_years",
    "careers.duration_shape",
    "careers.promotion_output",
)
EXIT = int(Purpose.EXIT)
PROMOTION = int(Purpose.PROMOTION)
AGES = 241
STAY, GO, RISE = 0, 1, 2


def exit_hazard(half_life: float, shape: float) -> NDArray[np.float64]:
    """Chance to leave research within the quarter, by academic age in quarters, shape (AGES,).

    S(a) = exp(−(a/σ)^k) with S(half-life) = ½; everybody leaves at 60 years of academic age.
    """
    sigma = 4.0 * half_life / math.log(2.0) ** (1.0 / shape)
    age = np.arange(AGES + 1)
    cumulated = (age / sigma) ** shape
    hazard = 1.0 - np.exp(-(cumulated[1:] - cumulated[:-1]))
    hazard[-1] = 1.0
    return np.asarray(hazard)


def survival(hazard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of a cohort still active at the start of each age, shape (AGES,)."""
    return np.concatenate([[1.0], np.cumprod(1.0 - hazard)[:-1]])


def promotion_hazard(years: tuple[float, float, float], shape: float) -> NDArray[np.float64]:
    """Chance of promotion within the quarter by stage and age, shape (4, AGES)."""
    table = np.zeros((4, AGES))
    onset = 0.0
    for stage, mean in enumerate(years):
        scale = 4.0 * mean / math.gamma(1.0 + 1.0 / shape)
        spent = np.clip(np.arange(AGES + 1) - 4.0 * onset, 0.0, None)
        cumulated = (spent / scale) ** shape
        table[stage] = 1.0 - np.exp(-(cumulated[1:] - cumulated[:-1]))
        onset += mean
    return table


@kernel
def decide_careers(w: Arrays, q: Quarter, lo: int, hi: int, fate: NDArray[np.int8]) -> None:
    """Who leaves and who is promoted among the slots [lo, hi), written into ``fate``."""
    slope = q.theta[0].careers_promotion_output
    for i in range(lo, hi):
        person = w.people[i]
        fate[i] = STAY
        if person.stage < 0:
            continue
        age = min(max(0, q.t - person.born), AGES - 1)
        base = base_of(q.key, w.ids[i])
        if uniform(base, EXIT, 0) < q.exit_hazard[age]:
            if not person.marks & (DUAL | VISITING):
                fate[i] = GO
        elif person.stage < SENIOR:
            chance = q.promotion[person.stage, age]
            u = uniform(base, PROMOTION, 0)
            if u < 3.0 * chance and not person.marks & DUAL:
                lead = math.log1p(float(person.papers)) - q.stage_output[person.stage]
                if u < chance * math.exp(min(1.0, slope * lead)):
                    fate[i] = RISE
