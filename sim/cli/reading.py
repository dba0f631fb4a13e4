"""Commands that read results: compare, plot."""

import typer

from sim.cli.options import Json, Outcomes, Result


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (compare, plot):
        app.command(command.__name__)(command)


def compare(result: Result, as_json: Json = False) -> None:
    """Set every variant against a reference: table, intervals, cost."""


def plot(result: Result, outcome: Outcomes = None) -> None:
    """Draw the charts."""
