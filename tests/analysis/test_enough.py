"""How many draws tell apart what so few do not: the test of every difference, asked backwards."""

import numpy as np

from sim.analysis.enough import enough
from sim.analysis.findings import find
from sim.analysis.intervals import spread
from sim.analysis.words import sentences
from tests.analysis.fake import FakeResults, Plan, steady


def test_so_many_draws_as_spread_are_told_and_one_less_is_not():
    two = np.array([[1.0], [3.0]])
    least = enough(spread(two, 0.9))
    assert least is not None
    for count, sure in ((least, True), (least - 1, False)):
        # The same mean and variance of the population with any number of draws.
        drawn = (
            np.resize([-1.0, 1.0], count)
            if count % 2 == 0
            else np.r_[np.resize([-1.0, 1.0], count - 1), 0.0]
        )
        drawn = 2.0 + np.sqrt(2.0) * (drawn - drawn.mean()) / drawn.std(ddof=1)
        assert spread(drawn[:, None], 0.9).beyond_error == sure


def test_what_is_told_already_by_no_spread_asks_for_no_more():
    assert enough(spread(np.zeros((4, 1)), 0.9)) is None


def test_few_samples_say_what_to_write():
    wide = {"baseline": steady(0.0), "package": lambda sample, _since: 1.0 + 8.0 * sample}
    said = " ".join(sentences(find(FakeResults(Plan(wide, samples=2, replicates=1)))))
    assert "2 samples tell little apart" in said
    assert "write --samples" in said
