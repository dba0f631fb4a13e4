"""Which structure fails a pattern that another meets."""

from dataclasses import replace

import pytest

from sim.experiment.patterns.base import Reading
from sim.experiment.patterns.catalogue import BY_NAME
from sim.experiment.patterns.targets import read_targets
from sim.experiment.structures import AS_BUILT, HEADER, RIVALS, StructureTable
from sim.experiment.validate import PatternTable, Row
from sim.model.spec import Structure

GOOD, BAD = 0.5, 7.0
TARGETS = read_targets()[:3]


def _table(name, values):
    rows = tuple(
        Row(BY_NAME[target.pattern], target, Reading(value, 0.5, 0.0, 1.0))
        for target, value in zip(TARGETS, values, strict=True)
    )
    return PatternTable("ai", 0.1, 1, 1, RIVALS[name], rows)


@pytest.fixture
def found():
    values = dict.fromkeys(RIVALS, (GOOD, BAD, GOOD))
    values["event Z"] = (GOOD, BAD, BAD)
    return StructureTable({name: _table(name, values[name]) for name in RIVALS})


def test_a_structure_is_named_where_it_fails_and_another_passes(found):
    assert found.outdone() == dict.fromkeys(RIVALS, ()) | {"event Z": (TARGETS[2].id,)}


def test_every_target_has_a_row_for_every_structure(found):
    rows = list(found.rows())
    assert len(rows) == 3 * len(RIVALS)
    assert all(len(row) == len(HEADER) for row in rows)
    assert [row[3] for row in rows[: len(RIVALS)]] == list(RIVALS)


def test_each_rival_turns_one_switch():
    plain = RIVALS[AS_BUILT]
    assert plain == Structure()
    for name in set(RIVALS) - {AS_BUILT}:
        turned = [s for s in plain.__slots__ if getattr(RIVALS[name], s) != getattr(plain, s)]
        assert len(turned) == 1
    assert len({replace(s) for s in RIVALS.values()}) == len(RIVALS)
