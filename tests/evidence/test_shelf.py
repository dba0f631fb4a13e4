"""The shelf is read whole or not at all, and every number on it has a chain behind it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim.errors import EvidenceError
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf

SHELF = Shelf.read()
HEAVY = {"mesa", "numba", "matplotlib", "numpy", "scipy", "pandas"}

SOURCE = "- {id: somebody_2001, title: On ties, authors: A, year: 2001, where: J, seen: read}\n"
DOCUMENT = "- {id: essay, title: Essay, publisher: P, date: 2020, what: opinion}\n"
CLAIM = "- {id: essay.last, says: Ties last., kind: fact, becomes: parameter ties.half_life}\n"
CARD = """\
- name: ties.half_life
  unit: years
  low: 1
  central: 2
  high: 4
  shape: triangular
  from: [somebody_2001]
  how: Read off a figure.
  scope: everybody
  grade: C
  checked: 2026-11-22
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf with one card, one claim, one document and one source."""
    for room in ("parameters", "claims", "tables"):
        (tmp_path / room).mkdir()
    (tmp_path / "sources.yaml").write_text(SOURCE)
    (tmp_path / "documents.yaml").write_text(DOCUMENT.replace("2020", "'2020'"))
    (tmp_path / "claims" / "essay.yaml").write_text(CLAIM)
    (tmp_path / "parameters" / "ties.yaml").write_text(CARD)
    return tmp_path


def faults(folder: Path):
    with pytest.raises(EvidenceError) as caught:
        Shelf.read(folder)
    return caught.value.faults


def test_a_small_shelf_gives_its_number_and_the_chain_behind_it(folder):
    shelf = Shelf.read(folder)
    why = shelf.why("ties.half_life")
    assert shelf.values() == {"ties.half_life": 2.0}
    assert why.card.central == 2.0
    assert [source.id for source in why.sources] == ["somebody_2001"]
    assert [claim.id for claim in why.claims] == ["essay.last"]


def test_names_come_in_order_and_match_the_values():
    assert SHELF.names() == sorted(SHELF.values())


def test_the_central_value_is_the_value_in_use_unless_a_fit_ships_another():
    fitted = SHELF.posterior.central() if SHELF.posterior else {}
    own = {name: SHELF.card(name).central for name in SHELF.names()}
    assert SHELF.values() == own | fitted


@given(name=st.sampled_from(SHELF.names()), u=st.floats(min_value=0.001, max_value=0.999))
def test_a_sample_moves_the_named_cards_and_no_other(name, u):
    sample = SHELF.draw({name: u})
    assert sample.pop(name) == SHELF.card(name).at(u)
    assert sample.items() <= SHELF.values().items()


def test_an_unknown_card_is_refused_with_the_nearest_name():
    with pytest.raises(EvidenceError, match=r"did you mean .ties\.half_life"):
        SHELF.card("ties.halflife")
    with pytest.raises(EvidenceError, match=r"ties\.halflife"):
        SHELF.draw({"ties.halflife": 0.5})


def test_a_card_in_the_wrong_file_is_a_fault(folder):
    (folder / "parameters" / "ties.yaml").rename(folder / "parameters" / "bonds.yaml")
    (fault,) = faults(folder)
    assert (fault.line, fault.column) == (1, 9)
    assert "ties.yaml" in fault.remedy


def test_a_card_written_twice_is_a_fault_at_its_second_place(folder):
    (folder / "parameters" / "ties.yaml").write_text(CARD + CARD)
    (fault,) = faults(folder)
    assert fault.line == 12
    assert "twice" in fault.problem


def test_a_source_written_twice_is_a_fault(folder):
    (folder / "sources.yaml").write_text(SOURCE + SOURCE)
    assert [fault.line for fault in faults(folder)] == [2]


def test_a_source_that_nobody_wrote_down_is_a_fault_with_the_nearest_one(folder):
    (folder / "parameters" / "ties.yaml").write_text(CARD.replace("[somebody", "[sombody"))
    (fault,) = faults(folder)
    assert (fault.line, fault.column) == (7, 10)
    assert "somebody_2001" in fault.remedy


def test_a_claim_about_a_number_that_does_not_exist_is_a_fault(folder):
    (folder / "claims" / "essay.yaml").write_text(CLAIM.replace("half_life", "halflife"))
    assert "halflife" in faults(folder)[0].problem


def test_a_claim_of_another_document_and_one_of_none_are_faults(folder):
    (folder / "claims" / "essay.yaml").rename(folder / "claims" / "speech.yaml")
    problems = {fault.code for fault in faults(folder)}
    assert problems == {"document", "unknown_document"}


def test_faults_of_several_files_are_reported_together_with_their_lines(folder):
    (folder / "parameters" / "ties.yaml").write_text(
        CARD.replace("grade: C", "grade: Z").replace("[somebody_2001]", "[]")
    )
    (folder / "sources.yaml").write_text(SOURCE.replace("seen: read", "seen: heard"))
    found = faults(folder)
    places = {(Path(fault.file).name, fault.line) for fault in found}
    assert {("ties.yaml", 7), ("ties.yaml", 10), ("sources.yaml", 1)} <= places
    assert all(f"{Path(f.file).name}:{f.line}" in str(EvidenceError(found)) for f in found)


@pytest.mark.parametrize("file", ["sources.yaml", "documents.yaml"])
def test_an_unreadable_file_is_one_fault_and_not_one_for_each_entry_that_needs_it(folder, file):
    (folder / file).unlink()
    (fault,) = faults(folder)
    assert fault.file.endswith(file)


def test_a_faulty_card_does_not_make_its_claims_faulty(folder):
    (folder / "parameters" / "ties.yaml").write_text(CARD.replace("grade: C", "grade: Z"))
    assert [fault.line for fault in faults(folder)] == [10]


def test_every_source_of_a_card_exists_and_none_stands_idle():
    used = {source for card in SHELF.cards.values() for source in card.sources}
    targets = YAML(typ="safe").load(seeds_folder() / "targets.yaml")
    used |= {source for target in targets for source in target["from"]}
    assert used == set(SHELF.sources)


def test_no_card_claims_more_than_one_study_from_elsewhere():
    assert {card.grade for card in SHELF.cards.values()} <= {"B", "C", "D"}


def test_a_grade_is_never_better_than_what_it_rests_on():
    for card in SHELF.cards.values():
        seen = {SHELF.sources[source].seen for source in card.sources}
        if seen == {"assumption"}:
            assert card.grade == "D", card.name
        if not seen & {"read"}:
            assert card.grade in "CD", card.name


def test_a_card_from_memory_says_so():
    for card in SHELF.cards.values():
        if any(SHELF.sources[source].seen == "recalled" for source in card.sources):
            assert "recalled" in card.how.lower(), card.name


def test_the_same_evidence_has_the_same_digest_on_any_system(folder, tmp_path):
    before = Shelf.read(folder).digest()
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("copy"))
    cards = copy / "parameters" / "ties.yaml"
    cards.write_bytes(cards.read_bytes().replace(b"\n", b"\r\n"))
    assert Shelf.read(copy).digest() == before


@pytest.mark.parametrize(
    ("file", "text", "differs"),
    [
        ("parameters/ties.yaml", CARD.replace("high: 4", "high: 5"), True),
        ("tables/pairs.csv", "a,b\n1,2\n", True),
        ("sources.yaml", SOURCE.replace("year: 2001", "year: 2002"), True),
        ("claims/essay.yaml", CLAIM.replace("Ties last", "Ties stay"), False),
        ("README.md", "words", False),
    ],
)
def test_the_digest_notices_what_can_change_a_number(folder, file, text, differs):
    before = Shelf.read(folder).digest()
    (folder / file).write_text(text)
    assert (Shelf.read(folder).digest() != before) is differs


def test_reading_the_shelf_loads_nothing_heavy():
    program = (
        "import sys; from sim.evidence.shelf import Shelf; Shelf.read()\n"
        f"print(*sorted(set(sys.modules) & {HEAVY!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_seeds_lie_beside_the_code():
    assert (seeds_folder() / "parameters").is_dir()
