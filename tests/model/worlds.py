"""Small worlds to test laws on: the real model, few researchers, a record that stands still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from sim.chance import named_key, uniform
from sim.dynamics.output import LIMITED, best_compute, expected_papers
from sim.dynamics.workload import RING
from sim.evidence.shelf import Shelf
from sim.model.endings import end_projects, parted
from sim.model.labels import JointList, joint_list, label, written
from sim.model.model import PolicyModel
from sim.model.projects import due_projects
from sim.model.spec import RunSpec, Structure
from sim.policies.base import Policy
from sim.world.drivers import Drivers
from sim.world.views import arrays_of, records
from tests.policies.making import policy

PLACES = ("AA", "BB", "CC")
SMALL, LARGE, THIRD = range(3)
HEADS = (600.0, 1200.0, 900.0)
RECORD_YEARS = 13
FIRST, BRANCH, LAST = 2014, 2016, 2036
AT = BRANCH - FIRST
PAPERS_A_HEAD, ABROAD, OUT_RATE = 1.2, 0.45, 0.01
STILL = {"compute.growth": 0.0, "careers.growth_after": 0.0}
SCARCE = {
    "compute.stock_per_researcher": 200.0,
    "compute.limited_share": 0.6,
    "compute.elasticity": 0.25,
}
"""Little computing of one's own, and much that could be done with more."""
EAGER = {
    "exposure.hazard": 0.02,
    "programme.aware_first": 0.8,
    "programme.apply_base": 1.0,
}
"""Many know, many apply, and a meeting often leads to something."""


@cache
def cards() -> dict[str, float]:
    """The central value of every card."""
    return {name: card.central for name, card in Shelf.read().cards.items()}


def drivers(shocks: tuple[Mapping[str, str], ...] = ()) -> Drivers:
    """Three places of constant size and output that work much with each other."""
    stock = np.tile(HEADS, (RECORD_YEARS, 1))
    share = np.array([[0.0, 0.7, 0.3], [0.6, 0.0, 0.4], [0.4, 0.6, 0.0]])
    return Drivers(
        world="ai",
        places=PLACES,
        place_key=np.array([named_key(code) for code in PLACES], np.uint64),
        language=np.arange(3, dtype=np.int8),
        english_official=np.zeros(3, np.int8),
        stock=stock,
        articles=PAPERS_A_HEAD * stock,
        international_share=np.full(3, ABROAD),
        partner_share=share,
        move_share=share,
        size_reference=stock[0],
        home_reference=stock[0],
        move_reference=stock[0],
        out_rate=np.full((RECORD_YEARS, 3), OUT_RATE),
        team_mean=np.full(RECORD_YEARS, 3.0),
        institutions=np.array([20, 40, 30], np.int64),
        compute_index=np.ones(3),
        shocks=shocks,
        controls=(),
        indexing=(),
        intakes=(),
    )


def steered_before_and_after(model: PolicyModel, name: str) -> tuple[list[bytes], list[bytes]]:
    """What is steered, quarter by quarter to the first recorded one and for a year from it on."""
    seen = []
    while model.quarter < 4 * (FIRST + 1):
        seen.append((model.quarter, model.state.memory[name].tobytes()))
        model.step()
    return (
        [shift for quarter, shift in seen if quarter <= 4 * FIRST],
        [shift for quarter, shift in seen if quarter >= 4 * FIRST],
    )


def spec(values: Mapping[str, float] | None = None, **fields) -> RunSpec:
    """A run of the small world in which neither needs nor entries grow."""
    plain = {
        "world": "ai",
        "scale": 1.0,
        "start": 4 * FIRST,
        "policy": 4 * BRANCH,
        "end": 4 * LAST + 3,
        "corridor": PLACES[:2],
        "seed": 11,
        "values": {**cards(), **STILL, **(values or {})},
    }
    return RunSpec(**{**plain, **fields})


@dataclass(frozen=True)
class Past:
    """A history lived once, from which any number of futures branch."""

    model: PolicyModel

    def future(
        self,
        *policies: Policy,
        years: float = 8,
        values: Mapping[str, float] | None = None,
        **fields,
    ) -> PolicyModel:
        """The world some years later, under policies, other cards or other fields of the run.

        Its network is not measured, which would take a tenth of the time and is read by no law.
        """
        here = self.model.spec
        here = replace(here, values={**here.values, **(values or {})}, **fields)
        model = PolicyModel(
            here,
            policies=tuple(one.filled(here.values) for one in policies),
            state=self.model.state.copy(),
            recorder=self.model.recorder.copy(),
            drivers=self.model.drivers,
        )
        model.network_years = set()
        model.run_until(here.policy + round(4 * years))
        return model


@cache
def past(seed: int = 11) -> Past:
    """The history of the small world up to the branch."""
    model = PolicyModel(spec(seed=seed), drivers=drivers())
    model.run_until(model.spec.policy)
    return Past(model)


def paired(seed, offer, years, values=EAGER, switches=None):
    """The same world with a policy and without."""
    here = past(seed)
    given = here.future(offer, years=years, values=values, structure=switches or structure())
    return given, here.future(years=years, values=values, structure=switches or structure())


def vouchers(**fields) -> Policy:
    """Computing time for the small place on machines that are never crowded."""
    plain = {
        "begins": BRANCH,
        "amount": "500_000 GPU-h/year",
        "cap_per_lab": "5_000 GPU-h/year",
        "cards": "100_000 GPUs",
        "selection": "lottery",
    }
    return policy("compute_voucher", **{**plain, **fields})


def doctorates(**fields) -> Policy:
    """Places for a large part of the first-year students of the small place."""
    plain = {
        "begins": BRANCH,
        "entrants": "60 people/year",
        "existing_pairs": "0%",
        "selection": "lottery",
    }
    return policy("dual_phd", **{**plain, **fields})


def charter(**fields) -> Policy:
    """Both places of the corridor open two domains within a year, without common tools."""
    plain = {
        "begins": BRANCH,
        "coverage": "80%",
        "compliance": "50%",
        "ramp": "1 years",
        "joint_tooling": "no",
    }
    return policy("data_charter", **{**plain, **fields})


def papers_by_project(seed: int, *policies: Policy, years: float, values: Mapping[str, float]):
    """Team and papers, also later ones, of every project that ended since then, by identities."""
    usual, found = end_projects, {}

    def noted(w, q, rows, granted):
        done = usual(w, q, rows, granted)
        for row, papers in zip(rows, done.papers + done.later, strict=True):
            team = row["members"][: row["seats"]]
            found[int(row["id"])] = (tuple(w.ids[team[team >= 0]].tolist()), int(papers))
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.model.endings.end_projects", noted)
        past(seed).future(*policies, years=years, values=values)
    return found


def change_by_need(seed: int, offer: Policy, years: float, values: Mapping[str, float]):
    """Relative change of the papers of limited projects and of all others; of teams in both worlds.

    The same chance decides in both, so that only what acts on a project changes its papers.
    """
    here = papers_by_project(seed, offer, years=years, values=values)
    there = papers_by_project(seed, years=years, values=values)
    share = {**cards(), **values}["compute.limited_share"]
    sums = np.zeros((2, 2))
    for name in here.keys() & there.keys():
        if here[name][0] == there[name][0]:
            free = int(uniform(np.uint64(name), LIMITED, 0) >= share)
            sums[free] += here[name][1], there[name][1]
    return sums[:, 0] / sums[:, 1] - 1


def under_way(model: PolicyModel):
    """Every project that has begun and not ended."""
    state, found = model.state.copy(), []
    for _ in range(RING):
        found.append(parted(due_projects(state))[0])
        state.t += 1
    return records(np.concatenate(found))


def expected_output(model: PolicyModel, projects) -> np.ndarray:
    """Papers that each of some projects is expected to bring, if it ended now."""
    w, limited = arrays_of(model.state), model.spec.values["compute.limited_share"]
    return np.array(
        [
            limited * expected_papers(w, model.now, row, True, hours)
            + (1 - limited) * expected_papers(w, model.now, row, False, hours)
            for row, hours in ((row, best_compute(w, row)) for row in projects)
        ]
    )


def digests(model: PolicyModel) -> np.ndarray:
    """Fingerprints of every quarter lived so far, the warm-up included."""
    return np.array(model.recorder.digests, np.uint64)


def first_difference(one: PolicyModel, other: PolicyModel) -> int | None:
    """Calendar quarter in which two runs are first not the same."""
    at = np.flatnonzero(digests(one) != digests(other))
    return one.almanac.epoch + int(at[0]) if len(at) else None


def extra_joint(model: PolicyModel, baseline: PolicyModel) -> np.ndarray:
    """Papers of the two places together beyond the baseline, known or not, by year of policy."""
    here, there = model.recorder.ledger, baseline.recorder.ledger
    return np.asarray((here.joint_latent - there.joint_latent)[AT:, SMALL, LARGE])


def extra_papers(model: PolicyModel, baseline: PolicyModel, place: int = SMALL) -> np.ndarray:
    """Recorded papers of a place beyond the baseline, by year of policy."""
    here, there = model.recorder.ledger, baseline.recorder.ledger
    return np.asarray((here.papers - there.papers)[AT:, place])


def joint(model: PolicyModel) -> JointList:
    """The joint papers listed so far."""
    return joint_list(model.recorder)


def labels(model: PolicyModel, baseline: PolicyModel) -> np.ndarray:
    """Supported joint papers: additional, accelerated, deadweight, substituted."""
    years = model.recorder.ledger.years
    papers = [written(one.recorder, one.state) for one in (model, baseline)]
    return np.asarray(label(years, joint(model), joint(baseline), *papers).sum(axis=0))


def doctors(model: PolicyModel) -> dict[int, int]:
    """Where each doctorate of the last years was taken, by identity."""
    taken = [zip(who, where, strict=True) for _, who, where in model.recorder.cohorts]
    return {int(who): int(where) for cohort in taken for who, where in cohort}


def structure(**fields) -> Structure:
    """Structural switches, all others as they are by default."""
    return Structure(**fields)


def mean_and_error(values: Iterable[float]) -> tuple[float, float]:
    """Mean over replicates and its standard error."""
    all_values = np.array(list(values), float)
    return float(all_values.mean()), float(all_values.std(ddof=1) / len(all_values) ** 0.5)


def gains_by_size(
    given: PolicyModel, without: PolicyModel, start: PolicyModel, places: tuple[int, ...]
) -> tuple[float, float]:
    """Extra papers since the start in small and in large institutions of some places.

    As shares of the papers without; of those who have been there from the start.
    """
    small, large = (
        [_written(model, start, places, large=large) for model in (given, without)]
        for large in (False, True)
    )
    return small[0] / small[1] - 1.0, large[0] / large[1] - 1.0


def _written(
    model: PolicyModel, start: PolicyModel, places: tuple[int, ...], *, large: bool
) -> int:
    people, before = model.state.people, start.state.people
    same = (model.state.ids == start.state.ids) & (people["stage"] >= 0) & (before["stage"] >= 0)
    same &= np.isin(people["place"], places)
    prestige = model.state.institutions["prestige"][people["institution"]]
    chosen = same & ((prestige > 0.9) if large else (prestige < 0.5))
    return int((people["papers"][chosen] - before["papers"][chosen]).sum(dtype=int))
