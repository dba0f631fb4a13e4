"""What single values cannot show: names that lead nowhere, and settings that contradict."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from sim.errors import Fault
from sim.policies.base import Policy
from sim.scenario.draft import Draft
from sim.scenario.evidence_checks import values_of
from sim.scenario.page import Path
from sim.scenario.places import by_name
from sim.scenario.schema import BASELINE
from sim.units import did_you_mean, quarter_text

Check = Callable[[Draft], Iterator[Fault]]
LONGEST_HORIZON: Final = 100
COPY: Final = "scenario"
"""What the copy in a result is called, whatever the name of the scenario."""


def cross_faults(draft: Draft) -> list[Fault]:
    """Every fault between the parts of a scenario that are right in themselves."""
    return [fault for check in CHECKS for fault in check(draft)]


def _name(draft: Draft) -> Iterator[Fault]:
    name, stem = draft.page.data.get("name"), draft.stem
    if isinstance(name, str) and stem not in {name, COPY}:
        problem = f'the name is "{name}", the file is "{stem}.yaml"'
        remedy = f'write "name: {stem}", or rename the file'
        yield draft.page.fault(("name",), "name-not-file", problem, remedy)


def _corridor(draft: Draft) -> Iterator[Fault]:
    codes = draft.page.data.get("corridor")
    codes = codes if isinstance(codes, list) else []
    for position, code in enumerate(codes):
        if isinstance(code, str) and code.isupper():
            yield from unknown_place(draft, ("corridor", position), code)
    if len(codes) == 2 and codes[0] == codes[1]:
        problem = "the two places of the corridor are the same"
        yield draft.page.fault(("corridor", 1), "same-place", problem, "name another place")


def _horizon(draft: Draft) -> Iterator[Fault]:
    if draft.horizon is None:
        return
    start, policy, end = draft.horizon.start, draft.horizon.policy, draft.horizon.end
    if end <= start:
        problem = f"the end ({end}) is not after the start ({start})"
        yield draft.page.fault(
            ("horizon", "end"), "end-before-start", problem, "write a later year"
        )
    elif end - start > LONGEST_HORIZON:
        problem = f"{end - start} years are too many"
        remedy = f"write at most {start + LONGEST_HORIZON}"
        yield draft.page.fault(("horizon", "end"), "too-long", problem, remedy)
    elif not draft.horizon.first_quarter < policy <= draft.horizon.last_quarter:
        problem = f"the policy date ({quarter_text(policy)}) is not between start and end"
        remedy = f"write a date after {start}-Q1 and up to {end}-Q4"
        yield draft.page.fault(("horizon", "policy"), "outside-horizon", problem, remedy)


def _policies(draft: Draft) -> Iterator[Fault]:
    for name, policy in draft.policies.items():
        yield from policy_faults(draft, policy, partial(_field_path, name))


def _field_path(policy: str, field: str) -> Path:
    return ("policies", policy, field)


def policy_faults(draft: Draft, policy: Policy, where: Callable[[str], Path]) -> Iterator[Fault]:
    """What is wrong with a policy in this scenario; `where` tells where a field was written."""
    for found in (*policy.contradictions(), *policy.beyond(values_of(draft))):
        path, target = where(found.field), getattr(policy, "target", None)
        problem, remedy = found.problem, found.remedy
        if target and problem == f"{target} is named twice":
            problem, remedy = f"{target} cannot break with itself", "name other places"
        yield draft.page.fault(path, found.code, problem, remedy)
    for field, place in policy.named_places():
        yield from unknown_place(draft, where(field), place)
    if draft.span is None:
        return
    first, last = draft.span.policy, draft.span.last_quarter
    if not first <= policy.start <= last:
        problem = f"{quarter_text(policy.start)} is not between the policy date and the end"
        remedy = f"write a date from {quarter_text(first)} to {quarter_text(last)}"
        yield draft.page.fault(where("from"), "outside-horizon", problem, remedy)


def unknown_place(draft: Draft, path: Path, code: str) -> Iterator[Fault]:
    """A place that the world does not have.

    The code that looks most like it is another country: RUS is not US.
    """
    if code not in draft.places:
        block = draft.page.data
        problem = f'there is no place "{code}"'
        remedy = by_name(code) or f"one of: {', '.join(draft.places)}"
        yield draft.page.fault(_exact(block, path, code), "unknown-place", problem, remedy)


def _exact(data: object, path: Path, code: str) -> Path:
    """The position of a code inside a list that names several."""
    for step in path:
        if not isinstance(data, dict) or step not in data:
            return path
        data = data[step]
    return (*path, data.index(code)) if isinstance(data, list) and code in data else path


def _runs(draft: Draft) -> Iterator[Fault]:
    nothing = draft.page.data.get("uncertain") == "none"
    if draft.runs is not None and draft.runs.samples > 1 and nothing:
        problem = f"{draft.runs.samples} samples of nothing: no fact is uncertain here"
        remedy = 'write "samples: 1", or "uncertain: cards"'
        yield draft.page.fault(("runs", "samples"), "nothing-uncertain", problem, remedy)


def _lists(draft: Draft) -> Iterator[Fault]:
    for key in ("futures", "outcomes"):
        yield from named_twice(draft, (key,), draft.page.data.get(key))


def named_twice(draft: Draft, path: Path, names: object) -> Iterator[Fault]:
    """A name that stands twice in a list."""
    if not isinstance(names, Sequence) or isinstance(names, str):
        return
    for position, name in enumerate(names):
        if name in names[:position]:
            problem = f"{name} is named twice"
            place = (*path, position)
            yield draft.page.fault(place, "named-twice", problem, f"name {name} once")


def _compare(draft: Draft) -> Iterator[Fault]:
    compare, page = draft.compare, draft.page
    if compare is None:
        return
    names = [*draft.block("variants")]
    if names and compare.to not in names and compare.to != BASELINE:
        problem = f'there is no variant "{compare.to}"'
        path: Path = ("compare", "to")
        yield page.fault(path, "unknown-variant", problem, did_you_mean(compare.to, names))
    wanted = page.data.get("outcomes")
    if isinstance(wanted, list) and compare.cost_per and compare.cost_per not in wanted:
        problem = f"{compare.cost_per} is not among the outcomes of this scenario"
        yield page.fault(("compare", "cost_per"), "not-recorded", problem, "add it to outcomes")
    yield from named_twice(draft, ("compare", "at"), compare.at)
    if draft.span is not None:
        yield from _dates(draft, compare.at, draft.span.policy_years)


def _dates(draft: Draft, years: Sequence[int], possible: range) -> Iterator[Fault]:
    for position, year in enumerate(years):
        if year not in possible:
            problem = f"{year} is not between the policy date and the end"
            remedy = f"write years from {possible[0]} to {possible[-1]}"
            path = ("compare", "at", position)
            yield draft.page.fault(path, "outside-horizon", problem, remedy)


CHECKS: Final[tuple[Check, ...]] = (
    _name,
    _corridor,
    _horizon,
    _policies,
    _runs,
    _lists,
    _compare,
)
