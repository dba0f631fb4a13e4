"""The shipped hindcast: read as it was written, and the limit that it sets."""

from datetime import date

import pytest

from sim.errors import EvidenceError
from sim.evidence.hindcast import FamilyResult, Hindcast, read_hindcast, told_apart, write_hindcast

HASH = "c" * 64


def result(*, beaten, kind="given", says="joint papers"):
    return FamilyResult(
        family="papers", says=says, kind=kind, error=0.31, naive="constant affinity",
        naive_error=0.16, p=0.01, beaten=beaten, covered_50=0.5, covered_90=0.9,
    )  # fmt: skip


def shipped(*families):
    return Hindcast(
        made=date(2026, 11, 22), command="sim validate --hindcast", sim="0.1.0", world="science",
        scale=0.05, samples=1, replicates=4, seed=1, model_sha256=HASH, evidence_sha256=HASH,
        families=families,
    )  # fmt: skip


def test_what_is_written_is_read_again(tmp_path):
    found = shipped(result(beaten=False), result(beaten=True, kind="free"))
    write_hindcast(found, tmp_path / "hindcast.yaml")
    assert read_hindcast(tmp_path) == found


def test_where_none_is_shipped_there_is_none(tmp_path):
    assert read_hindcast(tmp_path) is None


def test_the_limit_names_what_is_lost_with_both_errors():
    words = shipped(
        result(beaten=False), result(beaten=True, says="moves between countries and groups")
    ).limit(HASH)
    assert "joint papers 0.31 against 0.16" in words
    assert "moves" not in words
    assert "another version" not in words


def test_the_limit_counts_where_the_model_errs_more_and_where_it_wins():
    lucky = result(beaten=False).model_copy(update={"error": 0.1})
    words = shipped(result(beaten=False), result(beaten=False), lucky).limit()
    assert "errs more than naive forecasts in 2 of 3 readings" in words
    assert "less by more than luck in none" in words
    won = result(beaten=True).model_copy(update={"error": 0.1})
    words = shipped(result(beaten=False), won).limit()
    assert "in 1 of 2 readings, and less by more than luck in 1 (" in words


def test_an_error_that_is_less_by_luck_is_said_to_be_so():
    lucky = result(beaten=False).model_copy(update={"error": 0.1})
    assert "0.10 against 0.16, less but within luck" in shipped(lucky).limit(HASH)


def test_the_limit_says_when_it_was_found_with_another_model():
    assert "another version of the model" in shipped(result(beaten=False)).limit("d" * 64)


def test_a_model_that_wins_everywhere_has_no_limit_of_this_kind():
    assert shipped(result(beaten=True)).limit(HASH) == ""


def test_a_damaged_file_is_named_with_its_fault(tmp_path):
    write_hindcast(shipped(result(beaten=False)), tmp_path / "hindcast.yaml")
    text = (tmp_path / "hindcast.yaml").read_text("utf-8").replace("kind: given", "kind: maybe")
    (tmp_path / "hindcast.yaml").write_text(text, "utf-8")
    with pytest.raises(EvidenceError, match="maybe"):
        read_hindcast(tmp_path)


def test_errors_that_two_decimals_would_make_alike_have_three():
    assert told_apart(0.163, 0.159) == "0.163 against 0.159"
    assert told_apart(0.28, 0.2634) == "0.28 against 0.26"
    assert told_apart(0.5, 0.5) == "0.500 against 0.500"
