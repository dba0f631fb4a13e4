"""A fault is told where it stands, in words, with what to write instead."""

import pickle

from sim.errors import EvidenceError, Fault, ScenarioError, plain

LINE = "horizon: {start: 2026, end: 2020}"
END = Fault(
    "a.yaml", 4, 29, "horizon.end", "the end is too early", "write 2027", "end-before-start", LINE
)


def test_a_fault_shows_place_line_caret_and_remedy():
    assert str(END) == (
        "a.yaml:4:29: error: the end is too early\n"
        "     4 | horizon: {start: 2026, end: 2020}\n"
        "       |                             ^ write 2027"
    )


def test_a_fault_without_a_place_is_told_without_a_caret():
    fault = Fault("a.yaml", 0, 0, "", "there is no such file", "did you mean b.yaml?", "unreadable")
    expected = "a.yaml: error: there is no such file\n       | did you mean b.yaml?"
    assert str(fault) == expected


def test_a_fault_without_a_remedy_ends_with_its_caret():
    fault = Fault("a.yaml", 1, 1, "", "this is wrong", "", "wrong", "x")
    assert str(fault).endswith("\n       | ^")


def test_the_caret_stays_under_its_letter_after_tabs_and_wide_signs():
    fault = Fault("a.yaml", 1, 5, "", "wrong", "", "wrong", "\t中: bad")
    line, caret = str(fault).splitlines()[1:]
    assert line == "     1 |  中: bad"
    assert caret == "       |      ^"


def test_a_long_line_is_cut_around_its_fault_and_signs_that_cannot_be_shown_are_replaced():
    text = "a" * 400 + "\x1b[31mX" + "b" * 400
    fault = Fault("a.yaml", 1, 406, "", "wrong", "", "wrong", text)
    line, caret = str(fault).splitlines()[1:]
    assert "\x1b" not in line
    assert len(line) < 130
    assert line[caret.index("^")] == "X"


def test_what_a_rule_says_stands_without_the_words_of_the_library():
    assert plain("Value error, months are too many") == plain("months are too many")


def test_all_faults_come_in_the_order_of_the_text_and_are_counted():
    first = Fault("a.yaml", 2, 3, "", "one", "", "wrong", "  x")
    error = ScenarioError([END, first])
    assert error.faults == (first, END)
    assert str(error).splitlines()[-1] == "2 problems in a.yaml; nothing was run."
    assert str(ScenarioError([END])).endswith("1 problem in a.yaml; nothing was run.")


def test_faults_of_several_files_are_counted_together():
    other = Fault("b.yaml", 1, 1, "", "one", "", "wrong", "x")
    assert str(EvidenceError([END, other])).endswith("2 problems in 2 places; nothing was run.")


def test_faults_are_data_too():
    assert END.as_dict() == {
        "code": "end-before-start",
        "file": "a.yaml",
        "line": 4,
        "column": 29,
        "path": "horizon.end",
        "message": "the end is too early",
        "hint": "write 2027",
    }


def test_a_failure_of_many_faults_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(ScenarioError([END])))  # noqa: S301 -- written one line above
    assert error.faults == (END,)
    assert error.exit_code == 2
