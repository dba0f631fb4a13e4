"""From a scenario and the evidence to a plan that needs neither of them any more."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sim
from sim.evidence.shelf import Shelf
from sim.evidence.tables import read_table
from sim.experiment.plan import Plan
from sim.experiment.sampling import draws
from sim.experiment.sources import model_digest
from sim.experiment.worlds import WARM_UP, scale_of
from sim.model.spec import RunSpec, Structure, VariantSpec
from sim.outcomes.base import labels
from sim.outcomes.catalogue import BY_NAME, following
from sim.policies.base import Policy
from sim.scenario.describe import Description, describe
from sim.scenario.resolved import Resolved
from sim.store import machine
from sim.store.anonymous import plain_command
from sim.store.manifest import Manifest
from sim.store.table import table_bytes
from sim.units import quarter_text
from sim.world.state import DOMAINS

KEY = (
    "every draw is a SplitMix64 hash of (seed, replicate, purpose, quarter, identity, k); "
    "variant, future, sample and order of work are not in it"
)
SAMPLES = "samples.csv"

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a run was asked for, as far as the scenario does not say."""

    command: tuple[str, ...] = ()
    quick: bool = False
    warnings: tuple[str, ...] = ()
    threads: int = 1
    """Threads inside one run; results do not depend on them."""


def plan_of(resolved: Resolved, shelf: Shelf, asked: Asked | None = None) -> Plan:
    """Everything that is to be run, with the values of every sample drawn."""
    asked = asked or Asked()
    samples = sample_values(resolved, shelf)
    uncertain = resolved.uncertain(shelf) if len(samples) > 1 else ()
    tags = {
        future: f"@{future}" if at else "" for at, future in enumerate(resolved.scenario.futures)
    }
    yaml = resolved.resolved_yaml().encode()
    files = {
        "scenario.yaml": resolved.text,
        "resolved.yaml": yaml,
        SAMPLES: _samples_table(uncertain, samples),
    }
    said = _from_scenario(resolved) | _from_machine(asked) | {
        "shows": _shows(resolved),
        "uncertain": uncertain,
        "variants": _variants(resolved, describe(resolved), tags),
        "evidence": dict(sorted(Counter(card.grade for card in shelf.cards.values()).items())),
        "evidence_sha256": shelf.digest(),
        "model_sha256": model_digest(),
        "scenario_sha256": hashlib.sha256(resolved.text).hexdigest(),
        "resolved_sha256": hashlib.sha256(yaml).hexdigest(),
        "sample_sha256": [_hash(dict(values)) for values in samples],
        "warnings": (*describe(resolved).warnings, *asked.warnings),
    }  # fmt: skip
    said["work_sha256"] = _hash({name: said[name] for name in SHARED})
    said["run_sha256"] = _hash({name: said[name] for name in (*SHARED, *OWN)})
    said["runs"] = {"planned": _count(said)}
    specs = {
        tag: tuple(_spec(resolved, values, future, asked.threads) for values in samples)
        for future, tag in tags.items()
    }
    return Plan(
        Manifest.model_validate(said), files, specs, sources=model_digest(), warm_up=WARM_UP
    )


SHARED = (
    "world", "scale", "horizon", "corridor", "structure", "seed", "key",
    "evidence_sha256", "model_sha256",
)  # fmt: skip
"""What all units of a run share."""
OWN = ("name", "variants", "sample_sha256", "replicates", "resolved_sha256", "quick")
"""What makes a run this one: which units it has, and how it is to be read."""


def sample_values(resolved: Resolved, shelf: Shelf) -> list[Values]:
    """The value of every card in each sample; a single sample has the central ones."""
    runs = resolved.scenario.runs
    if runs.samples == 1:
        return [dict(resolved.values)]
    shares = draws(resolved.shares(shelf), runs.samples, runs.seed)
    return [resolved.sample(shelf, share) for share in shares]


def _shows(resolved: Resolved) -> tuple[str, ...]:
    """Outcomes recorded here by which the policies of the variants are read."""
    policies = [policy.filled(resolved.values) for v in resolved.variants.values() for policy in v]
    levers = {effect.lever for policy in policies for effect in policy.full_effects()}
    levers |= {offer.lever for policy in policies for offer in policy.programmes()}
    return tuple(name for name in following(levers) if name in resolved.scenario.outcomes)


def _spec(resolved: Resolved, values: Values, future: str, threads: int) -> RunSpec:
    scenario = resolved.scenario
    switches = scenario.structure
    return RunSpec(
        world=scenario.world,
        scale=scale_of(scenario),
        start=scenario.horizon.first_quarter,
        policy=scenario.horizon.policy,
        end=scenario.horizon.last_quarter,
        corridor=scenario.pair,
        seed=scenario.runs.seed,
        values=dict(values),
        structure=Structure(
            switches.event, switches.output, switches.diversion == "on", switches.knowledge == "on"
        ),
        future=future,
        variants=tuple(
            VariantSpec(name, tuple(policy.filled(values) for policy in policies))
            for name, policies in resolved.variants.items()
        ),
        threads=threads,
    )


def _from_scenario(resolved: Resolved) -> dict[str, object]:
    """What the manifest takes from the scenario as it stands."""
    scenario = resolved.scenario
    table = read_table("places")
    codes = tuple(str(code) for code in table.words("code"))
    return {
        "name": scenario.name,
        "question": scenario.question,
        "seed": scenario.runs.seed,
        "key": KEY,
        "world": scenario.world,
        "scale": scale_of(scenario),
        "horizon": {
            "start": quarter_text(scenario.horizon.first_quarter),
            "policy": quarter_text(scenario.horizon.policy),
            "end": quarter_text(scenario.horizon.last_quarter),
        },
        "corridor": scenario.pair,
        "futures": scenario.futures,
        "structure": scenario.structure.model_dump(),
        "replicates": scenario.runs.replicates,
        "samples": scenario.runs.samples,
        "outcomes": {name: BY_NAME[name].info() for name in scenario.outcomes},
        "labels": labels(codes, DOMAINS),
        "places": dict(zip(codes, map(str, table.words("name")), strict=True)),
        "compare": scenario.compare.model_dump(),
    }


def _from_machine(asked: Asked) -> dict[str, object]:
    """What the manifest says of the program, the computer and the command."""
    commit, dirty = machine.commit()
    return {
        "sim": sim.__version__,
        "commit": commit,
        "dirty": dirty,
        "python": machine.python_version(),
        "platform": machine.platform_name(),
        "packages": machine.package_versions(),
        "command": plain_command(asked.command),
        "quick": asked.quick,
    }


def _variants(
    resolved: Resolved, described: Description, tags: Mapping[str, str]
) -> list[dict[str, object]]:
    """Every variant under every future, in words and as a hash of its policies."""
    return [
        {
            "name": f"{words.name}{tag}",
            "policies": (*words.policies, *words.changes),
            "planned_cost": dict(words.cost),
            "future": future,
            "sha256": _hash([future, *map(_written, resolved.variants[words.name])]),
        }
        for future, tag in tags.items()
        for words in described.variants
    ]


def _written(policy: Policy) -> dict[str, object]:
    return policy.model_dump(mode="json", exclude_none=True)


def _samples_table(uncertain: Sequence[str], samples: Sequence[Values]) -> bytes:
    rows = [(at, *(values[name] for name in uncertain)) for at, values in enumerate(samples)]
    return table_bytes(("sample", *uncertain), rows)


def _count(said: Mapping[str, object]) -> int:
    runs = Manifest.model_validate({**said, "runs": {"planned": 0}})
    return len(runs.keys)


def _hash(decisive: object) -> str:
    """Hash of plain data, whatever the order of its keys."""
    text = json.dumps(decisive, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
