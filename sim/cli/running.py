"""Commands that run the model: check, run, validate, calibrate."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json, Out, Quiet, Scale, ScenarioFile, Settings
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
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Workers; 0 takes every core.")]
Quick = Annotated[bool, typer.Option("--quick", help="A small world and few draws, for a look.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would be run, and stop.")]
Shard = Annotated[str | None, typer.Option(metavar="K/N", help="Only the K-th of N shares.")]
Ship = Annotated[
    bool, typer.Option("--ship", help="Keep what came out as evidence, for model and documents.")
]
Stored = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Keep the account of a finished fit; runs nothing."),
]
Hindcast = Annotated[
    bool, typer.Option("--hindcast", help="Score forecasts of years that are held out.")
]
Structures = Annotated[
    bool, typer.Option("--structures", help="Every pattern under every structural switch.")
]
Scales = Annotated[
    str | None,
    typer.Option(metavar="S,S,...", help="Which outcomes keep their value at these scales."),
]
Reach = Annotated[
    int | None,
    typer.Option(metavar="POINTS", help="Whether admissible cards reach each core pattern."),
]
Scenario = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The scenario that --scales runs.")
]
Only = Annotated[list[str] | None, typer.Option(metavar="UNIT", help="Only this one run.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (check, run, validate, calibrate):
        app.command(command.__name__)(command)


def check(
    files: Files,
    settings: Settings = None,
    show: Annotated[bool, typer.Option("--show", help="The scenario with all explicit.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    scale: Scale = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say in words what a scenario will run, what it costs and how long it takes."""
    from sim.cli.asked import Asked
    from sim.cli.checking import Wanted, checked

    numbers = {"scale": ("--scale", scale)}
    asked = [Asked(file, tuple(settings or ()), numbers) for file in files]
    voice = Voice(as_json, quiet)
    voice.show(checked(asked, Wanted(show, strict, jobs), voice))


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
    quick: Quick = False,
    dry_run: Dry = False,
    shard: Shard = None,
    only: Only = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Run all variants; the same command again goes on where it was stopped."""
    from sim.cli.asked import Asked

    numbers: dict[str, tuple[str, float | None]] = {
        "runs.replicates": ("-n", replicates),
        "runs.samples": ("--samples", samples),
        "runs.seed": ("--seed", seed),
        "scale": ("--scale", scale),
    }
    asked = Asked(file, tuple(settings or ()), numbers, tuple(variant or ()), quick)
    from sim.cli.carrying import How, carried_out

    how = How(out, jobs, shard, tuple(only or ()))
    if dry_run:
        from sim.cli.checking import Wanted, checked

        Voice(as_json, quiet).show(checked([asked], Wanted(jobs=jobs, out=out, part=how.part)))
        return
    raise typer.Exit(carried_out(asked, how, Voice(as_json, quiet)))


def validate(
    world: Annotated[str, typer.Argument(help="The world whose history is run.")] = "science",
    scale: Scale = None,
    replicates: Replicates = None,
    hindcast: Hindcast = False,
    structures: Structures = False,
    scales: Scales = None,
    reach: Reach = None,
    scenario: Scenario = None,
    samples: Samples = None,
    jobs: Jobs = 0,
    out: Out = Path("results"),
    ship: Ship = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Lay history without policies beside the record; say which expectations are met."""
    voice = Voice(as_json, quiet)
    if scales:
        from sim.cli import scaling

        scaling.refuse_what_is_not_read(scale, samples)
        wanted = scaling.wanted(scales, scenario, replicates, scaling.How(out, jobs, ship))
        voice.show(scaling.scaled(wanted, voice))
    elif hindcast:
        from sim.cli import hindcasting

        asked = hindcasting.asked_for(world, scale, samples, replicates)
        hindcasting.hindcast(asked, hindcasting.How(out, jobs, ship), voice)
    elif reach is not None:
        from sim.cli import reaching

        search = reaching.asked_for(world, reach, scale, replicates, jobs)
        reaching.reached(search, voice, ship=ship)
    else:
        from sim.cli import compiling, validating

        compiling.announce(voice)
        lay = validating.structured if structures else validating.validated
        voice.show(lay(world, scale, replicates or 1, out, ship=ship))


def calibrate(
    world: Annotated[str, typer.Argument(help="The world that is fitted.")] = "science",
    targets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Own targets instead of the shipped ones.")
    ] = None,
    cards: Annotated[
        list[str] | None, typer.Option("--card", help="Fit only this card; may be repeated.")
    ] = None,
    runs: Annotated[int, typer.Option(min=12, help="Points of a wave.")] = 160,
    waves: Annotated[int, typer.Option(min=1, help="Waves of history matching.")] = 3,
    seed: Annotated[int, typer.Option(help="Where all draws begin.")] = 20261122,
    scale: Scale = None,
    self_test: Annotated[
        int, typer.Option(min=0, metavar="N", help="Find N known points again.")
    ] = 0,
    ship: Ship = False,
    stored: Stored = None,
    jobs: Jobs = 0,
    out: Out = Path("results"),
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Fit the cards to the record to 2016; the same command again goes on."""
    if stored:
        from sim.cli.shipping import shipped

        Voice(as_json, quiet).show(shipped(stored, targets, posterior=ship))
        return
    from sim.calibration.calibrate import Wanted
    from sim.calibration.schedule import Schedule
    from sim.cli.calibrating import calibrated
    from sim.cli.compiling import announce
    from sim.experiment.run import cores

    schedule = Schedule(runs=runs, waves=waves, seed=seed, jobs=jobs or cores())
    wanted = Wanted(world, scale, targets, tuple(cards or ()), schedule, self_test)
    voice = Voice(as_json, quiet)
    announce(voice)
    voice.show(calibrated(wanted, out, voice, shipped=ship))
