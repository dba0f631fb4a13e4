"""Files of a result that are not what its run wrote, told to whoever reads it."""

import sys
from collections.abc import Sequence

from sim.cli.screen import YELLOW, Voice, painted
from sim.store.again import again
from sim.store.results import Results

KEPT = "what stood there is kept beside it, as changed"


def warn(results: Results, voice: Voice) -> None:
    """Say which files were changed, cut short or taken away since."""
    if names := results.altered():
        verb = "is" if len(names) == 1 else "are"
        anew = again(results.path, results.manifest)
        words = f"{', '.join(names)} {verb} not what the run wrote; to have that again: {anew}"
        voice.say(painted(f"warning: {words}", YELLOW, sys.stderr))


def righted(names: Sequence[str], voice: Voice) -> None:
    """Say which files were written anew."""
    if names:
        voice.say(f"written anew: {', '.join(names)}; {KEPT}")
