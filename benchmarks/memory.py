"""Room of one researcher: the arrays of the state, and what the process takes."""

import gc
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import in_fresh_processes
from benchmarks.worlds import model_of, people, specification

FULL, TINY = Size(1.0), Size(0.002)
ASKED = 512.0
STATUS = Path("/proc/self/status")
REHEARSAL = 0.002
KILO = 1024


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes when the state was largest, and at most; researchers then; growth of the process."""

    largest: int
    researchers: int
    most_each: float
    """Bytes of the state for one living researcher in its emptiest quarter."""
    process: float
    """Bytes that the process grew by at its peak; 0 where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Life:
    """One history in a process of its own."""

    scale: float

    def __call__(self, _: int) -> Room:
        """Live it; a small world goes before, so that the program itself is loaded."""
        model_of(specification(REHEARSAL, last_year=2006)).run_until(4 * 2007)
        gc.collect()
        before = status("VmRSS")
        model = model_of(specification(self.scale))
        rooms = []
        while model.quarter <= model.spec.end:
            model.step()
            rooms.append((model.state.bytes_used(), people(model)))
        largest, researchers = max(rooms)
        grown = max(0.0, status("VmHWM") - before)
        return Room(largest, researchers, max(b / n for b, n in rooms), grown)


def measure(size: Size) -> Measured:
    """The baseline from its first quarter to its last."""
    room = in_fresh_processes(Life(size.scale), 1, 1)[0]
    figure = Figure(
        "memory of a living researcher, state at its largest",
        room.largest / room.researchers,
        ASKED,
        "bytes",
        note=f"{room.researchers:,} researchers, baseline of the ai world at {size.scale:g}",
    )
    lines = (
        f"state {room.largest / KILO**2:,.0f} MiB for {room.researchers:,} researchers",
        f"{room.most_each:,.0f} bytes each in the quarter with most room to spare",
        f"process grew by {room.process / room.researchers:,.0f} bytes each at its peak",
    )
    return Measured((figure,), lines)


def status(name: str) -> float:
    """A line of the system's account of this process, in bytes."""
    if not STATUS.exists():
        return 0.0
    for line in STATUS.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return KILO * float(line.split()[1])
    return 0.0
