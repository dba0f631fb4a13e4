"""A fit knows nothing of later years: neither its code nor its numbers."""

import ast
import csv
import shutil

import numpy as np
import pytest

from sim.calibration.history import World, blind
from sim.calibration.priors import shelf_priors
from sim.calibration.simulator import problem_of, windows
from sim.calibration.targets import LAST_YEAR, read_fit_targets
from sim.evidence import seeds, tables
from sim.evidence.shelf import Shelf
from sim.world.drivers import FIRST_YEAR, read_drivers
from tests.house.source import sources

TINY = 0.001
KEPT_OUT = "hindcast"


def _imported(source):
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _reached(name, found):
    """Every file of the program that importing a module brings along."""
    files = {s.name.removesuffix(".py").replace("/", "."): s for s in sources("sim")}
    for target in [name, name.rpartition(".")[0]]:
        if target in files and target not in found:
            found.add(target)
            for other in _imported(files[target]):
                _reached(other, found)
    return found


def test_no_file_that_fits_imports_what_reads_held_out_rows_even_by_another_file():
    found: set[str] = set()
    for source in sources("sim/calibration"):
        _reached(source.name.removesuffix(".py").replace("/", "."), found)
    assert "sim.experiment.recorded" in found
    assert not [name for name in found if KEPT_OUT in name]


def test_no_file_that_fits_names_a_held_out_table():
    named = [s.name for s in sources("sim/calibration") if "holdout" in s.text]
    assert not named


def test_drivers_are_held_at_their_last_fitted_year():
    drivers = read_drivers("science", TINY)
    held, last = blind(drivers), LAST_YEAR - FIRST_YEAR
    for name in ("stock", "articles", "team_mean"):
        np.testing.assert_array_equal(
            getattr(held, name)[: last + 1], getattr(drivers, name)[: last + 1]
        )
        assert (getattr(held, name)[last + 1 :] == getattr(held, name)[last]).all()
    assert not np.array_equal(held.stock, drivers.stock)


@pytest.fixture
def spoilt(tmp_path, monkeypatch):
    """The evidence with every number of a later year, and every held-out row, made nonsense of."""
    root = tmp_path / "seeds"
    shutil.copytree(seeds.seeds_folder(), root)
    for path in (root / "tables").glob("*.csv"):
        _spoil(path)

    def use(folder):
        monkeypatch.setattr(tables, "seeds_folder", lambda: folder)

    yield lambda: use(root)
    monkeypatch.undo()


def _spoil(path):
    """Later years of a table: every measured number is another one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    titles, *rows = csv.reader(lines[head:])
    when = next((titles.index(name) for name in ("year", "last") if name in titles), None)
    if when is None or path.stem == "shocks":
        return
    keep = {"year", "first", "last", "authors"}
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\n".join(lines[:head]) + "\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(titles)
        for row in rows:
            later = float(row[when]) > LAST_YEAR
            writer.writerow(
                [
                    _other(cell) if later and title not in keep else cell
                    for title, cell in zip(titles, row, strict=True)
                ]
            )


def _other(cell):
    """Another number in the place of a number; a word stays."""
    try:
        return repr(0.37 * float(cell) + 0.01)
    except ValueError:
        return cell


@pytest.mark.slow
def test_no_number_of_a_later_year_reaches_a_fit(spoilt):
    before = _statistics()
    spoilt()
    assert read_drivers("science", TINY).stock[-1, 0] != pytest.approx(before[2], rel=0.1)
    observed, simulated, _ = _statistics()
    np.testing.assert_array_equal(observed, before[0])
    np.testing.assert_array_equal(simulated, before[1])


def _statistics():
    """The record and one tiny history as a fit sees them, and a driver that it does not see."""
    values = Shelf.read().values()
    targets = tuple(t for t in read_fit_targets() if t.world == "science")
    priors = shelf_priors(["partner.home_size"])
    world = World("science", TINY, 7, windows(targets))
    problem, drawn = problem_of(world, targets, priors, values)
    assert len(drawn.statistics) > 50
    simulated = problem.simulator(np.array([0.5]), 0)
    return problem.declared.observed, simulated, read_drivers("science", TINY).stock[-1, 0]
