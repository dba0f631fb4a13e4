"""Many draws in one compiled loop, with one of their keys counting up."""

import numpy as np

from sim.chance import (
    base_of,
    bits,
    index_below,
    quarter_key,
    quick_arrival,
    race_key,
    uniform_for,
)
from sim.compiled import maker

SEED, QUARTER, IDENTITY, PURPOSE, K, ALTERNATIVE = range(6)
KEYS = {"seed": SEED, "quarter": QUARTER, "id": IDENTITY, "purpose": PURPOSE, "k": K}


@maker
def words(keys, fastest, count):
    """``count`` words; the key numbered ``fastest`` counts up from its value in ``keys``."""
    out = np.empty(count, np.uint64)
    now = keys.copy()
    for n in range(count):
        base = base_of(quarter_key(np.uint64(now[SEED]), now[QUARTER]), np.uint64(now[IDENTITY]))
        out[n] = bits(base, now[PURPOSE], now[K])
        now[fastest] += 1
    return out


@maker
def alternatives(draw, count):
    """The uniforms of the alternatives 0, 1, 2, … of one choice."""
    out = np.empty(count)
    for n in range(count):
        out[n] = uniform_for(np.uint64(draw), np.uint64(n))
    return out


@maker
def positions(count, length):
    """``count`` positions in a list of ``length``, one for each of as many people."""
    out = np.empty(count, np.int64)
    for n in range(count):
        out[n] = index_below(base_of(np.uint64(11), np.uint64(n)), 31, 0, length)
    return out


@maker
def quick_wins(picks, keys, weights):
    """How often each alternative arrives first in ``picks`` races."""
    wins = np.zeros(len(keys), np.int64)
    for n in range(picks):
        key = race_key(bits(base_of(np.uint64(5), np.uint64(n)), 16, 0))
        earliest = np.float32(np.inf)
        first = 0
        for a in range(len(keys)):
            time = quick_arrival(key, keys[a], weights[a])
            if time < earliest:
                earliest = time
                first = a
        wins[first] += 1
    return wins


@maker
def quick_times(keys, alternative):
    """Arrival times at weight one, in float32."""
    out = np.empty(len(keys), np.float32)
    for n in range(len(keys)):
        out[n] = quick_arrival(keys[n], np.uint32(alternative), np.float32(1.0))
    return out
