"""Labels compare a lead with the same person in the baseline, whether or not they stayed."""

from itertools import pairwise

import numpy as np
import pytest

from sim.model.labels import (
    ADDITIONAL,
    SUBSTITUTED,
    JointList,
    joint_list,
    label,
    papers_of,
    written,
)
from sim.model.record import Recorder
from tests.model.worlds import EAGER, PLACES, past, spec, vouchers

LEAD = 7
YEARS = (2016, 2017)


def joint(*years):
    """Supported joint papers of one pair and lead, one in each of the years."""
    one = np.ones(len(years), np.uint64)
    support, number = one.astype(np.int8), one.astype(np.int64)
    return JointList(np.array(years, np.int64), one, one, LEAD * one, support, number)


def gone_after(papers):
    """What is known of a world that a lead left after so many papers."""
    recorder = Recorder(spec().years, PLACES)
    recorder.add_departed(np.array([LEAD], np.uint64), np.array([papers], np.uint16))
    return written(recorder, past().model.state)


@pytest.mark.parametrize(("there", "found"), [(2, ADDITIONAL), (3, SUBSTITUTED)])
def test_a_paper_whose_lead_left_is_new_only_if_it_is_one_more(there, found):
    labels = label(YEARS, joint(2017), joint(), gone_after(3), gone_after(there))
    assert labels[1, found] == 1
    assert labels.sum() == 1


def test_a_lead_whom_the_baseline_never_knew_replaces_nothing():
    unknown = written(Recorder(spec().years, PLACES), past().model.state)
    labels = label(YEARS, joint(2017), joint(), gone_after(1), unknown)
    assert labels[1, ADDITIONAL] == 1


def test_whoever_led_a_joint_paper_is_known_at_the_end():
    model = past(1).future(vouchers(joint_clause="yes"), years=4, values=EAGER)
    led = joint_list(model.recorder)
    living = set(model.state.ids[model.state.living].tolist())
    assert any(lead not in living for lead in led.lead.tolist())
    assert (papers_of(written(model.recorder, model.state), led.lead) >= led.number).all()


def test_nobody_is_counted_twice():
    model = past(1).future(years=1)
    ids, _ = written(model.recorder, model.state)
    assert all(one < other for one, other in pairwise(ids.tolist()))
