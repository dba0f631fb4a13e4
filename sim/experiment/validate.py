"""The table of patterns: one history without policies, laid beside the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.chance import replicate_seed
from sim.evidence.shelf import Shelf
from sim.experiment.patterns.base import Past, Pattern, Reading
from sim.experiment.patterns.catalogue import BY_NAME
from sim.experiment.patterns.paper_lists import PaperLists
from sim.experiment.patterns.targets import Target, read_targets
from sim.experiment.patterns.watch import Watch
from sim.experiment.patterns.windows import WINDOWS, Beside, windows
from sim.experiment.patterns.windows import WORLD as WINDOWED
from sim.experiment.recorded import OTHER_INDEX, in_other_index
from sim.experiment.worlds import SCALES, corridor_of
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec, Structure
from sim.world.drivers import read_drivers

FIRST_YEAR = 2005
LAST_YEAR = 2023
SEED = 20261122
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern with its target and what came out."""

    pattern: Pattern
    target: Target
    reading: Reading


@dataclass(frozen=True, slots=True)
class PatternTable:
    """All patterns of one world, and how they were read."""

    world: str
    scale: float
    replicates: int
    seed: int
    structure: Structure
    rows: tuple[Row, ...]
    beside: tuple[Beside, ...] = ()
    """Windows of the network of co-authors, in the world whose record has them."""

    def failed(self) -> tuple[Row, ...]:
        """Rows that are not in band, or could not be read."""
        return tuple(row for row in self.rows if row.reading.verdict != "in band")

    def row(self, identity: str) -> Row:
        """The row of one target."""
        return next(row for row in self.rows if row.target.id == identity)


def pattern_table(
    world: Literal["ai", "science"] = "science",
    *,
    scale: float | None = None,
    replicates: int | range = 1,
    seed: int = SEED,
    structure: Structure | None = None,
    values: Mapping[str, float] | None = None,
) -> PatternTable:
    """Every pattern of a world, read from histories without policies.

    Args:
        world: Which world's targets are read.
        scale: Share of the world that is simulated; by default that of a run.
        replicates: Histories that are pooled, or which of them; more make rare papers less noisy.
        seed: Seed of the draws.
        structure: Rival readings of how the world works.
        values: Cards to use instead of the central values.
    """
    targets = tuple(target for target in read_targets() if world in target.worlds)
    size = SCALES[world] if scale is None else scale
    cards = Shelf.read().values() | dict(values or {})
    spec = _spec(world, size, seed, structure or Structure(), cards)
    which = range(replicates) if isinstance(replicates, int) else replicates
    pasts = [live(spec, replicate, targets) for replicate in which]
    rows = _rows(targets, pasts)
    beside = windows([w for past in pasts for w in past.watches]) if world == WINDOWED else ()
    return PatternTable(world, size, len(which), seed, spec.structure, rows, beside)


def live(spec: RunSpec, replicate: int, targets: tuple[Target, ...]) -> Past:
    """One history without policies, watched for what the targets need."""
    drivers = read_drivers(spec.world, spec.scale)
    lists = PaperLists.of(replicate_seed(spec.seed, replicate), spec.values)
    watch = Watch(spec.years, drivers.places, _window(spec.world, targets), lists)
    model = PolicyModel(spec, replicate, recorder=watch, drivers=drivers)
    model.run_until(spec.end + 1)
    return Past(watch.ledger, (watch,))


def _spec(
    world: str, scale: float, seed: int, structure: Structure, values: Mapping[str, float]
) -> RunSpec:
    end = QUARTERS * LAST_YEAR + QUARTERS - 1
    return RunSpec(
        world=world,
        scale=scale,
        start=QUARTERS * FIRST_YEAR,
        policy=end + 1,
        end=end,
        corridor=corridor_of(read_drivers(world, scale).places),
        seed=seed,
        values=values,
        structure=structure,
    )


def _window(world: str, targets: tuple[Target, ...]) -> tuple[int, ...]:
    """The years whose teams have to be kept."""
    spans = [target.years for target in targets if BY_NAME[target.pattern].window]
    spans += WINDOWS if world == WINDOWED else ()
    return tuple(sorted({year for first, last in spans for year in range(first, last + 1)}))


def _rows(targets: Sequence[Target], pasts: Sequence[Past]) -> tuple[Row, ...]:
    """Each target beside the run, counted by the index that the target is from (E24)."""
    printed = [Past(in_other_index(past.ledger), past.watches) for past in pasts]
    rows = []
    for target in targets:
        pattern = BY_NAME[target.pattern]
        counted = printed if OTHER_INDEX in target.sources else pasts
        rows.append(Row(pattern, target, pattern.read(counted, target)))
    return tuple(rows)
