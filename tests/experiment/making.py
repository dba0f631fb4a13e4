"""Plans of the toy model."""

from sim.experiment.plan import Plan, run_digest
from tests.experiment.toy import ENGINE, ToySpec, ToyVariant
from tests.store.making import RESOLVED, SCENARIO, manifest


def plan(*, seed=7, samples=2, replicates=3, variants=("baseline", "seats"), futures=("",), **spec):
    """A plan; whatever else is given goes to the toy model."""
    values = [{"ties.half_life": float(sample)} for sample in range(samples)]
    named = [f"{variant}{tag}" for tag in futures for variant in variants]
    specs = {
        tag: tuple(
            ToySpec(
                variants=tuple(map(ToyVariant, variants)),
                seed=seed,
                values=drawn | {"future": float(len(tag))},
                **spec,
            )
            for drawn in values
        )
        for tag in futures
    }
    said = manifest(
        seed=seed,
        samples=samples,
        replicates=replicates,
        variants=[{"name": name} for name in named],
        run_sha256=run_digest({"seed": seed, "variants": named, "replicates": replicates}, values),
    )
    return Plan(said, {"scenario.yaml": SCENARIO, "resolved.yaml": RESOLVED}, specs, ENGINE)


def bytes_of(folder):
    """Every unit file with its bytes."""
    return {path.name: path.read_bytes() for path in sorted((folder / "runs").iterdir())}
