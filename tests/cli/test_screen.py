"""Results go to stdout, everything else to stderr, colour only where it can be seen."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.screen import RED, Shown, Voice, painted


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_behind_stdout_is_no_fault_of_the_program(tmp_path):
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "sim", "list", "claims"]
        done = subprocess.run(
            words, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "error: the result cannot be written where it is sent: No space left on device"
    ]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_words_go_to_a_person_and_data_to_a_program(capsys):
    shown = Shown("two papers", {"papers": 2, "place": "Köln"})
    Voice().show(shown)
    Voice(as_json=True).show(shown)
    out = capsys.readouterr().out
    assert out.startswith("two papers\n")
    assert json.loads(out.removeprefix("two papers\n")) == {"papers": 2, "place": "Köln"}


def test_news_go_to_stderr_and_a_quiet_voice_has_none(capsys):
    Voice().say("working")
    Voice(quiet=True).say("working")
    assert capsys.readouterr() == ("", "working\n")


def test_a_terminal_gets_colour_and_a_file_none():
    assert painted("x", RED, Terminal()) == "\x1b[31;1mx\x1b[0m"
    assert painted("x", RED, io.StringIO()) == "x"


def test_no_color_wins_over_a_terminal_and_over_force_color(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert painted("x", RED, Terminal()) == "x"


def test_the_option_says_what_no_color_says(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys, "argv", ["sim", "compare", "x", "--no-color"])
    assert painted("x", RED, Terminal()) == "x"


def test_force_color_colours_a_file(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in painted("x", RED, io.StringIO())


def test_a_dumb_terminal_gets_no_colour(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert painted("x", RED, Terminal()) == "x"
