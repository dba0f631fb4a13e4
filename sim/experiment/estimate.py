"""How long a run takes and how much room it needs, before it is begun."""

import contextlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import StoreError
from sim.store.find import runs_of
from sim.store.folder import LOG
from sim.store.manifest import OutcomeInfo, read_manifest

PACE = 1.6e-6
"""Seconds for a researcher and quarter where nothing was measured yet."""
START = 4.0
"""Seconds until a worker is at its first quarter."""
COMPILING = 40.0
"""Seconds in which the loops are compiled, before the first run of a version of the program."""
EACH = 1.0
"""Seconds to branch, hold, measure and store one unit, however small its world; 0.7 to 1.2 were
measured in worlds of less than a thousand researchers."""
PACKED = 0.31
"""Share of its size that a unit keeps when packed."""
WORD = 8
UNIT_LABEL = 4096


@dataclass(frozen=True, slots=True)
class Size:
    """What a run consists of."""

    variants: int
    samples: int
    replicates: int
    history: int
    """Quarters before the policy date, simulated once for all variants."""
    future: int
    """Quarters from the policy date on, simulated for each variant."""
    researchers: float
    """People in the world, mean over time."""
    futures: int = 1

    @property
    def runs(self) -> int:
        """Units: variant by future by sample by replicate."""
        return self.variants * self.futures * self.samples * self.replicates

    @property
    def groups(self) -> int:
        """Tasks that can be done side by side."""
        return self.futures * self.samples * self.replicates

    @property
    def quarters(self) -> int:
        """Quarters of one group: the history, then every variant."""
        return self.history + self.variants * self.future

    @property
    def researcher_quarters(self) -> float:
        """Work of the whole run."""
        return self.groups * self.researchers * self.quarters


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will cost its user."""

    runs: int
    seconds: float
    bytes: int


def estimate(
    size: Size,
    unit_bytes: int,
    jobs: int,
    quarter_seconds: float | None = None,
    *,
    compiled: bool = True,
) -> Estimate:
    """Time with `jobs` workers, of which each takes whole groups, and room on disk.

    `quarter_seconds` is what one worker needs for one quarter of this world, where it was measured;
    the fixed part of each unit is within it.
    """
    if quarter_seconds is None:
        group = size.quarters * size.researchers * PACE + size.variants * EACH
    else:
        group = size.quarters * quarter_seconds
    rounds = math.ceil(size.groups / max(1, min(jobs, size.groups)))
    begin = START if compiled else START + COMPILING
    return Estimate(size.runs, begin + rounds * group, size.runs * unit_bytes)


def unit_bytes(
    outcomes: Iterable[OutcomeInfo], labels: Mapping[str, Sequence[str]], years: int
) -> int:
    """Room that one unit needs on disk; a ratio is stored with its two parts."""
    cells = sum(
        years
        * math.prod(len(labels[dim]) for dim in info.dims)
        * (3 if info.time == "ratio" else 1)
        for info in outcomes
    )
    return round(cells * WORD * PACKED) + UNIT_LABEL


def measured_quarter(home: Path, world: str, scale: float) -> float | None:
    """Seconds a worker needed for a quarter when this scenario last ran in a world of this size.

    Without those until the first quarter was through, in which the program may be compiled.
    """
    for path in reversed(runs_of(home)):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, StoreError):
            manifest = read_manifest(path)
            if (manifest.world, manifest.scale) != (world, scale):
                continue
            for line in reversed((path / LOG).read_text(encoding="utf-8").splitlines()):
                row = json.loads(line)
                if row["event"] == "ended" and row["quarters"]:
                    seconds = row["seconds"] - row.get("begun", 0.0)
                    return float(seconds * row["workers"] / row["quarters"])
    return None
