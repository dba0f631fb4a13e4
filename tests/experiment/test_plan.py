"""Plans: which tasks there are, and in which share."""

import pickle

import pytest

from sim.errors import UsageError
from sim.experiment.plan import Plan, Portion
from sim.store.folder import RunFolder
from sim.store.unit import UnitKey
from tests.experiment.making import plan
from tests.store.making import record


@pytest.fixture
def units(tmp_path):
    return RunFolder.create_or_resume(tmp_path, plan()).units


def test_a_task_holds_all_variants_of_one_sample_and_replicate(units):
    tasks = plan().tasks(units)
    assert [(task.sample, task.replicate) for task in tasks] == [
        (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2),
    ]  # fmt: skip
    assert {task.wanted for task in tasks} == {("baseline", "seats")}


def test_each_sample_has_its_own_values(units):
    assert [task.spec.values["ties.half_life"] for task in plan().tasks(units)] == [
        0,
        0,
        0,
        1,
        1,
        1,
    ]


def test_a_task_takes_the_history_once_and_each_variant_from_the_policy_date(units):
    assert plan().tasks(units)[0].quarters == 8 + 2 * 12


def test_what_is_there_is_no_task(units):
    for variant in ("baseline", "seats"):
        key = UnitKey(variant, 0, 1)
        units.write(key, record(key))
    assert (0, 1) not in [(task.sample, task.replicate) for task in plan().tasks(units)]
    key = UnitKey("baseline", 1, 1)
    units.write(key, record(key))
    half = next(task for task in plan().tasks(units) if (task.sample, task.replicate) == (1, 1))
    assert half.missing() == ["seats"]


def test_shares_are_disjoint_and_whole_whatever_was_done_before(units):
    def keys(part):
        tasks = plan().tasks(units, Portion(part, 4))
        return {task.key(variant) for task in tasks for variant in task.wanted}

    shares = [keys(part) for part in range(1, 5)]
    assert sum(map(len, shares)) == len(set.union(*shares)) == 12
    key = UnitKey("baseline", 0, 0)
    units.write(key, record(key))
    assert keys(2) == shares[1]


def test_a_unit_can_be_had_alone(units):
    key = UnitKey("seats", 1, 2)
    tasks = plan().tasks(units, Portion(only=(key,)))
    assert [(task.sample, task.replicate, task.wanted) for task in tasks] == [(1, 2, ("seats",))]


def test_a_named_unit_is_had_whatever_the_share(units):
    key = UnitKey("seats", 1, 2)
    named = [plan().tasks(units, Portion(part, 2, (key,))) for part in (1, 2)]
    assert [len(tasks) for tasks in named] == [1, 1]


def test_a_unit_that_is_not_planned_is_refused_with_the_closest(units):
    with pytest.raises(UsageError, match=r'no unit "seat\.s0001\.r0002"; did you mean "seats'):
        plan().tasks(units, Portion(only=(UnitKey("seat", 1, 2),)))


@pytest.mark.parametrize("text", ["", "1", "0/4", "5/4", "1/0", "a/b", "-1/4", "1/4/2", "1.5/4"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(UsageError, match="is no share: write 1/"):
        Portion.parse(text)


def test_a_share_is_read_as_it_is_written():
    assert Portion.parse("3/100") == Portion(3, 100)


def test_tasks_travel_to_workers(units):
    task = plan().tasks(units)[0]
    assert pickle.loads(pickle.dumps(task)) == task  # noqa: S301 -- our own bytes


def test_a_plan_whose_parts_do_not_fit_is_refused():
    sound = plan()
    with pytest.raises(ValueError, match="one specification to each sample"):
        Plan(sound.manifest, sound.files, {"": sound.specs[""][:1]})
    with pytest.raises(ValueError, match="names each variant once"):
        Plan(plan(variants=("baseline",)).manifest, sound.files, sound.specs)
