"""The page says which core patterns admissible cards reach, and which not."""

import pytest

from sim.handbook import kept
from sim.handbook.patterns import FOLDER, patterns, summaries
from sim.handbook.reach import never_reached, within_reach
from sim.store.reference import keep_one

STAMP = {"made": "2026-12-01", "command": "sim", "model_sha256": "a" * 64, "evidence_sha256": "b"}


def pattern(name, verdict, tried=None, reached_at=()):
    return {
        "id": name, "number": "P13", "says": "It rises", "low": 2.12, "high": 4.25, "in_use": 1.5,
        "verdict": verdict, "lowest": 1.0, "highest": 3.0, "share_of_points": 0.25,
        "tried": tried, "reached_at": list(reached_at),
    }  # fmt: skip


def attempt(name, run, verdict):
    cards = {"partner.size": 1.2} if verdict == "in band" else {}
    reached = verdict == "in band"
    return {"reached": reached, "cards": cards, "runs": {name: run}, "verdicts": {name: verdict}}


@pytest.fixture
def search(tmp_path, monkeypatch):
    """One pattern met, one reached at its point, one elsewhere, one nowhere."""
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    patterns = [
        pattern("met", "in band"),
        pattern("own", "not in band", attempt("own", 2.5, "in band"), ["own"]),
        pattern("other", "not in band", attempt("other", 1.7, "not in band"), ["own", "P13"]),
        pattern("lost", "not in band", attempt("lost", 1.6, "not in band")),
    ]
    together = {"P13": attempt("lost", 1.6, "not in band")}
    account = {
        "stamp": STAMP, "world": "science", "scale": 0.05, "points": 100, "replicates": 4,
        "seed": 1, "cards": 92, "patterns": patterns, "together": together,
    }  # fmt: skip
    keep_one(f"{FOLDER}/science.reach.json", account, tmp_path)
    return within_reach("science", FOLDER)


def line(text, after):
    return next(one for one in text.splitlines() if after in one)


def test_a_pattern_reached_tells_the_cards_that_lead_there(search):
    assert "reached: 2.50, with `partner.size` 1.2" in search
    assert "🔴 1.50" in line(search, "reached: 2.50")


def test_a_pattern_reached_elsewhere_says_where(search):
    assert "1.70; reached where own, P13 was looked for" in search


def test_a_pattern_reached_nowhere_is_marked_and_named_in_short(search):
    assert "🔴 not reached: 1.60, with no card moved: none was found to act" in search
    assert "at no point tried: P13 lost." in never_reached("science", FOLDER)


def test_all_of_a_number_together_are_told_apart(search):
    assert "P13 together: 🔴 out: lost" in search


def test_the_page_of_patterns_holds_the_search_and_its_sentence(search):
    assert search in patterns()
    assert never_reached("science", FOLDER) in set(summaries())


def test_where_no_search_is_kept_nothing_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    assert within_reach("science", FOLDER) == never_reached("science", FOLDER) == ""
