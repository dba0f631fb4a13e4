"""The world that never saw the pair has the cards of a fit without it, and the page says which."""

import pytest

from sim.evidence.posterior import Posterior
from sim.evidence.shelf import Shelf
from sim.evidence.unseen import Unseen
from sim.experiment.hindcast import ensemble, unseen
from sim.experiment.hindcast.account import account_of
from sim.experiment.hindcast.ensemble import Asked, gathered
from sim.experiment.hindcast.page import page, screen, transfer_words
from sim.experiment.hindcast.unseen import ABOUT, SAW, caveat, told_apart
from tests.experiment.hindcast.toys import omniscient, toy

TINY = 0.0005
PAIR = ("CN", "RU")


def _lived(monkeypatch, tmp_path, asked):
    """The ways and cards of every life of an ensemble, of which none is lived."""
    lives = []
    monkeypatch.setattr(ensemble, "_live", lambda tasks, *_: lives.extend(tasks))
    found = gathered(asked, tmp_path)
    return found, {(life.wanted, life.sample): life.spec.values for life in lives}


@pytest.fixture
def without(monkeypatch):
    """A fit without the pair that identified one card, and not those of the fit that ships."""
    shelf = Shelf.read()
    assert shelf.posterior is not None
    name = next(n for n in shelf.names() if n not in shelf.posterior.cards
                and shelf.cards[n].low < shelf.cards[n].high)  # fmt: skip
    card = shelf.cards[name]
    entry = next(iter(shelf.posterior.cards.values())).model_copy(
        update={"name": name, "low": card.low, "central": card.high, "high": card.high}
    )
    posterior = Posterior({name: entry}, [(card.low,), (card.high,)])
    found = Unseen("3 of 9 statistics: a, b, c", posterior, "d" * 64)
    monkeypatch.setattr(unseen, "read_unseen", lambda *_: found)
    return name


@pytest.fixture
def missing(monkeypatch):
    monkeypatch.setattr(unseen, "read_unseen", lambda *_: None)


@pytest.mark.usefixtures("missing")
def test_where_no_such_fit_ships_every_way_has_the_cards_of_the_model(monkeypatch, tmp_path):
    found, lives = _lived(monkeypatch, tmp_path, Asked(scale=TINY, ways=("free", "unseen")))
    assert lives[("free",), 0] == lives[("unseen",), 0] == Shelf.read().values()
    assert found.about[ABOUT] is None
    assert caveat(found.about) == SAW


def test_the_unseen_way_alone_has_the_cards_of_the_fit_without_the_pair(
    without, monkeypatch, tmp_path
):
    _, lives = _lived(monkeypatch, tmp_path, Asked(scale=TINY, ways=("free", "unseen")))
    shelf = Shelf.read()
    assert lives[("free",), 0] == shelf.values()
    loose = {name: shelf.cards[name].central for name in shelf.names()}
    assert lives[("unseen",), 0] == loose | {without: shelf.cards[without].high}


def test_it_draws_from_the_fit_without_the_pair_where_cards_are_drawn(
    without, monkeypatch, tmp_path
):
    asked = Asked(scale=TINY, samples=4, ways=("unseen",))
    _, lives = _lived(monkeypatch, tmp_path, asked)
    card = Shelf.read().cards[without]
    assert {values[without] for values in lives.values()} == {card.low, card.high}


def test_another_fit_without_the_pair_is_another_ensemble(without, monkeypatch, tmp_path):
    asked = Asked(scale=TINY, ways=("unseen",))
    one, _ = _lived(monkeypatch, tmp_path, asked)
    monkeypatch.setattr(unseen, "read_unseen", lambda *_: None)
    other, _ = _lived(monkeypatch, tmp_path, asked)
    assert one.path != other.path


def test_the_page_says_that_the_fit_never_saw_the_pair_and_which_cards_differ(without, tmp_path):
    found = toy(tmp_path / "e", omniscient)
    found.about[ABOUT] = told_apart(Shelf.read(), PAIR)[1]
    account = account_of(found)
    assert "3 of 9 statistics: a, b, c" in page(account, ())
    assert f"{without} not identified and " in page(account, ())
    assert SAW not in page(account, ())
    assert all("a world and a fit that never saw the pair" in told
               for told in transfer_words(account))  # fmt: skip


def test_without_it_the_page_says_that_cards_saw_the_pair(tmp_path):
    account = account_of(toy(tmp_path / "e", omniscient))
    assert f"- {SAW}\n" in page(account, ())
    assert "none was made without it" in " ".join(screen(account, 100).split())
    assert all("by a world that never saw the pair" in told for told in transfer_words(account))


def test_what_ships_of_the_pair_in_focus_can_be_read():
    told_apart(Shelf.read(), PAIR)
