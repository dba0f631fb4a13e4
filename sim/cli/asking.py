"""Commands that answer a question: list, show, explain, schema, docs, version."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json, Quiet, Scale
from sim.cli.screen import Voice


class Listable(StrEnum):
    """What can be listed."""

    policies = "policies"
    outcomes = "outcomes"
    levers = "levers"
    scenarios = "scenarios"
    cards = "cards"
    claims = "claims"
    sources = "sources"
    results = "results"
    worlds = "worlds"


class Showable(StrEnum):
    """What can be shown."""

    world = "world"
    policy = "policy"
    outcome = "outcome"
    lever = "lever"
    card = "card"
    claim = "claim"
    source = "source"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (list_, show, explain, schema, docs, version):
        app.command(command.__name__.rstrip("_"))(command)


def list_(
    kind: Annotated[Listable, typer.Argument()], quiet: Quiet = False, as_json: Json = False
) -> None:
    """What there is: policies, outcomes, cards, claims, results and more."""
    from sim.cli.listing import listed

    Voice(as_json, quiet).show(listed(kind.value))


def show(
    kind: Annotated[Showable, typer.Argument()],
    name: Annotated[str, typer.Argument()],
    scale: Scale = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """One thing and all that is known of it: a policy, a card, a world and more."""
    from sim.cli.showing import shown

    if kind == Showable.world:
        from sim.cli.compiling import announce

        announce(Voice(as_json, quiet))
    Voice(as_json, quiet).show(shown(kind.value, name, scale))


def explain(
    name: Annotated[str, typer.Argument(help="A card, a policy, an outcome, or a result.")],
    outcome: Annotated[str | None, typer.Option(help="Outcome of a result.")] = None,
    variant: Annotated[str | None, typer.Option("--variant", "-v", help="Variant of it.")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Where a number comes from: card, claim and study."""
    from sim.cli.explaining import explained

    voice = Voice(as_json, quiet)
    voice.show(explained(name, outcome, variant, voice))


def schema(quiet: Quiet = False) -> None:
    """The grammar of scenarios as JSON Schema, for editors."""
    from sim.cli.describing import grammar

    Voice(as_json=True, quiet=quiet).show(grammar())


def docs(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.")] = Path("docs"),
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """The model, its parameters, policies and evidence as Markdown, written from the code."""
    from sim.cli.describing import documented

    Voice(as_json, quiet).show(documented(out))


def version(quiet: Quiet = False, as_json: Json = False) -> None:
    """Versions of the program and of what it stands on, for bug reports."""
    from sim.cli.describing import versions

    Voice(as_json, quiet).show(versions())
