"""`sim compare FIRST SECOND`, typed as a person types it."""

import json

import pytest

from sim.cli.comparing_two import changed_settings
from tests.typed import Desk

SHORT = "-S horizon.start=2018 -S horizon.end=2030 -S compare.at=[2030]"
RUN = f"sim run corridor --samples 1 --jobs 1 -q -S outcomes=[joint_papers,moves] {SHORT}"
RUNS = {
    "usual": "--scale 0.003 -n 2 -v vouchers",
    "large": "--scale 0.003 -n 2 -v vouchers -S policies.vouchers.amount='3 MGPU-h/year'",
    "other_seed": "--scale 0.003 -n 2 -v vouchers --seed 3",
    "wide": "--scale 0.004 -n 2 -v vouchers",
}


@pytest.fixture(scope="module")
def drawer(tmp_path_factory, repository):
    """A desk with four small results, by name."""
    desk = Desk(tmp_path_factory.mktemp("two"))
    (desk.folder / "scenarios").symlink_to(repository / "scenarios")
    for name, words in RUNS.items():
        said = desk.type(f"{RUN} {words} -o {name}")
        assert said.exit_code == 0, said.stderr
    return desk


def test_another_dose_is_compared_in_proven_pairs(drawer):
    said = drawer.type("sim compare usual/corridor large/corridor")
    assert said.exit_code == 0
    text = " ".join(said.output.split())
    assert "paired: 1 x 2 runs of 2 variants have the same past" in text
    assert "; the two differ in policies or future of vouchers." in text
    assert "changed: policies.vouchers.amount: 1000000 GPU-h/year in the first, 3000000" in text
    assert max(map(len, said.output.splitlines())) <= 80


def test_another_seed_is_plainly_said_to_be_unpaired(drawer):
    told = json.loads(drawer.type("sim compare usual/corridor other_seed/corridor --json").output)
    assert told["paired"] is False
    assert "seed (20261122 and 3)" in told["kinship"]["unpaired"]
    assert told["changed"] == ["runs.seed: 20261122 in the first, 3 in the second"]


def test_results_that_do_not_fit_are_refused_with_the_reason(drawer):
    said = drawer.type("sim compare usual/corridor wide/corridor")
    assert said.exit_code == 2
    assert said.output == ""
    assert "scale: 0.003 against 0.004" in said.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("usual/corridor large/corridor wide/corridor", "more are not"),
        ("usual/corridor nowhere", "nowhere: no result there"),
        ("usual/corridor large/corridor --outcome papers", 'no outcome "papers"'),
        ("usual/corridor large/corridor --to package", 'no variant "package"'),
    ],
)
def test_a_wrong_word_is_named(drawer, typed, words):
    said = drawer.type(f"sim compare {typed}")
    assert said.exit_code == 2
    assert said.output == ""
    assert words in said.stderr


@pytest.mark.parametrize("form", ["csv", "md", "json"])
def test_every_form_has_all_that_was_asked_for(drawer, form):
    words = f"compare usual/corridor large/corridor --outcome all --format {form}"
    said = drawer.type(f"sim {words}")
    assert said.exit_code == 0
    assert "joint_papers" in said.output
    assert "moves" in said.output


def test_settings_that_only_one_has_are_told_too():
    found = list(changed_settings({"a": "1", "b": "2"}, {"b": "3", "c": "4"}))
    assert found == [
        "a: 1 in the first, - in the second",
        "b: 2 in the first, 3 in the second",
        "c: - in the first, 4 in the second",
    ]
