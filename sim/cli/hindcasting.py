"""The model on years that it has not seen: `sim validate --hindcast`."""

import shlex
import sys
from dataclasses import replace
from pathlib import Path

from sim.cli.layout import width
from sim.cli.progress import Bar
from sim.cli.screen import Shown, Voice
from sim.errors import UsageError
from sim.evidence.hindcast import write_hindcast
from sim.experiment.hindcast.account import account_of, as_data, kept
from sim.experiment.hindcast.ensemble import Asked, gathered
from sim.experiment.hindcast.page import screen
from sim.store.anonymous import plain_command

WORLD = "science"
WIDEST = 120


def asked_for(
    world: str, scale: float | None, samples: int | None, replicates: int | None
) -> Asked:
    """The ensemble that was typed; what was left out is that of the shipped hindcast."""
    if world != WORLD:
        message = (
            f"the record that is held out is of all fields; write: sim validate {WORLD} --hindcast"
        )
        raise UsageError(message)
    usual = Asked(world=world)
    return replace(
        usual,
        scale=usual.scale if scale is None else scale,
        samples=samples or usual.samples,
        replicates=replicates or usual.replicates,
    )


def hindcast(asked: Asked, out: Path, jobs: int, ship: Path | None, voice: Voice) -> None:
    """Live what is missing, judge it, keep the account, and show it."""
    bar = Bar(quiet=voice.quiet)
    try:
        ensemble = gathered(asked, out, jobs, bar)
    finally:
        bar.close()
    account = account_of(ensemble)
    summary = account.summary(shlex.join(plain_command(("sim", *sys.argv[1:]))))
    folder = kept(account, summary)
    if ship is not None:
        write_hindcast(summary, ship)
    voice.say(f"tables, charts and page: {folder}")
    voice.show(Shown(screen(account, min(width(), WIDEST)), as_data(account, summary)))
