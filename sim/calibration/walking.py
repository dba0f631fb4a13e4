"""Walkers that sample a density over the unit cube of prior shares."""

from collections.abc import Callable

import emcee
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.chance import Purpose, base_of, named_key, replicate_seed, uniforms

Array = NDArray[np.float64]
Density = Callable[[Array], Array]

WORDS = 624
"""Words in the state of the generator that the sampler brings along."""


def cube(count: int, dimensions: int, seed: int, name: str) -> Array:
    """Independent uniform points, shape (count, dimensions), strictly inside of (0, 1)."""
    flat = uniforms(
        _key(seed, name), np.arange(count * dimensions, dtype=np.uint64), Purpose.SAMPLE
    )
    return flat.reshape(count, dimensions)


def normals(count: int, seed: int, name: str) -> Array:
    """Independent standard normal draws."""
    return np.asarray(ndtri(cube(count, 1, seed, name)[:, 0]))


def walk(density: Density, start: Array, steps: int, seed: int, name: str) -> Array:
    """Points distributed as exp(density) on the unit cube; the first half of the walk is dropped.

    Args:
        density: ln of the density at points (N, D).
        start: Where the walkers start, (W, D) with W at least 2 D + 2 and even.
        steps: Steps of every walker.
        seed: Seed of the draws.
        name: What the walk is for; another name is another walk.

    Returns:
        (W · steps/2, D) points, walker by walker within a step.
    """

    def inside(u: Array) -> Array:
        within = ((u > 0.0) & (u < 1.0)).all(axis=1)
        found = np.full(len(u), -np.inf)
        if within.any():
            found[within] = density(u[within])
        return found

    moves = [(emcee.moves.DEMove(), 0.8), (emcee.moves.StretchMove(), 0.2)]
    sampler = emcee.EnsembleSampler(*start.shape, inside, moves=moves, vectorize=True)
    state = emcee.State(start, random_state=_generator(seed, name))
    sampler.run_mcmc(state, steps, skip_initial_state_check=True)
    return np.asarray(sampler.get_chain(discard=steps // 2, flat=True))


def walkers(dimensions: int) -> int:
    """How many walkers a space needs."""
    return max(32, 4 * dimensions)


def _generator(seed: int, name: str) -> tuple[str, NDArray[np.uint32], int]:
    """A state of the sampler's generator that follows from the seed alone."""
    drawn = uniforms(_key(seed, name), np.arange(WORDS, dtype=np.uint64), Purpose.SAMPLE, 1)
    return ("MT19937", (drawn * 2.0**32).astype(np.uint32), WORDS)


def _key(seed: int, name: str) -> np.uint64:
    with np.errstate(over="ignore"):
        return base_of(np.uint64(replicate_seed(seed, 0)), named_key(name))
