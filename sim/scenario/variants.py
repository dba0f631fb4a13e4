"""The variants of a scenario as what they are: sets of policies, each with its own settings."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from pydantic import ValidationError

from sim.errors import Fault, plain
from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES
from sim.scenario.cross_checks import named_twice, policy_faults
from sim.scenario.draft import Draft, read_policy
from sim.scenario.evidence_checks import values_of
from sim.scenario.merge import Change, circles, lineage, merged, split_change
from sim.scenario.page import Path
from sim.scenario.places import by_name
from sim.scenario.schema import BASELINE
from sim.scenario.wording import keys_of, plainer
from sim.units import did_you_mean
from sim.world.programme import Programme

Policies = dict[str, Policy]
COMMON = ("friction", "spending", "research_people")
FREE = "leave scale_cost_to out, or raise a dose that costs something"


def family_faults(draft: Draft) -> Iterator[Fault]:
    """Variants that are missing, or that name variants, policies or fields that are."""
    names = draft.block("variants")
    if names and BASELINE not in names and ("variants", BASELINE) not in draft.page.holes:
        path: Path = ("variants",)
        remedy = f'add "{BASELINE}: {{}}"'
        yield draft.page.key_fault(path, "no-baseline", f'no variant is "{BASELINE}"', remedy)
    for circle in circles(draft.variants):
        problem = f"these variants extend one another: {' -> '.join(circle)}"
        path = ("variants", circle[0], "extends")
        yield draft.page.fault(path, "circle", problem, "let one of them begin from nothing")
    for name in draft.variants:
        yield from _named(draft, name)
        yield from _set(draft, name)
        if _sound(draft, name):
            yield from _idle(draft, name)


def _sound(draft: Draft, name: str) -> bool:
    """Whether it is certain which policies a variant has."""
    line = [draft.variants[ancestor] for ancestor in lineage(name, draft.variants)]
    named = {p for v in line for p in (*(v.policies or ()), *v.add, *v.without)}
    return line[-1].extends is None and named <= draft.block("policies").keys()


def variant_policies(draft: Draft, name: str) -> tuple[Policies, list[Fault]]:
    """The policies of one variant with its own settings, and what is wrong with them."""
    result = merged(name, draft.variants)
    policies: Policies = {}
    faults: list[Fault] = []
    for policy in sorted(result.policies):
        if policy not in draft.policies:
            continue
        changes = {cell[1]: c for cell, c in result.changes.items() if cell[0] == policy}
        found, wrong = _changed(draft, policy, changes)
        faults += wrong
        if found is not None:
            policies[policy] = found
    faults += _rules(draft, name, policies)
    faults += _alone(draft, name, policies)
    whole = policies.keys() == set(result.policies)
    if result.cost is not None and policies and whole and not faults:
        policies, wrong = _at_cost(draft, policies, result.cost)
        faults += wrong
    return policies, faults


def cost_a_year(policies: Sequence[Policy], values: Mapping[str, float], years: range) -> float:
    """Planned public money a year of all payers, averaged over these years, MUSD."""
    filled = [policy.filled(values) for policy in policies]
    total = sum(
        sum(policy.planned_cost(values, year).values()) for policy in filled for year in years
    )
    return total / len(years)


def _named(draft: Draft, name: str) -> Iterator[Fault]:
    variant, page, here = draft.variants[name], draft.page, ("variants", name)
    variants, policies = draft.block("variants"), [*draft.block("policies")]
    if variant.extends is not None and variant.extends not in variants:
        problem = f'there is no variant "{variant.extends}"'
        remedy = did_you_mean(variant.extends, [v for v in variants if v != name])
        yield page.fault((*here, "extends"), "unknown-variant", problem, remedy)
    for key in ("policies", "add", "without"):
        listed = getattr(variant, key) or ()
        yield from named_twice(draft, (*here, key), listed)
        for position, policy in enumerate(listed):
            if policy not in policies:
                problem = f'policy "{policy}" is not defined under "policies:"'
                remedy = did_you_mean(policy, policies)
                yield page.fault((*here, key, position), "unknown-policy", problem, remedy)


def _idle(draft: Draft, name: str) -> Iterator[Fault]:
    """Keys that change nothing, so that something else was meant."""
    variant, page, here = draft.variants[name], draft.page, ("variants", name)
    own = variant.model_copy(update={"add": (), "without": ()})
    before = merged(name, {**draft.variants, name: own}).policies
    known = draft.block("policies")
    for position, policy in enumerate(variant.add):
        if policy in before:
            problem = f"{policy} is already in {name}"
            yield page.fault((*here, "add", position), "no-effect", problem, "leave it out")
    for position, policy in enumerate(variant.without):
        if policy not in before and policy in known:
            problem = f"{policy} is not in {name} anyway"
            yield page.fault((*here, "without", position), "no-effect", problem, "leave it out")
    after = merged(name, draft.variants)
    if name == BASELINE and (after.policies or after.changes or after.cost):
        problem = f"the {BASELINE} is the world without any policy"
        yield page.key_fault(here, "baseline-not-empty", problem, f'write "{BASELINE}: {{}}"')
    elif after.cost is not None and not after.policies:
        problem = f"{name} has no policies whose cost could be scaled"
        yield page.fault(after.cost.path, "no-effect", problem, "leave it out, or name policies")


def _set(draft: Draft, name: str) -> Iterator[Fault]:
    """The keys of `set`, which name a policy of the variant and a field of its kind."""
    active = merged(name, draft.variants).policies
    for key in draft.variants[name].changes:
        path = ("variants", name, "set", key)
        policy, field = split_change(key)
        data = draft.block("policies").get(policy)
        if not field:
            problem, remedy = f'"{key}" names no field', 'write "policy.field: value"'
            yield draft.page.key_fault(path, "unknown-field", problem, remedy)
        elif data is None:
            problem = f'policy "{policy}" is not defined under "policies:"'
            remedy = did_you_mean(policy, [*draft.block("policies")])
            yield draft.page.key_fault(path, "unknown-policy", problem, remedy)
        elif policy not in active and not _sound(draft, name):
            continue
        elif policy not in active:
            problem = f"{policy} is not in {name}, so nothing of it can be set"
            yield draft.page.key_fault(path, "no-effect", problem, f'write "add: [{policy}]"')
        else:
            yield from _field(draft, path, data, field)


def _field(draft: Draft, path: Path, data: object, field: str) -> Iterator[Fault]:
    kind = POLICIES.get(str(data.get("kind"))) if isinstance(data, dict) else None
    if kind is None:
        return
    fields = [key for key in keys_of(kind) if key != "kind"]
    if field == "kind":
        problem, remedy = "a variant cannot change the kind of a policy", "define another policy"
        yield draft.page.key_fault(path, "unknown-field", problem, remedy)
    elif field not in fields:
        problem = f'a {data["kind"]} has no field "{field}"' if isinstance(data, dict) else ""
        remedy = did_you_mean(field, fields, f"possible here: {', '.join(fields)}")
        yield draft.page.key_fault(path, "unknown-field", problem, remedy)


def _changed(
    draft: Draft, name: str, changes: Mapping[str, Change]
) -> tuple[Policy | None, list[Fault]]:
    """A policy with other values in some fields, and the faults that these values make."""
    base = draft.block("policies")[name]
    fields = keys_of(type(draft.policies[name]))
    meant = {field: c.value for field, c in changes.items() if field in fields and field != "kind"}
    if not meant:
        return draft.policies[name], []
    try:
        policy = read_policy({**base, **meant})
    except ValidationError as error:
        return None, [_refused(draft, changes, detail) for detail in error.errors()]

    def where(field: str) -> Path:
        first = next(iter(changes.values())).path
        return changes[field].path if field in changes else first

    before = {f.code for f in policy_faults(draft, draft.policies[name], where)}
    return policy, [f for f in policy_faults(draft, policy, where) if f.code not in before]


def _refused(draft: Draft, changes: Mapping[str, Change], detail: Any) -> Fault:  # noqa: ANN401
    field = str(detail["loc"][0])
    path, context = changes[field].path, detail.get("ctx", {})
    problem, remedy = plain(detail["msg"]), ""
    if "problem" in context:
        problem, remedy = plainer(detail["type"], detail["input"], context)
    named = by_name(detail["input"]) if detail["type"] == "not-a-place" else ""
    return draft.page.fault(path, detail["type"], problem, named or remedy)


def _rules(draft: Draft, name: str, policies: Policies) -> Iterator[Fault]:
    """Two offers on one cell of a lever cannot follow different rules."""
    seen: dict[tuple[str, ...], tuple[str, Programme]] = {}
    for policy_name, policy in policies.items():
        for programme in policy.programmes():
            for cell in programme.cells():
                other, rules = seen.setdefault(cell, (policy_name, programme))
                if rules != programme and not _inherited(draft, name, {other, policy_name}):
                    problem = f"{other} and {policy_name} make the same offer under different rules"
                    remedy = "give both the same rules, or put them into different variants"
                    path = ("variants", name)
                    yield draft.page.key_fault(path, "rules-differ", problem, remedy)
                    return


def _alone(draft: Draft, name: str, policies: Policies) -> Iterator[Fault]:
    """Two at once of an instrument that does not add up, at the same levers of the same places."""
    for (one, first), (other, second) in combinations(policies.items(), 2):
        if first.kind != second.kind or not first.alone or _inherited(draft, name, {one, other}):
            continue
        if first.at_once(second) and _own_cells(draft, first) & _own_cells(draft, second):
            problem = f"{one} and {other} run at once: {first.alone}"
            remedy = "write one with the doses of both, or let one end before the other begins"
            yield draft.page.key_fault(("variants", name), "at-once", problem, remedy)


def _own_cells(draft: Draft, policy: Policy) -> set[tuple[str, ...]]:
    """The cells of its levers that only its kind moves: neither money nor friction."""
    filled = policy.filled(values_of(draft))
    return {(e.lever, *e.index) for e in filled.full_effects() if e.lever not in COMMON}


def _inherited(draft: Draft, name: str, pair: set[str]) -> bool:
    """Whether two policies come together, as they are, from the variant that this one extends."""
    variant = draft.variants[name]
    above = merged(variant.extends or "", draft.variants).policies
    own = {split_change(key)[0] for key in variant.changes}
    return pair <= set(above) and not pair & own


def _at_cost(draft: Draft, policies: Policies, cost: Change) -> tuple[Policies, list[Fault]]:
    """The policies with all doses scaled alike, so that together they cost so much a year."""
    horizon = draft.span
    if horizon is None:
        return policies, []
    values = values_of(draft)
    now = cost_a_year([*policies.values()], values, horizon.policy_years)
    if now == 0:
        problem = "nothing that costs nothing can be scaled to a cost"
        return policies, [draft.page.fault(cost.path, "no-cost", problem, FREE)]
    scaled: Policies = {}
    faults: list[Fault] = []
    for name, policy in policies.items():
        try:
            scaled[name] = policy.scaled(float(cost.value) / now, values)
        except ValidationError as error:
            dose = ", ".join(str(detail["loc"][0]) for detail in error.errors())
            problem = (
                f"this takes {float(cost.value) / now:.3g} times the doses: too much for {name}"
            )
            remedy = f"{dose} of {name} would go beyond what is possible; name less money"
            faults.append(draft.page.fault(cost.path, "out-of-range", problem, remedy))
    return scaled, faults
