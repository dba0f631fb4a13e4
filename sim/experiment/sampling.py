"""Draws of what nobody knows: a Latin hypercube whose columns do not know of each other."""

from collections.abc import Sequence

import numpy as np

RANK, INSIDE = 0, 1


def draws(names: Sequence[str], samples: int, seed: int) -> list[dict[str, float]]:
    """For each sample the share of each uncertain fact's range, strictly between 0 and 1.

    Each fact falls once in each of `samples` equal strata. Its strata are ordered by draws keyed
    by seed, name and sample, so a fact more or less moves no other. One sample draws nothing:
    every fact then stays at its central value.
    """
    if samples == 1:
        return [{}]
    columns = {name: _column(name, samples, seed) for name in names}
    return [{name: columns[name][sample] for name in names} for sample in range(samples)]


def _column(name: str, samples: int, seed: int) -> list[float]:
    """One fact over all samples."""
    from sim.chance import (  # noqa: PLC0415 -- slow to load, and workers can start meanwhile
        Purpose,
        base_of,
        named_key,
        replicate_seed,
        uniforms,
    )

    with np.errstate(over="ignore"):
        key = np.uint64(base_of(np.uint64(replicate_seed(seed, 0)), named_key(name)))
    identities = np.arange(samples, dtype=np.uint64)
    order = np.argsort(uniforms(key, identities, Purpose.SAMPLE, RANK), kind="stable")
    stratum = np.empty(samples)
    stratum[order] = np.arange(samples)
    shares = (stratum + uniforms(key, identities, Purpose.SAMPLE, INSIDE)) / samples
    return [float(share) for share in shares]
