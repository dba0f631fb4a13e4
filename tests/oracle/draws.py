"""The keyed draws, asked for one at a time in whole numbers of Python."""

from typing import Any

from sim import chance as compiled
from sim.chance import Purpose

chance: Any = compiled

WORD = 2**64
GOLDEN = int(chance.GOLDEN)


def mixed(word: int) -> int:
    """64 scrambled bits."""
    return int(chance.mix(word % WORD))


def base_of(key: int, identity: int) -> int:
    """Key of one entity under the key of a quarter, or of one part of a life."""
    return int(chance.base_of(key, identity))


def word_of(base: int, purpose: Purpose, k: int = 0) -> int:
    """64 bits: the ``k``-th draw for a purpose."""
    return int(chance.bits(base, int(purpose), k))


def uniform(base: int, purpose: Purpose, k: int = 0) -> float:
    """A number between 0 and 1: the ``k``-th draw for a purpose."""
    return float(chance.uniform(base, int(purpose), k))


def uniform_for(word: int, alternative: int) -> float:
    """The number between 0 and 1 that belongs to one of several alternatives."""
    return float(chance.uniform_for(word, alternative))


def unit_of(word: int) -> float:
    """The number between 0 and 1 that 64 bits stand for."""
    return float(chance.unit_of(word))


def arrival(word: int, alternative: int, weight: float) -> float:
    """When one alternative arrives in a race that the earliest wins."""
    return float(chance.arrival(word, alternative, weight))


def quick_arrival(word: int, short_key: int, weight: float) -> float:
    """The same in a race of many, by the upper 32 bits of the word and a short key."""
    return float(chance.quick_arrival(word >> 32, short_key, weight))


def position(base: int, purpose: Purpose, k: int, count: int) -> int:
    """A position in a list of ``count``."""
    return int(chance.index_below(base, int(purpose), k, count))


def normal(base: int, purpose: Purpose, k: int) -> float:
    """A standard normal draw."""
    return float(chance.normal(base, int(purpose), k))


def poisson(u: float, mean: float, most: int) -> int:
    """How many, at the quantile ``u`` of a Poisson law cut at ``most``."""
    return int(chance.poisson_quantile(u, mean, most))
