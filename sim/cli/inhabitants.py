"""Who lives in a world, beside the data: `sim show world NAME`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.cli.layout import entries, paragraph, rows_text
from sim.cli.screen import Shown
from sim.evidence.shelf import Shelf
from sim.evidence.tables import read_table
from sim.experiment.worlds import SCALES
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.drivers import FIRST_YEAR, Drivers, read_drivers
from sim.world.named import bearers, links_of, named_institutions
from sim.world.state import DOMAINS, STAGES

QUARTERS = 4
SEED = 1
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Census:
    """Who lives in a world at the middle of a year, and how many the record says."""

    year: int
    researchers: Array
    record: Array
    """Both by place."""
    stages: Array
    domains: Array
    """Shares of all researchers."""


def inhabitants(world: str, scale: float | None) -> Shown:
    """A world at the start and at the end of the record, place by place."""
    share = SCALES[world] if scale is None else scale
    drivers = read_drivers(world, share)
    model = _model(world, share, drivers)
    years = (FIRST_YEAR, drivers.last_year)
    taken = [_census(model, year) for year in years]
    names = dict(zip(drivers.places, map(str, read_table("places").words("name")), strict=True))
    parts = [
        paragraph(_opening(world, share, model)),
        _by_place(drivers.places, names, taken),
        _composition(taken),
        _named(model, share),
    ]
    return Shown("\n\n".join(parts), _data(model, share, taken))


def _model(world: str, share: float, drivers: Drivers) -> PolicyModel:
    """The world without policies, every number at its central value."""
    first, second = drivers.places[:2]
    end = QUARTERS * drivers.last_year + QUARTERS - 1
    spec = RunSpec(
        world=world,
        scale=share,
        start=QUARTERS * FIRST_YEAR,
        policy=end + 1,
        end=end,
        corridor=(first, second),
        seed=SEED,
        values=Shelf.read().values(),
    )
    return PolicyModel(spec, drivers=drivers)


def _census(model: PolicyModel, year: int) -> Census:
    """Let the world live to the middle of a year and count."""
    model.run_until(QUARTERS * year + QUARTERS // 2)
    state, drivers = model.state, model.drivers
    people = state.people[state.living]
    count = len(people)
    found = np.bincount(people["place"], minlength=len(drivers.places))
    field = people["topic"].argmax(axis=1)
    return Census(
        year=year,
        researchers=found.astype(np.float64),
        record=drivers.stock[year - FIRST_YEAR],
        stages=np.bincount(people["stage"], minlength=len(STAGES)) / count,
        domains=np.bincount(field, minlength=len(DOMAINS)) / count,
    )


def _opening(world: str, share: float, model: PolicyModel) -> str:
    institutions = len(model.state.institutions)
    size = "one researcher" if share == 1 else f"{1 / share:g} researchers"
    return (
        f"world {world}: one agent is {size}; {len(model.drivers.places)} places, "
        f"{institutions:,} institutions. World = agents of one run at the middle of the year, "
        f"all cards central; record = seeds/tables/researchers_{world}.csv times {share:g}."
    )


def _by_place(places: Sequence[str], names: Mapping[str, str], taken: Sequence[Census]) -> str:
    """Researchers by place, the world beside the record."""
    heads = [head for c in taken for head in (f"world {c.year}", "record", "off")]
    rows = []
    for i, code in enumerate(places):
        cells = [cell for c in taken for cell in _figures(c.researchers[i], c.record[i])]
        rows.append([code, *cells, names[code]])
    sums = [cell for c in taken for cell in _figures(c.researchers.sum(), c.record.sum())]
    return rows_text(("place", *heads, ""), [*rows, ["all", *sums, ""]])


def _figures(found: float, record: float) -> tuple[str, str, str]:
    """Both counts and how far they are apart, where there is anybody to count."""
    off = f"{100 * (found / record - 1):+.1f}%" if record >= 1 else "-"
    return f"{found:>10,.0f}", f"{record:>8,.0f}", f"{off:>7}"


def _composition(taken: Sequence[Census]) -> str:
    """What people are and do, in the last census."""
    last = taken[-1]
    stages, fields = (
        ", ".join(f"{name} {share:.0%}" for name, share in zip(names, shares, strict=True))
        for names, shares in ((STAGES, last.stages), (DOMAINS, last.domains))
    )
    return f"in {last.year}\n" + entries([("stages", stages), ("fields", fields)])


def _members(model: PolicyModel) -> dict[str, int]:
    """Researchers of each institution that bears a name of the documents, by its id."""
    known = bearers(model.drivers, model.spec.values["world.size_exponent"])
    count = model.state.institutions["count"]
    return {name: int(count[index]) for name, index in known.items()}


def _named(model: PolicyModel, share: float) -> str:
    """Named institutions: how many work there beside the table's own guess, and who links them."""
    members, linked = _members(model), links_of(model.drivers)
    rows = []
    for one in (n for n in named_institutions() if n.id in members):
        with_whom = [k.partner if k.institution == one.id else k.institution
                     for k in linked if one.id in (k.institution, k.partner)]  # fmt: skip
        cells = f"{members[one.id]:>6,}", f"{one.researchers * share:>6,.0f}"
        rows.append((one.place, *cells, one.name, ", ".join(dict.fromkeys(with_whom))))
    return "institutions that the documents name\n" + rows_text(
        ("place", "world", "guess", "", "linked with"), rows
    )


def _data(model: PolicyModel, share: float, taken: Sequence[Census]) -> object:
    """The same for a program."""
    places = model.drivers.places
    return {
        "world": model.spec.world,
        "scale": share,
        "named": _members(model),
        "censuses": [
            {
                "year": census.year,
                "researchers": dict(zip(places, map(int, census.researchers), strict=True)),
                "record": dict(zip(places, map(float, census.record), strict=True)),
                "stages": dict(zip(STAGES, map(float, census.stages), strict=True)),
                "domains": dict(zip(DOMAINS, map(float, census.domains), strict=True)),
            }
            for census in taken
        ],
    }
