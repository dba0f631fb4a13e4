"""Every number of the model is a card, and every card is a number of the model."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from sim.evidence.shelf import Shelf
from tests.house.source import REPOSITORY, Source, shelf, sources

ROOMS_WITH_CARDS = (
    "sim/world", "sim/dynamics", "sim/policies", "sim/model", "sim/experiment", "sim/calibration",
)  # fmt: skip


@pytest.fixture(scope="module")
def named() -> dict[str, list[str]]:
    """Each card that a file names, with the files that name it."""
    users: dict[str, list[str]] = {}
    for folder in ROOMS_WITH_CARDS:
        for source in sources(folder):
            for card in source.constant("CARDS") or ():
                users.setdefault(card, []).append(source.name)
    return users


@pytest.fixture(scope="module")
def cards() -> set[str]:
    """Every card on the shelf."""
    return set(Shelf.read().values())


def test_every_card_that_a_file_names_is_on_the_shelf(named, cards):
    assert not {card: files for card, files in named.items() if card not in cards}


def test_every_card_on_the_shelf_is_used_by_some_file(named, cards):
    assert sorted(cards - set(named)) == []


def test_no_file_names_a_card_twice():
    repeated: dict[str, str] = {}
    for folder in ROOMS_WITH_CARDS:
        for source in sources(folder):
            counted = Counter(source.constant("CARDS") or ())
            repeated |= {card: source.name for card, times in counted.items() if times > 1}
    assert not repeated


@pytest.mark.parametrize("stem", sorted(shelf("dynamics")))
def test_every_process_says_which_cards_it_reads(stem):
    assert shelf("dynamics")[stem].constant("CARDS") is not None


def test_every_number_that_is_read_from_a_card_is_named_by_the_file_that_means_it(named, cards):
    assert sorted(_read_anywhere(cards) - set(named)) == []


def test_every_card_that_a_file_names_is_really_read(named, cards):
    assert sorted(set(named) - _read_anywhere(cards)) == []


def _read_anywhere(cards: set[str]) -> set[str]:
    """Cards that any file of the running side takes a value of."""
    files = [source for folder in ROOMS_WITH_CARDS for source in sources(folder)]
    return {card for source in files for card in _read(source, cards)}


def _read(source: Source, cards: set[str]) -> set[str]:
    """Cards that the code takes a value of: by name, or as a field of the record of all values."""
    fields = {card.replace(".", "_"): card for card in cards}
    declared = {n for node in source.tree.body if _is_cards(node) for n in ast.walk(node)}
    found = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in fields:
            found.add(fields[node.attr])
        if isinstance(node, ast.Constant) and node.value in cards and node not in declared:
            found.add(str(node.value))
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            found |= {f"{node.values[0].value!s}{word}" for word in _words_of_tables()} & cards
    return found


@cache
def _words_of_tables() -> set[str]:
    """Every cell of every table that is one word: a table may choose among cards."""
    tables = (REPOSITORY / "seeds" / "tables").glob("*.csv")
    return {word for path in tables for word in re.split(r"[,\n]", path.read_text("utf-8"))}


def _is_cards(node: ast.stmt) -> bool:
    """Whether a statement is the list of cards itself."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Name) and target.id == "CARDS" for target in targets)
