"""Two workers against one: the same command, start and end included."""

from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import SIM, Spent, least_and_median, spent
from benchmarks.worlds import SCENARIO

FULL, TINY = Size(0.3, replicates=4), Size(0.002, replicates=2)
ASKED = 1.8
VARIANT = "charter"
REHEARSAL = Size(0.002)


def measure(size: Size) -> Measured:
    """`sim run` with one worker and with two, in turn, each into an empty folder."""
    command(REHEARSAL, 1)
    runs: dict[int, list[Spent]] = {1: [], 2: []}
    for _ in range(size.repeats):
        for jobs, done in runs.items():
            done.append(command(size, jobs))
    walls = {jobs: [run.wall for run in done] for jobs, done in runs.items()}
    figure = Figure(
        "two workers against one",
        min(walls[1]) / min(walls[2]),
        ASKED,
        "times",
        "at least",
        note=f"wall, {size.replicates} replicates of 2 variants at {size.scale:g}, start included",
    )
    lines = [
        f"{jobs} worker{'s' if jobs > 1 else ' '}: {least_and_median(walls[jobs])} on the clock, "
        f"{least_and_median([run.cpu for run in done])} of processors"
        for jobs, done in runs.items()
    ]
    return Measured((figure,), tuple(lines))


def command(size: Size, jobs: int) -> Spent:
    """One whole run, thrown away afterwards."""
    drawn = ("-v", VARIANT, "-n", str(size.replicates), "--samples", "1")
    with TemporaryDirectory() as folder:
        short = ("--scale", str(size.scale), "-j", str(jobs), "-o", folder, "-q")
        return spent((*SIM, "run", str(SCENARIO), *drawn, *short))
