"""What the reading side asks of a stored run, and what is asked of the reading side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol

import numpy.typing as npt

from sim.errors import UsageError
from sim.store.manifest import Manifest

YEARS_ON = (3, 5, 10)
USUAL_GAIN = "joint_papers"
EVERY = "all"


class Readable(Protocol):
    """A stored run: its description and one array for each outcome and variant."""

    @property
    def manifest(self) -> Manifest:
        """What the run says about itself."""

    def array(self, outcome: str) -> Mapping[str, npt.NDArray[Any]]:
        """(sample, replicate, year, ...) for each variant."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which comparison is wanted."""

    to: str
    """The variant that the others are set against."""
    outcomes: tuple[str, ...]
    dates: tuple[int, ...]
    """Calendar years to look at; flows are summed from the policy date to the end of each."""
    interval: float
    cost_per: str | None
    """The outcome that cost is set against: joint papers, unless the scenario names another."""
    apart: tuple[str, ...] = ()
    """Third places that stand by themselves, beside the sum of all."""


def request_of(
    manifest: Manifest,
    *,
    to: str | None = None,
    outcomes: Iterable[str] = (),
    at: Iterable[int] = (),
    interval: float | None = None,
    apart: Iterable[str] = (),
) -> Request:
    """The comparison that the scenario asks for, with what the caller wants otherwise."""
    wanted = tuple(outcomes) or tuple(manifest.outcomes)
    for name in wanted:
        _known(name, manifest.outcomes, "outcome")
    reference = to or manifest.compare.to
    _known(reference, manifest.variant_names, "variant")
    cost_per = manifest.compare.cost_per or USUAL_GAIN
    return Request(
        to=reference,
        outcomes=wanted,
        dates=_dates(manifest, tuple(at)),
        interval=_share(manifest.compare.interval if interval is None else interval),
        cost_per=cost_per if cost_per in manifest.outcomes else None,
        apart=_third_places(manifest, tuple(apart)),
    )


def reference_of(manifest: Manifest, variant: str, to: str) -> str:
    """The variant to set this one against: of the same future, where there are several."""
    _, mark, future = variant.partition("@")
    same = f"{to.partition('@')[0]}{mark}{future}"
    return same if same in manifest.variant_names else to


def future_of(variant: str) -> str:
    """The future in the name of a variant; empty for the one that is not named."""
    return variant.partition("@")[2]


def reference_words(manifest: Manifest, to: str) -> str:
    """What a difference is taken from, in words."""
    own = {reference_of(manifest, name, to) for name in manifest.variant_names}
    return to if len(own) == 1 else f"{to.partition('@')[0]} of the same future"


def policy_year(manifest: Manifest) -> int:
    """Calendar year in which policies begin."""
    return manifest.horizon.policy // 4


def _third_places(manifest: Manifest, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Third places by their codes, in the order of the run; "all" means every one."""
    third = [code for code in manifest.labels["place"] if code not in manifest.corridor]
    for code in asked:
        if code in manifest.corridor:
            message = f"{code} is a place of the corridor and stands by itself already"
            raise UsageError(message)
        if code != EVERY:
            _known(code, third, "third place")
    return tuple(code for code in third if code in asked or EVERY in asked)


def _dates(manifest: Manifest, at: tuple[int, ...]) -> tuple[int, ...]:
    """Years asked for; else 3, 5 and 10 years on, the end, and those of the scenario."""
    years, first = manifest.horizon.years, policy_year(manifest)
    for year in at:
        if not first <= year <= years[-1]:
            message = f"{year} is not between the policy date {first} and the end {years[-1]}"
            raise UsageError(message)
    usual = {first + count - 1 for count in YEARS_ON} | {years[-1], *manifest.compare.at}
    return tuple(sorted(year for year in set(at) or usual if first <= year <= years[-1]))


def _share(interval: float) -> float:
    """The interval as a share, or what to write."""
    if 0.0 < interval < 1.0:
        return interval
    if 1.0 < interval < 100.0:
        return interval / 100.0
    message = (
        f"an interval of {interval:g} is neither a share such as 0.9 nor a percentage such as 90"
    )
    raise UsageError(message)


def _known(name: str, among: Iterable[str], what: str) -> None:
    """Refuse a name that the run does not have, with the closest that it has."""
    names = tuple(among)
    if name in names:
        return
    near = get_close_matches(name, names, n=1)
    remedy = f'did you mean "{near[0]}"?' if near else f"it has {', '.join(names)}"
    message = f'this result has no {what} "{name}"; {remedy}'
    raise UsageError(message)
