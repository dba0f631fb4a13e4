"""A word before the first run of a version, which takes longer than all that follow."""

from sim.cache import is_compiled
from sim.cli.screen import Voice

COMPILES = "compiling the program first, once for this version: a minute or so without progress"


def announce(voice: Voice) -> None:
    """Say that the program is compiled first, where it was not yet."""
    if not is_compiled():
        voice.say(COMPILES)
