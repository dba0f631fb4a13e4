"""Every number of the model is a card, and every card is a number of the model."""

from collections import Counter

import pytest

from sim.evidence.shelf import Shelf
from tests.house.source import shelf, sources

ROOMS_WITH_CARDS = ("sim/world", "sim/dynamics", "sim/policies", "sim/model")


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
    source = shelf("dynamics")[stem]
    has_process = any("Process" in c.name or c.bases for c in source.classes())
    assert source.constant("CARDS") is not None or not has_process


def test_the_text_of_a_file_reads_only_cards_that_it_names(named, cards):
    unnamed = []
    for folder in ROOMS_WITH_CARDS:
        for source in sources(folder):
            own = set(source.constant("CARDS") or ())
            read = {card for card in cards if f'"{card}"' in source.text}
            unnamed += [f"{source.name}: {card}" for card in sorted(read - own)]
    assert not unnamed
