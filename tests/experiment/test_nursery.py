"""The process from which workers come reads the program once, and hears no Ctrl-C."""

import signal
import subprocess
import sys
from multiprocessing import forkserver

import pytest

from sim.experiment import nursery

TOLD = """
import sys
from sim.experiment.nursery import nursery, open_nursery

def tell(_):
    import os, signal, sys
    deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return os.getppid(), "sim.model.group" in sys.modules, deaf

if __name__ == "__main__":
    open_nursery()
    for _ in range(2):
        with nursery().Pool(2) as pool:
            print(*pool.map(tell, range(2)), sep="\\n")
"""
only_where_it_forks = pytest.mark.skipif(not nursery.FORKS, reason="workers start with nothing")


@only_where_it_forks
def test_all_workers_of_all_crews_are_copies_of_one_process_that_has_read_the_program(tmp_path):
    script = tmp_path / "told.py"
    script.write_text(TOLD)
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = {tuple(line.strip("()").split(", ")) for line in done.stdout.splitlines()}
    ((_, has_read, deaf),) = said
    assert (has_read, deaf) == ("True", "True")


def test_elsewhere_each_worker_starts_with_nothing(monkeypatch):
    monkeypatch.setattr(nursery, "FORKS", False)
    assert nursery.nursery().get_start_method() == "spawn"


def test_a_ctrl_c_waits_while_a_process_starts():
    heard = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append("then"))
    try:
        with nursery.deaf():
            signal.raise_signal(signal.SIGINT)
            heard.append("first")
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == ["first", "then"]


@only_where_it_forks
def test_the_program_is_read_where_its_parent_found_it_and_not_where_it_is_started(tmp_path):
    """A folder with another program of that name, such as an older checkout."""
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").write_text('raise RuntimeError("the wrong one")\n')
    script = tmp_path / "elsewhere" / "told.py"
    script.parent.mkdir()
    script.write_text(TOLD)
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_where_no_socket_has_room_each_worker_starts_with_nothing(monkeypatch):
    def refuse():
        message = "AF_UNIX path too long"
        raise OSError(message)

    nursery._opened.cache_clear()
    monkeypatch.setattr(forkserver, "ensure_running", refuse)
    try:
        assert nursery.nursery().get_start_method() == "spawn"
    finally:
        nursery._opened.cache_clear()
