"""Levers: the only way in which a policy touches the world."""

from dataclasses import dataclass
from typing import Final

MOST_ADDED: Final = 1e12
MOST_SCALED: Final = 1e6


@dataclass(frozen=True, slots=True)
class Lever:
    """One quantity that governments can move, with its value when nobody moves it.

    `dims` names the axes: "place" or "domain", in the order of the index of an effect.
    """

    name: str
    dims: tuple[str, ...]
    unit: str
    high: float
    says: str
    low: float = 0.0
    base: float = 0.0

    @property
    def standing(self) -> bool:
        """Whether it counts what is there at one time, not what is given in a year."""
        return not self.unit.endswith("/year")


LEVERS: Final = (
    Lever(
        "gpu_hours",
        ("place", "place"),
        "GPU-h/year",
        high=1e10,
        says="computing time granted to labs of the first place on machines of the second",
    ),
    Lever(
        "cloud_hours",
        ("place", "place"),
        "GPU-h/year",
        high=1e10,
        says="computing time that everybody in the first place rents from providers of the second",
    ),
    Lever(
        "cloud_elsewhere",
        ("place", "place"),
        "GPU-h/year",
        high=1e10,
        says="computing time that the first place rents from the second for use outside research",
    ),
    Lever(
        "seats",
        ("place", "place"),
        "people/year",
        high=1e6,
        says="doctorates begun each year in the first place with a second supervisor in the other",
    ),
    Lever(
        "data_coverage",
        ("place", "domain"),
        "share",
        high=1.0,
        says="share of the data sets of a place and domain that a promise of openness covers",
    ),
    Lever(
        "data_compliance",
        ("place", "domain"),
        "share",
        high=1.0,
        says="share of the covered data sets that can really be found and used",
    ),
    Lever(
        "data_stewards",
        ("place", "domain"),
        "people/data set",
        high=10.0,
        says="people paid for each data set of a place and domain to keep a promise of openness",
    ),
    Lever(
        "hospital_audit",
        ("place",),
        "share",
        high=1.0,
        says="how strictly hospitals that open their data are audited, of the strictest there is",
    ),
    Lever(
        "federated_nodes",
        ("place", "place", "domain"),
        "nodes",
        high=1e5,
        says="hospitals of the first place that answer queries of teams of the second",
    ),
    Lever(
        "pooled_nodes",
        ("place", "place", "domain"),
        "nodes",
        high=1e5,
        says="hospitals of the first place that hand their data over to teams of the second",
    ),
    Lever(
        "friction",
        ("place", "place"),
        "log points",
        low=-3.0,
        high=3.0,
        says="what policies add to the friction of joint work between two places",
    ),
    Lever(
        "school_places",
        ("place", "place"),
        "people/year",
        high=1e6,
        says="people of the first place who attend schools held in the second",
    ),
    Lever(
        "forum_places",
        ("place", "place"),
        "people/year",
        high=1e6,
        says="people of the first place who attend forums held in the second",
    ),
    Lever(
        "short_visits",
        ("place", "place"),
        "people/year",
        high=1e6,
        says="people of the first place who meet colleagues of the second on short visits there",
    ),
    Lever(
        "stays",
        ("place", "place"),
        "people/year",
        high=1e6,
        says="people of the first place who stay with a host in the second for a time",
    ),
    Lever(
        "joint_awards",
        ("place", "place"),
        "awards/year",
        high=1e5,
        says="joint awards with the second place that the first is ready to pay its half of",
    ),
    Lever(
        "joint_in_name",
        ("place", "place"),
        "share",
        high=0.9,
        says="share of the papers counted as joint of two places that are so in name only",
    ),
    Lever(
        "seed_links",
        ("place", "place"),
        "awards/year",
        high=1e5,
        says="pairs of labs with the second place that the first is ready to pay its half of",
    ),
    Lever(
        "pilots",
        ("place", "place"),
        "awards/year",
        high=1e4,
        says="pilots with the second place that the first is ready to pay its half of",
    ),
    Lever(
        "unit_staff",
        ("place", "place"),
        "people",
        high=1e5,
        says="posts of the first place at a centre that it has together with the second",
    ),
    Lever(
        "campus_faculty",
        ("place", "place"),
        "people",
        high=1e5,
        says="posts of the first place at a campus that it keeps in the second",
    ),
    Lever(
        "campus_students",
        ("place", "place"),
        "people/year",
        high=1e6,
        says="doctorates begun each year in the first place at a campus of the second",
    ),
    Lever(
        "visit_barrier",
        ("place", "place"),
        "log points",
        low=-3.0,
        high=3.0,
        says="what policies add to the trouble of travelling from the first place to the second",
    ),
    Lever(
        "stay_barrier",
        ("place", "place"),
        "log points",
        low=-3.0,
        high=3.0,
        says="what policies add to that trouble for journeys too long for a short visit",
    ),
    Lever(
        "rupture_papers",
        ("place", "place"),
        "log points",
        high=3.0,
        says="friction of joint work between two places that events add for as long as they last",
    ),
    Lever(
        "rupture_moves",
        ("place", "place"),
        "log points",
        high=3.0,
        says="friction of moves from the first place to the second that events add while they last",
    ),
    Lever(
        "home_made",
        ("place",),
        "share",
        high=1.0,
        says="share of the equipment withheld from a place that it makes at home instead",
    ),
    Lever(
        "research_people",
        ("place",),
        "people",
        low=-1e6,
        high=1e6,
        says="researchers whose time the groups of a place gain, or below zero lend to others",
    ),
    Lever(
        "spending",
        ("place",),
        "MUSD/year",
        high=1e5,
        says="public money that a place spends whatever is taken up",
    ),
    Lever(
        "withheld",
        ("place",),
        "share",
        high=1.0,
        says="share of new computing equipment that a place cannot buy",
    ),
    Lever(
        "lists",
        ("place", "place"),
        "share",
        high=1.0,
        says="how strictly the second place keeps lists of institutions of the first",
    ),
    Lever(
        "list_entries",
        ("place", "place"),
        "entries/year",
        high=1e4,
        says="institutions of the first place that the second newly lists for what they are",
    ),
    Lever(
        "export_risk",
        ("place",),
        "entries/year",
        high=1e4,
        says="institutions of a place expected to be listed in a year for contracts abroad",
    ),
    Lever(
        "open_exemption",
        ("place", "place"),
        "share",
        high=1.0,
        says="share of its lists of the first place that the second drops for fields they spare",
    ),
)

BY_NAME: Final = {lever.name: lever for lever in LEVERS}


@dataclass(frozen=True, slots=True)
class Effect:
    """A push on one cell of a lever: something added to it, or its value scaled."""

    lever: str
    index: tuple[str, ...]
    add: float = 0.0
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not abs(self.add) <= MOST_ADDED or not 0 <= self.scale <= MOST_SCALED:
            msg = f"an effect out of all bounds: {self.add=}, {self.scale=}"
            raise ValueError(msg)

    def at(self, dose: float) -> "Effect":
        """The part of this effect that a share of the full dose has."""
        scale = 1 + (self.scale - 1) * dose
        return Effect(self.lever, self.index, self.add * dose, scale)
