"""Rival structures beside the patterns: what another reading of the world does to each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sim.experiment.validate import SEED, PatternTable, Row, pattern_table
from sim.model.spec import Structure

AS_BUILT = "as is"
RIVALS: Mapping[str, Structure] = {
    AS_BUILT: Structure(),
    "event M": Structure(event="M"),
    "event Z": Structure(event="Z"),
    "output CES": Structure(output="ces"),
    "undiverted": Structure(diversion=False),
    "knowledge": Structure(knowledge=True),
}
"""The switches of a run, turned one at a time."""
HEADER = (
    "target", "number", "kind", "structure", "value", "error", "record", "low", "high", "unit",
    "distance", "verdict",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StructureTable:
    """The table of patterns under every structure, in the order of ``RIVALS``."""

    tables: Mapping[str, PatternTable]

    @property
    def targets(self) -> tuple[str, ...]:
        """Every target, in the order of its table."""
        return tuple(row.target.id for row in self.tables[AS_BUILT].rows)

    def across(self, target: str) -> dict[str, Row]:
        """One pattern under every structure."""
        return {name: table.row(target) for name, table in self.tables.items()}

    def outdone(self) -> dict[str, tuple[str, ...]]:
        """Targets that a structure misses and another meets, by structure."""
        found: dict[str, list[str]] = {name: [] for name in self.tables}
        for target in self.targets:
            met = {n: row.reading.verdict == "in band" for n, row in self.across(target).items()}
            for name, meets in met.items():
                if any(met.values()) and not meets:
                    found[name].append(target)
        return {name: tuple(targets) for name, targets in found.items()}

    def rows(self) -> Iterator[tuple[str | float, ...]]:
        """One row for each target and structure, under ``HEADER``."""
        for target in self.targets:
            for name, row in self.across(target).items():
                it, read = row.target, row.reading
                yield (
                    it.id, it.number, it.kind, name, read.value, read.error, it.value, it.low,
                    it.high, it.unit, read.distance, read.verdict,
                )  # fmt: skip


def structure_table(
    world: Literal["ai", "science"], *, scale: float | None = None, replicates: int = 1,
    seed: int = SEED,
) -> StructureTable:  # fmt: skip
    """Every pattern under every structure; histories of the same draws throughout."""
    return StructureTable({
        name: pattern_table(
            world, scale=scale, replicates=replicates, seed=seed, structure=structure
        )
        for name, structure in RIVALS.items()
    })  # fmt: skip
