"""Every mistake is told at its line and column, with its remedy, and all of them at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.scenario.read import read_scenario
from tests.bad.corpus import GOOD, mistakes

MISTAKES = mistakes()
LEFT_OUT = ("mesa", "numba", "matplotlib", "pandas", "scipy")


def test_the_corpus_is_large_and_each_mistake_is_one_of_a_good_file(read):
    assert len(MISTAKES) >= 45
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)
    assert [m.name for m in MISTAKES if GOOD.count(m.find) != 1] == []
    assert list(read(GOOD).variants) == ["baseline", "vouchers", "lottery", "package", "cheap"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.name)
def test_a_mistake_is_told_with_its_place_and_remedy(mistake, tmp_path, shelf):
    path = mistake.put_into(tmp_path)
    with pytest.raises(ScenarioError) as caught:
        read_scenario(path, shelf=shelf)
    found = [(f.line, f.column, f.code) for f in caught.value.faults]
    assert found == [(e.line, e.column, e.code) for e in mistake.faults]
    told = str(caught.value)
    assert all(expected.remedy in told for expected in mistake.faults)
    assert "Traceback" not in told
    assert "pydantic" not in told
    assert [entry.name for entry in tmp_path.iterdir()] == ["good.yaml"]


def test_faults_of_all_mistakes_that_do_not_hide_one_another_come_together(refused):
    chosen = {
        "misspelt_needed_key",
        "misspelt_amount",
        "missing_unit",
        "percent_forgotten",
        "unknown_added_policy",
        "unknown_card",
        "misspelt_seed",
        "unknown_outcome",
    }
    text = GOOD
    for mistake in MISTAKES:
        if mistake.name in chosen:
            text = text.replace(mistake.find, mistake.write)
    expected = sorted(
        (e.line, e.column, e.code) for m in MISTAKES if m.name in chosen for e in m.faults
    )
    found = [(f.line, f.column, f.code) for f in refused(text)]
    unrecorded = [fault for fault in found if fault not in expected]
    assert [fault for fault in expected if fault not in found] == []
    assert unrecorded == []


@pytest.mark.parametrize("dress", ["bom", "crlf", "both", "old_mac"])
def test_the_dress_of_a_file_does_not_matter(dress, read):
    data = GOOD.encode()
    if dress in {"crlf", "both"}:
        data = data.replace(b"\n", b"\r\n")
    if dress == "old_mac":
        data = data.replace(b"\n", b"\r")
    if dress in {"bom", "both"}:
        data = b"\xef\xbb\xbf" + data
    assert read(data).digest == read(GOOD).digest


def test_lines_are_counted_alike_with_windows_line_ends(refused):
    text = GOOD.replace("scale: 10%", "scale: 10").replace("\n", "\r\n")
    (fault,) = refused(text)
    assert (fault.line, fault.column) == (6, 8)


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        (GOOD.replace("Does", "Do\xe9s").encode("latin-1"), 3, 13, "not-utf-8"),
        (GOOD.encode("utf-16"), 1, 1, "not-utf-8"),
        (GOOD.replace("Does", "Do\0es").encode(), 3, 13, "control-character"),
        (GOOD.replace("Does", "Do\u2028es").encode(), 3, 13, "control-character"),
        (GOOD.replace("    from: 2027", "  \xa0 from: 2027").encode(), 29, 3, "control-character"),
        (b"", 1, 1, "empty-file"),
        (b"# only a remark\n", 1, 1, "empty-file"),
        (b"- a list\n", 1, 1, "not-a-block"),
        (b"a text\n", 1, 1, "not-a-block"),
        (b"x: 1\n" * 250_000, 0, 0, "unreadable"),
    ],
)
def test_bytes_that_are_no_scenario_are_told_as_such(data, line, column, code, refused):
    (first, *_) = refused(data)
    assert (first.line, first.column, first.code) == (line, column, code)


def test_a_missing_file_names_the_one_that_was_meant(tmp_path, shelf):
    (tmp_path / "corridor.yaml").write_text(GOOD)
    with pytest.raises(ScenarioError) as caught:
        read_scenario(tmp_path / "coridor.yaml", shelf=shelf)
    assert "corridor.yaml?" in str(caught.value)
    with pytest.raises(ScenarioError, match="no folder"):
        read_scenario(tmp_path / "nowhere" / "corridor.yaml", shelf=shelf)


def test_a_folder_is_not_a_scenario_but_may_hold_one(tmp_path, shelf):
    (tmp_path / "corridor.yaml").write_text(GOOD)
    with pytest.raises(ScenarioError, match=r"name one of its files: corridor\.yaml"):
        read_scenario(tmp_path, shelf=shelf)


def test_what_is_no_plain_file_is_not_opened(tmp_path, shelf):
    pipe = tmp_path / "good.yaml"
    os.mkfifo(pipe)
    with pytest.raises(ScenarioError, match="not a plain file"):
        read_scenario(pipe, shelf=shelf)


def test_only_the_wanted_variants_are_kept_with_those_they_are_compared_to(read, refused):
    assert list(read(GOOD, only=["lottery"]).variants) == ["baseline", "lottery"]
    text = GOOD.replace("to: baseline", "to: vouchers")
    assert list(read(text, only=["lottery"]).variants) == ["baseline", "vouchers", "lottery"]
    (fault,) = refused(GOOD, only=["lotery"])
    assert (fault.code, fault.remedy) == ("unknown-variant", 'did you mean "lottery"?')


def test_reading_needs_nothing_heavy(repository):
    program = (
        "import sys; from pathlib import Path\n"
        "from sim.scenario.read import read_scenario\n"
        "from sim.scenario.describe import describe\n"
        "describe(read_scenario(Path('scenarios/corridor.yaml')))\n"
        "print(*sorted(sys.modules))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, capture_output=True, text=True, check=True
    )
    modules = run.stdout.split()
    assert [name for name in LEFT_OUT if name in modules] == []


def test_a_large_file_of_nonsense_is_refused_in_a_moment(refused):
    begin = time.process_time()
    refused("a: [" * 100_000)
    refused("question: " + "x" * 900_000)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("path", sorted(Path("scenarios").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_shipped_scenarios_have_no_fault(path, shelf):
    assert read_scenario(path, shelf=shelf).scenario.name == path.stem
