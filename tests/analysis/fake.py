"""A stored run made of arithmetic: known effects, known noise, and the real measures on top."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sim.errors import StoreError
from sim.outcomes.base import Ledger, empty_ledger, labels
from sim.outcomes.catalogue import BY_NAME
from sim.store.manifest import Manifest

PLACES = ("RU", "CN", "US", "DE")
DOMAINS = ("theory", "learning")
YEARS = tuple(range(2020, 2041))
POLICY = 2026
MEASURED = (
    "joint_papers", "papers", "international_share", "dependency", "moves", "net_migration",
    "retention", "talent_stock", "compute_used", "usable_data", "public_cost", "additionality",
    "giant_component", "footprint",
)  # fmt: skip

Effect = Callable[[int, int], float]
"""Extra joint papers a year by sample and years since the policy date (0 in its first year)."""


def steady(papers: float) -> Effect:
    """The same extra every year, whatever the sample."""
    return lambda _sample, _since: papers


@dataclass(frozen=True)
class Plan:
    """What the invented run holds."""

    effects: Mapping[str, Effect] = field(default_factory=lambda: {"baseline": steady(0.0)})
    samples: int = 1
    replicates: int = 4
    level: float = 45.0
    common: float = 6.0
    """Spread of what both runs of a pair share."""
    own: float = 1.0
    """Spread of what each run has to itself."""
    cost: Mapping[str, float] = field(default_factory=dict)
    """MUSD a year by variant, from the policy year on."""
    third: float = -0.2
    """Papers with third places for each extra joint paper."""
    scale: float = 1.0
    quick: bool = False
    outcomes: tuple[str, ...] = MEASURED


class FakeResults:
    """The reading side of a run, without files."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.manifest = manifest_of(plan)
        self.arrays: dict[str, dict[str, np.ndarray]] = {}
        for name in plan.effects:
            for key, stack in stacks(plan, name).items():
                self.arrays.setdefault(key, {})[name] = stack

    def array(self, outcome: str) -> Mapping[str, np.ndarray]:
        if outcome not in self.arrays:
            message = f'holds no outcome "{outcome}"'
            raise StoreError(message)
        return self.arrays[outcome]


def noise(*key: int) -> float:
    """A number from about a standard normal distribution, the same for the same key."""
    total = 0.0
    for step in range(6):
        place = sum(
            part * prime for part, prime in zip(key, (12.9898, 78.233, 37.719, 4.581), strict=False)
        )
        total += (np.sin(place + step * 9.151) * 43758.5453) % 1.0 - 0.5
    return float(total * np.sqrt(2.0))


def ledger_of(plan: Plan, variant: str, sample: int, replicate: int) -> Ledger:
    """One run: papers grow by one a year, the policy adds its effect from 2026 on."""
    order = list(plan.effects).index(variant)
    ledger = empty_ledger(YEARS, PLACES, len(DOMAINS))
    joint, cost, labelled = ledger.joint, ledger.cost, ledger.additionality
    for i, year in enumerate(YEARS):
        since = year - POLICY
        shared = plan.common * noise(1, sample, replicate, year)
        extra = alone = 0.0
        if since >= 0 and order:
            extra = plan.effects[variant](sample, since)
            alone = plan.own * noise(2 + order, sample, replicate, year)
            cost[i, :2] = plan.cost.get(variant, 0.0) * np.array([0.75, 0.25])
            labelled[i] = np.array([0.6, 0.1, 0.2, 0.1]) * max(extra, 0.0) * 1.5
        pair = np.array([plan.level + i + shared + extra + alone, 300.0, 700.0, 2_500.0, 6_000.0])
        pair[1:3] += plan.third * extra
        pair = np.maximum(pair, 0.0) * plan.scale
        for (a, b), papers in zip([(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)], pair, strict=True):
            joint[i, a, b] = joint[i, b, a] = papers
    total = joint.sum(axis=2)
    moves = np.zeros_like(joint)
    moves[:, 0, 1], moves[:, 1, 0], moves[:, 0, 2] = joint[:, 0, 1] / 5, 4.0, 30.0
    stock = np.ones((len(YEARS), len(PLACES), 2, 4)) * 100.0
    return replace(
        ledger,
        international=total,
        papers=total * 3.0,
        moves=moves,
        stock=stock,
        retained=np.stack([np.full(total.shape, 30.0), np.full(total.shape, 40.0)], axis=-1),
        compute=joint * 1_000.0,
    )


def stacks(plan: Plan, variant: str) -> dict[str, np.ndarray]:
    """Every array of a variant, (sample, replicate, ...)."""
    grid = [[record_of(plan, variant, s, r) for r in range(plan.replicates)]
            for s in range(plan.samples)]  # fmt: skip
    return {
        name: np.array([[record[name] for record in row] for row in grid]) for name in grid[0][0]
    }


def record_of(plan: Plan, variant: str, sample: int, replicate: int) -> dict[str, np.ndarray]:
    """One unit, as the model writes it."""
    ledger = ledger_of(plan, variant, sample, replicate)
    record: dict[str, np.ndarray] = {}
    for name in plan.outcomes:
        record |= BY_NAME[name].measure(ledger)
    quarters = np.arange(4 * YEARS[0], 4 * YEARS[-1] + 4)
    after = (quarters >= 4 * POLICY) * list(plan.effects).index(variant)
    digest = quarters * 1_000 + sample * 37 + replicate + after * 500_000_000
    return record | {"check/digest": digest.astype(np.uint64)}


def manifest_of(plan: Plan) -> Manifest:
    """The description that belongs to it."""
    sums = {
        f"{name}_sha256": letter * 64
        for name, letter in zip(
            ("run", "scenario", "resolved", "evidence", "model"), "abcde", strict=True
        )
    }
    units = plan.samples * plan.replicates * len(plan.effects)
    return Manifest.model_validate(
        {
            **sums, "name": "invented", "sim": "0.1.0", "seed": 7, "key": "none", "world": "ai",
            "question": "Does it add up?", "quick": plan.quick,
            "horizon": {"start": "2020", "policy": "2026", "end": "2040-Q4"},
            "corridor": ("RU", "CN"), "replicates": plan.replicates, "samples": plan.samples,
            "variants": [{"name": n, "future": n.partition("@")[2] or "status_quo"}
                         for n in plan.effects],
            "futures": tuple(dict.fromkeys(n.partition("@")[2] or "status_quo"
                                           for n in plan.effects)),
            "outcomes": {name: BY_NAME[name].info() for name in plan.outcomes},
            "labels": labels(PLACES, DOMAINS),
            "compare": {"to": "baseline", "at": [2030, 2035, 2040], "cost_per": "joint_papers"},
            "runs": {"planned": units, "done": units},
        }
    )  # fmt: skip
