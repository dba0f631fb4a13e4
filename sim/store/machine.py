"""What the computer and the program were, as far as it matters to a number and names nobody."""

import platform
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

import sim

PACKAGES = ("matplotlib", "mesa", "numba", "numpy", "pydantic", "ruamel.yaml", "scipy", "typer")
PATIENCE = 5.0


def python_version() -> str:
    """Version of Python."""
    return platform.python_version()


def platform_name() -> str:
    """Kind of system and processor, without the name of either."""
    return f"{platform.system()} {platform.machine()}".strip()


def package_versions() -> dict[str, str]:
    """Versions of the packages that can move a number or a picture."""
    return {name: version for name in PACKAGES if (version := _version(name))}


@cache
def commit() -> tuple[str | None, bool | None]:
    """Commit the program was run from and whether it was changed since; unknown when installed."""
    root = Path(sim.__file__).parents[1]
    if not (root / ".git").exists():
        return None, None
    head = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", "sim", "seeds")
    return head, None if head is None or changed is None else bool(changed)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words, no shell
            ["git", "-C", str(root), *words],  # noqa: S607 -- whichever git the user has
            capture_output=True, text=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
