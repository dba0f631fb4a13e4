"""Settings given beside a file, as the command line does: path=value."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from sim.errors import Fault
from sim.scenario.page import Page, Path, parse_page
from sim.scenario.schema import Scenario
from sim.scenario.wording import keys_of
from sim.units import did_you_mean

OPTION: Final = "-S"


@dataclass(frozen=True, slots=True)
class Override:
    """One value put in place of what the file says; `option` names it in messages."""

    path: str
    value: Any
    option: str

    @classmethod
    def parse(cls, text: str, option: str = OPTION) -> Self:
        """From "path=value"; the value is read as in the file, and never evaluated."""
        path, _, value = text.partition("=")
        return cls(path.strip(), value.strip() if "=" in text else None, f"{option} {text}")


def apply(page: Page, override: Override, cards: Collection[str] = ()) -> list[Fault]:
    """Put the value into the page, under the name of its option; `cards` can be set too."""
    value, faults = _value(override)
    faults = faults or _astray(page, override, cards)
    return faults or _put(page, _steps(override.path), value, override)


def _astray(page: Page, override: Override, cards: Collection[str]) -> list[Fault]:
    """A path that leads to no key, or into a policy that there is not."""
    room, *rest = _steps(override.path)
    written = page.data.get("policies")
    policies = written if isinstance(written, dict) else {}
    known = keys_of(Scenario)
    if room not in known:
        remedy = did_you_mean(str(room), known, f"possible: {', '.join(known)}")
        for home, names in (("policies", policies), ("parameters", cards)):
            if {room, override.path} & {*names}:
                remedy = f'did you mean "{home}.{override.path}"?'
        return [_fault(override, "unknown-key", f'unknown key "{room}"', remedy)]
    if room == "policies" and len(rest) > 1 and rest[0] not in policies and rest[1] != "kind":
        names = [*policies]
        remedy = did_you_mean(str(rest[0]), names, f"there are: {', '.join(names)}")
        problem = f'policy "{rest[0]}" is not defined under "policies:"'
        return [_fault(override, "unknown-policy", problem, remedy)]
    return []


def _value(override: Override) -> tuple[Any, list[Fault]]:
    if override.value is None or not override.path:
        problem = "a setting needs a path and a value"
        remedy = "write path=value, such as runs.seed=7"
        return None, [_fault(override, "not-a-setting", problem, remedy)]
    if not isinstance(override.value, str):
        return override.value, []
    page = parse_page(override.value, override.option)
    told = [_fault(override, fault.code, fault.problem, fault.remedy) for fault in page.faults]
    if not told and page.data is None:
        told = [_fault(override, "empty", "the value is missing", "write path=value")]
    return page.data, told


def _steps(dotted: str) -> Path:
    """The keys of a path; names of cards and keys of `set` have a dot of their own."""
    parts = dotted.split(".")
    if parts[0] in {"parameters", "uncertain"} and len(parts) > 2:
        parts[1:3] = [".".join(parts[1:3])]
    if parts[0] == "variants" and len(parts) > 4 and parts[2] == "set":
        parts[3:] = [".".join(parts[3:])]
    return tuple(parts)


def _put(page: Page, steps: Path, value: object, override: Override) -> list[Fault]:
    node: Any = page.data
    path: list[str | int] = []
    for position, step in enumerate(steps):
        key = _key(node, step)
        if key is None:
            problem = f'there is nothing to set at "{override.path}"'
            remedy = f'"{".".join(map(str, path))}" has no part "{step}"'
            return [_fault(override, "unknown-key", problem, remedy)]
        path.append(key)
        new = isinstance(node, dict) and key not in node
        last = position == len(steps) - 1
        if new or last:
            page.labels.setdefault(tuple(path), override.option)
        if last:
            page.labels[tuple(path)] = override.option
            node[key] = value
        elif new:
            node[key] = {}
        node = node[key]
    page.holes = {hole for hole in page.holes if hole[: len(path)] != tuple(path)}
    return []


def _key(node: object, step: str | int) -> str | int | None:
    """The step as a key of this block, or as a position in this list."""
    if isinstance(node, dict):
        return step
    if isinstance(node, list) and str(step).isdecimal() and int(step) < len(node):
        return int(step)
    return None


def set_twice(given: Sequence[Override]) -> Iterator[Fault]:
    """Two settings of one path in one breath: an option of its own may outweigh one, they may not.

    A setting of a block and one inside it are two paths, and the later one adds to the first.
    """
    typed: dict[str, Override] = {}
    for override in given:
        if not override.option.startswith(f"{OPTION} "):
            continue
        first = typed.setdefault(override.path, override)
        if first is not override:
            problem = f'"{override.path}" is set twice'
            yield _fault(override, "set-twice", problem, f"keep this or {first.option}")


def _fault(override: Override, code: str, problem: str, remedy: str) -> Fault:
    return Fault(override.option, 0, 0, override.path, problem, remedy, code)


def as_overrides(given: Sequence["Override | str"]) -> list[Override]:
    """Settings as text or ready-made, all as overrides."""
    return [o if isinstance(o, Override) else Override.parse(o) for o in given]
