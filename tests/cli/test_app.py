"""Every failure ends in one place, with the code that says what happened."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import app as program
from sim.errors import Fault, Incomplete, PairingError, ScenarioError, StoreError, UsageError

FAULT = Fault(
    "a.yaml",
    3,
    5,
    "polices",
    'unknown key "polices"',
    "write policies",
    "unknown",
    "    polices: {}",
)


@pytest.fixture
def typed(monkeypatch, tmp_path, capsys):
    """Type a command that fails in a given way; hand back its code and what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def type_(failure, *arguments):
        def fail(**_):
            raise failure

        monkeypatch.setattr(program, "app", fail)
        monkeypatch.setattr(sys, "argv", ["sim", *arguments])
        with pytest.raises(SystemExit) as ended:
            program.main()
        return ended.value.code, *capsys.readouterr()

    return type_


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (PairingError("two pasts"), 1),
        (ScenarioError([FAULT]), 2),
        (StoreError("damaged"), 2),
        (UsageError("no such thing"), 2),
        (Incomplete("4 of 8 runs are missing"), 3),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_kind_of_failure_has_its_code(typed, failure, code):
    assert typed(failure)[0] == code


def test_a_fault_of_the_user_is_told_on_stderr_without_a_traceback(typed):
    _, out, err = typed(ScenarioError([FAULT]))
    assert out == ""
    assert err.splitlines() == [
        'a.yaml:3:5: error: unknown key "polices"',
        "     3 |     polices: {}",
        "       |     ^ write policies",
        "1 problem in a.yaml; nothing was run.",
    ]


def test_a_program_that_asked_for_json_gets_the_faults_as_one_document(typed):
    _, out, err = typed(ScenarioError([FAULT]), "check", "a.yaml", "--json")
    (told,) = json.loads(out)
    assert told["line"], told["column"] == (3, 5)
    assert told["hint"] == "write policies"
    assert "a.yaml:3:5" in err


def test_any_other_failure_told_as_json_is_one_document_too(typed):
    _, out, _ = typed(StoreError("damaged"), "compare", "x", "--json")
    assert json.loads(out) == [{"code": "failed", "message": "damaged"}]


def test_a_bug_is_owned_up_to_in_two_lines_and_its_traceback_kept_in_a_file(typed):
    Path("results").mkdir()
    code, out, err = typed(ZeroDivisionError("oops"))
    assert code == 70
    assert out == ""
    assert len(err.splitlines()) == 2
    assert "Traceback" not in err
    (kept,) = Path("results").glob("crash-*.txt")
    assert str(kept) in err
    assert "ZeroDivisionError: oops" in kept.read_text(encoding="utf-8")


def test_without_a_results_folder_the_traceback_lies_with_other_temporary_files(typed, tmp_path):
    _, _, err = typed(ZeroDivisionError("oops"))
    kept = Path(err.splitlines()[-1].split(" in ", 1)[1])
    assert kept.is_file()
    assert not list(tmp_path.iterdir())
    kept.unlink()


@pytest.mark.parametrize("words", ["--no-color compare nowhere", "compare nowhere --no-color"])
def test_the_wish_for_no_colour_may_stand_anywhere(desk, monkeypatch, words):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in desk.type("sim compare nowhere").stderr
    said = desk.type(f"sim {words}")
    assert said.exit_code == 2
    assert said.stderr.startswith("error: nowhere: no result there.")


COMMANDS = [command.name for command in program.app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_may_be_told_to_be_quiet(desk, command):
    assert "-q, --quiet" in desk.type(f"sim {command} --help").output


@pytest.mark.parametrize(
    "command", ["check corridor", "list worlds", "show lever friction", "explain ties.half_life"]
)
def test_a_quiet_answer_is_the_same_answer(desk, command):
    quiet, plain = desk.type(f"sim {command} -q"), desk.type(f"sim {command}")
    assert quiet.exit_code == 0
    assert quiet.output == plain.output
    assert not quiet.stderr


def test_python_starts_the_program_by_the_name_of_its_package(desk):
    words = [sys.executable, "-m", "sim", "compare", "nowhere"]
    done = subprocess.run(words, cwd=desk.folder, capture_output=True, text=True, check=False)
    said = desk.type("sim compare nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (2, said.output, said.stderr)


def test_colour_marks_the_word_error_where_colour_is_wanted(typed, monkeypatch):
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31;1merror\x1b[0m: damaged" in typed(StoreError("damaged"))[2]
    assert "\x1b[" in typed(ScenarioError([FAULT]))[2]


@pytest.mark.parametrize(
    ("wanted", "threads"),
    [({}, {1}), ({"OPENBLAS_NUM_THREADS": "2"}, {min(2, os.cpu_count() or 1)})],
)
def test_matrices_get_one_thread_unless_somebody_wants_more(wanted, threads):
    ask = (
        "from sim.cli.app import one_thread_for_matrices; one_thread_for_matrices(); "
        "import json, numpy, threadpoolctl; "
        "print(json.dumps([p['num_threads'] for p in threadpoolctl.threadpool_info()]))"
    )
    plain = {name: there for name, there in os.environ.items() if "NUM_THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", ask], env=plain | wanted, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) == threads
