"""What a fit leaves behind can be read as evidence."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.calibration.priors import priors_of, shelf_priors
from sim.calibration.result import estimates, posterior_files, said_by
from sim.calibration.walking import cube
from sim.errors import UsageError
from sim.evidence.posterior import read_posterior
from sim.evidence.rooms import FITTED
from sim.evidence.shelf import Shelf

CARDS = ("ties.cut_on_move", "ties.half_life", "ties.host_kept")
CONTRACTION = np.array([0.6, 0.05, 0.3])


@pytest.fixture(scope="module")
def priors():
    return shelf_priors(CARDS)


@pytest.fixture(scope="module")
def fitted():
    samples = cube(400, 3, 1, "samples")
    samples[:, [0, 2]] = 0.4 + 0.2 * samples[:, [0, 2]]
    return SimpleNamespace(
        parameters=CARDS, samples=samples, contraction=CONTRACTION, identified=CONTRACTION >= 0.2
    )


def test_the_most_contracted_card_comes_first_and_a_loose_one_keeps_its_prior(fitted, priors):
    first, second, third = estimates(fitted, priors)
    assert [e.name for e in (first, second, third)] == [CARDS[0], CARDS[2], CARDS[1]]
    assert third.posterior == third.prior
    assert first.prior[0] < first.posterior[0] < first.posterior[2] < first.prior[2]


def test_what_is_shipped_is_read_back_as_evidence(fitted, priors, tmp_path):
    (tmp_path / "posterior").mkdir()
    for name, data in posterior_files(fitted, priors, {"made": "in a test"}).items():
        (tmp_path / "posterior" / name).write_bytes(data)
    posterior, faults = read_posterior(tmp_path, Shelf.read().cards)
    assert faults == []
    assert posterior is not None
    assert list(posterior.cards) == [CARDS[0], CARDS[2]]
    assert len(posterior.draws) == 400
    assert tuple(posterior.central().values()) in posterior.draws
    wanted = sorted(priors.cards[0].at(float(u)) for u in fitted.samples[:, 0])
    assert sorted(row[0] for row in posterior.draws) == pytest.approx(wanted)


def test_the_header_of_the_draws_says_of_which_fit_they_are(fitted, priors):
    said = {"made": "sim calibrate: by hand", "fit": '{"seed": "1"}'}
    assert said_by(posterior_files(fitted, priors, said)["samples.csv"]) == said


def test_alike_draws_stand_together(fitted, priors):
    text = posterior_files(fitted, priors, {"made": "in a test"})["samples.csv"].decode()
    rows = [line.split(",") for line in text.splitlines() if line[0].isdigit()]
    draws = np.array(rows, float)
    steps = np.abs(np.diff(draws, axis=0)).mean(0).min()
    assert steps < np.abs(draws - draws.mean(0)).mean(0).max()


def test_only_cards_with_a_range_that_act_before_a_policy_can_be_fitted():
    priors = shelf_priors()
    assert len(priors.cards) > 40
    assert {card.room for card in priors.cards} <= set(FITTED)
    assert all(card.low < card.high for card in priors.cards)


def test_a_card_that_cannot_be_fitted_is_refused_by_name():
    with pytest.raises(UsageError, match=r'"voucher.price" is no card that can be fitted'):
        priors_of(Shelf.read().cards, ["voucher.price"])


def test_a_point_of_the_prior_has_the_values_of_the_cards(priors):
    cards = Shelf.read().cards
    values = priors.values([0.1, 0.5, 0.9])
    assert values == {
        name: cards[name].at(u) for name, u in zip(CARDS, (0.1, 0.5, 0.9), strict=True)
    }
