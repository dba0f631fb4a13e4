"""Whom a policy at one laboratory reaches: researchers whose record differs from the baseline."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, Measured, Size, columns
from benchmarks.fresh import side_by_side
from benchmarks.worlds import QUARTERS, corridor, filled, specification
from sim.model.group import BASELINE, run_group
from sim.model.spec import VariantSpec
from sim.policies.compute_voucher import ComputeVoucher

FULL, TINY = Size(1.0, replicates=3, jobs=2), Size(0.01)
ASKED = 0.01
AFTER = (4, 8, 20, 40)
LAB = "20_000 GPU-h/year"
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Reach:
    """One replicate with and without the vouchers of one laboratory."""

    scale: float

    def __call__(self, replicate: int) -> tuple[NDArray[np.float64], float]:
        """Share reached at the end of each year of the policy, and the hours used in all."""
        variants = (VariantSpec(BASELINE), VariantSpec("laboratory", (laboratory(self.scale),)))
        spec = specification(self.scale, last_year=last_year(), variants=variants)
        record = dict(run_group(spec, replicate, 0, ["laboratory"]))["laboratory"]
        first = spec.policy // QUARTERS - spec.first_year
        share = np.asarray(record["footprint"], float).reshape(-1)[first:]
        return share, float(np.asarray(record["voucher_hours"], float)[:, 1].sum())


def laboratory(scale: float) -> ComputeVoucher:
    """One voucher a year for one laboratory, however small the world."""
    one, other = corridor().scenario.pair
    hours, unit = LAB.split()
    policy = ComputeVoucher.model_validate(
        {
            "kind": "compute_voucher",
            "recipients": one,
            "provider": other,
            "amount": f"{int(hours) / scale:.0f} {unit}",
            "cap_per_lab": LAB,
            "selection": "merit",
            "joint_clause": False,
            "from": corridor().scenario.horizon.policy // QUARTERS,
        }
    )
    return ComputeVoucher.model_validate(filled(policy))


def measure(size: Size) -> Measured:
    """Replicates, each with its baseline; the verdict is on the one that reaches furthest."""
    reached = side_by_side(Reach(size.scale), size.replicates, size.jobs)
    shares = PERCENT * np.array([share for share, _ in reached])
    at = {quarters: shares[:, quarters // QUARTERS - 1] for quarters in AFTER}
    figure = Figure(
        "footprint of vouchers for one laboratory, one year on",
        float(at[QUARTERS].max()),
        PERCENT * ASKED,
        "%",
        note=f"largest of {size.replicates} at {size.scale:g}; mean {at[QUARTERS].mean():.4f} %",
    )
    rows = [("quarters after", "mean %", "least %", "most %")]
    for quarters, share in at.items():
        rows.append(
            (f"{quarters}", f"{share.mean():.4f}", f"{share.min():.4f}", f"{share.max():.4f}")
        )
    used = ", ".join(f"{hours:,.0f}" for _, hours in reached)
    return Measured((figure,), (*columns(rows), f"GPU-hours used in all: {used}"))


def last_year() -> int:
    """The year in which the last of the dates falls."""
    return corridor().scenario.horizon.policy // QUARTERS + AFTER[-1] // QUARTERS - 1
