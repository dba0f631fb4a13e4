"""From a file to a scenario: every fault at once, or none."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from sim.errors import Fault, ScenarioError
from sim.evidence.shelf import Shelf
from sim.evidence.tables import read_table
from sim.policies.base import Policy
from sim.scenario.amounts import read_amount
from sim.scenario.cross_checks import cross_faults
from sim.scenario.draft import Draft, draft_of
from sim.scenario.evidence_checks import evidence_faults, values_of
from sim.scenario.overrides import Override, apply, as_overrides, set_twice
from sim.scenario.page import Page, parse_page
from sim.scenario.resolved import Resolved
from sim.scenario.schema import BASELINE, Scenario
from sim.scenario.source import file_label, read_source, text_of
from sim.scenario.variants import Policies, family_faults, variant_policies
from sim.scenario.wording import told
from sim.units import did_you_mean, shown


def read_scenario(
    path: Path,
    overrides: Sequence[Override | str] = (),
    *,
    only: Sequence[str] = (),
    shelf: Shelf | None = None,
) -> Resolved:
    """Read a scenario, check it against itself and the evidence, and write its variants out.

    `overrides` are settings beside the file ("path=value"); `only` names the variants wanted,
    to which the baseline and the variant compared to are added.

    Raises:
        ScenarioError: with every fault of the file and of the settings.
    """
    data = read_source(path)
    file = file_label(path)
    page = parse_page(text_of(data, file), file)
    if not page.whole or not isinstance(page.data, dict):
        raise ScenarioError(page.faults or [_no_scenario(page)], more=True)
    given, shelf = as_overrides(overrides), shelf or Shelf.read()
    faults = [fault for override in given for fault in apply(page, override, shelf.cards)]
    faults += set_twice(given)
    draft = draft_of(page, path.stem, shelf, _places())
    scenario, wrong = _checked(page)
    variants = {name: variant_policies(draft, name) for name in draft.variants}
    faults += [*page.faults, *wrong, *cross_faults(draft), *evidence_faults(draft)]
    faults += [*family_faults(draft), *(fault for _, found in variants.values() for fault in found)]
    faults += _unknown_choice(draft, only)
    if faults or scenario is None:
        raise ScenarioError(_each_once(faults), more=scenario is None)
    wanted = _chosen(scenario, only)
    chosen = {name: policies for name, (policies, _) in variants.items() if name in wanted}
    return _resolved(draft, scenario, (data, given), chosen)


def _checked(page: Page) -> tuple[Scenario | None, list[Fault]]:
    try:
        return Scenario.model_validate(page.data, by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, told(page, error)


def _no_scenario(page: Page) -> Fault:
    if page.data is None:
        remedy = "begin with: format: 1"
        return page.fault((), "empty-file", "the file is empty", remedy)
    problem = f"a scenario is a block of keys, not {shown(page.data)}"
    return page.fault((), "not-a-block", problem, 'write lines "key: value"')


def _places() -> tuple[str, ...]:
    return tuple(str(code) for code in read_table("places").words("code"))


def _unknown_choice(draft: Draft, only: Sequence[str]) -> list[Fault]:
    names = [*draft.block("variants")]
    return [
        Fault(
            f"-v {name}",
            0,
            0,
            "variants",
            f'there is no variant "{name}"',
            did_you_mean(name, names, f"there are: {', '.join(names)}"),
            "unknown-variant",
        )
        for name in only
        if name not in names
    ]


def _chosen(scenario: Scenario, only: Sequence[str]) -> set[str]:
    return {*only, BASELINE, scenario.compare.to} if only else {*scenario.variants}


def _each_once(faults: Sequence[Fault]) -> list[Fault]:
    """A fault that several variants inherit is one fault."""
    places = {(f.file, f.line, f.column, f.code, f.problem): f for f in reversed(faults)}
    return list(places.values())


def _resolved(
    draft: Draft,
    scenario: Scenario,
    source: tuple[bytes, Sequence[Override]],
    variants: dict[str, Policies],
) -> Resolved:
    text, overrides = source
    ordered: dict[str, tuple[Policy, ...]] = {n: (*p.values(),) for n, p in variants.items()}
    cards = draft.shelf.cards
    return Resolved(
        scenario=scenario,
        text=text,
        overrides=tuple(override.option for override in overrides),
        variants={BASELINE: (), **ordered},
        names={BASELINE: (), **{name: (*p,) for name, p in variants.items()}},
        values=values_of(draft),
        ranges={
            name: (read_amount(cards[name], r.low), read_amount(cards[name], r.high))
            for name, r in draft.ranges.items()
        },
    )
