"""Where workers come from: a process that has read the program already, and forks.

Reading the program takes a second. Started early, that process reads it while its parent still
plans, and no worker reads it again. Only Linux can be trusted to fork with libraries loaded;
elsewhere each worker starts with nothing.
"""

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext

from sim.experiment.plan import MODEL
from sim.experiment.sources import model_digest

FORKS = sys.platform == "linux"


def open_nursery() -> None:
    """Let the program be read in the background; whoever calls it again changes nothing.

    The hash of the sources is taken before that, and a worker takes its own: what is changed in
    between is noticed.
    """
    if FORKS:
        model_digest()
        multiprocessing.set_forkserver_preload([MODEL.partition(":")[0]])
        resource_tracker.ensure_running()  # as it starts, it lets a Ctrl-C through
        with deaf():
            forkserver.ensure_running()


def nursery() -> BaseContext:
    """What starts the workers of a crew."""
    open_nursery()
    return multiprocessing.get_context("forkserver" if FORKS else "spawn")


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """Let a Ctrl-C wait while a process starts, which would otherwise die of it unprepared."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
