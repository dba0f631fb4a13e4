"""What a fit keeps beside its runs: every card before and after, every misfit, the self-test."""

from collections.abc import Iterator, Sequence

from sim.calibration.found import Fitted
from sim.calibration.problem import Problem
from sim.calibration.recovery import LEVELS, Recovery
from sim.calibration.result import Estimate
from sim.store.table import Cell, table_bytes

ESTIMATES = (
    "card", "prior_5", "prior_50", "prior_95", "posterior_5", "posterior_50", "posterior_95",
    "contraction", "identified",
)  # fmt: skip
MISFITS = ("statistic", "record", "misfit")
COVERAGE = ("card", "known_points", *(f"inside_{level:g}" for level in LEVELS))
POOLED = "all that moved something"


def account(
    problem: Problem, fitted: Fitted, found: Sequence[Estimate], recovery: Recovery | None
) -> dict[str, bytes]:
    """Name of the file to its bytes.

    ``cards.csv``: 5, 50 and 95 % points in the unit of the card; ``misfits.csv``: mean of the runs
    drawn from the posterior less the record, in standard deviations of what is allowed;
    ``coverage.csv``: share of known values inside of the central part of their posterior.
    """
    misfits = zip(
        problem.statistics,
        map(float, problem.declared.observed),
        map(float, fitted.check.misfit),
        strict=True,
    )
    files = {
        "cards.csv": table_bytes(ESTIMATES, map(_card, found)),
        "misfits.csv": table_bytes(MISFITS, misfits),
    }
    if recovery:
        files["coverage.csv"] = table_bytes(COVERAGE, _coverage(recovery))
    return files


def _card(estimate: Estimate) -> tuple[Cell, ...]:
    known = "yes" if estimate.identified else "no"
    return (estimate.name, *estimate.prior, *estimate.posterior, estimate.contraction, known)


def _coverage(recovery: Recovery) -> Iterator[tuple[Cell, ...]]:
    """All cards together, then each that moved a statistic."""
    cases = len(recovery.ranks)
    yield (POOLED, cases, *(recovery.coverage(level) for level in LEVELS))
    for at, name in enumerate(recovery.parameters):
        if recovery.moved[at]:
            yield (name, cases, *(recovery.coverage(level, at) for level in LEVELS))
