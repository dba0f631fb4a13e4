"""Plans of the toy model."""

from sim.experiment.plan import Plan
from tests.experiment.toy import ENGINE, ToySpec, ToyVariant
from tests.store.making import RESOLVED, SCENARIO, manifest, sum_of


def plan(
    *,
    seed=7,
    samples=2,
    replicates=3,
    variants=("baseline", "seats"),
    futures=("",),
    question="",
    **spec,
):
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
        question=question,
        variants=[{"name": name, "sha256": sum_of(name)} for name in named],
        work_sha256=sum_of(f"seed {seed}"),
        sample_sha256=[sum_of(repr(drawn)) for drawn in values],
        run_sha256=sum_of(repr((seed, named, replicates, values, question))),
    )
    return Plan(said, {"scenario.yaml": SCENARIO, "resolved.yaml": RESOLVED}, specs, ENGINE)


def bytes_of(folder):
    """Every unit file with its bytes."""
    return {path.name: path.read_bytes() for path in sorted((folder / "runs").glob("*.npz"))}
