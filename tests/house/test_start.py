"""Asking for help or checking a scenario is quick, because nothing heavy is imported."""

import subprocess
import sys

import pytest

from tests.house.source import REPOSITORY

HEAVY = {"mesa", "numba", "matplotlib", "pandas", "scipy", "llvmlite", "networkx"}
COMMANDS = {
    "help": ["--help"],
    "check": ["check", str(REPOSITORY / "scenarios" / "corridor.yaml")],
}


def _run(arguments: list[str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-m", "sim", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_quick_command_imports_nothing_heavy(command):
    done = _run(COMMANDS[command], "-X", "importtime")
    assert done.returncode == 0, done.stderr
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "sim.cli.app" in imported
    assert not {name for name in imported if name.split(".")[0] in HEAVY}
