"""What became of supported joint papers: new, earlier, would have been, instead of another."""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.amounts import load
from sim.analysis.intervals import Spread, spread
from sim.analysis.periods import Period
from sim.analysis.ratio import RatioOfMeans, ratio_of_means
from sim.analysis.reading import Readable, Request, policy_year, reference_of

LABELLED = "additionality"
JOINT = "joint_papers"
BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Additionality:
    """Supported joint papers of the corridor by label, from the policy date to a year."""

    variant: str
    period: Period
    counts: Mapping[str, Spread]
    supported: Spread
    net: RatioOfMeans
    """Additional joint papers of the corridor for each supported one, (Y1 - Y0) / gross."""

    def share(self, label: str) -> float:
        """Share of supported papers with the label; nan where nothing was supported."""
        total = self.supported.mean
        return self.counts[label].mean / total if total > 0 else float("nan")


def additionality(results: Readable, request: Request) -> tuple[Additionality, ...]:
    """Every variant with supported papers, at the last date asked for.

    Labels are found while running, against the baseline: another reference has none.
    """
    manifest = results.manifest
    if not {LABELLED, JOINT} <= set(manifest.outcomes) or request.to != BASELINE:
        return ()
    labelled, joint = load(results, LABELLED), load(results, JOINT)
    period = Period("total", policy_year(manifest), request.dates[-1])
    rows = []
    for name in manifest.variant_names:
        parts = {cell.name: labelled.at(name, cell, period) for cell in labelled.cells}
        gross = sum(list(parts.values())[1:], next(iter(parts.values())))
        to = reference_of(manifest, name, request.to)
        if name == to or not gross.any():
            continue
        extra = joint.at(name, joint.cells[0], period) - joint.at(to, joint.cells[0], period)
        rows.append(
            Additionality(
                variant=name,
                period=period,
                counts={label: spread(part, request.interval) for label, part in parts.items()},
                supported=spread(gross, request.interval),
                net=ratio_of_means(extra, gross, request.interval),
            )
        )
    return tuple(rows)
