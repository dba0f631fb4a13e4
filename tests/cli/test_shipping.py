"""What a fit or a table of patterns has found becomes evidence, and the page is made from it."""

import json
from dataclasses import replace

import pytest

from sim.cli import validating
from sim.experiment.patterns.base import Reading
from sim.experiment.patterns.catalogue import BY_NAME
from sim.experiment.patterns.targets import read_targets
from sim.experiment.patterns.windows import STATISTICS, WINDOWS, Beside, Mark, recorded
from sim.experiment.structures import StructureTable
from sim.experiment.validate import PatternTable, Row
from sim.handbook import kept
from sim.handbook.patterns import patterns
from sim.model.spec import Structure
from sim.store import reference
from tests.store.test_fits import fit_in


@pytest.fixture
def evidence(tmp_path, monkeypatch):
    """A folder of evidence of its own."""
    folder = tmp_path / "reference"
    folder.mkdir()
    monkeypatch.setattr(reference, "reference_folder", lambda: folder)
    monkeypatch.setattr(kept, "folder", lambda: folder)
    return folder


def _table(_world, *, missed=("out_rate.ru",), **_):
    """All patterns of a world met, but for those that are missed."""
    rows = []
    for target in (t for t in read_targets() if "science" in t.worlds):
        value = target.high + 1.0 if target.id in missed else target.value
        read = Reading(value, target.value, target.low, target.high)
        rows.append(Row(BY_NAME[target.pattern], target, read))
    return PatternTable("science", 0.01, 1, 5, Structure(), tuple(rows))


def _structures(world, **_):
    return StructureTable({"as is": _table(world), "event M": _table(world, missed=())})


def test_a_table_of_patterns_becomes_a_page_that_marks_what_fails(evidence, monkeypatch, tmp_path):
    monkeypatch.setattr(validating, "pattern_table", _table)
    before = patterns()
    validating.validated("science", 0.01, 1, tmp_path, ship=True)
    page = patterns()
    assert "`sim validate science --ship` makes one" in before
    assert "`sim validate science --ship` makes one" not in page
    (row,) = [line for line in page.splitlines() if "🔴 not in band" in line]
    assert "Moves abroad per 1,000 researchers, Russia" in row
    assert f"🔴 P4 out_rate.ru: {BY_NAME['out_rate'].fails}" in page
    met = sum("science" in target.worlds for target in read_targets()) - 1
    assert f"{met} of {met + 1} patterns in band" in page


def test_without_being_asked_nothing_becomes_evidence(evidence, monkeypatch, tmp_path):
    monkeypatch.setattr(validating, "pattern_table", _table)
    validating.validated("science", 0.01, 1, tmp_path)
    assert not list(evidence.iterdir())


def test_rival_structures_that_fail_where_another_passes_are_named(evidence, monkeypatch, tmp_path):
    monkeypatch.setattr(validating, "structure_table", _structures)
    validating.structured("science", 0.01, 1, tmp_path, ship=True)
    page = patterns()
    assert "as is fails where another passes: out_rate.ru" in page
    assert "| P4 out_rate.ru | 🔴 " in page


def test_the_chart_of_windows_is_kept_with_its_words_and_shown(evidence, monkeypatch, tmp_path):
    run = tuple(Mark(years, 0.5, 0.4, 0.6) for years in WINDOWS)
    beside = tuple(Beside(statistic, run, recorded(statistic)) for statistic in STATISTICS)
    windowed = replace(_table("ai"), world="ai", beside=beside)
    monkeypatch.setattr(validating, "pattern_table", lambda *_, **__: windowed)
    validating.validated("ai", 0.01, 1, tmp_path, ship=True)
    kept_files = {path.name for path in (evidence / "patterns").iterdir()}
    assert kept_files == {"ai.json", "ai-network.svg", "ai-network.csv", "ai-network.txt"}
    (shown,) = [line for line in patterns().splitlines() if "ai-network.svg" in line]
    assert "authors in the largest component, 2010-2014: record 0.72, run 0.50." in shown


def test_what_was_made_with_another_model_says_so(evidence, monkeypatch, tmp_path):
    monkeypatch.setattr(validating, "pattern_table", _table)
    validating.validated("science", 0.01, 1, tmp_path, ship=True)
    assert "earlier version" not in patterns()
    path = evidence / "patterns" / "science.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["stamp"]["model_sha256"] = "0" * 64
    path.write_text(json.dumps(said), encoding="utf-8")
    assert "other sources of the model than those of today" in patterns()


def test_a_finished_fit_is_kept_from_its_folder(desk, evidence):
    fit_in(desk.folder / "fit")
    said = desk.type("sim calibrate --stored fit")
    assert said.exit_code == 0, said.stderr
    assert {path.name for path in (evidence / "calibration").iterdir()} == {"cards.csv", "fit.json"}


def test_a_fit_that_identified_nothing_ships_no_posterior(desk, evidence):
    fit_in(desk.folder / "fit")
    said = desk.type("sim calibrate --stored fit --ship")
    assert said.exit_code == 2
    assert "no card was identified" in said.stderr
    assert not list(evidence.iterdir())


def test_a_posterior_that_contradicts_the_cards_of_today_is_refused(desk, evidence):
    folder = fit_in(desk.folder / "fit")
    entry = (
        "- name: partner.home_size\n  low: 50\n  central: 60\n  high: 70\n  contraction: 0.5\n"
        "  grade: C\n  how: Fitted.\n  checked: 2026-11-22\n"
    )
    (folder / "summary.yaml").write_text(entry, encoding="utf-8")
    (folder / "samples.csv").write_text("partner.home_size\n50\n70\n", encoding="utf-8")
    said = desk.type("sim calibrate --stored fit --ship")
    assert said.exit_code == 2
    assert "draws of partner.home_size lie outside of its card" in said.stderr
    assert not list(evidence.iterdir())


def test_a_folder_without_a_fit_is_refused(desk, evidence):
    said = desk.type("sim calibrate --stored scenarios")
    assert said.exit_code == 2
    assert "no fit there" in said.stderr
