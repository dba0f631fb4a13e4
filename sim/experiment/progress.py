"""How far a run is, as data; showing it is for others."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sim.experiment.stopping import stop_if_asked

PAUSE = 0.25
MARKS = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    done: int
    """Units that are stored, whoever computed them."""
    planned: int
    failed: int
    """Units that crashed in this session."""
    quarters: int
    """Quarters simulated in this session."""
    quarters_planned: int
    seconds: float
    """Time since this session began."""
    left: float | None
    """Seconds that the rest may take; None until some quarters have passed."""


OnProgress = Callable[[Progress], None]


def nobody(_progress: Progress) -> None:
    """Show progress to nobody."""


class Watch:
    """Turns ticks into progress, a few times a second at most."""

    def __init__(
        self, planned: tuple[int, int], count: Callable[[], int], on_progress: OnProgress
    ) -> None:
        self.planned, self._quarters_planned = planned
        self._count = count
        self._on_progress = on_progress
        self._begun = self._told = time.monotonic()
        self.quarters = self.failed = 0
        self._marks: list[tuple[float, int]] = []

    @property
    def begun(self) -> float:
        """Seconds until the first quarter was through: workers started, loops compiled."""
        return self._marks[0][0] - self._begun if self._marks else 0.0

    @property
    def _step(self) -> int:
        """Quarters from one mark to the next."""
        return max(1, self._quarters_planned // MARKS)

    @property
    def seconds(self) -> float:
        """Time since the watch began."""
        return time.monotonic() - self._begun

    def on_quarter(self, _quarter: int) -> None:
        """Count one quarter."""
        self.on_tick(self.quarters + 1)

    def on_tick(self, quarters: int) -> None:
        """Take note of the quarters so far; tell if it is time to, and stop if that was asked."""
        stop_if_asked()
        self.quarters = quarters
        if quarters and (not self._marks or quarters >= self._marks[-1][1] + self._step):
            self._marks.append((time.monotonic(), quarters))
        if time.monotonic() - self._told >= PAUSE:
            self.tell()

    def tell(self) -> None:
        """Say how far the run is."""
        self._told = time.monotonic()
        self._on_progress(
            Progress(
                done=min(self._count(), self.planned),
                planned=self.planned,
                failed=self.failed,
                quarters=self.quarters,
                quarters_planned=self._quarters_planned,
                seconds=self.seconds,
                left=self._left(),
            )
        )

    def _left(self) -> float | None:
        """Time for the rest at the pace of the last half: what is compiled is so in the first."""
        behind = [mark for mark in self._marks if 2 * mark[1] <= self.quarters]
        since, before = (behind[-1:] or self._marks[:1] or [(0.0, self.quarters)])[0]
        if self.quarters == before:
            return None
        rest = max(0, self._quarters_planned - self.quarters)
        return (time.monotonic() - since) * rest / (self.quarters - before)
