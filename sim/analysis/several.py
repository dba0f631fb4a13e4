"""Many differences looked at together: how many of them chance alone would make look sure."""

from collections.abc import Sequence
from math import isnan

import numpy as np
import numpy.typing as npt

from sim.analysis.intervals import SURE, Spread, Verdict

LEVEL = 2.0 * (1.0 - SURE)


def verdicts_of_all(spreads: Sequence[Spread]) -> tuple[Verdict, ...]:
    """What can be said of each difference when all are read side by side.

    A difference has the verdict it would have alone only if Holm's step-down test of all keeps it;
    else it is not told apart. One that is nothing in every run stays "none".
    """
    kept = holm([spread.luck for spread in spreads])
    return tuple(
        spread.verdict if sure or spread.verdict == "none" else "not told apart"
        for spread, sure in zip(spreads, kept, strict=True)
    )


def holm(lucks: Sequence[float], level: float = LEVEL) -> npt.NDArray[np.bool_]:
    """Which of several tests hold so that chance makes any of them hold in a share `level` at most.

    Equation: in rising order p(1), …, p(m) the k-th holds while p(k) ≤ level / (m - k + 1); the
    first that does not ends it. Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    found = np.array([1.0 if isnan(luck) else luck for luck in lucks])
    order = np.argsort(found, kind="stable")
    passed = found[order] <= level / (len(found) - np.arange(len(found)))
    kept = np.zeros(len(found), dtype=np.bool_)
    kept[order] = np.logical_and.accumulate(passed)
    return kept
