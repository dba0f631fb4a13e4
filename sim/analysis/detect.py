"""Whether an effect would show in the bibliographic record by a date."""

from dataclasses import dataclass
from math import inf, isfinite, nan, sqrt

from sim.analysis.intervals import normal_quantile
from sim.analysis.numbers import percent

LEVEL = 0.05
POWER = 0.8
LONGEST_WINDOW = 5


@dataclass(frozen=True, slots=True)
class Visibility:
    """An effect on a yearly count beside the smallest one that a before-after count could find."""

    rate: float
    """Recorded units a year without the policy."""
    extra: float
    """Additional units a year."""
    years: int
    """Years counted before the policy date, and as many up to the date asked about."""
    smallest: float
    """Smallest rise to be found, share of the rate: power 80 %, two-sided 5 %, pure Poisson."""

    @property
    def smallest_fall(self) -> float:
        """Smallest fall to be found by the same test; more than the whole where none could be."""
        step = _step(self.rate, self.years) if self.rate > 0 and self.years else nan
        return 1.0 - (1.0 - step) ** 2 if step < 1 else inf

    @property
    def bounds(self) -> str:
        """What the count could not find, in words."""
        rise = f"no rise below {percent(self.smallest)}"
        if not isfinite(self.smallest_fall):
            return f"{rise} and no fall at all"
        return f"{rise} and no fall below {percent(self.smallest_fall)}"

    @property
    def least(self) -> float:
        """The smallest change of the effect's own sign that the count could find, as a share."""
        return -self.smallest_fall if self.extra < 0 else self.smallest

    @property
    def change(self) -> float:
        """The effect as a share of the rate."""
        return self.extra / self.rate if self.rate > 0 else nan

    @property
    def visible(self) -> bool:
        """Whether the count would show it; real counts vary more, so this is the kindest case."""
        if self.rate <= 0:
            return False
        return abs(self.change) >= abs(self.least)


def smallest_change(rate: float, years: int) -> float:
    """Smallest rise of a Poisson rate that equal windows before and after find, as a share of it.

    Equation: root of a Poisson count has variance 1/4, so
    root(rate (1 + change)) - root(rate) = (z_power + z_level) root(1 / (2 years)).
    """
    if rate <= 0 or years < 1:
        return nan
    return (1.0 + _step(rate, years)) ** 2 - 1.0


def visibility(rate: float, extra: float, years: int) -> Visibility:
    """Set an effect of a yearly rate beside what windows of so many years could find."""
    return Visibility(rate, extra, years, smallest_change(rate, years))


def _step(rate: float, years: int) -> float:
    """Detectable difference of roots over the root of the rate."""
    needed = normal_quantile(1.0 - LEVEL / 2.0) + normal_quantile(POWER)
    return needed * sqrt(1.0 / (2.0 * years)) / sqrt(rate)
