"""The model on years that it has not seen: `sim validate --hindcast`."""

import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from sim.cli.compiling import announce
from sim.cli.layout import width
from sim.cli.progress import Bar
from sim.cli.screen import Shown, Voice
from sim.errors import UsageError
from sim.evidence.hindcast import FILE, write_hindcast
from sim.evidence.seeds import seeds_folder
from sim.experiment.hindcast.account import account_of, as_data, files_of, kept, shippable
from sim.experiment.hindcast.ensemble import Asked, gathered
from sim.experiment.hindcast.page import screen
from sim.store.anonymous import plain_command
from sim.store.reference import keep

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
    if not all(number is None or number >= 1 for number in (samples, replicates)):
        message = "--samples and --replicates count histories: write 1 or more"
        raise UsageError(message)
    if scale is not None and not 0.0 < scale <= 1.0:
        message = f"--scale is a share of the world, above 0 and up to 1, not {scale:g}"
        raise UsageError(message)
    usual = Asked(world=world)
    return replace(
        usual,
        scale=usual.scale if scale is None else scale,
        samples=samples or usual.samples,
        replicates=replicates or usual.replicates,
    )


@dataclass(frozen=True, slots=True)
class How:
    """Where histories go, how many work at them, and whether the summary becomes evidence."""

    out: Path
    jobs: int = 0
    ship: bool = False


def hindcast(asked: Asked, how: How, voice: Voice) -> None:
    """Live what is missing, judge it, keep the account, and show it."""
    announce(voice)
    bar = Bar(quiet=voice.quiet)
    try:
        ensemble = gathered(asked, how.out, how.jobs, bar)
    finally:
        bar.close()
    account = account_of(ensemble)
    summary = account.summary(shlex.join(plain_command(("sim", *sys.argv[1:]))))
    files = files_of(account, summary)
    folder = kept(account, files)
    if how.ship:
        write_hindcast(summary, seeds_folder() / FILE)
        keep("hindcast", shippable(files))
    voice.say(f"tables, charts and page: {folder}")
    voice.show(Shown(screen(account, min(width(), WIDEST)), as_data(account, summary)))
