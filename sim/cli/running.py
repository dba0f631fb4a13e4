"""Commands that run the model: check, run, validate."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json, Out, Quiet, ScenarioFile, Settings
from sim.cli.screen import Voice

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Scenario files.")]
Variants = Annotated[
    list[str] | None,
    typer.Option("--variant", "-v", help="Only this variant and the baseline; may be repeated."),
]
Replicates = Annotated[
    int | None, typer.Option("--replicates", "-n", help="How many draws of chance.")
]
Samples = Annotated[int | None, typer.Option(help="How many draws of the uncertain facts.")]
Seed = Annotated[int | None, typer.Option(help="Where all draws begin.")]
Scale = Annotated[float | None, typer.Option(help="Share of the world that is simulated.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", help="Workers; 0 takes every core.")]
Quick = Annotated[bool, typer.Option("--quick", help="A small world and few draws, for a look.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would be run, and stop.")]
Shard = Annotated[str | None, typer.Option(metavar="K/N", help="Only the K-th of N shares.")]
Only = Annotated[list[str] | None, typer.Option(metavar="UNIT", help="Only this one run.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (check, run, validate):
        app.command(command.__name__)(command)


def check(files: Files, settings: Settings = None, as_json: Json = False) -> None:
    """Read scenarios and say in words what will run, what it costs and how long it takes."""
    from sim.cli.planning import checked

    Voice(as_json).show(checked(files, settings or []))


def run(
    file: ScenarioFile,
    variant: Variants = None,
    replicates: Replicates = None,
    samples: Samples = None,
    seed: Seed = None,
    settings: Settings = None,
    jobs: Jobs = 0,
    scale: Scale = None,
    out: Out = Path("results"),
    dry_run: Dry = False,
    quick: Quick = False,
    shard: Shard = None,
    only: Only = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Run all variants; the same command again goes on where it was stopped."""
    from sim.cli.planning import Choices, carried_out, planned

    voice = Voice(as_json, quiet)
    numbers = {
        "runs.replicates": replicates,
        "runs.samples": samples,
        "runs.seed": seed,
        "scale": scale,
    }
    choices = Choices(file, tuple(settings or ()), numbers, tuple(variant or ()), quick)
    if dry_run:
        voice.show(planned(choices))
        return
    raise typer.Exit(carried_out(choices, voice, out, jobs, shard, only))


def validate(as_json: Json = False, quiet: Quiet = False) -> None:
    """Set the model against patterns of the record, in band or not."""
    from sim.cli.planning import patterns

    Voice(as_json, quiet).show(patterns())
