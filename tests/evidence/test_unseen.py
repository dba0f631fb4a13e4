"""What ships of a fit without a pair is read only for that pair, beside the fit that it is of."""

import shutil

import pytest

from sim.errors import EvidenceError
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.evidence.unseen import FOLDER, read_unseen
from tests.evidence.making import ONE_CARD

HEADER = "# without: A B\n# left_out: 2 of 6 statistics\n# fit: {}\n"
DRAWS = "ties.cut_on_move\n0.1\n0.12\n0.2\n"
CARDS = Shelf.read().cards


@pytest.fixture
def seeds(tmp_path):
    """A folder of seeds with a posterior, and with that of the same fit without A and B."""
    _write(tmp_path / "posterior", DRAWS, "# fit: {}\n")
    _write(tmp_path / FOLDER, DRAWS)
    return tmp_path


def _write(folder, draws, header=HEADER):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.yaml").write_text(ONE_CARD, encoding="utf-8")
    (folder / "samples.csv").write_text(header + draws, encoding="utf-8")


def test_it_is_read_for_its_pair_in_any_order(seeds):
    for pair in (("A", "B"), ("B", "A")):
        found = read_unseen(CARDS, pair, seeds)
        assert found is not None
        assert found.posterior is not None
        assert found.left_out == "2 of 6 statistics"
        assert found.posterior.central() == {"ties.cut_on_move": 0.12}


@pytest.mark.parametrize("pair", [("A", "C"), ("A",)])
def test_another_pair_has_none(seeds, pair):
    assert read_unseen(CARDS, pair, seeds) is None


def test_where_there_is_no_file_there_is_none(seeds):
    shutil.rmtree(seeds / FOLDER)
    assert read_unseen(CARDS, ("A", "B"), seeds) is None


def test_what_is_left_of_another_fit_than_the_one_that_ships_is_not_read(seeds):
    _write(seeds / "posterior", DRAWS, '# fit: {"seed": "2"}\n')
    assert read_unseen(CARDS, ("A", "B"), seeds) is None


def test_a_fit_that_identified_nothing_without_the_pair_is_one(seeds):
    (seeds / FOLDER / "summary.yaml").unlink()
    (seeds / FOLDER / "samples.csv").write_text(HEADER, encoding="utf-8")
    found = read_unseen(CARDS, ("A", "B"), seeds)
    assert found is not None
    assert found.posterior is None


def test_draws_outside_of_their_card_are_refused_with_the_file(seeds):
    _write(seeds / FOLDER, DRAWS.replace("0.2", "0.95"))
    with pytest.raises(EvidenceError, match=r"unseen/posterior/samples\.csv"):
        read_unseen(CARDS, ("A", "B"), seeds)


def test_other_draws_have_another_fingerprint_and_that_of_the_evidence_stays(tmp_path):
    shutil.copytree(seeds_folder(), tmp_path / "seeds")
    root = tmp_path / "seeds"
    before = Shelf.read(root).digest()
    fit = next(
        line for line in (root / "posterior" / "samples.csv").read_text("utf-8").splitlines()
        if line.startswith("# fit:")
    )  # fmt: skip
    prints = set()
    for draws in (DRAWS, DRAWS.replace("0.12", "0.13")):
        _write(root / FOLDER, draws, f"{HEADER.replace('# fit: {}', fit)}")
        found = read_unseen(CARDS, ("A", "B"), root)
        assert found is not None
        prints.add(found.digest)
    assert len(prints) == 2
    assert Shelf.read(root).digest() == before
