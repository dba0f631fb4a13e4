"""The options that several commands share, each with its words in one place."""

from pathlib import Path
from typing import Annotated

import typer

PERCENT = 100


def share(text: str) -> float:
    """A share as it is typed: 0.05, or 5%."""
    number, percent, rest = text.strip().partition("%")
    try:
        found = float(number) / PERCENT if percent and not rest else float(text)
    except ValueError:
        message = f'"{text}" is not a share: write 5% or 0.05'
        raise typer.BadParameter(message) from None
    if percent and found > 1:
        message = f'"{text}" is more than the whole: write at most 100%'
        raise typer.BadParameter(message)
    return found


Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only results and errors.")]
RESULT_HELP = "A result folder, a scenario's name, or NAME/latest."
Result = Annotated[Path, typer.Argument(metavar="RESULT", help=RESULT_HELP)]
ScenarioFile = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", "-S", metavar="PATH=VALUE", help="Change one value; may be repeated."),
]
Variants = Annotated[
    list[str] | None,
    typer.Option("--variant", "-v", help="Only this variant and the baseline; may be repeated."),
]
Scale = Annotated[
    float | None,
    typer.Option(parser=share, metavar="SHARE", help="Share of the world: 0.05 or 5%."),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", help="This outcome, or all; may be repeated."),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder that holds all results.")]
