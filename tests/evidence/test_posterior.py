"""A posterior that was shipped is what the model runs on and draws from; without one all stays."""

import shutil

import numpy as np
import pytest

from sim.errors import EvidenceError
from sim.evidence.posterior import TOGETHER
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from tests.evidence.making import ONE_CARD

SUMMARY = f"""\
{ONE_CARD}- name: ties.host_kept
  low: 0.45
  central: 0.6
  high: 0.7
  contraction: 0.3
  grade: C
  how: fitted in a test
  checked: 2026-11-22
"""
HEADER = "".join(
    f"# {key}: something\n"
    for key in ("title", "source", "licence", "units", "made", "traps", "checked")
)
SAMPLES = f"{HEADER}ties.cut_on_move,ties.host_kept\n0.1,0.7\n0.12,0.6\n0.2,0.45\n"
FITTED = ["ties.cut_on_move", "ties.host_kept"]


@pytest.fixture
def seeds(tmp_path):
    """A folder of seeds with a posterior of two cards."""
    shutil.copytree(seeds_folder(), tmp_path / "seeds", ignore=shutil.ignore_patterns("posterior"))
    (tmp_path / "seeds" / "posterior").mkdir()
    _write(tmp_path / "seeds", SUMMARY, SAMPLES)
    return tmp_path / "seeds"


def _write(seeds, summary, samples):
    (seeds / "posterior" / "summary.yaml").write_text(summary, encoding="utf-8")
    (seeds / "posterior" / "samples.csv").write_text(samples, encoding="utf-8")


def _without(seeds):
    shutil.rmtree(seeds / "posterior")
    return Shelf.read(seeds)


def test_the_values_in_use_are_those_of_the_fit(seeds):
    values = Shelf.read(seeds).values()
    assert values["ties.cut_on_move"] == 0.12
    assert values == _without(seeds).values() | {"ties.cut_on_move": 0.12, "ties.host_kept": 0.6}


def test_fitted_cards_are_drawn_together_and_the_others_apart(seeds):
    shelf = Shelf.read(seeds)
    names = ("ties.cut_on_move", "ties.half_life", "ties.host_kept")
    assert shelf.shares(names) == ["ties.half_life", TOGETHER]
    drawn = shelf.drawn(names, {"ties.half_life": 0.7, TOGETHER: 0.99})
    assert [drawn[name] for name in FITTED] == [0.2, 0.45]
    assert drawn["ties.half_life"] == shelf.card("ties.half_life").at(0.7)


def test_a_sample_of_all_facts_holds_one_draw_of_the_fit(seeds):
    shelf = Shelf.read(seeds)
    sample = shelf.draw(dict.fromkeys(shelf.shares(shelf.names()), 0.99))
    assert [sample[name] for name in FITTED] == [0.2, 0.45]
    assert sample["ties.half_life"] == shelf.card("ties.half_life").at(0.99)
    assert sample.keys() == shelf.cards.keys()


def test_every_draw_has_its_part_of_the_shares(seeds):
    posterior = Shelf.read(seeds).posterior
    assert posterior is not None
    found = [posterior.at(u)["ties.cut_on_move"] for u in np.linspace(0.001, 0.999, 300)]
    assert [found.count(value) for value in (0.1, 0.12, 0.2)] == [100, 100, 100]


def test_without_a_posterior_every_card_is_drawn_by_itself(seeds):
    shelf = _without(seeds)
    assert shelf.posterior is None
    assert shelf.shares(FITTED) == FITTED
    drawn = shelf.drawn(FITTED, dict.fromkeys(FITTED, 0.3))
    assert drawn == {name: shelf.card(name).at(0.3) for name in FITTED}


def test_a_posterior_changes_the_fingerprint_of_the_evidence(seeds):
    fitted = Shelf.read(seeds).digest()
    assert _without(seeds).digest() != fitted


@pytest.mark.parametrize(
    ("summary", "samples", "words"),
    [
        (SUMMARY.replace("ties.host_kept", "ties.hostkept"), SAMPLES, 'called "ties.hostkept"'),
        (SUMMARY, SAMPLES.replace("0.7", "0.95"), "outside of its card"),
        (SUMMARY, SAMPLES.replace("ties.host_kept", "ties.half_life"), "columns are not the cards"),
        (SUMMARY.replace("low: 0.45", "low: 0.75"), SAMPLES, "backwards"),
        (SUMMARY.replace("grade: C", "grade: Z"), SAMPLES, "grade"),
        (SUMMARY, f"{SAMPLES}0.1\n", "columns are not the cards"),
    ],
)
def test_a_posterior_with_a_mistake_is_refused(seeds, summary, samples, words):
    _write(seeds, summary, samples)
    with pytest.raises(EvidenceError) as caught:
        Shelf.read(seeds)
    assert words in " ".join(f"{fault.path} {fault.problem}" for fault in caught.value.faults)


def test_a_summary_without_draws_is_refused(seeds):
    (seeds / "posterior" / "samples.csv").unlink()
    with pytest.raises(EvidenceError, match="cannot be read"):
        Shelf.read(seeds)
