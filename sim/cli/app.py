"""The command `sim`: its groups of commands, and the one place where failures end."""

import json
import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sim.cli import asking, reading, running
from sim.cli.grouped import Grouped
from sim.cli.screen import PLAIN, RED, painted
from sim.errors import FaultsError, SimError
from sim.experiment.stopping import heed_signals

BUG = 70
STOPPED = 130
LINEAR_ALGEBRA = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

app = typer.Typer(
    cls=Grouped,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def program(
    no_color: Annotated[
        bool, typer.Option(PLAIN, help="No colour, wherever it stands; NO_COLOR=1 does the same.")
    ] = False,
) -> None:
    """Corridor: try a research-collaboration policy before you sign it."""


running.add_to(app)
reading.add_to(app)
asking.add_to(app)


def main() -> None:
    """Do what was typed; end with a code that says how it went."""
    heed_signals()
    one_thread_for_matrices()
    try:
        app(prog_name="sim")
    except SimError as error:
        _tell(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    except Exception as error:  # noqa: BLE001 -- the last net: every bug ends here
        _own_up(error)


def one_thread_for_matrices() -> None:
    """Small matrices on many threads wait for each other wherever workers keep all cores busy.

    Whoever has set a number keeps it. Only libraries that are not loaded yet take notice.
    """
    for name in LINEAR_ALGEBRA:
        os.environ.setdefault(name, "1")


def _tell(error: SimError) -> None:
    """Say what is wrong in the user's words."""
    if "--json" in sys.argv:
        faults = error.faults if isinstance(error, FaultsError) else ()
        told = [fault.as_dict() for fault in faults] or [{"code": "failed", "message": str(error)}]
        print(json.dumps(told, indent=2, ensure_ascii=False))
    words = str(error).replace(": error: ", f": {painted('error', RED, sys.stderr)}: ")
    if not isinstance(error, FaultsError):
        words = f"{painted('error', RED, sys.stderr)}: {words}"
    print(words, file=sys.stderr)


def _own_up(error: Exception) -> NoReturn:
    """Keep the traceback for whoever mends the bug, and say where it lies."""
    here = Path("results")
    folder = here if here.is_dir() and os.access(here, os.W_OK) else Path(tempfile.gettempdir())
    when = datetime.now(tz=UTC).strftime("%Y%m%d-%H%M%S-%f")
    written = folder / f"crash-{when}.txt"
    written.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    name = type(error).__name__
    print(f"error: this is a fault of the program, not yours ({name}).", file=sys.stderr)
    print(f"What happened is written in {written}", file=sys.stderr)
    sys.exit(BUG)
