"""Whether runs that are compared differ in their policies only."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.analysis.amounts import Amounts
from sim.analysis.reading import Readable, reference_of
from sim.errors import PairingError, StoreError

DIGESTS = "check/digest"

Stack = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Pairing:
    """What was checked before anything was compared."""

    pairs: int
    """Pairs of runs, a variant and its reference with the same draws."""
    quarters: int
    """Quarters before the policy date in which each pair was found equal."""


def check_pairing(results: Readable, to: str) -> Pairing:
    """Compare state digests; a variant must equal its reference before the policy date.

    Raises:
        PairingError: naming variant, sample, replicate and the first quarter that differs.
    """
    manifest = results.manifest
    digests = _digests(results)
    before = manifest.horizon.policy - manifest.horizon.start
    pairs = 0
    for name in manifest.variant_names:
        reference = reference_of(manifest, name, to)
        _long_enough(digests[name], name, before)
        _own_draws(digests[name], name, before)
        if name != reference:
            past = digests[reference][..., :before], digests[name][..., :before]
            _same_past(past, (reference, name), manifest.horizon.start)
            pairs += past[0].shape[0] * past[0].shape[1]
    return Pairing(pairs, before)


def check_past(amounts: Amounts, variant: str, reference: str, policy_year: int) -> None:
    """Refuse an outcome that differs between a pair in any year before the policy date."""
    years = policy_year - amounts.first_year
    for parts in (amounts.above, amounts.below or {}):
        if variant not in parts:
            continue
        here, there = parts[variant][:, :, :years], parts[reference][:, :, :years]
        if np.array_equal(here, there, equal_nan=True):
            continue
        unequal = ~((here == there) | (np.isnan(here) & np.isnan(there)))
        sample, replicate, year = (int(i) for i in np.argwhere(unequal)[0][:3])
        message = (
            f"{amounts.name} of {variant} and {reference} differs in {amounts.first_year + year}, "
            f"before the policy date (sample {sample}, replicate {replicate}). "
            "They are not a pair; nothing is compared."
        )
        raise PairingError(message)


def quarter_name(quarter: int) -> str:
    """A quarter as people write it."""
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


def _digests(results: Readable) -> dict[str, Stack]:
    """State digests (sample, replicate, quarter) of every variant."""
    try:
        return dict(results.array(DIGESTS))
    except (KeyError, StoreError) as error:
        if isinstance(error, StoreError) and f'no outcome "{DIGESTS}"' not in str(error):
            raise
        message = (
            "this result holds no state digests, so that its pairs cannot be checked. "
            "Nothing is compared; run the scenario again."
        )
        raise PairingError(message) from error


def _long_enough(digests: Stack, name: str, before: int) -> None:
    """Every quarter before the policy date must have a digest."""
    if digests.shape[-1] < before:
        message = (
            f"{name} has digests of {digests.shape[-1]} quarters, and {before} lie before the "
            "policy date. Nothing is compared."
        )
        raise PairingError(message)


def _same_past(past: tuple[Stack, Stack], names: tuple[str, str], start: int) -> None:
    """Refuse a pair whose digests differ before the policy date."""
    unequal = past[0] != past[1]
    if not unequal.any():
        return
    quarter = int(unequal.any(axis=(0, 1)).argmax())
    sample, replicate = (int(i) for i in np.argwhere(unequal[..., quarter])[0])
    message = (
        f"{names[1]} and {names[0]} differ from {quarter_name(start + quarter)} on, before the "
        f"policy date (sample {sample}, replicate {replicate}). "
        "They are not a pair; nothing is compared."
    )
    raise PairingError(message)


def _own_draws(digests: Stack, name: str, before: int) -> None:
    """Refuse replicates that are copies of each other."""
    if not digests.shape[-1]:
        return
    last = digests[:, :, max(0, before - 1)]
    for sample, row in enumerate(last):
        _, first, counts = np.unique(row, return_index=True, return_counts=True)
        if (counts > 1).any():
            shared = row[first[counts > 1][0]]
            twins = [int(i) for i in np.flatnonzero(row == shared)[:2]]
            message = (
                f"replicates {twins[0]} and {twins[1]} of {name} (sample {sample}) are the same "
                "run: chance was not drawn anew. Nothing is compared."
            )
            raise PairingError(message)
