"""What stands on the shelf: sources, documents, the claims they make, and one card per number."""

from datetime import date
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from sim.units import Schema, number_text, refuse

Grade = Literal["A", "B", "C", "D"]
Shape = Literal["fixed", "triangular", "lognormal", "uniform"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Label = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
CardName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Becomes = Annotated[
    str,
    StringConstraints(
        pattern=r"^(policy [a-z0-9_]+|parameter [a-z0-9_.]+|target [a-z0-9_.]+|outcome [a-z0-9_]+"
        r"|not_modelled: \S.*)$"
    ),
]

TAIL = 0.05


class Source(Schema):
    """A study, a data set, an own estimate or a plain assumption that a card rests on."""

    id: Label
    """The word by which cards name it."""
    title: Words
    """Its title, or what it is."""
    authors: Words
    """Who wrote or collected it."""
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)]
    """Year of publication."""
    where: Words
    """A DOI, a public address or a place in print."""
    licence: str = ""
    """The terms of its data, when data are used."""
    seen: Literal["read", "secondary", "recalled", "own", "assumption"]
    """How well it is known here; secondary means through somebody else's words."""


class Document(Schema):
    """A text whose proposals the simulator is about."""

    id: Label
    """The word by which claims name it, and the file that holds them."""
    title: Words
    """Its headline, or what it is about."""
    publisher: Words
    """Who put it out, as far as known."""
    date: Words
    """When, as far as known."""
    what: Words
    """Its kind: news or opinion, and what to mind."""
    note: str = ""
    """What else a reader has to know."""


class Claim(Schema):
    """One thing that a document says, in our own words."""

    id: CardName
    """document.name"""
    says: Words
    """The statement, in one sentence."""
    kind: Literal["fact", "proposal", "forecast", "aim"]
    """A fact reported, a thing to do, a thing expected, a thing wished."""
    becomes: Becomes
    """What it turns into here, or why it does not."""
    beside: str = ""
    """Of a fact: what the tables here say beside it, or that they do not tell."""

    @property
    def document(self) -> str:
        """The document that says it."""
        return self.id.partition(".")[0]

    @property
    def fate(self) -> str:
        """One of policy, parameter, target, outcome, not_modelled."""
        return self.becomes.replace(":", " ").partition(" ")[0]

    @property
    def subject(self) -> str:
        """The name of what it becomes, or the reason why it becomes nothing."""
        return self.becomes.partition(" ")[2]


class Card(Schema):
    """One number of the model: its range, where it comes from, how far to trust it."""

    name: CardName
    """room.parameter"""
    unit: Words
    """The unit; 1 for a pure number."""
    low: Number
    """The lowest value worth trying."""
    central: Number
    """The value in use unless a scenario says otherwise."""
    high: Number
    """The highest value worth trying."""
    shape: Shape
    """How values between low and high are weighed."""
    sources: Annotated[tuple[Label, ...], Field(alias="from", min_length=1)]
    """The sources it rests on."""
    how: Words
    """From the source to the number."""
    scope: Words
    """For whom, where and when it was found or is meant."""
    grade: Grade
    """A replicated causal, B one causal study or another setting, C correlation, D assumption."""
    raises: Annotated[str, Field(validate_default=True)] = ""
    """What would raise the grade."""
    checked: date
    """When somebody last looked at it."""

    @property
    def room(self) -> str:
        """The part of the model that reads it."""
        return self.name.partition(".")[0]

    def at(self, u: float) -> float:
        """The value below which a share u of the card's weight lies, 0 < u < 1.

        A lognormal card has the median central; low and high are its 5 % and 95 % points, and what
        lies beyond them is cut off. On either side of the median it has its own spread.
        """
        if not 0.0 < u < 1.0:
            msg = f"a share of weight lies between 0 and 1, not at {u}"
            raise ValueError(msg)
        value = {
            "fixed": self._fixed,
            "triangular": self._triangular,
            "lognormal": self._lognormal,
            "uniform": self._uniform,
        }[self.shape](u)
        return min(max(value, self.low), self.high)

    def _fixed(self, _: float) -> float:
        return self.central

    def _uniform(self, u: float) -> float:
        return self.low + u * (self.high - self.low)

    def _triangular(self, u: float) -> float:
        left, right = self.central - self.low, self.high - self.central
        span = left + right
        if u * span < left:
            return self.low + sqrt(u * span * left)
        return self.high - sqrt((1.0 - u) * span * right)

    def _lognormal(self, u: float) -> float:
        normal = NormalDist()
        steps = normal.inv_cdf(TAIL + (1.0 - 2.0 * TAIL) * u) / normal.inv_cdf(1.0 - TAIL)
        side = log(self.high / self.central) if steps > 0.0 else log(self.central / self.low)
        return self.central * exp(steps * side)

    @field_validator("low", "central", "high")
    @classmethod
    def _a_share_is_part_of_a_whole(cls, value: float, info: ValidationInfo) -> float:
        if info.data.get("unit") == "share" and not 0.0 <= value <= 1.0:
            refuse("share", f"{number_text(value)} is no share", "a share lies between 0 and 1")
        return value

    @field_validator("central", "high")
    @classmethod
    def _the_range_is_in_order(cls, value: float, info: ValidationInfo) -> float:
        below = info.data.get("low" if info.field_name == "central" else "central")
        if below is not None and value < below:
            problem = f'"{info.field_name}" is {number_text(value)}, below {number_text(below)}'
            refuse("range", problem, "write low <= central <= high")
        return value

    @field_validator("shape")
    @classmethod
    def _the_shape_fits_the_range(cls, value: Shape, info: ValidationInfo) -> Shape:
        low, high = info.data.get("low"), info.data.get("high")
        if low is None or high is None:
            return value
        if value == "lognormal" and low <= 0.0:
            refuse("shape", "a lognormal range lies above zero", "raise low, or write triangular")
        if value == "fixed" and low != high:
            refuse("shape", "a fixed number has no range", "write low = central = high")
        return value

    @field_validator("raises")
    @classmethod
    def _an_assumption_says_what_would_settle_it(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("grade") == "D" and not value.strip():
            refuse("raises", "a card of grade D says what would raise it", 'add "raises: ..."')
        return value
