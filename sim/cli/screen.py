"""What goes to the screen: results to stdout, everything else to stderr."""

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from typing import TextIO

from sim.errors import SimError

RED, YELLOW, BOLD = "31;1", "33", "1"
PLAIN = "--no-color"


@dataclass(frozen=True, slots=True)
class Shown:
    """One result twice: as words for a person and as data for a program."""

    text: str
    data: object


@dataclass(frozen=True, slots=True)
class Voice:
    """How a command was asked to speak."""

    as_json: bool = False
    quiet: bool = False

    def show(self, shown: Shown) -> None:
        """Put the result on stdout, as one JSON document if that was asked for."""
        write = json.dumps(shown.data, indent=2, ensure_ascii=False) if self.as_json else shown.text
        try:
            print(write.rstrip("\n"), flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            _give_up_stdout()
            message = f"the result cannot be written where it is sent: {error.strerror}"
            raise SimError(message) from error

    def say(self, text: str) -> None:
        """Tell what is going on, unless asked to be quiet."""
        if text and not self.quiet:
            print(text, file=sys.stderr, flush=True)


def _give_up_stdout() -> None:
    """Let what is left in the buffer go, or the end of the program would fail on it again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream may carry colour: refusals win, then FORCE_COLOR, then a real terminal."""
    if os.environ.get("NO_COLOR") or PLAIN in sys.argv:
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def painted(text: str, colour: str, stream: TextIO) -> str:
    """The text in a colour, where the stream can show one."""
    return f"\x1b[{colour}m{text}\x1b[0m" if wants_colour(stream) else text
