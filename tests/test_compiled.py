"""No compiled code outlives the source that it came from."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from sim import cache, compiled
from sim.compiled import whole
from tests.house.source import REPOSITORY, is_kernel, sources

PACKAGE = REPOSITORY / "sim"
KERNEL_FILES = [
    s.path.relative_to(PACKAGE) for s in sources("sim") if any(map(is_kernel, s.functions()))
]
ASKED = """
from sim.chance import mix
from sim.compiled import kernel

@kernel
def asked(word):
    return mix(word)
"""
ASK = "import numpy, sim.world.asked; print(sim.world.asked.asked(numpy.uint64(7)))"


def watched(path: Path) -> object:
    return pytest.param(path)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the package, whose sources the digest then reads."""
    shutil.copytree(PACKAGE, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "sim" / "cache.py"))
    return tmp_path / "sim"


def add_a_line(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\nNEW = 1\n", encoding="utf-8")


def test_there_are_kernels_to_watch():
    assert {Path("chance.py"), Path("dynamics/ties.py"), Path("world/roster.py")} <= set(
        KERNEL_FILES
    )


@pytest.mark.parametrize("kernels", [watched(path) for path in KERNEL_FILES], ids=str)
def test_the_cache_moves_when_a_file_with_kernels_changes(copied, kernels):
    before = cache.kernel_digest()
    add_a_line(copied / kernels)
    assert cache.kernel_digest() != before


def test_the_cache_moves_when_a_file_with_kernels_comes_or_goes(copied):
    before = cache.kernel_digest()
    (copied / "dynamics" / "new.py").write_text("NEW = 1", encoding="utf-8")
    with_new = cache.kernel_digest()
    (copied / "dynamics" / "ties.py").unlink()
    assert len({before, with_new, cache.kernel_digest()}) == 3


def test_the_cache_stays_when_nothing_compiled_changes(copied):
    before = cache.kernel_digest()
    add_a_line(copied / "report" / "__init__.py")
    assert cache.kernel_digest() == before


def answer(package: Path, cache: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(package), "NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=package, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_kernel_notices_a_change_in_a_kernel_that_it_imports(tmp_path, copied):
    (copied / "world" / "asked.py").write_text(ASKED, encoding="utf-8")
    first = answer(copied.parent, tmp_path / "cache")
    chance = copied / "chance.py"
    text = chance.read_text(encoding="utf-8")
    assert "0xBF58476D1CE4E5B9" in text
    chance.write_text(text.replace("0xBF58476D1CE4E5B9", "0xBF58476D1CE4E5BB"), encoding="utf-8")
    assert answer(copied.parent, tmp_path / "cache") != first


def test_the_cache_lies_where_the_user_wants_it(monkeypatch, tmp_path):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "general"))
    assert cache.cache_home() == tmp_path / "general" / "corridor-sim"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "special"))
    assert cache.cache_home() == tmp_path / "special" / "corridor-sim"


def test_a_version_is_known_by_the_code_that_a_run_compiled_to_its_end(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert not cache.is_compiled()
    kept = cache.cache_folder() / "model_1"
    kept.mkdir(parents=True)
    (kept / "begun.stock-3.py311.1.nbc").touch()
    assert not cache.is_compiled()
    (kept / "record.stock-3.py311.1.nbc").touch()
    assert cache.is_compiled()


def test_the_end_of_a_quarter_is_compiled_by_the_recorder():
    assert Path("model/record.py") in KERNEL_FILES


def test_a_machine_without_a_writable_home_still_compiles(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr("numba.config.CACHE_DIR", "", raising=False)
    compiled._set_cache_folder()
    folder = Path(vars(numba.config)["CACHE_DIR"])
    assert folder.is_dir()
    folder.rmdir()


def test_compiled_code_holds_no_interpreter_lock():
    inner: Any = compiled.kernel(add_a_line)
    made: list[Any] = [inner.within, compiled.maker(add_a_line)]
    assert all(f.targetoptions["nogil"] for f in made)
    assert all(f.targetoptions["error_model"] == "numpy" for f in made)


@pytest.mark.skipif(bool(vars(numba.config)["DISABLE_JIT"]), reason="nothing is compiled")
def test_a_callee_is_compiled_once_for_constants_and_numbers_of_any_width():
    @numba.njit
    def callee(k):
        return k + 1

    @numba.njit
    def caller(slots):
        return callee(whole(-1)) + callee(whole(slots[0])) + callee(len(slots))

    assert caller(np.array([3, 4], np.int32)) == 0 + 4 + 3
    assert len(callee.signatures) == 1
