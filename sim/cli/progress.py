"""How far a run is: one moving line on a terminal, one plain line each tenth elsewhere."""

import os
import shutil
import sys
from typing import Protocol, TextIO

TENTHS = 10
WIDEST = 40
NARROWEST = 8


class Progress(Protocol):
    """How far a run is, as those who run it tell."""

    @property
    def failed(self) -> int:
        """Runs that crashed."""

    @property
    def quarters(self) -> int:
        """Quarters simulated since the start of this session."""

    @property
    def quarters_planned(self) -> int:
        """Quarters that this session has to simulate."""

    @property
    def seconds(self) -> float:
        """Time since the start of this session."""

    @property
    def left(self) -> float | None:
        """Seconds that the rest may take."""


class Bar:
    """Shows progress where a person can see it."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._moving = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._tenth = -1
        self._drawn = ""

    def __call__(self, progress: Progress) -> None:
        """Show how far the run is."""
        if self._quiet or not progress.quarters_planned:
            return
        if self._moving:
            self._redraw(_line(progress))
            return
        tenth = TENTHS * progress.quarters // progress.quarters_planned
        if tenth > self._tenth:
            print(f"runs {_figures(progress)}", file=self._stream, flush=True)
        self._tenth = tenth

    def close(self) -> None:
        """Leave the moving line behind, so that the next words begin on a line of their own."""
        if self._drawn:
            print(file=self._stream, flush=True)
            self._drawn = ""

    def _redraw(self, line: str) -> None:
        """Write over the line that stands there."""
        print("\r" + line.ljust(len(self._drawn)), end="", file=self._stream, flush=True)
        self._drawn = line


def _line(progress: Progress) -> str:
    """The bar and the figures, as wide as the terminal allows."""
    figures = _figures(progress)
    room = shutil.get_terminal_size().columns - len(figures) - len("runs   ") - 1
    size = max(NARROWEST, min(WIDEST, room))
    filled = min(size, size * progress.quarters // progress.quarters_planned)
    return f"runs {'━' * filled}{'╌' * (size - filled)}  {figures}"


def _figures(progress: Progress) -> str:
    """Share of the work of this session, time used and time left."""
    share = min(100, 100 * progress.quarters // progress.quarters_planned)
    said = f"{share}%  {spoken(progress.seconds)}"
    if progress.failed:
        said += f", {progress.failed:,} failed"
    if progress.left is not None and progress.quarters < progress.quarters_planned:
        said += f", about {spoken(progress.left)} left"
    return said


def spoken(seconds: float) -> str:
    """A length of time as minutes and seconds, or hours too: 2:05, 1:02:05."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
