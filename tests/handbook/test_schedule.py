"""The schedule is that of the code: steps in the order in which a quarter really takes them."""

import re
import sys

from sim.dynamics import careers, friction, mobility
from sim.handbook.schedule import CLOCK, offers, schedule
from sim.model.calls import CALLS
from sim.model.model import PolicyModel
from tests.house.source import REPOSITORY
from tests.model.worlds import past

STEPS = schedule().splitlines()


def _first_line(function):
    return (function.__doc__ or "").strip().partition("\n")[0].replace("``", "`")


def _called(model, file):
    """First lines of the documented methods of a file, in the order of their first call."""
    seen = []

    def watch(frame, event, _):
        if event == "call" and frame.f_code.co_filename.endswith(file):
            method = getattr(PolicyModel, frame.f_code.co_name, None)
            seen.append(_first_line(method)) if method is not None else None

    sys.setprofile(watch)
    try:
        model.step()
    finally:
        sys.setprofile(None)
    return list(dict.fromkeys(said for said in seen if said))


def test_the_methods_of_the_clock_stand_in_the_order_in_which_they_are_called():
    called = _called(past().future(years=0.25), CLOCK.rpartition("/")[2])
    told = [re.sub(r"^(\d+\.| +-) (.*) \[model/model\].*$", r"\2", step) for step in STEPS]
    both = [said for said in called if said in told]
    assert len(both) >= 5
    assert both == [said for said in told if said in both]


def test_processes_stand_below_the_step_that_calls_them():
    text = "\n".join(STEPS)
    drift, moves, fate = map(
        _first_line, (friction.drift, mobility.decide_moves, careers.decide_careers)
    )
    assert text.index(drift) < text.index(moves) < text.index(fate)
    assert f"    - {moves}" in text


def test_every_lever_that_is_called_has_a_row_with_its_process():
    rows = offers().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(CALLS)
    assert all(len(row.split("|")[2].strip()) > 10 for row in rows)


def test_every_step_leads_to_a_file():
    files = re.findall(r"\(\.\./([^)#]+\.py)\)", "\n".join(STEPS))
    assert files
    assert all((REPOSITORY / file).is_file() for file in files)
