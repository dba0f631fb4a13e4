"""The yearly ledger a run keeps, and what a measure read off it must say about itself."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Measured = dict[str, Array]

STAGES = ("phd", "postdoc", "mid", "senior")
BACKGROUNDS = ("home", "abroad")
LABELS = ("additional", "accelerated", "deadweight", "substituted")
FATES = ("issued", "used", "expired")
PRESENCES = ("people there", "name only")
NETWORK = ("giant", "clustering", "cross_border")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Raw yearly counts of one run; everything we report is computed from these and nothing else.

    Y years, P places, D domains. Papers are recorded papers unless the name says latent.
    """

    years: tuple[int, ...]
    """Calendar years, in order."""
    places: tuple[str, ...]
    """Codes of the places, in the order of every place axis."""
    joint: Array
    """(Y, P, P) papers with an address in both places, whole count; symmetric, zero diagonal."""
    joint_nominal: Array
    """(Y, P, P) papers counted as joint beside them that are so in name only."""
    joint_latent: Array
    """(Y, P, P) the real ones of all papers written, recorded or not."""
    joint_fractional: Array
    """(Y, P, P) sum over papers of 2 w_a w_b / (1 - sum of w squared), w shares of author slots."""
    papers: Array
    """(Y, P) papers with an address in the place, whole count."""
    papers_fractional: Array
    """(Y, P) sum over papers of w_a; adds up to the number of papers."""
    international: Array
    """(Y, P) papers of the place with addresses in two places or more, whole count."""
    citations: Array
    """(Y, P) citations in their first five years of papers with an address in the place."""
    joint_citations: Array
    """(Y, P, P) the same for papers with an address in both places; symmetric, zero diagonal."""
    moves: Array
    """(Y, P, P) people who moved, origin by destination; zero diagonal."""
    stock: Array
    """(Y, P, 2, 4) active researchers at year end: place, origin home or abroad, stage."""
    doctorates: Array
    """(Y, P) new doctorates by the place of the doctorate."""
    retained: Array
    """(Y, P, 2) doctorates of five years before: those active in the place at year end, and all."""
    returns: Array
    """(Y, P, 2) those who left in the five years to year end: back by then, and all."""
    compute: Array
    """(Y, P, P) GPU hours used, recipient by provider."""
    vouchers: Array
    """(Y, 3) GPU hours issued, used, expired."""
    queued: Array
    """(Y, P, P) GPU hours that expired in the queue, recipient by provider."""
    units: Array
    """(Y, P, P, 2) joint units open at year end, who comes by where: with people there, or not."""
    exposed: Array
    """(Y, P, 2) at year end: researchers expected at institutions on a list, and all."""
    hospitals: Array
    """(Y, P, P, 2) at year end, user by holder: hospitals admitted, and those that wait for it."""
    graduates: Array
    """(Y, P, P) dual doctorates by home place and place of residence after graduation."""
    usable_data: Array
    """(Y, P, D) usable open data at year end, in the unit of the data stock."""
    cost: Array
    """(Y, P) public money spent by the place, MUSD."""
    network: Array
    """(Y, 3) share in the largest component, clustering, cross-border ties; nan if unread."""
    footprint: Array
    """(Y,) share of researchers whose state differs from the baseline run of the same draws."""
    additionality: Array
    """(Y, 4) joint papers of supported projects, one label each, against the paired baseline.

    Deadweight: the same pair also wrote one in the baseline by that year. Accelerated: only later.
    Substituted: it never did, and the lead has written no more papers, at the end or when leaving
    research, than in the baseline.
    Additional: the rest.
    """

    def __post_init__(self) -> None:
        """Refuse an array of another shape, by name."""
        for name, rest in ledger_shapes(len(self.places)).items():
            found = getattr(self, name).shape
            if not _fits(found, (len(self.years), *rest)):
                message = f"ledger.{name} has shape {found}, expected {(len(self.years), *rest)}"
                raise ValueError(message)

    def copy(self) -> "Ledger":
        """An independent copy."""
        return replace(self, **{f.name: getattr(self, f.name).copy() for f in fields(self)[2:]})


def ledger_shapes(places: int) -> dict[str, tuple[int, ...]]:
    """Shape of each array of the ledger after its year axis; -1 is the number of domains."""
    pair = (places, places)
    return {
        "joint": pair, "joint_nominal": pair, "joint_latent": pair, "joint_fractional": pair,
        "papers": (places,), "papers_fractional": (places,), "international": (places,),
        "citations": (places,), "joint_citations": pair,
        "moves": pair, "stock": (places, len(BACKGROUNDS), len(STAGES)),
        "doctorates": (places,), "retained": (places, 2), "returns": (places, 2),
        "compute": pair, "vouchers": (len(FATES),), "queued": pair,
        "units": (*pair, len(PRESENCES)), "exposed": (places, 2), "hospitals": (*pair, 2),
        "graduates": pair,
        "usable_data": (places, -1), "cost": (places,),
        "network": (len(NETWORK),), "footprint": (), "additionality": (len(LABELS),),
    }  # fmt: skip


def empty_ledger(years: tuple[int, ...], places: tuple[str, ...], domains: int) -> Ledger:
    """A ledger of zeros to be filled year by year; network is nan until it is read."""
    arrays = {
        name: np.zeros((len(years), *(domains if n < 0 else n for n in rest)))
        for name, rest in ledger_shapes(len(places)).items()
    }
    arrays["network"][:] = np.nan
    return Ledger(years, places, *(arrays[f.name] for f in fields(Ledger)[2:]))


def _fits(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Whether the shape agrees where it is fixed."""
    if len(found) != len(wanted):
        return False
    return all(want in (-1, got) for got, want in zip(found, wanted, strict=True))


class Outcome(ABC):
    """One measure: how it is called, counted and read, and how it comes out of the ledger."""

    name: ClassVar[str]
    title: ClassVar[str]
    unit: ClassVar[str]
    dims: ClassVar[tuple[str, ...]]
    """Names of the axes after the year, labelled in the manifest. None: one number a year."""
    time: ClassVar[Literal["flow", "stock", "ratio"]]
    better: ClassVar[Literal["up", "down", "neither"]]
    counting: ClassVar[str]
    definition: ClassVar[str]
    neutral: ClassVar[float | None] = None
    """The value that says neither more nor less than expected, where there is one."""
    follows: ClassVar[tuple[str, ...]] = ()
    """Levers whose policies are read by it; a comparison of one shows it without being asked."""

    @abstractmethod
    def measure(self, ledger: Ledger) -> Measured:
        """The arrays to be recorded, first axis the year."""

    @classmethod
    def info(cls) -> dict[str, Any]:
        """What the manifest says about the measure."""
        return {
            "title": cls.title, "unit": cls.unit, "dims": list(cls.dims), "time": cls.time,
            "better": cls.better, "counting": cls.counting, "definition": cls.definition,
            "neutral": cls.neutral,
        }  # fmt: skip


class Count(Outcome):
    """A measure that is one array of amounts: a flow of the year or a stock at its end."""

    @abstractmethod
    def count(self, ledger: Ledger) -> Array:
        """The amounts, first axis the year."""

    def measure(self, ledger: Ledger) -> Measured:
        """One array under the name of the measure."""
        return {self.name: self.count(ledger)}


class Ratio(Outcome):
    """A measure that is a quotient; both parts are recorded, so that years can be pooled."""

    time = "ratio"

    @abstractmethod
    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator, first axis the year."""

    def measure(self, ledger: Ledger) -> Measured:
        """The quotient, nan where the denominator is not positive, and its two parts."""
        num, den = self.parts(ledger)
        return {self.name: quotient(num, den), f"{self.name}/num": num, f"{self.name}/den": den}


def quotient(num: Array, den: Array) -> Array:
    """Quotient, nan where den is not positive."""
    safe = np.where(den > 0, den, 1.0)
    value: Array = np.where(den > 0, num / safe, np.nan)
    return value


def squares_abroad(amounts: Array) -> tuple[Array, Array]:
    """Both parts of a Herfindahl index over other places, each (Y, P) of amounts (Y, P, P)."""
    abroad = amounts * ~np.eye(amounts.shape[-1], dtype=bool)
    return (abroad**2).sum(axis=-1), abroad.sum(axis=-1) ** 2


def labels(places: tuple[str, ...], domains: tuple[str, ...]) -> dict[str, list[str]]:
    """The names along every axis any measure uses, for the manifest."""
    place = list(places)
    by_place = ("place", "origin", "destination", "recipient", "provider")
    fixed = {
        "background": BACKGROUNDS,
        "stage": STAGES,
        "label": LABELS,
        "fate": FATES,
        "presence": PRESENCES,
        "domain": domains,
    }
    return dict.fromkeys(by_place, place) | {dim: list(names) for dim, names in fixed.items()}
