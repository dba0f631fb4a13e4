"""Nothing in the program knows a place: other names, or other places, and every instrument works.

M2: the record under other names is the same record. Each place keeps the key of its draws, so that
results must agree bit for bit and not only on average.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace

import numpy as np
import pytest

import sim.chance
from sim.evidence.tables import Table, read_table
from sim.model import choosing, offers, units
from sim.model.model import PolicyModel
from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES
from sim.world import dated, drivers, futures, named
from tests.model.worlds import EAGER, Past, cards, digests, spec
from tests.policies.making import EXAMPLES, policy

KINDS = sorted(POLICIES)
FIRST, BRANCH, SCALE, YEARS, LONG = 2010, 2012, 0.1, 7, 12
NOTICED = {**EAGER, "standard.gain": 0.5, "visa.visitors": 1000.0}
"""Cards with which a small part of a small world takes notice."""
NAMES = {"RU": "DE", "CN": "IN", "DE": "RU", "IN": "CN"}
CORRIDOR = {"AA": "RU", "BB": "CN", "CC": "US"}
OTHER = {"AA": "DE", "BB": "IN", "CC": "BR"}
LARGE: dict[str, dict[str, object]] = {
    "branch_campus": {"students": "1000 people/year", "faculty": "500 people"},
    "joint_centre": {"staff": "300 people"},
    "forum": {"participants": "3000 people/year", "group_size": 5},
    "lighthouse_pilot": {"pilots": "240 awards/year", "operators": 400},
    "shared_standard": {"lag": "1 years", "gain": "1 log points", "split": "1 log points"},
}
"""Doses with which it does."""
CODE = re.compile(r"\b[A-Z]{2}\b")


def renamed(value, names: Mapping[str, str]):
    """The same value with places under other names."""
    if isinstance(value, str):
        return CODE.sub(lambda found: names.get(found[0], found[0]), value)
    return [renamed(each, names) for each in value] if isinstance(value, list) else value


def between(kind: str, names: Mapping[str, str], **more: object) -> Policy:
    """The example of a kind between places of the record."""
    written = {key: renamed(value, names) for key, value in EXAMPLES[kind].items()}
    return policy(kind, begins=BRANCH, **{**written, **more})


def relabelled(name: str) -> Table:
    """A table in which places have swapped their names."""
    table = read_table(name)
    columns = {
        title: cells
        if cells.dtype.kind == "f"
        else np.array([NAMES.get(str(cell), str(cell)) for cell in cells])
        for title, cells in table.columns.items()
    }
    return replace(table, columns=columns)


def key_of_old_name(text: str) -> np.uint64:
    """The key that a name had before names were swapped."""
    return sim.chance.named_key(renamed(text, NAMES))


def forget_names() -> None:
    """Tables of named institutions are read again."""
    for kept in vars(named).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


@contextmanager
def swapped_names() -> Iterator[None]:
    """The record with swapped names, places still drawing by their old ones."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (dated, drivers, futures, named):
            patch.setattr(module, "read_table", relabelled)
        forget_names()
        for module in (drivers, offers, units, choosing):
            patch.setattr(module, "named_key", key_of_old_name)
        try:
            yield
        finally:
            forget_names()


def history(corridor: tuple[str, str]) -> Past:
    """The record of a small world up to the branch."""
    here = replace(
        spec(), scale=SCALE, start=4 * FIRST, policy=4 * BRANCH, end=4 * 2030 + 3, corridor=corridor
    )
    model = PolicyModel(here)
    model.run_until(here.policy)
    return Past(model)


@pytest.fixture(scope="module")
def recorded():
    return history(("RU", "CN"))


@pytest.fixture(scope="module")
def relabelled_record():
    with swapped_names():
        return history(("DE", "IN"))


@pytest.fixture(scope="module")
def other_pair():
    past = history(("DE", "IN"))
    return past, past.future(years=YEARS, values=NOTICED)


def assert_same_but_for_names(here: PolicyModel, there: PolicyModel) -> None:
    assert here.drivers.places == tuple(NAMES.get(p, p) for p in there.drivers.places)
    assert (digests(here) == digests(there)).all()
    for field in fields(here.recorder.ledger):
        if field.name not in {"years", "places"}:
            one, other = (getattr(m.recorder.ledger, field.name) for m in (here, there))
            assert np.array_equal(one, other, equal_nan=True), field.name


@pytest.mark.parametrize("kind", KINDS)
def test_under_other_names_an_instrument_has_the_same_results(recorded, relabelled_record, kind):
    there = recorded.future(between(kind, CORRIDOR), years=YEARS, values=NOTICED)
    with swapped_names():
        offer = between(kind, {at: NAMES.get(place, place) for at, place in CORRIDOR.items()})
        here = relabelled_record.future(offer, years=YEARS, values=NOTICED)
    assert_same_but_for_names(here, there)


@pytest.mark.parametrize("future", ["thaw", "escalation", "export_controls"])
def test_under_other_names_a_future_has_the_same_results(recorded, relabelled_record, future):
    there = recorded.future(years=LONG, future=future)
    with swapped_names():
        here = relabelled_record.future(years=LONG, future=future)
    assert_same_but_for_names(here, there)
    assert (digests(there) != digests(recorded.future(years=LONG))).any()


def test_a_table_that_keeps_its_names_is_noticed(recorded):
    with swapped_names(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(drivers, "read_table", read_table)
        here = history(("DE", "IN")).model
    assert (digests(here) != digests(recorded.model)).any()


@pytest.mark.parametrize("kind", KINDS)
def test_every_instrument_works_between_two_other_places(other_pair, kind):
    past, baseline = other_pair
    offer = between(kind, OTHER, **LARGE.get(kind, {}))
    given = past.future(offer, years=YEARS, values=NOTICED)
    begins = 4 * BRANCH - given.almanac.epoch
    same = digests(given) == digests(baseline)
    assert same[:begins].all()
    assert not same[begins:].all()
    spent = given.recorder.ledger.cost.sum(axis=0)
    payers = {code for code, money in zip(given.drivers.places, spent, strict=True) if money > 0}
    planned = {
        place
        for year in range(BRANCH, BRANCH + YEARS)
        for place, money in offer.filled(cards()).planned_cost(cards(), year).items()
        if money > 0
    }
    assert payers <= planned
    assert payers <= set(OTHER.values())
