"""Who lives in a world, beside the data: `sim show world NAME`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.cli.layout import BELOW, entries, paragraph, rows_text, width
from sim.cli.margins import margins_data, margins_text
from sim.cli.screen import Shown
from sim.evidence.shelf import Shelf
from sim.evidence.tables import read_table
from sim.experiment.margins import ALL, Margin, margins
from sim.experiment.worlds import SCALES
from sim.model.links import CARDS as LINK_CARDS
from sim.model.links import is_there
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.report.grid import Grid, text
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
    found = margins(drivers, model.recorder.ledger, model.state.compute, share)
    names = dict(zip(drivers.places, map(str, read_table("places").words("name")), strict=True))
    parts = [
        paragraph(_opening(world, share, model)),
        _by_place(drivers.places, names, taken),
        margins_text(found, drivers.places),
        _composition(taken),
        _named(model, taken[-1]),
        _links(model),
    ]
    return Shown("\n\n".join(filter(None, parts)), _data(model, share, taken, found))


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
        rows.append((code, *cells))
    sums = [cell for c in taken for cell in _figures(c.researchers.sum(), c.record.sum())]
    table = Grid("researchers by place", ("place", *heads), (*rows, (ALL, *sums)))
    spelt = "; ".join(f"{code} {names[code]}" for code in places)
    return f"{text(table, width())}\n{paragraph(spelt, BELOW)}"


def _figures(found: float, record: float) -> tuple[str, str, str]:
    """Both counts and how far they are apart, where there is anybody to count."""
    off = f"{100 * (found / record - 1):+.1f}%" if record >= 1 else "-"
    return f"{found:,.0f}", f"{record:,.0f}", off


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


def _named(model: PolicyModel, last: Census) -> str:
    """Named institutions: how many work there beside what their part of the place would be."""
    members, places = _members(model), model.drivers.places
    rows = []
    for one in (n for n in named_institutions() if n.id in members):
        meant = one.share * last.record[places.index(one.place)]
        rows.append((one.place, f"{members[one.id]:>5,}", f"{meant:>5,.0f}", one.id, one.name))
    says = (
        f"Researchers in {last.year}; meant is the institution's part of its place (table "
        "institutions, a guess of the order) times the record. Of the world's institutions the "
        "nearest in share bears the name, and people join by lot."
    )
    table = rows_text(("place", "world", "meant", "key", "name"), rows)
    return f"institutions that the documents name\n{table}\n{paragraph(says, BELOW)}"


def _links(model: PolicyModel) -> str:
    """Links between them, and whether this world has them; "" where there are none."""
    rows = [
        (
            str(one.since // QUARTERS),
            one.institution,
            one.partner,
            "yes" if is_there(model.almanac, one) else "no",
            one.what,
        )
        for one in sorted(links_of(model.drivers), key=lambda link: link.since)
    ]
    if not rows:
        return ""
    says = (
        "From that year on one researcher of each side knows the other, as after so many joint "
        f"projects as card {LINK_CARDS[0]} says. here: a world of scale s has each link with "
        "chance s."
    )
    table = rows_text(("since", "between", "and", "here", "what the documents report"), rows)
    return f"links that the documents report\n{table}\n{paragraph(says, BELOW)}"


def _data(
    model: PolicyModel, share: float, taken: Sequence[Census], found: Sequence[Margin]
) -> object:
    """The same for a program."""
    places = model.drivers.places
    return {
        "world": model.spec.world,
        "scale": share,
        "named": _members(model),
        "links": [
            {
                **link._asdict(),
                "since": link.since // QUARTERS,
                "here": is_there(model.almanac, link),
            }
            for link in links_of(model.drivers)
        ],
        "margins": margins_data(found),
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
