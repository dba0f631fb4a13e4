"""What a fit says of a card stands beside it: before, after, how far, identified or not."""

from dataclasses import replace
from datetime import date

import pytest

from sim.cli import fitted
from sim.cli.fitted import learnt
from sim.errors import UsageError
from sim.evidence.posterior import Fitted, Posterior
from sim.evidence.shelf import Shelf

SHELF = replace(Shelf.read(), posterior=None)
TABLE = """\
card,prior_5,prior_50,prior_95,posterior_5,posterior_50,posterior_95,contraction,identified
partner.home_size,0.1,0.4,0.9,0.11,0.22,0.33,0.54,yes
ties.half_life,0.6,1,3,0.6,1,3,-0.03,no
"""


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """A fit that is kept."""
    (tmp_path / "calibration").mkdir()
    (tmp_path / "calibration" / "cards.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(fitted, "reference_folder", lambda: tmp_path)


def _of(name, shelf=SHELF):
    return learnt(shelf, shelf.card(name))


def _shipped():
    """Evidence with a posterior of one card."""
    entry = Fitted(
        name="partner.home_size", low=0.12, central=0.2, high=0.3, contraction=0.6, grade="C",
        how="Fitted.", checked=date(2026, 11, 23),
    )  # fmt: skip
    draws = ((0.12,), (0.2,), (0.3,))
    return replace(SHELF, posterior=Posterior({"partner.home_size": entry}, draws))


def test_before_a_fit_a_card_has_the_points_of_its_own_range():
    card = SHELF.card("ties.half_life")
    assert _of("ties.half_life").prior == (card.at(0.05), card.at(0.5), card.at(0.95))


def test_a_fit_that_ships_is_what_the_model_runs_on():
    found = _of("partner.home_size", _shipped())
    assert (found.posterior, found.contraction) == ((0.12, 0.2, 0.3), 0.6)
    assert (found.identified, found.ships) == (True, True)
    assert "the model runs on 0.2" in dict(found.facts)["identified"]


def test_a_fit_that_does_not_ship_is_told_with_what_is_in_use():
    found = _of("partner.home_size")
    assert (found.posterior, found.contraction) == ((0.11, 0.22, 0.33), 0.54)
    assert (found.identified, found.ships) == (True, False)
    assert "does not ship" in found.verdict


@pytest.mark.parametrize("shelf", [SHELF, _shipped()])
def test_a_card_of_which_the_record_says_too_little_keeps_its_range(shelf):
    found = _of("ties.half_life", shelf)
    assert (found.posterior, found.identified) == (None, False)
    facts = dict(found.facts)
    assert facts["contraction"] == "0%"
    assert "keeps its range" in facts["identified"]


def test_a_card_in_no_fit_is_said_to_be_in_none():
    found = _of("voucher.price")
    assert found.contraction is None
    assert "in no fit" in found.verdict


def test_without_the_source_tree_there_is_no_kept_fit(monkeypatch):
    def missing():
        message = "clone it"
        raise UsageError(message)

    monkeypatch.setattr(fitted, "reference_folder", missing)
    assert "in no fit" in _of("partner.home_size").verdict


def test_a_card_is_explained_with_its_fit_and_the_value_in_use(desk):
    said = desk.type("sim explain partner.home_size")
    assert said.exit_code == 0
    assert "before a fit" in said.output
    assert "contraction" in said.output
