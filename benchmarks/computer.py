"""What the machine is and how busy it was: a time means nothing without it."""

import os
import platform
from pathlib import Path

from sim.experiment.run import cores
from sim.store.machine import commit, package_versions, python_version

CPU = Path("/proc/cpuinfo")
GIGABYTE = 1e9
NAMED = ("numba", "numpy", "mesa")


def described() -> list[str]:
    """Kind of machine, versions and commit, one a line."""
    head, dirty = commit()
    versions = package_versions()
    packages = ", ".join(f"{name} {versions[name]}" for name in NAMED if name in versions)
    return [
        f"{processor()}, {cores()} cores in use, {memory():.0f} GB, {platform.system()}",
        f"Python {python_version()}, {packages}",
        f"commit {(head or 'unknown')[:9]}{', changed since' if dirty else ''}",
    ]


def processor() -> str:
    """Name of the kind of processor."""
    if CPU.exists():
        for line in CPU.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def memory() -> float:
    """Main memory in GB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE


def load() -> str:
    """Processes that wanted a core in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"
