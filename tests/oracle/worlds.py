"""Worlds small enough to be followed person by person."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from sim.chance import named_key
from sim.evidence.shelf import Shelf
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec, Structure
from sim.policies.base import Policy
from sim.world.dated import Intake
from sim.world.drivers import Drivers

CODES = ("AAA", "BBB", "CCC")
YEARS = 21
START, POLICY, END = 4 * 2008, 4 * 2026, 4 * 2027
CHILL = {
    "place_a": "AAA",
    "place_b": "BBB",
    "acts_on": "both",
    "class": "severe",
    "date": "2006-Q1",
    "until": "open",
}


@cache
def central_values() -> dict[str, float]:
    """The central value of every card."""
    return Shelf.read().values()


def specification(
    values: Mapping[str, float] | None = None,
    structure: Structure | None = None,
    threads: int = 1,
    seed: int = 7,
) -> RunSpec:
    """A run of a small world; ``values`` replace those of their cards."""
    return RunSpec(
        world="ai",
        scale=1.0,
        start=START,
        policy=POLICY,
        end=END,
        corridor=(CODES[0], CODES[1]),
        seed=seed,
        values=central_values() | dict(values or {}),
        structure=structure or Structure(),
        threads=threads,
    )


def three_places(people: int) -> Drivers:
    """Three equal places, each with two institutions and a third of ``people``.

    Moves abroad, partners abroad and papers are frequent; one border is chilled from 2006 on.
    """
    places = len(CODES)
    heads = np.full((YEARS, places), people / places)
    even = (np.ones((places, places)) - np.eye(places)) / (places - 1)
    return Drivers(
        world="ai",
        places=CODES,
        place_key=np.array([named_key(code) for code in CODES], np.uint64),
        language=np.array([0, 1, 1], np.int8),
        english_official=np.array([0, 0, 1], np.int8),
        stock=heads,
        articles=0.8 * heads,
        international_share=np.full(places, 0.4),
        partner_share=even,
        move_share=even.copy(),
        size_reference=heads[0].copy(),
        home_reference=heads[0].copy(),
        move_reference=heads[0].copy(),
        out_rate=np.full((YEARS, places), 0.08),
        team_mean=np.full(23, 3.5),
        institutions=np.full(places, 2),
        compute_index=np.array([1.0, 0.5, 2.0]),
        shocks=(CHILL,),
        controls=((0, 4 * 2007),),
        indexing=((1, 4 * 2010),),
        intakes=(Intake(0, 4 * 2006, 4 * 2011),),
    )


def growing(drivers: Drivers, rate: float) -> Drivers:
    """The same places with a record that grows by ``rate`` a year."""
    factor = (1.0 + rate) ** np.arange(YEARS)[:, None]
    return replace(drivers, stock=drivers.stock * factor, articles=drivers.articles * factor)


def small_model(
    people: int, spec: RunSpec | None = None, policies: tuple[Policy, ...] = ()
) -> PolicyModel:
    """A model of three places at t = 0."""
    drivers = growing(three_places(people), 0.03)
    return PolicyModel(spec or specification(), policies=policies, drivers=drivers)


def recorded_model(scale: float, year: int, threads: int = 1) -> PolicyModel:
    """The world of the record at a small scale, alive until a year."""
    spec = replace(
        specification(threads=threads), scale=scale, start=4 * 2005, corridor=("RU", "CN")
    )
    model = PolicyModel(spec)
    model.run_until(4 * year)
    return model
