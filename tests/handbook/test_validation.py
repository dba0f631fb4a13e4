"""The page of validation is made from what is kept, and says where nothing is."""

import json

import pytest

from sim.evidence.shelf import Shelf
from sim.experiment.hindcast.account import account_of, files_of, shippable
from sim.handbook import heldout, kept, smaller, validation
from sim.handbook.fitted import bar, fitted, in_use, learnt
from sim.handbook.heldout import held_out
from sim.handbook.patterns import patterns
from sim.handbook.validation import validation_page
from sim.store.fits import stored_fit
from sim.store.reference import keep
from tests.evidence.test_scale import shipped
from tests.experiment.hindcast.toys import flat, toy
from tests.store.test_fits import fit_in

CARDS = """\
card,prior_5,prior_50,prior_95,posterior_5,posterior_50,posterior_95,contraction,identified
partner.home_size,0.1,0.4,0.9,0.1,0.2,0.3,0.5,yes
ties.half_life,0.6,1,3,0.6,1,3,-0.01,no
"""
MISFITS = "statistic,record,misfit\njoint_papers CN-RU 2005-2010,5.3,-3.25\nmoves CN-RU,1,0.5\n"
COVERAGE = "card,known_points,inside_0.5,inside_0.9\npartner.home_size,40,0.48,0.7\n"


@pytest.fixture
def evidence(tmp_path, monkeypatch):
    """A folder of evidence of its own, with nothing in it."""
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "reference")
    return tmp_path / "reference"


@pytest.fixture
def a_fit(evidence, tmp_path):
    """The tables of a small fit."""
    folder = fit_in(tmp_path / "fit")
    tables = {"cards": CARDS, "misfits": MISFITS, "coverage": COVERAGE}
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    keep("calibration", stored_fit(folder).tables(), evidence)


def test_where_nothing_is_kept_the_page_says_so(evidence, monkeypatch):
    monkeypatch.setattr(heldout, "read_hindcast", lambda: None)
    monkeypatch.setattr(validation, "read_hindcast", lambda: None)
    page = validation_page().text()
    for said in ("No fit is kept", "No hindcast is shipped", "no table of patterns is kept"):
        assert said in page


def test_the_fit_tells_what_it_learnt_and_what_not(a_fit):
    page = learnt()
    taught, silent = page.split("### What the record says nothing about")
    assert "partner.home_size" in taught
    assert "| 0.1, 0.4, 0.9 | 0.1, 0.2, 0.3 |" in taught
    assert "ties.half_life" in silent.split("###")[0]
    assert "1 of the 2 fitted cards contract by less than a fifth" in silent


def test_the_fit_tells_runs_hours_and_that_it_is_of_an_earlier_model(a_fit):
    page = fitted()
    assert "4 runs in all" in page
    assert "1.5 core-hours" in page
    assert "other sources of the model than those of today" in page


def test_what_is_far_off_and_what_is_too_sure_is_marked(a_fit):
    page = learnt()
    assert "joint_papers CN-RU 2005-2010: 🔴 3.2 too low" in page
    assert "moves CN-RU: 0.5 too high" in page
    assert "| partner.home_size | 40 | 48% | 🔴 70% |" in page


def test_a_bar_is_as_long_as_its_share():
    assert bar(0.5) == "`██████████░░░░░░░░░░`"
    assert bar(-0.01) == "`░░░░░░░░░░░░░░░░░░░░`"


@pytest.fixture(scope="module")
def hindcast(tmp_path_factory):
    """The account of a world in which nothing changes."""
    account = account_of(toy(tmp_path_factory.mktemp("flat") / "e", flat))
    summary = account.summary("sim validate --hindcast --ship")
    return summary, shippable(files_of(account, summary))


def test_a_kept_hindcast_shows_every_chart_with_its_words(evidence, hindcast, monkeypatch):
    summary, files = hindcast
    monkeypatch.setattr(heldout, "read_hindcast", lambda: summary)
    assert heldout.NO_ACCOUNT in held_out()
    keep("hindcast", files, evidence)
    page = held_out()
    charts = [name for name in files if name.endswith(".svg")]
    assert charts
    for name in charts:
        alt = " ".join(files[name.replace(".svg", ".txt")].decode().split())
        assert f"![{alt}](../results/reference/hindcast/{name})" in page


def test_charts_of_another_hindcast_than_the_summary_say_so(evidence, hindcast, monkeypatch):
    summary, files = hindcast
    keep("hindcast", files, evidence)
    monkeypatch.setattr(heldout, "read_hindcast", lambda: summary)
    assert heldout.OF_ANOTHER not in held_out()
    other = summary.model_copy(update={"seed": summary.seed + 1})
    monkeypatch.setattr(heldout, "read_hindcast", lambda: other)
    assert heldout.OF_ANOTHER in held_out()


def test_a_pair_that_was_never_seen_has_its_sentences(evidence, hindcast, monkeypatch):
    summary, files = hindcast
    keep("hindcast", files, evidence)
    monkeypatch.setattr(heldout, "read_hindcast", lambda: summary)
    said = json.loads(files["hindcast.json"])["transfer_words"]
    assert said
    assert all(f"- {line}" in held_out() for line in said)


def test_every_naive_forecast_stands_beside_the_model_with_the_best_in_bold(
    evidence, hindcast, monkeypatch
):
    summary, files = hindcast
    monkeypatch.setattr(heldout, "read_hindcast", lambda: summary)
    keep("hindcast", files, evidence)
    page = held_out()
    scores = [
        score
        for score in json.loads(files["hindcast.json"])["scores"]
        if score["period"] == "all" and score["family"] == "papers"
    ]
    least = min(score["log_rmse"] for score in scores)
    for score in scores:
        error = f"{score['log_rmse']:.3f}"
        shown = f"**{error}**" if score["log_rmse"] == least else error
        assert f"| {score['forecast']} | {shown} |" in page


def test_a_table_of_scales_is_shown_with_what_differs(monkeypatch):
    monkeypatch.setattr(smaller, "read_scale", lambda: None)
    assert smaller.smaller_worlds() == smaller.NONE
    monkeypatch.setattr(smaller, "read_scale", shipped)
    page = smaller.smaller_worlds()
    assert "| [`moves`](outcomes.md#moves) | levels | 🔴 differs (1.20) | holds (1.20) |" in page
    assert "differences | open (1.20) | nothing there |" in page


def test_a_reader_is_told_that_a_central_value_need_not_lie_in_the_middle_and_some_do_not():
    assert "need not lie in its middle" in in_use()
    cards = [card for card in Shelf.read().cards.values() if card.shape == "triangular"]
    assert any(card.central != card.at(0.5) for card in cards)


def _rival(name, run, verdict):
    return {"number": "P4", "id": name, "runs": {"as is": {"run": run, "verdict": verdict}}}


def test_what_could_not_be_read_under_a_structure_is_not_marked_as_failed(monkeypatch):
    rows = [
        _rival("out_rate.ru", 5.0, "in band"),
        _rival("out_rate.cn", 9.0, "not in band"),
        _rival("out_rate.us", None, "not read"),
    ]
    account = {
        "scale": 0.02, "replicates": 4, "seed": 1, "patterns": rows,
        "fails_where_another_passes": {"as is": []},
        "stamp": {"made": "2026-11-30", "command": "sim validate", "model_sha256": "a" * 64,
                  "evidence_sha256": "b" * 64},
    }  # fmt: skip
    monkeypatch.setattr(
        kept, "account", lambda name: account if name.endswith("science.structures.json") else {}
    )
    page = patterns()
    assert "| P4 out_rate.ru | 5.00 |" in page
    assert "| P4 out_rate.cn | 🔴 9.00 |" in page
    assert "| P4 out_rate.us | not read |" in page
