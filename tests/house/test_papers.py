"""The papers of the house: README, changelog, lock file, Makefile, package."""

import re
import tomllib
import zipfile

import pytest
from hatchling.builders.wheel import WheelBuilder

import sim
from tests.house.source import REPOSITORY

TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def _read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _commands(start: str) -> list[str]:
    """The commands in the README's blocks of shell that start with a word."""
    blocks = re.findall(r"```(?:console|sh|shell|bash)?\n(.*?)```", _read("README.md"), re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.startswith(start)]


def test_the_changelog_has_a_place_for_changed_results():
    sections = re.findall(r"^### (.+)$", _read("CHANGELOG.md"), re.MULTILINE)
    assert {"Added", "Changed", "Fixed", "Changed results"} <= set(sections)


def test_the_changelog_knows_the_version():
    version = tomllib.loads(_read("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", _read("CHANGELOG.md"), re.MULTILINE)


def test_there_is_one_version():
    assert sim.__version__ == tomllib.loads(_read("pyproject.toml"))["project"]["version"]


def test_the_readme_names_the_two_commands_and_the_makefile_has_them():
    targets = set(TARGET.findall(_read("Makefile")))
    named = {command.split()[1] for command in _commands("make ")}
    assert {"demo", "test"} <= named <= targets


def test_the_readme_shows_commands_to_type():
    assert _commands("sim ")


@pytest.mark.parametrize("command", sorted(set(_commands("sim "))))
def test_a_command_of_the_readme_runs(command, small_result):
    done = small_result.type_shorter(command)
    assert done.exit_code == 0, done.output + done.stderr


def test_the_lock_names_every_dependency_and_no_place_to_get_it_from():
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=;\[ ]", w)[0].lower().replace(".", "-") for w in wanted}
    lock = _read("requirements.lock")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert names <= locked
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links", lock)


def test_the_readme_gives_a_reason_for_every_dependency():
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    names = [re.split(r"[<>=;\[ ]", wanted)[0] for wanted in project["dependencies"]]
    assert not [name for name in names if name.lower() not in _read("README.md").lower()]


def test_the_wheel_carries_scenarios_and_seeds(tmp_path):
    (wheel,) = WheelBuilder(str(REPOSITORY)).build(directory=str(tmp_path), versions=["standard"])
    held = zipfile.ZipFile(wheel).namelist()
    assert "sim/_scenarios/corridor.yaml" in held
    assert any(name.startswith("sim/_seeds/parameters/") for name in held)
    assert any(name.startswith("sim/_seeds/tables/") for name in held)
    assert not [name for name in held if not name.startswith(("sim/", "corridor_sim-"))]
