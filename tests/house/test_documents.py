"""The committed documents are what the code writes, and nothing in them leads nowhere."""

import re

import pytest

from sim.handbook.entities import undescribed
from sim.handbook.markdown import anchor
from sim.handbook.pages import BY_HAND, documents
from sim.policies.catalogue import POLICIES
from tests.house.source import REPOSITORY

FOLDER = REPOSITORY / "docs"
MADE = documents()
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TO_WRITE_THEM_ANEW = "run `make docs` and commit docs/"


def _page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _anchors(text: str) -> set[str]:
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return {anchor(title) for title in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)}


@pytest.mark.parametrize("name", MADE)
def test_a_committed_page_is_what_the_code_writes(name):
    assert (FOLDER / name).is_file(), TO_WRITE_THEM_ANEW
    assert _page(name) == MADE[name], f"docs/{name} is out of date: {TO_WRITE_THEM_ANEW}"


def test_the_folder_holds_nothing_else():
    assert {path.name for path in FOLDER.iterdir()} == {*MADE, BY_HAND}, TO_WRITE_THEM_ANEW


@pytest.mark.parametrize("name", [*MADE, BY_HAND])
def test_every_link_leads_to_a_file_and_a_heading(name):
    text, broken = MADE.get(name) or _page(name), []
    for target in LINK.findall(re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)):
        file, _, heading = target.partition("#")
        if file.startswith("http"):
            continue
        path = FOLDER / file if file else FOLDER / name
        found = path.exists() and (
            not heading or heading in _anchors(MADE.get(path.name) or _page(path.name))
        )
        broken += [] if found else [target]
    assert not broken


@pytest.mark.parametrize("name", MADE)
def test_no_two_headings_of_a_page_have_one_link(name):
    titles = re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", MADE[name], flags=re.DOTALL), re.MULTILINE
    )
    linked = [anchor(title) for title in titles]
    assert len(set(linked)) == len(linked)


@pytest.mark.parametrize("name", MADE)
def test_every_table_has_cells_for_its_headings(name):
    blocks = re.findall(r"(?:^\|.*\n?)+", MADE[name], re.MULTILINE)
    widths = [{len(re.findall(r"(?<!\\)\|", row)) for row in b.splitlines()} for b in blocks]
    assert all(len(width) == 1 for width in widths)


def test_every_field_of_a_record_is_described():
    assert not undescribed(), "say in sim/handbook/entities.py what these fields are"


@pytest.mark.parametrize("kind", POLICIES)
def test_every_instrument_has_its_place_on_the_page_of_policies(kind):
    assert kind in _anchors(MADE["policies.md"])


def _blocks(kind):
    """Blocks of a kind in the guide, each with the file that was last named by a link before it."""
    text = _page(BY_HAND)
    for found in re.finditer(rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        named = re.findall(r"\]\(\.\./([^)]+\.\w+)\)", text[: found.start()])
        yield named[-1] if named else "", found[1]


def _commands():
    lines = [line for _, block in _blocks("console") for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines]


@pytest.mark.parametrize(("file", "quoted"), [*_blocks("python"), *_blocks("yaml")])
def test_what_the_guide_quotes_stands_in_the_file_that_it_names(file, quoted):
    assert quoted in (REPOSITORY / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [c for c in _commands() if c.startswith("sim ")])
def test_a_command_of_the_guide_runs(command, small_result):
    here = command.partition(" > ")[0].replace("compare shared_standard", "compare corridor")
    done = small_result.type_shorter(here)
    assert done.exit_code == 0, done.output + done.stderr


def test_other_commands_of_the_guide_are_targets_or_tests_that_exist():
    others = [c.split() for c in _commands() if not c.startswith("sim ")]
    targets = re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    for words in others:
        if words[0] == "make":
            assert words[1] in targets
            continue
        paths = [word for word in words if word.startswith("tests/")]
        assert words[:3] == ["python", "-m", "pytest"]
        assert paths
        assert all((REPOSITORY / path).exists() for path in paths)


def test_the_guide_names_the_test_that_names_each_missing_piece():
    rows = re.findall(r"^\| .* \| \[`(tests/[^`]+)`\]", _page(BY_HAND), re.MULTILINE)
    assert len(rows) == 9
    assert all((REPOSITORY / row).is_file() for row in rows)
