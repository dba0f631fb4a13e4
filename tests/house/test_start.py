"""Asking for help or checking a scenario is quick, because nothing heavy is imported."""

import os
import subprocess
import sys

import pytest

from tests.house.source import REPOSITORY

HEAVY = {"mesa", "numba", "matplotlib", "pandas", "scipy", "llvmlite", "networkx"}
COMMANDS = {
    "help": (["--help"], 0.25),
    "check": (["check", str(REPOSITORY / "scenarios" / "corridor.yaml")], 1.0),
}
TRIES = 8


def _run(arguments: list[str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-m", "sim", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_quick_command_imports_nothing_heavy(command):
    done = _run(COMMANDS[command][0], "-X", "importtime")
    assert done.returncode == 0, done.stderr
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "sim.cli.app" in imported
    assert not {name for name in imported if name.split(".")[0] in HEAVY}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_quick_command_is_quick(command):
    arguments, seconds = COMMANDS[command]
    assert any(_processor_time(arguments) <= seconds for _ in range(TRIES))


def _processor_time(arguments: list[str]) -> float:
    """Seconds of work, whatever else the machine is doing meanwhile."""
    before = os.times()
    _run(arguments)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
