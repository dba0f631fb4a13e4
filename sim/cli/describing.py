"""What the program says about itself."""

import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import sim
from sim.cli.layout import entries
from sim.cli.screen import Shown
from sim.store.disk import refusal

DISTRIBUTION = "corridor-sim"


def versions() -> Shown:
    """Versions of the program, of Python and of the packages it needs."""
    packages = dict(sorted(_packages()))
    data = {
        "sim": sim.__version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "packages": packages,
    }
    facts = [("python", data["python"]), ("platform", data["platform"]), *packages.items()]
    return Shown(f"sim {sim.__version__}\n{entries([(k, str(v)) for k, v in facts])}", data)


def grammar() -> Shown:
    """The JSON Schema of a scenario file."""
    from sim.scenario.editor_schema import editor_schema, schema_text

    return Shown(schema_text(), editor_schema())


def documented(folder: Path) -> Shown:
    """Every page of the description, written into a folder."""
    from sim.handbook.pages import write_documents

    try:
        written = [str(path) for path in write_documents(folder)]
    except OSError as error:
        raise refusal(error, folder, "Some pages may be missing.") from error
    return Shown("\n".join(written), written)


def _packages() -> list[tuple[str, str]]:
    """Each package that the program itself asks for, with the version that is installed."""
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        wanted = []
    names = [re.split(r"[<>=;\[ ]", line)[0] for line in wanted if "extra ==" not in line]
    found = []
    for name in names:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found
