"""How long the command line takes to answer, and what it must not import for that."""

import sys

from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import SIM, least_and_median, spent
from benchmarks.worlds import SCENARIO

FULL, TINY = Size(1.0, repeats=7), Size(1.0)
ASKED = {"sim --help": 0.25, "sim check": 1.0}
COMMANDS = {"sim --help": ("--help",), "sim check": ("check", str(SCENARIO))}
HEAVY = frozenset({"mesa", "matplotlib", "numba"})


def measure(size: Size) -> Measured:
    """Fresh processes, one after the other; the first is for the disk and is not counted.

    It leaves what Python has translated and what pages of evidence say, as any command does.
    """
    figures, lines = [], []
    for name, arguments in COMMANDS.items():
        spent((*SIM, *arguments))
        runs = [spent((*SIM, *arguments)) for _ in range(size.repeats)]
        walls, cpus = [run.wall for run in runs], [run.cpu for run in runs]
        note = f"wall, least of {size.repeats} fresh processes; processor {min(cpus):.2f} s"
        figures.append(Figure(name, min(walls), ASKED[name], "s", note=note))
        lines += [
            f"{name}: wall {least_and_median(walls)}; processor {least_and_median(cpus)}",
        ]
        heavy = imported(arguments) & HEAVY
        note = ", ".join(sorted(heavy)) or "none of mesa, matplotlib, numba"
        figures.append(Figure(f"{name}: heavy imports", len(heavy), 0, "packages", note=note))
    return Measured(tuple(figures), tuple(lines))


def imported(arguments: tuple[str, ...]) -> set[str]:
    """Packages that a command imports, by their first name."""
    program, *rest = SIM
    said = spent((program, "-X", "importtime", *rest, *arguments)).said
    lines = [line.rsplit("|", 1)[-1].strip() for line in said.splitlines() if "|" in line]
    names = {line.split(".")[0] for line in lines}
    if "sim" not in names:
        message = f"{sys.executable} did not tell what it imports"
        raise RuntimeError(message)
    return names
