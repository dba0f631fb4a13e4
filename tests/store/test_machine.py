"""What is said of the machine moves numbers or pictures, and names nobody."""

import getpass
import platform

import sim
from sim.store import machine


def test_platform_names_no_machine():
    assert platform.node() == "" or platform.node() not in machine.platform_name().split()
    assert machine.platform_name().startswith(platform.system())


def test_versions_are_of_what_the_numbers_rest_on():
    versions = machine.package_versions()
    assert {"numpy", "numba", "mesa", "scipy"} <= set(versions)
    assert all(text[0].isdigit() for text in versions.values())


def test_an_unknown_commit_is_no_failure(monkeypatch, tmp_path):
    machine.commit.cache_clear()
    monkeypatch.setattr(sim, "__file__", str(tmp_path / "sim" / "__init__.py"))
    assert machine.commit() == (None, None)
    (tmp_path / ".git").mkdir()
    machine.commit.cache_clear()
    assert machine.commit() == (None, None)
    machine.commit.cache_clear()


def test_a_machine_without_git_is_no_failure(monkeypatch):
    machine.commit.cache_clear()
    monkeypatch.setenv("PATH", "")
    assert machine.commit() == (None, None)
    machine.commit.cache_clear()


def test_nothing_said_holds_the_user():
    said = [machine.python_version(), machine.platform_name(), *machine.package_versions().values()]
    assert getpass.getuser() not in " ".join(said).split()
