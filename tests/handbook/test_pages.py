"""The pages are made without the model, and the same each time."""

import subprocess
import sys

from sim.evidence.shelf import Shelf
from sim.handbook.cards import linked
from sim.handbook.pages import documents
from sim.handbook.reading import modules, sentence
from tests.house.source import REPOSITORY

HEAVY = ("numba", "mesa", "scipy", "matplotlib")
MAKE = "import sys; from sim.handbook.pages import documents; documents(); "
TELL = f"print([name for name in {HEAVY} if name in sys.modules])"


def test_pages_are_made_without_anything_heavy():
    done = subprocess.run(
        [sys.executable, "-c", MAKE + TELL],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_pages_are_the_same_each_time():
    assert documents() == documents()


def test_every_card_is_on_the_page_of_parameters():
    page = documents()["parameters.md"]
    assert not [name for name in Shelf.read().cards if f"| `{name}` |" not in page]


def test_every_claim_is_on_the_page_of_claims():
    page = documents()["claims.md"]
    assert not [name for name in Shelf.read().claims if f"| `{name}` |" not in page]


def test_the_name_of_a_card_leads_to_its_room_and_other_words_stay():
    assert linked("see ties.half_life.") == "see [`ties.half_life`](parameters.md#ties)."
    assert linked("sim.chance, ties.nothing") == "sim.chance, ties.nothing"


def test_the_name_of_a_test_is_a_sentence():
    assert sentence("test_nobody_is_lost") == "Nobody is lost."


def test_every_card_that_the_clock_reads_stands_beside_its_equation():
    """Cards that a policy alone reads have their table on the page of policies."""
    described = documents()["model.md"]
    read = {name for one in modules("sim/model") for name in one.names("CARDS")}
    assert not [name for name in read if f"| [`{name}`](parameters.md#" not in described]
