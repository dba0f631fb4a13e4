"""`python -m benchmarks`: measure, print, and keep the table of a full run."""

import argparse
import math
import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Protocol, cast

from benchmarks.computer import described, load
from benchmarks.figure import Figure, Measured, Size, columns, markdown, rows_of

NAMES = (
    "speed", "branch", "oracle", "memory", "growth", "pairing", "footprint", "workers", "start",
    "compile",
)  # fmt: skip
EXTRA = ("effects",)
"""Only when asked for by name: what the model says, not how fast it is."""
TABLE = Path(__file__).with_name("figures.md")
SETTINGS = {
    "scale": (float, "share of the world"),
    "repeats": (int, "how often a time is taken"),
    "replicates": (int, "draws of chance"),
    "jobs": (int, "processes side by side, where the figure is no time"),
}


class Benchmark(Protocol):
    """One file of this folder."""

    FULL: Size
    TINY: Size

    def measure(self, size: Size) -> Measured:
        """Measure at a size."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured, and how large; ``changes`` are settings of `Size`."""

    names: tuple[str, ...] = NAMES
    tiny: bool = False
    changes: tuple[tuple[str, float], ...] = ()

    def size(self, benchmark: Benchmark) -> Size:
        """The size of one benchmark."""
        size = benchmark.TINY if self.tiny else benchmark.FULL
        return Size(**(asdict(size) | dict(self.changes)))


def main() -> int:
    """Measure what was asked for; 1 if a benchmark crashed."""
    asked = read_arguments(sys.argv[1:])
    machine, loads = described(), [load()]
    print("\n".join(machine), flush=True)
    figures: list[Figure] = []
    begin = perf_counter()
    for name in asked.names:
        figures += one(name, asked)
        loads.append(load())
    minutes = (perf_counter() - begin) / 60
    machine.append(f"{minutes:.1f} minutes; load before and after each: {', '.join(loads)}")
    rows = columns(rows_of(figures)) if figures else []
    print("\n".join(["", *rows, "", machine[-1]]))
    if asked == Asked():
        keep(figures, machine)
    return int(any(math.isnan(figure.asked) for figure in figures))


def one(name: str, asked: Asked) -> tuple[Figure, ...]:
    """Run one benchmark and say what it found; a crash leaves an empty row."""
    benchmark = cast(Benchmark, import_module(f"benchmarks.{name}"))
    begin = perf_counter()
    print(f"\n{name} (load {load()})", flush=True)
    try:
        measured = benchmark.measure(asked.size(benchmark))
    except Exception as crash:  # noqa: BLE001 -- the other figures are still wanted
        traceback.print_exc()
        note = f"{type(crash).__name__}, see the output"
        return (Figure(name, math.nan, math.nan, "", note=note),)
    lines = [f"  {line}" for line in measured.lines]
    print("\n".join([*lines, f"  took {perf_counter() - begin:.0f} s"]), flush=True)
    return measured.figures


def keep(figures: Sequence[Figure], machine: Sequence[str]) -> None:
    """Write the table of a full run beside the benchmarks."""
    day = datetime.now(tz=UTC).strftime("%Y-%m-%d")
    facts = [f"* {line}" for line in (day, *machine)]
    table = markdown(rows_of(figures))
    told = ["# Figures", "", *table, "", "Measured by `make bench`:", "", *facts]
    TABLE.write_text("\n".join(told) + "\n", encoding="utf-8")


def read_arguments(words: Sequence[str]) -> Asked:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    known = (*NAMES, *EXTRA)
    says = f"of {', '.join(known)}; none means all but {', '.join(EXTRA)}"
    parser.add_argument("name", nargs="*", help=says)
    parser.add_argument("--tiny", action="store_true", help="only to see that it works")
    for setting, (kind, says) in SETTINGS.items():
        parser.add_argument(f"--{setting}", type=kind, help=says)
    given = vars(parser.parse_args(words))
    unknown = sorted(set(given["name"]) - set(known))
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    changes = tuple((name, given[name]) for name in SETTINGS if given[name] is not None)
    return Asked(tuple(given["name"]) or NAMES, given["tiny"], changes)


if __name__ == "__main__":
    sys.exit(main())
