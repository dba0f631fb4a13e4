"""Broken YAML in the words of somebody who writes scenarios."""

from ruamel.yaml.error import MarkedYAMLError, YAMLError

Place = tuple[int, int]
Told = tuple[Place, str, str]

_QUOTE = "put the text in quotes"


def explain(error: YAMLError, text: str) -> Told:
    """Where a text stops being YAML, what is wrong there, and what to write."""
    problem = str(getattr(error, "problem", "") or error).splitlines()[0]
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    place = (mark.line, mark.column) if mark else (0, 0)
    lines = [*text.split("\n"), ""]
    before = lines[min(place[0], len(lines) - 1)][: place[1]]
    opened = _never_closed(error)
    if opened is not None:
        return opened
    if problem.startswith("mapping values"):
        return _second_colon(place, before, lines)
    if problem.startswith("expected <block end>"):
        return _misplaced(place, before, lines)
    if problem.startswith("could not find expected ':'"):
        remedy = 'write "key: value", or "- item" in a list'
        return _last_text(place, lines), 'a ":" is missing after this key', remedy
    return place, *_stray(problem, lines[min(place[0], len(lines) - 1)][place[1] :])


def _stray(problem: str, rest: str) -> tuple[str, str]:
    if "\\t" in problem or rest.startswith("\t"):
        return "a tab stands where only spaces can", "indent with spaces"
    if "cannot start any token" in problem:
        return f'a text cannot begin with "{rest[:1]}"', _QUOTE
    return f"this is not YAML: {problem}", ""


def _never_closed(error: YAMLError) -> Told | None:
    """A bracket or quote without its partner is shown where it opens."""
    context = str(getattr(error, "context", "") or "")
    mark = error.context_mark if isinstance(error, MarkedYAMLError) else None
    if mark is None:
        return None
    place = (mark.line, mark.column)
    if context.startswith(("while parsing a flow sequence", "while parsing a flow node")):
        return place, 'this "[" is not closed, or a comma is missing', 'close it with "]"'
    if context.startswith("while parsing a flow mapping"):
        return place, 'this "{" is not closed, or a comma is missing', 'close it with "}"'
    if context.startswith("while scanning a quoted scalar"):
        return place, "this quote is not closed", "close it on the same line"
    return None


def _second_colon(place: Place, before: str, lines: list[str]) -> Told:
    if ": " in before:
        return place, 'a second ": " stands in this line', _QUOTE
    above = _last_text(place, lines)
    return above, "this line is not finished", 'a key needs a colon and a space: "key: value"'


def _misplaced(place: Place, before: str, lines: list[str]) -> Told:
    if before.strip():
        return place, "this does not belong here", f"{_QUOTE}, or start a new line"
    if lines[place[0]].lstrip().startswith("- ") or not place[1]:
        return place, "lists and keys are mixed in one block", 'write "key: value" in every line'
    remedy = "begin lines of one block in one column"
    return place, "the indent of this line fits no block above", remedy


def _last_text(place: Place, lines: list[str]) -> Place:
    """The nearest line above, this one not counted, that says something."""
    for line in range(place[0] - 1, -1, -1):
        text = lines[line]
        if text.strip() and not text.lstrip().startswith("#"):
            return line, len(text) - len(text.lstrip())
    return place
