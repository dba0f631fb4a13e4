"""Whether two results can be set against each other, and whether their runs are pairs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.pairing import DIGESTS, check_pairing, quarter_name
from sim.analysis.reading import Readable
from sim.errors import UsageError
from sim.store.manifest import Manifest, OutcomeInfo

READ_ALIKE = ("unit", "dims", "time", "counting", "definition")


@dataclass(frozen=True, slots=True)
class Kinship:
    """What two results have in common."""

    variants: tuple[str, ...]
    """Variants of both, in the order of the first."""
    outcomes: tuple[str, ...]
    """Outcomes of both that are counted and read alike."""
    samples: int
    """Samples that are compared: as many as the smaller result has."""
    replicates: int
    quarters: int
    """Quarters before the policy date."""
    differ_in: tuple[str, ...]
    """What decides numbers and is not the same in both."""
    unpaired: str
    """Why run n of one and run n of the other are no pair; empty where they are."""

    @property
    def paired(self) -> bool:
        """Whether every two runs were found to share their past."""
        return not self.unpaired


def kinship(first: Readable, second: Readable) -> Kinship:
    """What two results share, and whether run n of one has the same past as run n of the other.

    Raises:
        UsageError: all reasons why they do not fit together.
        PairingError: when runs of one of them are no pairs among themselves.
    """
    here, there = first.manifest, second.manifest
    reasons = [*misfits(here, there)]
    variants = _common(here.variant_names, there.variant_names)
    outcomes = alike(here, there)
    if not variants:
        named = (", ".join(m.variant_names) for m in (here, there))
        reasons.append(f"no variant is in both: {' against '.join(named)}")
    if not outcomes:
        reasons.append("no outcome is in both and counted alike")
    if reasons:
        listed = "".join(f"\n  {reason}" for reason in reasons)
        message = f"these two results do not fit together:{listed}\nNothing is compared."
        raise UsageError(message)
    for results in (first, second):
        check_pairing(results, results.manifest.compare.to)
    samples = min(here.samples, there.samples)
    replicates = min(here.replicates, there.replicates)
    before = here.horizon.policy - here.horizon.start
    differ_in = (*differences(here, there, variants),)
    unpaired = _unpaired(first, second, variants)
    if unpaired and differ_in:
        unpaired = f"{unpaired}; they differ in {', '.join(differ_in)}"
    return Kinship(variants, outcomes, samples, replicates, before, differ_in, unpaired)


def misfits(here: Manifest, there: Manifest) -> Iterator[str]:
    """Why numbers of two results may not stand side by side."""
    asked: dict[str, tuple[object, object]] = {
        "world": (here.world, there.world),
        "scale": (here.scale, there.scale),
        "horizon": (_span(here), _span(there)),
        "corridor": ("-".join(here.corridor), "-".join(there.corridor)),
    }
    for name, (one, other) in asked.items():
        if one != other:
            yield f"{name}: {one} against {other}"
    if here.labels["place"] != there.labels["place"]:
        yield "places: the two worlds are not made of the same ones"
    if (here.samples > 1) != (there.samples > 1):
        counts = f"{here.samples:,} against {there.samples:,}"
        yield f"samples: {counts}; what is not known is drawn in one of them only"


def differences(here: Manifest, there: Manifest, variants: Sequence[str]) -> Iterator[str]:
    """What decides numbers and is not the same, the most usual first."""
    one, other = ({v.name: v.sha256 for v in m.variants} for m in (here, there))
    changed = [name for name in variants if one[name] != other[name]]
    if changed:
        yield f"policies or future of {', '.join(changed)}"
    shared = min(here.samples, there.samples)
    asked = {
        "evidence": (here.evidence_sha256, there.evidence_sha256),
        "values of the cards": (here.sample_sha256[:shared], there.sample_sha256[:shared]),
        "model": (here.model_sha256, there.model_sha256),
        "structure": (here.structure, there.structure),
        f"seed ({here.seed} and {there.seed})": (here.seed, there.seed),
        "rule of draws": (here.key, there.key),
    }
    for name, (mine, theirs) in asked.items():
        if mine != theirs:
            yield name


def _unpaired(first: Readable, second: Readable, variants: Sequence[str]) -> str:
    """Where the pasts of the two begin to differ; empty where they are equal throughout."""
    start = first.manifest.horizon.start
    before = first.manifest.horizon.policy - start
    if not before:
        return "there is no quarter before the policy date to prove it by"
    mine, theirs = first.array(DIGESTS), second.array(DIGESTS)
    for name in variants:
        pasts = [stack[name][..., :before] for stack in (mine, theirs)]
        shared = tuple(map(min, *(past.shape for past in pasts)))
        one, other = (past[: shared[0], : shared[1]] for past in pasts)
        unequal = one != other
        if unequal.any():
            quarter = int(unequal.any(axis=(0, 1)).argmax())
            sample, replicate = (int(i) for i in np.argwhere(unequal[..., quarter])[0])
            when = quarter_name(start + quarter)
            return (
                f"their pasts differ from {when} on ({name}, sample {sample}, replicate "
                f"{replicate})"
            )
    return ""


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Names of both, in the order of the first."""
    return tuple(name for name in one if name in other)


def alike(here: Manifest, there: Manifest) -> tuple[str, ...]:
    """Outcomes of both that are counted and read alike."""
    return tuple(
        name
        for name, info in here.outcomes.items()
        if name in there.outcomes and _reading(info) == _reading(there.outcomes[name])
    )


def _reading(info: OutcomeInfo) -> tuple[object, ...]:
    """What must be equal for two numbers to mean the same."""
    return tuple(getattr(info, name) for name in READ_ALIKE)


def _span(manifest: Manifest) -> str:
    """First and last quarter, and the policy date."""
    first, policy, last = (
        quarter_name(q)
        for q in (manifest.horizon.start, manifest.horizon.policy, manifest.horizon.end)
    )
    return f"{first} to {last}, policies from {policy}"
