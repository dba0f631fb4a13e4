"""How thoroughly a fit is carried out."""

from dataclasses import dataclass

FEWEST_CHECKED = 4


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a fit is carried out."""

    runs: int = 160
    """Points of a wave."""
    waves: int = 3
    seed: int = 20261122
    jobs: int = 1
    steps: int = 1200
    """Steps of every walker."""
    samples: int = 500
    """Points of the posterior that are kept."""

    @property
    def checked(self) -> int:
        """Points of the posterior that are run."""
        return max(FEWEST_CHECKED, self.runs // 4)
