"""A page names every fault of its file, with the line on which it stands."""

import pytest

from sim.evidence.card import Source
from sim.evidence.page import read_page

GOOD = """\
- id: somebody_2001
  title: On ties
  authors: A. Somebody
  year: 2001
  where: Journal of Ties 1
  seen: read
"""


@pytest.fixture
def faults(tmp_path):
    """Write a page and give the faults found in it."""

    def read(text: str | bytes):
        path = tmp_path / "sources.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_page(path, Source).faults

    return read


def test_a_good_page_has_no_fault(faults):
    assert faults(GOOD) == ()


def test_a_fault_carries_file_line_column_and_the_line_itself(faults):
    (fault,) = faults(GOOD.replace("seen: read", "seen: heard"))
    assert fault.file.endswith("sources.yaml")
    assert (fault.line, fault.column) == (6, 9)
    assert fault.text == "  seen: heard"
    assert "heard" in fault.problem


def test_an_unknown_key_is_marked_where_it_begins_with_the_nearest_known_one(faults):
    (fault,) = faults(GOOD + "  licens: CC0\n")
    assert (fault.line, fault.column) == (7, 3)
    assert "licence" in fault.remedy


def test_a_missing_key_is_marked_at_the_entry(faults):
    (fault,) = faults(GOOD + "- id: other\n  title: T\n  authors: O\n  year: 2002\n  where: W\n")
    assert fault.line == 7
    assert "seen" in fault.problem


def test_a_misspelt_key_is_one_fault_and_not_also_a_missing_one(faults):
    (fault,) = faults(GOOD.replace("seen:", "sen:"))
    assert (fault.line, fault.column) == (6, 3)
    assert "seen" in fault.remedy


def test_two_faults_of_two_entries_are_both_reported(faults):
    found = faults(GOOD.replace("2001\n  where", "soon\n  where") + GOOD.replace("read", "heard"))
    assert [fault.line for fault in found] == [4, 12]


def test_a_key_written_twice_is_refused_at_its_second_place(faults):
    (fault,) = faults(GOOD + "  year: 2002\n")
    assert fault.line == 7
    assert fault.problem == 'the key "year" is written twice'


@pytest.mark.parametrize(
    "text",
    ["", "just words\n", "id: somebody_2001\n", "- [1, 2\n", "- just words\n", b"\xff\xfe- id: x"],
)
def test_what_is_no_list_of_entries_is_a_fault_and_never_a_traceback(faults, text):
    assert len(faults(text)) == 1


def test_a_missing_file_is_a_fault_without_a_line(tmp_path):
    (fault,) = read_page(tmp_path / "sources.yaml", Source).faults
    assert fault.line == 0


def test_a_byte_order_mark_is_no_fault(faults):
    assert faults(b"\xef\xbb\xbf" + GOOD.encode()) == ()
