"""Nothing that is shared says who ran it, or where."""

from pathlib import Path

import pytest

from sim.store.anonymous import plain_command, plain_error, without_paths


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("cannot open '/Users/ann b/x/y.csv'", "cannot open 'y.csv'"),
        ("read /srv/data/seeds/cards.yaml twice", "read cards.yaml twice"),
        ('File "/opt/p/sim/a.py", line 3', 'File "a.py", line 3'),
        (r"C:\Users\Ann\x.yaml is bad", "x.yaml is bad"),
        ("~/private/x.yaml", "x.yaml"),
        ("file:///Users/ann/x.html", "x.html"),
        ("1_000 GPU-h/year and and/or 3/4", "1_000 GPU-h/year and and/or 3/4"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("results/toy/latest", "results/toy/latest"),
        ("a / b", "a / b"),
    ],
)
def test_absolute_paths_are_cut_to_their_last_name(said, plain):
    assert without_paths(said) == plain


def test_home_and_the_present_folder_are_cut_even_with_spaces(monkeypatch, tmp_path):
    home = tmp_path / "Ann B"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert "Ann" not in without_paths(f"wrote {Path.home()}/results/x.csv")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("/Users/ann/.venv/bin/sim run /Users/ann/s/toy.yaml", "sim run toy.yaml"),
        ("sim run ../ann/toy.yaml -o ../ann/out", "sim run toy.yaml -o out"),
        ("--out=/mnt/ann/out -o/mnt/ann/out", "--out=out -oout"),
        ("-S v.amount=2_GPU-h/year -j 2", "-S v.amount=2_GPU-h/year -j 2"),
        ("--out ~", "--out ."),
    ],
)
def test_a_command_names_files_only(typed, plain):
    assert " ".join(plain_command(typed.split())) == plain


def test_an_error_shows_its_way_through_the_program_only():
    def fails():
        message = "no table at '/Users/ann/seeds/a.csv'"
        raise ValueError(message)

    with pytest.raises(ValueError, match="no table") as caught:
        fails()
    said = plain_error(caught.value)
    assert said.startswith("ValueError: no table at 'a.csv'\n  ")
    assert "test_anonymous.py" in said
    assert "/Users" not in said
    assert str(Path(__file__).parent) not in said
