"""Two results side by side as text, Markdown, CSV and JSON."""

import csv
import io
import json

import numpy as np
import pytest

from sim.analysis.two import Two, set_side_by_side
from sim.report.two_tables import two_csv, two_json, two_markdown, two_text
from tests.analysis.fake import FakeResults, Plan, steady

FIRST = Plan({"baseline": steady(0.0), "vouchers": steady(2.0)}, samples=3, replicates=4)
SECOND = Plan({"baseline": steady(0.0), "vouchers": steady(5.0)}, samples=3, replicates=4)
CHANGED = ("policies.vouchers.amount: 1 GPU-h/year in the first, 2 GPU-h/year in the second",)


def two(*, paired: bool = True) -> Two:
    second = FakeResults(SECOND)
    moved = np.uint64(0 if paired else 7_000_000_000)
    digests = second.arrays["check/digest"]
    digests.update({name: stack + moved for name, stack in digests.items()})
    return set_side_by_side(FakeResults(FIRST), second)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_wider_than_eighty_columns(detail: bool) -> None:
    lines = two_text(two(), CHANGED, detail=detail).splitlines()
    assert max(map(len, lines)) <= 80


def test_levels_and_effects_of_both_stand_in_one_line_with_their_change() -> None:
    text = two_text(two(), CHANGED)
    effects = text.split("joint_papers, total 2026-2040, difference from baseline")[1]
    line = next(line for line in effects.splitlines() if line.startswith("RU-CN"))
    name, variant, first, second, change = line.split()[:5]
    assert (name, variant) == ("RU-CN", "vouchers")
    assert float(change) == pytest.approx(float(second) - float(first), abs=0.2)
    assert float(change) == pytest.approx(15 * 3.0, abs=1.0)


def test_pairs_are_called_pairs_and_what_was_changed_is_said() -> None:
    text = flat(two_text(two(), CHANGED))
    assert "paired: 3 x 4 runs of 2 variants have the same past in both results" in text
    assert "each of the 24 quarters before the policy date" in text
    assert f"changed: {CHANGED[0]}" in text
    assert "Change = second less first, run by run." in text
    assert "vouchers: its effect on joint_papers RU-CN, total 2026-2040, is larger" in text


def test_runs_that_are_no_pairs_are_plainly_called_so() -> None:
    text = flat(two_text(two(paired=False), ()))
    assert "NOT PAIRED: their pasts differ from 2020-Q1 on" in text
    assert "any run of one against any of the other" in text
    assert "Change = second less first, not paired." in text
    assert "run by run" not in text


def test_a_document_gets_the_same_tables() -> None:
    written = two_markdown(two(), CHANGED)
    assert "| where | variant | first | second | change | range |" in written
    assert "- paired: " in written


def test_the_csv_holds_levels_and_effects_in_full_and_says_whether_they_are_paired() -> None:
    rows = list(csv.DictReader(io.StringIO(two_csv(two(paired=False)))))
    assert {row["paired"] for row in rows} == {"false"}
    assert {row["of"] for row in rows} == {"level", "effect"}
    assert all(None not in row and None not in row.values() for row in rows)
    effects = [row for row in rows if row["of"] == "effect" and row["outcome"] == "joint_papers"]
    for row in effects:
        difference = float(row["second"]) - float(row["first"])
        assert float(row["change"]) == pytest.approx(difference)


def test_json_is_plain_data() -> None:
    told = json.loads(json.dumps(two_json(two(), CHANGED), allow_nan=False))
    assert told["paired"] is True
    assert told["changed"] == list(CHANGED)
    assert {row["variant"] for row in told["rows"]} == {"baseline", "vouchers"}
