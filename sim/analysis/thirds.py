"""What a policy for two places does to third places, and to work at home."""

from dataclasses import dataclass

from sim.analysis.amounts import Amounts, load
from sim.analysis.cells import THIRD
from sim.analysis.intervals import Array
from sim.analysis.periods import Period
from sim.analysis.ratio import RatioOfMeans, ratio_of_means
from sim.analysis.reading import Readable, Request, policy_year, reference_of
from sim.store.manifest import Manifest

JOINT = "joint_papers"
SHARE = "international_share"


@dataclass(frozen=True, slots=True)
class Displacement:
    """Papers lost elsewhere for each additional joint paper of the corridor; below 0: gained."""

    variant: str
    to: str
    period: Period
    elsewhere: str
    """Where: with third places, or at home in one of the two."""
    lost: RatioOfMeans
    """Above: papers lost there. Below: additional joint papers of the corridor."""


def displacements(results: Readable, request: Request) -> tuple[Displacement, ...]:
    """Joint papers with third places and domestic papers lost per additional joint paper."""
    manifest = results.manifest
    if JOINT not in manifest.outcomes:
        return ()
    period = Period("total", policy_year(manifest), request.dates[-1])
    joint = load(results, JOINT)
    share = load(results, SHARE) if SHARE in manifest.outcomes else None
    lost = {name: _counts(manifest, joint, share, name, period) for name in manifest.variant_names}
    rows = []
    for name in manifest.variant_names:
        to = reference_of(manifest, name, request.to)
        if name == to:
            continue
        extra = lost[name]["corridor"] - lost[to]["corridor"]
        for where in [key for key in lost[name] if key != "corridor"]:
            fall = lost[to][where] - lost[name][where]
            found = ratio_of_means(fall, extra, request.interval)
            rows.append(Displacement(name, to, period, where, found))
    return tuple(rows)


def _counts(
    manifest: Manifest, joint: Amounts, share: Amounts | None, variant: str, period: Period
) -> dict[str, Array]:
    """Papers of the corridor, with third places, and at home, one variant and period."""
    first, second = manifest.corridor
    counts = {"corridor": joint.at(variant, joint.cell(f"{first}-{second}"), period)}
    names = {cell.name for cell in joint.cells}
    for place in manifest.corridor:
        if f"{place}-{THIRD}" in names:
            cell = joint.cell(f"{place}-{THIRD}")
            counts[f"{place} with third places"] = joint.at(variant, cell, period)
    if share is not None:
        for place in manifest.corridor:
            counts[f"{place} at home"] = share.rest(variant, share.cell(place), period)
    return counts
