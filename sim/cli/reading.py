"""Commands that read results: compare, plot."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import RESULT_HELP, Json, Outcomes, Quiet, Result, share
from sim.cli.screen import Voice
from sim.errors import UsageError


class Form(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    md = "md"
    json = "json"


Compared = Annotated[
    list[Path],
    typer.Argument(metavar="RESULT [RESULT]", help=f"{RESULT_HELP} Two: side by side."),
]
To = Annotated[str | None, typer.Option(help="The variant that the others are set against.")]
At = Annotated[str | None, typer.Option(metavar="YEARS", help="Years, such as 2030,2040.")]
Interval = Annotated[
    float | None,
    typer.Option(parser=share, metavar="SHARE", help="Share inside the interval: 90% or 0.9."),
]
Places = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="CODE", help="This third place by itself; all: every one."),
]
Detail = Annotated[bool, typer.Option("--detail", help="Every date, third countries too.")]
Every = Annotated[bool, typer.Option("--all", help="Every table, also of several futures.")]
Kinds = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KIND...]", help="fan, difference, flow, frontier; all if left out."),
]
Formats = Annotated[str, typer.Option("--format", metavar="FORMATS", help="svg, png or both.")]
Folder = Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the charts.")]
Written = Annotated[Form, typer.Option("--format", help="How the table is written.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (compare, plot):
        app.command(command.__name__)(command)


def compare(
    results: Compared,
    to: To = None,
    at: At = None,
    outcome: Outcomes = None,
    interval: Interval = None,
    place: Places = None,
    form: Written = Form.table,
    detail: Detail = False,
    every: Every = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Set every variant against a reference, or the same variants of two results side by side."""
    from sim.cli.comparing import Look, compared

    if len(results) > 2:
        message = "one result is compared within itself, or two with each other; more are not"
        raise UsageError(message)
    look = Look(results[0], to, at, tuple(outcome or ()), interval, tuple(place or ()))
    wanted = Form.json if as_json else form
    voice = Voice(wanted == Form.json, quiet)
    from sim.cli.altered import warn
    from sim.store.results import open_run

    for result in results:
        warn(open_run(result), voice)
    if len(results) == 1:
        voice.show(compared(look, wanted.value, detail=detail, every=every))
        return
    from sim.cli.comparing_two import compared_two

    voice.show(compared_two(look, results[1], wanted.value, detail=detail))


def plot(
    result: Result,
    kinds: Kinds = None,
    to: To = None,
    at: At = None,
    outcome: Outcomes = None,
    formats: Formats = "svg,png",
    out: Folder = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Draw the charts of a result, each with its numbers and a text for those who do not see it."""
    from sim.cli.altered import warn
    from sim.cli.comparing import Look
    from sim.cli.drawing import drawn
    from sim.store.results import open_run

    warn(open_run(result), Voice(as_json, quiet))
    voice, look = Voice(as_json, quiet), Look(result, to, at, tuple(outcome or ()))
    voice.show(drawn(look, kinds or (), formats, out, voice))
