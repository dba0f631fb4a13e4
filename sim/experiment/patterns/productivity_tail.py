"""How unequal authors are in the number of their papers."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import zeta

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target

EXPONENTS = (1.05, 10.0)


class ProductivityTail(Pattern):
    """Exponent of the power law of papers per author of the window, by maximum likelihood."""

    name = "productivity_tail"
    level = "individual"
    fails = (
        "Papers are spread too evenly, or too unevenly, over authors; programmes that choose by "
        "output reach a wrong share of it."
    )
    window = True

    def value(self, past: Past, target: Target) -> float:
        """The exponent; smaller is more unequal."""
        return past.watched(lambda watch: exponent(watch.teams.papers_by_author(target.years)))


def exponent(papers: NDArray[np.int64]) -> float:
    """Exponent α of P(x) = x^−α / ζ(α) for papers per author x ≥ 1, by maximum likelihood."""
    if not len(papers):
        return float("nan")
    mean = float(np.log(papers).mean())
    found = minimize_scalar(
        lambda alpha: alpha * mean + np.log(zeta(alpha)), bounds=EXPONENTS, method="bounded"
    )
    return float(found.x)
