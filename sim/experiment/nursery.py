"""Where workers come from: a process that has read the program already, and forks.

Reading the program takes a second. Started early, that process reads it while its parent still
plans, and no worker reads it again. Only Linux can be trusted to fork with libraries loaded;
elsewhere each worker starts with nothing.
"""

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Iterator
from functools import cache
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext

from sim.experiment.plan import MODEL
from sim.experiment.sources import model_digest

FORKS = sys.platform == "linux"


def open_nursery() -> bool:
    """Let the program be read in the background, where it can be; whether it is.

    The hash of the sources is taken before that, and a worker takes its own: what is changed in
    between is noticed. Where the folder of temporary files has no room for a socket, nothing forks.
    """
    return FORKS and _opened()


@cache
def _opened() -> bool:
    model_digest()
    multiprocessing.set_forkserver_preload([MODEL.partition(":")[0]])
    resource_tracker.ensure_running()  # as it starts, it lets a Ctrl-C through
    try:
        with deaf(), _same_program():
            forkserver.ensure_running()
    except OSError:
        return False
    return True


def nursery() -> BaseContext:
    """What starts the workers of a crew."""
    return multiprocessing.get_context("forkserver" if open_nursery() else "spawn")


@contextlib.contextmanager
def _same_program() -> Iterator[None]:
    """Let a process find modules where this one does, and not where it happens to be started."""
    ours = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def settle_in() -> None:
    """Make a fresh process a worker: deaf to Ctrl-C, gone when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process when its parent ends, however that came about."""
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


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
