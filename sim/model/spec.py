"""What is to be run, as plain data that any worker can receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.policies.base import Policy


@dataclass(frozen=True, slots=True)
class Structure:
    """Structural switches: rival readings of how the world works."""

    event: str = "A"
    output: str = "reduced"
    diversion: bool = True
    knowledge: bool = False


@dataclass(frozen=True, slots=True)
class VariantSpec:
    """One variant: its name and the policies it switches on, cards filled in."""

    name: str
    policies: tuple[Policy, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSpec:
    """One scenario under one draw of the uncertain facts. Quarters are calendar quarters."""

    world: str
    scale: float
    start: int
    policy: int
    end: int
    corridor: tuple[str, str]
    seed: int
    values: Mapping[str, float]
    structure: Structure = field(default_factory=Structure)
    future: str = "status_quo"
    variants: tuple[VariantSpec, ...] = (VariantSpec("baseline"),)
    threads: int = 1

    @property
    def first_year(self) -> int:
        """Calendar year of the start."""
        return self.start // 4

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years reported, both ends included."""
        return tuple(range(self.start // 4, self.end // 4 + 1))
