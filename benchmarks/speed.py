"""Time of the whole model on one thread: nanoseconds for one researcher and quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time

from benchmarks.clock import clocked
from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import least_and_median
from benchmarks.worlds import QUARTERS, everything, model_of, people, specification, twin
from sim.dynamics.workload import FREE
from sim.model.model import PolicyModel

FULL, TINY = Size(1.0, repeats=3), Size(0.002)
ASKED = 400.0
FIRST, LAST = 2026, 2030
NANO = 1e9
LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Pace:
    """What some quarters took."""

    seconds: float
    researcher_quarters: int

    @property
    def nanoseconds(self) -> float:
        """For one living researcher and one quarter."""
        return NANO * self.seconds / self.researcher_quarters


def measure(size: Size) -> Measured:
    """The baseline of 2026 to 2030 from one state, repeated; all instruments; then with timers."""
    root = model_of(specification(size.scale, last_year=LAST))
    root.run_until(QUARTERS * FIRST)
    paces = [pace(twin(root), QUARTERS * LAST + QUARTERS) for _ in range(size.repeats)]
    times = [p.nanoseconds for p in paces]
    mean = paces[0].researcher_quarters / (QUARTERS * (LAST + 1 - FIRST))
    figure = Figure(
        f"whole model, one thread, ai world at {size.scale:g}",
        min(times),
        ASKED,
        "ns",
        note=f"{mean:,.0f} researchers, {FIRST}-{LAST}; median {median(times):,.0f}",
    )
    lines = (least_and_median(times, "ns"), work(root), all_on(root, size), *shares(root))
    return Measured((figure,), lines)


def work(root: PolicyModel) -> str:
    """What there is to do in a quarter: projects that begin for a researcher, and their authors."""
    model, begun, authors, lived = twin(root), 0, 0, 0
    for _ in range(QUARTERS):
        now, lived = model.state.t, lived + people(model)
        model.step()
        rows = model.state.projects[model.state.project_due != FREE]
        seats = rows["seats"][rows["start"] == now]
        begun, authors = begun + len(seats), authors + int(seats.sum(dtype=int))
    return f"{begun / lived:.2f} projects of {authors / begun:.1f} authors begin for each of them"


def all_on(root: PolicyModel, size: Size) -> str:
    """All instruments at once against none, in turn, and how many they are."""
    offers, ratios, times = everything(), [], []
    for _ in range(size.repeats):
        none, given = (
            pace(twin(root, lived), QUARTERS * LAST + QUARTERS).nanoseconds
            for lived in (None, offers)
        )
        ratios.append(given / none)
        times.append(given)
    return (
        f"with {len(offers.policies)} instruments on: {min(times):,.0f} ns, "
        f"{median(ratios):.2f} times that without (median of {len(ratios)} pairs)"
    )


def pace(model: PolicyModel, until: int) -> Pace:
    """Live up to a quarter and count who lived it; counting is not timed."""
    seconds, lived = 0.0, 0
    while model.quarter < until:
        lived += people(model)
        start = process_time()
        model.step()
        seconds += process_time() - start
    return Pace(seconds, lived)


def shares(root: PolicyModel) -> list[str]:
    """The share of each file of the model, the largest first, with its functions that weigh."""
    model = twin(root)
    with clocked() as clock:
        whole = pace(model, QUARTERS * LAST + QUARTERS)
    named = {
        file: f"{file} ({', '.join(f'{name} {own / whole.seconds:.0%}' for name, own in told)})"
        for file, told in functions(clock.own, LEAST_SHARE * whole.seconds).items()
    }
    files = {file: sum(clock.own[file].values()) for file in named}
    rest = whole.seconds - sum(files.values())
    rows = sorted([(own, named[file]) for file, own in files.items()], reverse=True)
    return [
        f"{own / whole.seconds:6.1%} {NANO * own / whole.researcher_quarters:7.1f} ns  {name}"
        for own, name in [*rows, (rest, "everything else")]
    ]


def functions(
    own: Mapping[str, Mapping[str, float]], least: float
) -> dict[str, list[tuple[str, float]]]:
    """By file, the functions that took at least so many seconds, the slowest first."""
    found = {
        file: sorted(
            ((name, seconds) for name, seconds in spent.items() if seconds > least),
            key=lambda row: -row[1],
        )
        for file, spent in own.items()
    }
    return {file: rows for file, rows in found.items() if rows}
