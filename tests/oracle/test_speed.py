"""The race between arrays and agents is run in one world, over the same quarters."""

from tests.oracle.speed import Speed, measure


def test_the_ratio_is_that_of_the_times_a_researcher_takes():
    assert Speed(researchers=100, quarters=2, arrays=400.0, objects=60_000.0).ratio == 150.0


def test_a_short_race_counts_everybody_and_is_won_by_the_arrays():
    speed = measure(quarters=2, scale=0.01)
    assert 300 < speed.researchers < 3000
    assert speed.ratio > 1.0
