"""What two workers compile ahead is what a run needs, and neither waits for nothing."""

import sys
from dataclasses import replace

import numba
import pytest

from sim import compiled
from sim.compiled import Kernel
from sim.evidence.shelf import Shelf
from sim.model import ahead
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec

START = 4 * 2005


@pytest.fixture(scope="module")
def spec():
    values = Shelf.read().values()
    return RunSpec("ai", 0.002, START, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache in common, also where the rules run as plain Python and nothing is compiled."""
    monkeypatch.setitem(vars(numba.config), "DISABLE_JIT", 0)
    monkeypatch.setattr(compiled, "CACHE", tmp_path)
    return tmp_path


def shares(monkeypatch):
    done = []
    stand_ins = tuple(lambda spec, n=n: done.append((n, spec.scale)) for n in range(2))
    monkeypatch.setattr(ahead, "SHARES", stand_ins)
    return done


@pytest.mark.skipif(bool(vars(numba.config)["DISABLE_JIT"]), reason="nothing is compiled")
def test_the_two_shares_are_all_that_years_without_policies_need(spec):
    def versions():
        modules = [module for name, module in sys.modules.items() if name.startswith("sim.")]
        found = [thing for module in modules for thing in vars(module).values()]
        gates = [vars(thing).get("gate") for thing in found if isinstance(thing, Kernel)]
        compiled = [thing for thing in [*found, *gates] if hasattr(thing, "signatures")]
        return {(c.__module__, c.__qualname__, str(s)) for c in compiled for s in c.signatures}

    for share in ahead.SHARES:
        share(replace(spec, scale=ahead.SCALE))
    before = versions()
    model = PolicyModel(spec)
    model.run_until(START + 8)
    names = {name for _, name, _ in before}
    assert {"decide_from_python", "finish_from_python", "enter_from_python"} <= names
    assert versions() - before == set()


def test_each_worker_compiles_its_share_of_a_tiny_world_once(spec, cache, monkeypatch):
    done = shares(monkeypatch)
    (cache / "share-1").touch()
    ahead.compile_ahead(spec, 0, 2)
    ahead.compile_ahead(spec, 0, 2)
    assert done == [(0, ahead.SCALE)]


def test_one_worker_alone_begins_at_once(spec, cache, monkeypatch):
    done = shares(monkeypatch)
    ahead.compile_ahead(spec, 0, 1)
    assert done == []
    assert list(cache.iterdir()) == []


def test_workers_without_a_common_cache_begin_at_once(spec, monkeypatch):
    monkeypatch.setattr(compiled, "CACHE", None)
    done = shares(monkeypatch)
    ahead.compile_ahead(spec, 0, 2)
    assert done == []


def test_a_share_that_does_not_come_is_not_waited_for_forever(spec, cache, monkeypatch):
    shares(monkeypatch)
    monkeypatch.setattr(ahead, "PATIENCE", 0.1)
    ahead.compile_ahead(spec, 1, 2)
    assert [mark.name for mark in cache.iterdir()] == ["share-1"]


def test_who_is_told_to_stop_waits_no_longer(spec, cache, monkeypatch):
    shares(monkeypatch)
    asked = iter([False, False, True])
    ahead.compile_ahead(spec, 0, 2, lambda: next(asked))
    assert [mark.name for mark in cache.iterdir()] == ["share-0"]
