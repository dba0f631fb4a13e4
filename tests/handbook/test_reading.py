"""Files are read as they are written, and never run."""

import pytest

from sim.errors import UsageError
from sim.handbook import reading
from sim.handbook.reading import Module, module, modules, repository


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a file into a repository of its own and read it."""
    monkeypatch.setattr(reading, "repository", lambda: tmp_path)

    def write(text):
        path = tmp_path / "sim" / "one.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Module(path)

    return write


def test_a_file_is_its_docstring_its_functions_and_its_constants(written):
    said = '"""Title.\n\nMore words.\n"""\n'
    one = written(said + 'CARDS = ("a.b",)\ndef f():\n    "Does."\ndef _g(): ...\n')
    assert (one.name, one.stem, one.title, one.more) == (
        "sim/one.py",
        "one",
        "Title",
        "More words.",
    )
    assert [node.name for node in one.functions()] == ["f"]
    assert one.names("CARDS") == ("a.b",)
    assert one.names("LEVERS") == ()
    assert {"a.b", "Does."} <= one.strings


def test_a_file_is_read_and_not_run(written):
    assert written('"""Says."""\nraise SystemExit\n').title == "Says"


def test_imports_are_told_by_where_they_come_from(written):
    one = written("from sim.dynamics.ties import strength as s\nfrom sim.model import people\n")
    assert one.imports() == {"s": "sim.dynamics.ties.strength", "people": "sim.model.people"}


def test_a_folder_gives_its_files_without_those_that_open_a_room():
    names = [m.name for m in modules("sim/dynamics")]
    assert names == sorted(names)
    assert module("sim/dynamics/ties.py").name in names
    assert "sim/dynamics/__init__.py" not in names


def test_without_the_source_tree_one_is_told_where_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "__file__", str(tmp_path / "sim" / "handbook" / "reading.py"))
    repository.cache_clear()
    try:
        with pytest.raises(UsageError, match="clone the project"):
            repository()
    finally:
        repository.cache_clear()
