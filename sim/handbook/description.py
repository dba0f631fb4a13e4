"""The page that describes the model, in the order of the ODD+D protocol."""

from collections import defaultdict

from sim.evidence.tables import Table, read_table
from sim.experiment.worlds import SCALES, WARM_UP
from sim.handbook.cards import linked
from sim.handbook.concepts import concepts
from sim.handbook.entities import entities
from sim.handbook.inputs import input_table
from sim.handbook.markdown import (
    Page,
    amount,
    anchor,
    bullets,
    code,
    file_link,
    link,
    prose,
    section,
    table,
)
from sim.handbook.processes import beginning, behaviour, following, programmes, submodel
from sim.handbook.reading import Module, doc, module, modules, repository
from sim.handbook.schedule import CLOCK, offers, schedule
from sim.scenario.schema import FUTURES
from sim.world.levers import LEVERS

SAYS = (
    "The model as its own code describes it, in the order of ODD+D: the protocol Overview, Design "
    "concepts and Details for agent-based models (Grimm et al. 2006, 2010, 2020), with the "
    "extension to human decision-making by Müller et al. (2013). Equations stand beside the "
    "functions that compute them and are taken from there; all parameters are on the page "
    "[Parameters](parameters.md)."
)
SYMBOLS = (
    "Throughout, a and b are places, i and j researchers, o an institution, d a domain; all rates "
    "are by year unless a quarter is named, log points are natural logarithms, money is in million "
    "US dollars of 2025. E and a number name an equation, I an instrument, P a pattern of the "
    "record, F an expectation of an instrument, M a limiting case."
)
READERS = (
    "Analysts in ministries, foundations and think tanks, who write scenarios and have to defend "
    "the numbers; and scholars of science, who add instruments and processes, calibrate, and run "
    "large experiments."
)
LEVER_WORDS = (
    "A policy never touches a researcher. It moves levers, and processes obey them. After all "
    "effects, cell by cell, a lever is clip((base + Σ added)·Π scaled), so that the order of "
    "policies cannot matter and a dose of zero is the baseline."
)
TIME = (
    f"A step is a quarter; outcomes are reported by year. The model lives {WARM_UP} quarters "
    "before the first year, so that networks form: places grow as they did around that year, all "
    "else is as in it. A scenario says when history begins, when policies do, and the end."
)
SPACE = (
    "Space is the list of {} places (countries, and blocs for the rest of the world) and the "
    "institutions in them; distance, language and history of a pair enter through the record of "
    "the pair."
)


def model_page() -> Page:
    """The whole description."""
    parts = (
        section(2, "Overview", _purpose(), _things(), _order()),
        section(2, "Design concepts", concepts()),
        section(2, "Details", SYMBOLS, _implementation(), _start(), _inputs(), _submodels()),
    )
    return Page("model", "The model (ODD+D)", SAYS, "\n\n".join(parts))


def opening() -> str:
    """The first paragraphs of the README, which say what the program is for."""
    text = (repository() / "README.md").read_text(encoding="utf-8").split("\n\n")
    stop = next(n for n, part in enumerate(text) if part.startswith(("!", "## ")))
    return "\n\n".join(text[1:stop])


def _purpose() -> str:
    return section(3, "Purpose", opening(), f"For whom: {READERS}")


def _things() -> str:
    return section(
        3,
        "Entities, state variables and scales",
        "Researchers, ties and projects are arrays of records; institutions and places are agents "
        f"over these arrays. In {file_link('sim/world/state.py')}.",
        entities(),
        section(4, "Scales", _scales()),
        section(4, "Levers", LEVER_WORDS, _levers()),
        section(4, "Exogenous drivers", _exogenous()),
    )


def _scales() -> str:
    people = {world: read_table(f"researchers_{world}") for world in SCALES}
    said = [
        f"World {code(world)}: {_heads(people[world])}; by default one agent stands for "
        f"{amount(1 / scale)}."
        for world, scale in SCALES.items()
    ]
    return bullets([*said, TIME, SPACE.format(len(read_table("places")))])


def _heads(people: Table) -> str:
    total: dict[float, float] = defaultdict(float)
    for year, heads in zip(people.numbers("year"), people.numbers("researchers"), strict=True):
        total[float(year)] += float(heads)
    last = max(total)
    return f"{round(total[last], -3):,.0f} researchers in {last:.0f}"


def _levers() -> str:
    rows = [
        (
            code(lever.name),
            lever.unit,
            " × ".join(lever.dims),
            amount(lever.base),
            f"{amount(lever.low)} to {amount(lever.high)}",
            lever.says,
        )
        for lever in LEVERS
    ]
    return table(("lever", "unit", "for each", "without policies", "bounds", "is"), rows)


def _exogenous() -> str:
    drivers = module("sim/world/drivers.py")
    holder = next(node for node in drivers.classes() if node.name == "Drivers")
    futures = module("sim/world/futures.py")
    courses = (
        f"{futures.title}: {', '.join(map(code, FUTURES))}; what each does stands in table "
        f"{link(code('futures'), '../seeds/tables/futures.csv')}, the dated shocks of the record "
        f"in {link(code('shocks'), '../seeds/tables/shocks.csv')}."
    )
    return "\n\n".join([prose(drivers.says, linked), prose(doc(holder), linked), courses])


def _order() -> str:
    return section(
        3,
        "Process overview and scheduling",
        f"One quarter, read off {file_link(CLOCK)}; what stands indented is part of the step above "
        "it, and a link leads to the code.",
        schedule(),
        "Offers are answered in the first quarter of the year, or when they begin:",
        offers(),
    )


def _implementation() -> str:
    rooms = [m for m in _rooms() if m.says]
    said = [f"{file_link(m.name.removesuffix('/__init__.py'))} {m.says}" for m in rooms]
    return section(
        3,
        "Implementation",
        "Python; Mesa owns the clock and the agents that one can talk to, the loops over "
        "researchers are compiled with Numba and run as plain Python too. Rooms of the code:",
        bullets(said),
    )


def _rooms() -> list[Module]:
    folders = sorted({m.name.split("/")[1] for m in modules("sim") if m.name.count("/") > 1})
    return [module(f"sim/{folder}/__init__.py") for folder in folders]


def _start() -> str:
    return section(3, "Initialisation", *(submodel(found, 4) for found in beginning()))


def _inputs() -> str:
    return section(
        3,
        "Input data",
        "Small derived tables of facts; how each was made and what it does not mean stands under "
        f"{link('data evaluation', 'trace.md#data-evaluation')}.",
        input_table(),
    )


def _submodels() -> str:
    groups = (
        ("Submodels: following the record", following()),
        ("Submodels: behaviour", behaviour()),
        ("Submodels: programmes and events", programmes()),
    )
    started = {found.name for found in beginning()}
    told = [(title, [m for m in found if m.name not in started]) for title, found in groups]
    return "\n\n".join(
        section(
            3,
            title,
            bullets(link(m.title, f"#{anchor(m.title)}") for m in found),
            *(submodel(m, 4) for m in found),
        )
        for title, found in told
    )
