"""Which program made a result: a hash of what decides the numbers."""

import dataclasses

import pytest

from sim.errors import StoreError
from sim.experiment.sources import history_digest, model_digest
from sim.experiment.task import compute
from sim.store.folder import RunFolder
from tests.experiment.making import plan


@pytest.fixture
def package(tmp_path):
    for name in (
        "chance.py",
        "dynamics/ties.py",
        "model/model.py",
        "policies/base.py",
        "report/fan.py",
        "cli/app.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


def changed(package, name, text):
    copy = package.parent / f"{package.name}-changed"
    for path in package.rglob("*.py"):
        target = copy / path.relative_to(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (copy / name).write_bytes(text)
    return copy


def test_a_change_to_the_running_side_is_another_model(package):
    assert model_digest(package) != model_digest(changed(package, "dynamics/ties.py", b"# other\n"))


@pytest.mark.parametrize("name", ["report/fan.py", "cli/app.py", "dynamics/notes.txt"])
def test_a_change_elsewhere_is_not(package, name):
    assert model_digest(package) == model_digest(changed(package, name, b"# other\n"))


def test_what_a_policy_is_decides_results_but_no_history(package):
    other = changed(package, "policies/base.py", b"# other\n")
    assert model_digest(package) != model_digest(other)
    assert history_digest(package) == history_digest(other)


def test_the_model_is_another_one_where_its_histories_are(package):
    other = changed(package, "dynamics/ties.py", b"# other\n")
    assert history_digest(package) != history_digest(other)


def test_line_ends_are_no_change(package):
    same = changed(package, "dynamics/ties.py", b"# dynamics/ties.py\r\n")
    assert model_digest(package) == model_digest(same)


def test_a_program_that_changed_under_a_run_is_refused(tmp_path):
    made = plan()
    units = RunFolder.create_or_resume(tmp_path, made).units
    task = dataclasses.replace(made.tasks(units)[0], sources="0" * 64)
    with pytest.raises(StoreError, match="program was changed while the run was going"):
        compute(task, lambda _: None)
    assert units.count() == 0
