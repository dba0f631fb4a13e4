"""Every random draw: a function of who, when, what for and which, never of a position.

A draw is ``mix(base + (64·purpose + k + 1)·G)`` with ``base = mix(key + id·G)`` and
``key = mix(seed ^ mix(quarter + G))``; ``mix`` is the SplitMix64 finaliser. Two variants that
share a seed therefore share every draw that a policy does not touch.
"""

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.compiled import maker, typed

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
SHIFT_30 = np.uint64(30)
SHIFT_27 = np.uint64(27)
SHIFT_31 = np.uint64(31)
SHIFT_12 = np.uint64(12)
SHIFT_32 = np.uint64(32)
HASH_0 = np.uint32(0x9E3779B1)
HASH_1 = np.uint32(0x85EBCA6B)
HASH_2 = np.uint32(0xC2B2AE35)
SHORT_8 = np.uint32(8)
SHORT_13 = np.uint32(13)
SHORT_16 = np.uint32(16)
HALF = np.float32(0.5)
STEP_23 = np.float32(2.0**-23)
STEP_24 = np.float32(2.0**-24)
LOG_1 = np.float32(1.4418358803)
LOG_2 = np.float32(-0.7083721757)
LOG_3 = np.float32(0.4135550559)
LOG_4 = np.float32(-0.1912625134)
LOG_5 = np.float32(0.0442437417)
DRAWS_PER_PURPOSE = 64
UNIT = 2.0**-52
EXPONENT_BIAS = 1023
EXPONENT_SHIFT = 52


class Purpose(IntEnum):
    """What a draw is for. Append only: a number, once given, is never given again."""

    RATE = 1
    TOPIC = 2
    ORIGIN = 3
    LANGUAGE = 4
    AGE = 5
    STAGE = 6
    INSTITUTION = 7
    ADVISOR = 8
    FIRST_TIES = 9
    SLOT = 10
    STARTS = 11
    PROJECT = 12
    TEAM_SIZE = 13
    TEAM_TAIL = 14
    SEAT_KIND = 15
    TIE = 16
    TIE_OF_TIE = 17
    EGO = 18
    PLACE = 19
    LOCAL = 20
    CANDIDATE = 21
    CANDIDATE_UTILITY = 22
    FRICTION = 23
    LAG = 24
    TIME = 25
    WITHDRAWAL = 26
    LIMITED = 27
    OUTPUT = 28
    RECORDED = 29
    CONTACT = 30
    OPPORTUNITY = 31
    DESTINATION = 32
    HOST = 33
    TIE_CUT = 34
    DOMESTIC = 35
    EXIT = 36
    PROMOTION = 37
    ENTRY = 38
    AWARE = 39
    APPLY = 40
    SELECT = 41
    LAPSE = 42
    MATCH = 43
    SUPERVISOR = 44
    ABROAD = 45
    COMPLETION = 46
    STAY = 47
    SAMPLE = 48
    BOOTSTRAP = 49
    NETWORK = 50
    COMPUTE = 51
    ROUNDING = 52
    NEWCOMER = 53
    REPORTED = 54
    SEATING = 55
    ENCOUNTER = 56
    STAYING = 57
    AWARD = 58
    CAMPUS = 59
    INCIDENT = 60
    PROVIDER = 61
    CITATIONS = 62
    LISTING = 63
    DATA_NEED = 64
    IN_LISTS = 65
    SUPPORTER = 66
    RENEWAL = 67
    REPORTED_LINK = 68
    SEQUEL = 69


@typed("uint64(uint64)")
def mix(z: np.uint64) -> np.uint64:
    """Scramble 64 bits (SplitMix64 finaliser, a bijection)."""
    z = (z ^ (z >> SHIFT_30)) * MIX_1
    z = (z ^ (z >> SHIFT_27)) * MIX_2
    return z ^ (z >> SHIFT_31)


@typed("uint64(int64, int64)")
def replicate_seed(seed: int, replicate: int) -> np.uint64:
    """The 64-bit seed of one replicate; never a sum of seeds."""
    return mix(np.uint64(seed) ^ mix(np.uint64(replicate) * MIX_1 + GOLDEN))


@typed("uint64(uint64, int64)")
def quarter_key(seed: np.uint64, quarter: int) -> np.uint64:
    """Key of one quarter of one replicate."""
    return mix(np.uint64(seed) ^ mix(np.uint64(quarter) + GOLDEN))


@typed("uint64(uint64, uint64)")
def base_of(key: np.uint64, identity: np.uint64) -> np.uint64:
    """Key of one entity (researcher, project, place) in the quarter of ``key``."""
    return mix(np.uint64(key) + np.uint64(identity) * GOLDEN)


@typed("uint64(uint64, int64, int64)")
def bits(base: np.uint64, purpose: int, k: int) -> np.uint64:
    """64 random bits: the ``k``-th draw (k < 64) of an entity for one purpose."""
    step = np.uint64(purpose * DRAWS_PER_PURPOSE + k + 1)
    return mix(np.uint64(base) + step * GOLDEN)


@typed("float64(uint64)")
def unit_of(word: np.uint64) -> float:
    """A number strictly between 0 and 1 from 64 bits."""
    return (float(np.uint64(word) >> SHIFT_12) + 0.5) * UNIT


@typed("float64(uint64, int64, int64)")
def uniform(base: np.uint64, purpose: int, k: int) -> float:
    """The ``k``-th uniform draw of an entity for one purpose, strictly inside (0, 1)."""
    return unit_of(bits(base, purpose, k))


@typed("float64(uint64, uint64)")
def uniform_for(draw: np.uint64, alternative: np.uint64) -> float:
    """The uniform that belongs to one alternative of a choice: keyed by its identity."""
    return unit_of(mix(np.uint64(draw) ^ (np.uint64(alternative) * MIX_1)))


@typed("float64(uint64, uint64, float64)")
def arrival(draw: np.uint64, alternative: np.uint64, weight: float) -> float:
    """Arrival time of one alternative in an exponential race; the earliest wins.

    P(win) = weight / Σ weights, the same choice as the largest ln(weight) + Gumbel.
    """
    return -math.log(uniform_for(draw, alternative)) / weight


@typed("uint32(uint64)")
def race_key(draw: np.uint64) -> np.uint32:
    """Short key of a race among many alternatives."""
    return np.uint32(np.uint64(draw) >> SHIFT_32)


@typed("float32(uint32, uint32, float32)")
def quick_arrival(key: np.uint32, alternative: np.uint32, weight: np.float32) -> np.float32:
    """Arrival time as in ``arrival``, by a 32-bit hash and a polynomial base-2 logarithm.

    Error of the logarithm below 2e-5. Times of one race may be compared with each other only.
    """
    h = np.uint32(np.uint32(alternative * HASH_0) ^ key)
    h = np.uint32((h ^ (h >> SHORT_16)) * HASH_1)
    h = np.uint32((h ^ (h >> SHORT_13)) * HASH_2)
    h = np.uint32(h ^ (h >> SHORT_16))
    u = np.float32((np.float32(np.int32(h >> SHORT_8)) + HALF) * STEP_24)
    raw = np.float32(u).view(np.int32)
    exponent = np.float32((raw >> 23) - 127)
    m = np.float32(np.float32(raw & 0x7FFFFF) * STEP_23)
    log2 = m * (LOG_1 + m * (LOG_2 + m * (LOG_3 + m * (LOG_4 + m * LOG_5))))
    return np.float32(-(exponent + log2) / weight)


@typed("int64(int64)")
def top_bit(x: int) -> int:
    """Position of the highest bit that is set, for 0 < x < 2⁵³."""
    return int((np.float64(x).view(np.int64) >> EXPONENT_SHIFT) - EXPONENT_BIAS)


@typed("int64(uint64, int64)")
def nested_below(word: np.uint64, room: int) -> int:
    """A uniform position below ``room``, a power of two, the same for all rooms that hold it."""
    lowest = int(word & np.uint64(room - 1))
    if lowest == 0:
        return 0
    half = 1 << top_bit(lowest)
    return half + int(mix(word + np.uint64(half) * MIX_1) & np.uint64(half - 1))


@typed("int64(uint64, int64, int64, int64)")
def index_below(base: np.uint64, purpose: int, k: int, count: int) -> int:
    """A uniform position in a list of ``count``.

    When the list grows by one, only draws that hit the new position change: attempts are made
    over the next power of two, and who ends in its lower half stays where a list of that half
    would have put them.
    """
    if count < 2:
        return 0
    word = bits(base, purpose, k)
    half = 1 << top_bit(count - 1)
    position = nested_below(word, 2 * half)
    attempt = word
    while position >= count:
        attempt = mix(attempt + MIX_2)
        position = int(np.int64(attempt & np.uint64(2 * half - 1)))
        if position < half:
            return nested_below(word, half)
    return position


@typed("float64(uint64, int64, int64)")
def normal(base: np.uint64, purpose: int, k: int) -> float:
    """A standard normal draw (Box–Muller on draws ``2k`` and ``2k + 1``)."""
    radius = math.sqrt(-2.0 * math.log(uniform(base, purpose, 2 * k)))
    return radius * math.cos(2.0 * math.pi * uniform(base, purpose, 2 * k + 1))


@typed("int64(float64, float64, int64)")
def poisson_quantile(u: float, mean: float, most: int) -> int:
    """Smallest n ≤ ``most`` with P(N ≤ n) ≥ u for N ~ Poisson(mean): monotone in the mean."""
    term = math.exp(-mean)
    total = term
    n = 0
    while total < u and n < most:
        n += 1
        term *= mean / n
        total += term
    return n


@typed("int64(float64, float64, float64, int64)")
def negative_binomial_quantile(u: float, mean: float, size: float, most: int) -> int:
    """Smallest n ≤ ``most`` with P(N ≤ n) ≥ u for N ~ Poisson(mean·p), p ~ Gamma(size, 1/size).

    Monotone in the mean. The variance is mean + mean²/size.
    """
    share = mean / (mean + size)
    term = math.pow(size / (mean + size), size)
    total = term
    n = 0
    while total < u and n < most:
        n += 1
        term *= share * (n - 1.0 + size) / n
        total += term
    return n


@maker
def _uniforms(
    key: np.uint64, identities: NDArray[np.uint64], purpose: int, k: int
) -> NDArray[np.float64]:
    out = np.empty(len(identities))
    for i in range(len(identities)):
        out[i] = uniform(base_of(key, identities[i]), purpose, k)
    return out


def uniforms(
    key: int | np.uint64, identities: NDArray[np.uint64], purpose: Purpose, k: int = 0
) -> NDArray[np.float64]:
    """One uniform for each identity, shape of ``identities`` (n,)."""
    with np.errstate(over="ignore"):
        return _uniforms(np.uint64(key), identities, int(purpose), k)


def named_key(text: str) -> np.uint64:
    """A stable 64-bit identity of a word (FNV-1a), for programmes, cards and places."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return np.uint64(value)
