"""A place whose home outlets are taken into indexes looks less international than it was."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.model.model import PolicyModel
from sim.world.dated import Intake
from tests.model.worlds import FIRST, LAST, SMALL, drivers, spec

TAKEN_IN = Intake(SMALL, since=4 * (FIRST + 2), until=4 * (FIRST + 6) - 1)
YEARS = 10
SEEDS = (11, 12, 13, 14)


def longer(yearly):
    """A record that goes on as it ended."""
    return np.concatenate([yearly, *[yearly[-1:]] * YEARS])


@cache
def lived(seed, outside):
    """Ten years of the small world; at first so much of what its small place writes is not seen."""
    cards = {"observation.home_outlets": outside, "observation.coverage": 1.0}
    short = drivers()
    long = replace(
        short,
        intakes=(TAKEN_IN,),
        stock=longer(short.stock),
        articles=longer(short.articles),
        out_rate=longer(short.out_rate),
        team_mean=longer(short.team_mean),
    )
    model = PolicyModel(spec(cards, seed=seed, policy=4 * LAST), drivers=long)
    model.network_years = set()
    model.run_until(4 * (FIRST + YEARS))
    return model.recorder.ledger


def share(outside, years, place=SMALL):
    """Recorded international share of a place in some years, all seeds together."""
    ledgers = [lived(seed, outside) for seed in SEEDS]
    across, papers = (
        sum(getattr(ledger, name)[years, place].sum() for ledger in ledgers)
        for name in ("international", "papers")
    )
    return across / papers


def test_as_its_outlets_are_taken_in_a_place_looks_less_international():
    """Of papers led at home the odds fall to six tenths, as four tenths of home work were outside.

    Papers led elsewhere count too, and are as many as before.
    """
    early, late = slice(0, 2), slice(7, YEARS)
    odds = {
        (outside, at): share(outside, years) / (1.0 - share(outside, years))
        for outside in (0.0, 0.4)
        for at, years in (("early", early), ("late", late))
    }
    fell = odds[0.4, "late"] / odds[0.4, "early"] / (odds[0.0, "late"] / odds[0.0, "early"])
    assert 0.6 < fell < 0.9


def test_its_recorded_papers_follow_the_record_all_the_same():
    papers = [
        sum(lived(s, outside).papers[2:, SMALL].sum() for s in SEEDS) for outside in (0.0, 0.4)
    ]
    assert papers[1] == pytest.approx(papers[0], rel=0.05)


def test_no_paper_across_a_border_is_missed():
    ledger = lived(SEEDS[0], 0.4)
    assert np.array_equal(ledger.joint, ledger.joint_latent)
