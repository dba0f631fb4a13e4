"""Every room stands on its floor, and every shelf holds one thing a file."""

import ast
import re

import pytest

from tests.house.source import FLOORS, FRAMES, REPOSITORY, ROOMS, Source, shelf, sources

SHELVES = {
    "policies": {"Policy", *FRAMES["policies"].values()},
    "outcomes": {"Outcome", "Count", "Ratio", "Share"},
}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "core"}


def test_the_house_has_exactly_the_rooms_of_its_plan():
    folders = {
        p.name for p in (REPOSITORY / "sim").iterdir() if p.is_dir() and list(p.glob("*.py"))
    }
    files = {p.stem for p in (REPOSITORY / "sim").glob("*.py")} - {"__init__", "__main__"}
    assert folders | files == set(ROOMS)


def test_the_written_floors_are_those_that_the_import_linter_checks():
    settings = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    layers = settings.split("layers = [", 1)[1].split("]", 1)[0]
    written = [line.strip(' ",') for line in layers.strip().splitlines()]
    floors = [{room.strip() for room in line.replace("|", ":").split(":")} for line in written]
    assert floors == [set(floor) for floor in reversed(FLOORS)]


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in FLOORS[0]])
def test_a_room_opens_with_one_line_about_itself(room):
    opening = REPOSITORY / "sim" / room / "__init__.py"
    body = ast.parse(opening.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


def test_no_file_has_a_name_that_says_nothing():
    unnamed = [s.name for s in sources("sim") if s.path.stem in NAMES_THAT_SAY_NOTHING]
    assert not unnamed


def test_every_test_file_stands_where_its_file_stands():
    elsewhere = {"house", "golden", "properties", "known", "oracle"}
    astray = []
    for source in sources("tests"):
        room = source.path.relative_to(REPOSITORY / "tests").parts[0]
        if room not in elsewhere and room not in ROOMS and source.path.stem.startswith("test_"):
            stem = source.path.stem.removeprefix("test_")
            astray += [source.name] if stem not in ROOMS else []
    assert not astray


@pytest.mark.parametrize("room", ["policies", "outcomes"])
def test_a_shelf_holds_one_thing_a_file_named_after_it(room):
    catalogue = Source(REPOSITORY / "sim" / room / "catalogue.py").text
    missing = []
    for stem, source in shelf(room).items():
        shown = {c.name for c in source.classes() if _derives(c, SHELVES[room])}
        expected = "".join(word.title() for word in stem.split("_"))
        if shown and shown != {expected}:
            missing.append(f"{source.name} holds {sorted(shown)} instead of {expected}")
        elif shown and expected not in catalogue:
            missing.append(f"add {expected} to sim/{room}/catalogue.py")
    assert not missing
    assert shelf(room), f"the shelf sim/{room} is empty"


@pytest.mark.parametrize("room", ["policies", "outcomes"])
def test_everything_on_a_shelf_is_in_its_catalogue(room):
    catalogue = Source(REPOSITORY / "sim" / room / "catalogue.py").text
    lonely = [
        stem
        for stem in shelf(room)
        if f"sim.{room}.{stem}" not in catalogue and not _serves(room, stem)
    ]
    assert not lonely, f"add to sim/{room}/catalogue.py: {lonely}"


@pytest.mark.parametrize(("stem", "name"), FRAMES["policies"].items())
def test_what_instruments_share_is_shared_by_two_at_least(stem, name):
    opening = f"from sim.policies.{stem} import {name}"
    assert sum(opening in source.text for source in shelf("policies").values()) >= 2
    assert name not in Source(REPOSITORY / "sim/policies/catalogue.py").text


def test_every_process_is_called_by_the_clock_or_by_another_process():
    callers = [*sources("sim/model"), *sources("sim/dynamics")]
    lonely = [
        stem
        for stem, own in shelf("dynamics").items()
        if not any(
            re.search(rf"dynamics(\.{stem}\b| import .*\b{stem}\b)", s.text)
            for s in callers
            if s != own
        )
    ]
    assert not lonely


@pytest.mark.parametrize("room", ["policies", "dynamics"])
def test_everything_on_a_shelf_has_its_own_test(room):
    tests = {p.stem for p in (REPOSITORY / "tests" / room).glob("test_*.py")}
    untested = [stem for stem in shelf(room) if f"test_{stem}" not in tests]
    assert not untested, f"write tests/{room}/test_NAME.py for: {untested}"


@pytest.mark.parametrize("stem", sorted(shelf("policies")))
def test_every_instrument_has_a_scenario_that_uses_it(stem):
    scenarios = [p.read_text(encoding="utf-8") for p in (REPOSITORY / "scenarios").glob("*.yaml")]
    assert any(f"kind: {stem}" in text for text in scenarios)


def _derives(node: ast.ClassDef, names: set[str]) -> bool:
    """Whether a class stands on the base of its shelf or on one that does."""
    return any(ast.unparse(b).split("[")[0].split(".")[-1] in names for b in node.bases)


def _serves(room: str, stem: str) -> bool:
    """Whether a file is imported by another file of its shelf: a kernel, or shared arithmetic."""
    return any(f"sim.{room}.{stem}" in s.text for other, s in shelf(room).items() if other != stem)
