"""Schools at which young researchers of several places meet."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from sim.policies.base import Expectation
from sim.policies.meeting import Meeting
from sim.world.state import PHD, POSTDOC

CARDS = ("school.participants", "school.days")


class SummerSchool(Meeting):
    """Bring young researchers of several places together for some days each year."""

    lever: ClassVar[str] = "school_places"
    from_cards: ClassVar[Mapping[str, str]] = {
        "participants": "school.participants",
        "days": "school.days",
    }
    stages: ClassVar[tuple[int, int]] = (PHD, POSTDOC)
    lives: ClassVar[str] = (
        "Doctoral students and postdocs hear of the school, apply, are chosen; some do not come. "
        "Those who come talk with a few others each day, and in small groups work together all "
        "the time. Pairs that met may start a project in the following years, less likely as they "
        "forget; later joint work runs through the ties that such projects leave. Money to follow "
        "it up is a lab_link that is open to those who met."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "those already linked with the other side apply more",
        "most participants leave research within years, and what they met goes with them",
        "contacts that find no time within two or three years are forgotten",
        "places stay empty where few know of the school or wish to come",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "what is taught at the school",
        "lessons in a language: what some days teach is too little to tell",
        "hiring of participants by the other side, beyond moves along ties",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F7.1": Expectation(
            "the effect grows with participants, not with their square",
            built_in="the people one can meet are bounded (card exposure.contacts)",
        ),
        "F7.2": Expectation(
            "small groups do far more than mingling",
            built_in="a talk is a part of a session (card meeting.chat)",
        ),
        "F7.3": Expectation("joint papers peak one to four years after the school, then fade"),
        "F7.4": Expectation(
            "a school and seed money to follow it up bring more than the sum of both",
            met="no",
            why="in 24 small worlds school and money that leaders of groups can have anyway bring "
            "30 and 33 joint papers, and together 0.6 (standard error 0.8) beyond the sum: a link "
            "works at one rate whether the two met or not, and the school is for the young. Money "
            "for those alone who met adds 24, since it reaches nobody without a school",
        ),
        "F7.5": Expectation("leaving out one edition costs about what one edition gives"),
        "F19.1": Expectation(
            "a school and stays to follow it up bring more than the sum of both",
            met="not modelled",
            why="it is too small for a test: in 72 small worlds, which take a minute, school and "
            "stays bring 2.7 joint papers beyond the sum (standard error 0.8) of 30 and 39",
        ),
    }

    kind: Literal["summer_school"] = "summer_school"
    """A school of some days."""
