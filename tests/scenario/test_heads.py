"""A scenario is told where the record ends, and where a small world leaves a place empty."""

import pytest

from sim.scenario.describe import describe
from sim.scenario.heads import before_the_record, nobody, researchers
from tests.bad.corpus import GOOD

FIRST = 2003
"""First year of the heads of the world ai."""
RUSSIANS = 2_500
"""Of the last year of the record, 2024; of China 53,000."""


def test_the_heads_at_the_policy_date_are_the_last_of_the_record_before_it(read):
    assert researchers(read(GOOD))["RU"] == RUSSIANS


@pytest.mark.parametrize(("start", "told"), [(FIRST, 0), (FIRST - 1, 1), (1950, 1)])
def test_a_history_before_the_record_is_warned_of(start, told, read):
    resolved = read(GOOD, f"horizon.start={start}")
    said = list(before_the_record(resolved))
    assert len(said) == told
    assert all(f"from {start} to 2002" in words for words in said)
    assert set(said) <= set(describe(resolved).warnings)


@pytest.mark.parametrize(
    ("scale", "places"),
    [(1 / RUSSIANS, ""), (0.0003, "RU"), (0.00001, "RU and for CN")],
)
def test_a_world_without_a_researcher_in_the_corridor_is_warned_of(scale, places, read):
    said = "".join(nobody(read(GOOD), scale))
    assert said.partition(":")[0] == (
        f"at scale {scale:g} less than one researcher stands for {places}" if places else ""
    )
