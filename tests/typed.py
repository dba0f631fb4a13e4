"""Commands typed at a desk: what they answered, and with which code."""

import contextlib
import io
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from sim.cli.app import main

SHORTER = {
    ("run",): ("--dry-run",),
    ("show", "world"): ("--scale", "0.005"),
    ("validate",): ("--scale", "0.0005"),
}
"""What is added to a command of a document so that it takes seconds, not minutes."""


@dataclass(frozen=True)
class Said:
    """The answer to a command."""

    exit_code: int
    output: str
    stderr: str


@dataclass(frozen=True)
class Desk:
    """A folder to type commands in."""

    folder: Path

    def type(self, command: str) -> Said:
        """Type a command as it stands."""
        out, err = io.StringIO(), io.StringIO()
        words = shlex.split(command)
        with (
            contextlib.chdir(self.folder),
            mock.patch.object(sys, "argv", words),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = _ended()
        return Said(code, out.getvalue(), err.getvalue())

    def type_shorter(self, command: str) -> Said:
        """Type a command in a form that takes seconds."""
        words = shlex.split(command)
        for begin, more in SHORTER.items():
            if tuple(words[1 : 1 + len(begin)]) == begin:
                words += more
        return self.type(shlex.join(words))


def _ended() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
