"""The yearly ledger of a run."""

import numpy as np

from sim.model.record import Recorder, new_tally
from sim.outcomes.catalogue import BY_NAME

PLACES = ("RU", "CN", "US")
PAIR = 0, 0, 1


def test_papers_joint_in_name_only_are_counted_and_leave_every_index_alone():
    """All ten papers of two places are joint with each other, and half of those counted are not."""
    tally = new_tally(len(PLACES))
    tally.joint[0, 1] = tally.joint[1, 0] = 10.0
    tally.papers[:2] = tally.international[:2] = 10.0
    in_name = np.zeros((3, 3))
    in_name[0, 1] = in_name[1, 0] = 0.5
    recorder = Recorder((2030,), PLACES)
    recorder.add_tally(2030, tally, in_name)
    names = "joint_papers", "dependency", "salton", "affinity_index"
    read = {name: BY_NAME[name].measure(recorder.ledger)[name] for name in names}
    assert {name: value[PAIR] for name, value in read.items()} == {
        "joint_papers": 20.0,
        "dependency": 1.0,
        "salton": 1.0,
        "affinity_index": 2.0,
    }
