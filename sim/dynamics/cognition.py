"""E9 · Cognitive distance: partners learn most from somebody neither too near nor too far.

With x the topic weights of a researcher, of length 1 over the domains:

    δ_ij = 1 − x_i·x_j
    V(δ) = f(δ)/f(¼),   f(δ) = (ν₀ + ν₁·δ)·(1 − δ/δ_max),   0 from δ_max on
    x_i ← norm((1 − κ)·x_i + κ·mean of the others' x), after a joint paper

ν₀, ν₁, δ_max, κ: cards cognition.base, cognition.novelty, cognition.reach, cognition.learning.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.world.state import DOMAINS, Row, Rows

CARDS = ("cognition.base", "cognition.novelty", "cognition.reach", "cognition.learning")
SIZE = len(DOMAINS)
REFERENCE_DISTANCE = 0.25


@kernel
def distance(people: Rows, i: int, j: int) -> float:
    """δ = 1 − cos(topic_i, topic_j), 0 (same topics) to 1 (nothing in common)."""
    dot = 0.0
    for d in range(SIZE):
        dot += people[i].topic[d] * people[j].topic[d]
    return max(0.0, 1.0 - dot)


@kernel
def value(delta: float, theta: Row) -> float:
    """V(δ) = (ν₀ + ν₁δ)(1 − δ/δ_max), relative to δ = 0.25; 0 beyond δ_max.

    Cards: cognition.base (ν₀), cognition.novelty (ν₁), cognition.reach (δ_max).
    """
    if delta >= theta.cognition_reach:
        return 0.0
    here = (theta.cognition_base + theta.cognition_novelty * delta) * (
        1.0 - delta / theta.cognition_reach
    )
    there = (theta.cognition_base + theta.cognition_novelty * REFERENCE_DISTANCE) * (
        1.0 - REFERENCE_DISTANCE / theta.cognition_reach
    )
    return here / there


@kernel
def learn(person: Row, others: NDArray[np.float64], share: float) -> None:
    """X ← norm((1 − κ)x + κ·others). ``others`` (domain,) is the mean topic of the team."""
    square = 0.0
    for d in range(SIZE):
        blended = (1.0 - share) * person.topic[d] + share * others[d]
        person.topic[d] = blended
        square += blended * blended
    if square > 0.0:
        scale = 1.0 / math.sqrt(square)
        for d in range(SIZE):
            person.topic[d] = person.topic[d] * scale
