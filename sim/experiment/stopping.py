"""A wish to stop that nothing can swallow.

A signal is answered by an exception wherever the program happens to be; a library that takes every
exception for "no such attribute" loses it, and Python itself one that meets a finaliser. The wish
is therefore kept as well, and asked for in every quarter.
"""

import signal
import sys
from types import FrameType

ASKED: list[int] = []


def heed_signals() -> None:
    """Stop at SIGTERM, and at SIGINT unless the shell has this program ignore it."""
    sys.unraisablehook = tell_unless_asked
    signal.signal(signal.SIGTERM, ask)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, ask)


def ask(sent: int, _frame: FrameType | None) -> None:
    """Keep the wish and raise it."""
    ASKED.append(sent)
    raise KeyboardInterrupt


def tell_unless_asked(lost: "sys.UnraisableHookArgs") -> None:
    """Tell of an exception that Python had to drop, unless it is a wish that is kept."""
    if not (ASKED and isinstance(lost.exc_value, KeyboardInterrupt)):
        sys.__unraisablehook__(lost)


def stop_if_asked() -> None:
    """Raise a wish again that did not come through."""
    if ASKED:
        ASKED.clear()
        raise KeyboardInterrupt
