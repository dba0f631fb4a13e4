"""A fit that never saw a pair: the runs of a finished fit beside a record without the pair.

Every statistic that names both places is taken out before anything is learnt of the runs; emulator,
reach, cut and posterior are then made anew, from all runs at once, those of the check too. Nothing
is run. What names one of the two, or all pairs together, stays. The runs are those of the fit, so
that their worlds know the pair's shares of partners, and later waves lie where the fit that saw the
pair looked: that decides where the emulator is good, not what it is held against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.calibration.emulator import Runs
from sim.calibration.fitting import cut_of, first_match, judges, learnt, nothing
from sim.calibration.found import Learnt
from sim.calibration.priors import Priors
from sim.calibration.problem import Problem
from sim.calibration.result import posterior_files
from sim.calibration.schedule import Schedule

TITLE = "Draws from the posterior of a fit to the record to 2016 that never saw a pair of places"
HOW = "Fitted to the record to 2016 without one pair, and chosen as that of the fit with all pairs."


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a fit has learnt from all pairs but one."""

    pair: tuple[str, str]
    statistics: int
    """Of the fit that saw the pair."""
    left_out: tuple[str, ...]
    learnt: Learnt

    def files(self, priors: Priors, made: Mapping[str, str]) -> dict[str, bytes]:
        """The posterior as evidence: name of the file to its bytes."""
        names = f": {', '.join(self.left_out)}" if self.left_out else ""
        said = {
            "title": TITLE,
            "without": " ".join(sorted(self.pair)),
            "left_out": f"{len(self.left_out)} of {self.statistics} statistics{names}",
            **made,
        }
        return posterior_files(self.learnt, priors, said, HOW)


def unseen(
    problem: Problem, places: Sequence[tuple[str, ...]], pair: tuple[str, str], runs: Runs,
    schedule: Schedule,
) -> Unseen:  # fmt: skip
    """Fit again without the pair; ``places`` are those that each statistic names."""
    apart = np.array([not set(pair) <= set(named) for named in places])
    names = np.array(problem.statistics)
    rest = replace(
        problem, statistics=tuple(names[apart].tolist()), declared=problem.declared.where(apart)
    )
    found = nothing(rest, schedule)
    if apart.any():
        match = first_match(rest, schedule, replace(runs, y=runs.y[:, apart]))
        cut = cut_of(match, match.implausibility(judges(rest, schedule)))
        found = learnt(rest, match, cut, schedule)
    return Unseen(pair, len(names), tuple(names[~apart].tolist()), found)
