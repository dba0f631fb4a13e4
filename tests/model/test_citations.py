"""E13 · Citations in a living world: recorded beside everything else, and moving nothing."""

from dataclasses import fields
from functools import cache

import numpy as np
import pytest

from sim.outcomes.base import Ledger
from tests.model.worlds import AT, LARGE, SMALL, THIRD, charter, digests, past

YEARS = 5
NEW = {"citations", "joint_citations"}
FREE = {"data.gain": 0.0}
"""Open data bring no further paper, so that only citations can differ."""


@cache
def lived(premium, *, offered):
    """A world with a charter of both places, or without, under this premium."""
    offer = (charter(coverage="100%", compliance="100%"),) if offered else ()
    return past(3).future(*offer, years=YEARS, values={**FREE, "citations.open_data": premium})


def ledgers(one, other, but=frozenset()):
    """The arrays of two ledgers that differ."""
    names = [f.name for f in fields(Ledger)[2:] if f.name not in but]
    pairs = [(n, getattr(one.recorder.ledger, n), getattr(other.recorder.ledger, n)) for n in names]
    return {name for name, a, b in pairs if not np.array_equal(a, b, equal_nan=True)}


def test_the_premium_moves_citations_and_no_other_outcome():
    some, none = lived(0.25, offered=True), lived(0.0, offered=True)
    assert ledgers(some, none) == NEW
    assert (digests(some) == digests(none)).all()


def test_without_a_premium_a_charter_that_brings_no_paper_is_the_baseline_bit_for_bit():
    given, without = lived(0.0, offered=True), lived(0.0, offered=False)
    assert ledgers(given, without, but={"usable_data", "cost"}) == set()


def test_a_premium_without_a_charter_is_the_baseline_bit_for_bit():
    assert ledgers(lived(0.25, offered=False), lived(0.0, offered=False)) == set()


def test_signatories_are_cited_more_and_others_only_with_them():
    """Every paper keeps its luck, so the sign needs one world only."""
    given, without = (lived(0.25, offered=o).recorder.ledger.citations for o in (True, False))
    extra = (given - without)[AT + 2 :].sum(axis=0) / without[AT + 2 :].sum(axis=0)
    assert 0.01 < extra[SMALL] < 0.25
    assert 0.01 < extra[LARGE] < 0.25
    assert 0.0 < extra[THIRD] < min(extra[SMALL], extra[LARGE])


def test_citations_of_joint_papers_are_a_part_of_those_of_either_place():
    ledger = lived(0.0, offered=False).recorder.ledger
    joint = ledger.joint_citations
    assert (joint == joint.transpose(0, 2, 1)).all()
    assert joint[AT, SMALL, LARGE] > 0
    assert (joint <= ledger.citations[:, :, None]).all()


def test_the_last_year_has_its_five_years_like_all_others():
    """Citations a paper stay level to the end: within a tenth, a fifth of their luck aside."""
    ledger = lived(0.0, offered=False).recorder.ledger
    each = ledger.citations[: AT + YEARS].sum(axis=1) / ledger.papers[: AT + YEARS].sum(axis=1)
    assert each[-1] == pytest.approx(each.mean(), rel=0.15)
