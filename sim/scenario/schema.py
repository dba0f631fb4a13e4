"""The keys of a scenario file: what each means and which values it takes."""

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from sim.outcomes.catalogue import BY_NAME
from sim.policies.catalogue import AnyPolicy
from sim.units import (
    SHARE,
    CalendarYear,
    MoneyPerYear,
    PlaceCode,
    Quarter,
    Schema,
    Written,
    one_of,
    refuse,
    shown,
    whole,
)

FORMAT: Final = 1
BASELINE: Final = "baseline"
WORLDS: Final = ("ai", "science")
FUTURES: Final = ("status_quo", "thaw", "escalation", "export_controls", "provider_withdrawal")
LARGEST_SEED: Final = 2**53 - 1
NAME: Final = r"[a-z][a-z0-9_]{0,63}"
LONGEST_TEXT: Final = 2000


def _format(value: object) -> int:
    if value != FORMAT or isinstance(value, bool):
        refuse("format", f"{shown(value)} is not a format that can be read here", "write 1")
    return FORMAT


def _name(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(NAME, value, re.ASCII):
        remedy = "write small letters, digits and _, a letter first"
        refuse("not-a-name", f"{shown(value)} is not a name", remedy)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        remedy = f"write 1 to {LONGEST_TEXT} letters, in quotes if need be"
        refuse("not-a-text", f"{shown(value)} is not a text", remedy)
    return value


def _amount(value: object) -> float | str:
    if not isinstance(value, int | float | str) or isinstance(value, bool):
        remedy = "write a number with its unit"
        refuse("not-an-amount", f"{shown(value)} is not an amount", remedy)
    return value


def _scale(value: object) -> float:
    number = float(str(SHARE.read(value)))
    if number == 0:
        refuse("out-of-range", "a world at scale 0 is empty", "write 1, or a share such as 10%")
    return number


def _interval(value: object) -> float:
    number = float(str(SHARE.read(value)))
    if not 0 < number < 1:
        problem = "an interval holds more than nothing and less than everything"
        refuse("out-of-range", problem, "write 90%")
    return number


def _as_block(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


def _same(value: Any) -> Any:  # noqa: ANN401 -- whatever was read is written
    return value


_AMOUNT = {"anyOf": [{"type": "number"}, {"type": "string"}]}
_WORDS = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
_ASSUMED = {
    "anyOf": [
        *_AMOUNT["anyOf"],
        {
            "type": "object",
            "properties": {"value": _AMOUNT, "source": _WORDS},
            "required": ["value"],
            "additionalProperties": False,
        },
    ]
}

Name = Annotated[str, Written(_name, _same, {"type": "string", "pattern": f"^{NAME}$"}, "a name")]
Text = Annotated[str, Written(_text, _same, _WORDS, "a text")]
Reading = Annotated[float | str, Written(_amount, _same, _AMOUNT, "a number with its unit")]
Scale = Annotated[float, Written(_scale, _same, SHARE.json, "above 0% to 100%")]
Interval = Annotated[float, Written(_interval, _same, SHARE.json, "between 0% and 100%")]
OutcomeName = Annotated[str, one_of(*BY_NAME)]
Future = Annotated[str, one_of(*FUTURES)]


class Said(Schema):
    """Which part of the scenario expresses which claim of a source document."""

    claim: Text
    """The claim, as `seeds/claims` names it."""
    expressed: Text = Field(alias="as")
    """The keys that lead to the part, such as policies.vouchers."""


class Horizon(Schema):
    """From when to when, and when policies may begin."""

    start: CalendarYear
    """First year of the replayed history."""
    policy: Quarter
    """When the variants part: no policy begins earlier."""
    end: CalendarYear
    """Last year."""

    @property
    def first_quarter(self) -> int:
        """Index of the first quarter."""
        return 4 * self.start

    @property
    def last_quarter(self) -> int:
        """Index of the last quarter."""
        return 4 * self.end + 3

    @property
    def policy_years(self) -> range:
        """The calendar years from the policy date to the end."""
        return range(self.policy // 4, self.end + 1)


class Variant(Schema):
    """A set of policies to compare with others."""

    extends: Name | None = None
    """The variant that it begins from."""
    policies: tuple[Name, ...] | None = None
    """Its policies, instead of those of the variant it extends."""
    add: tuple[Name, ...] = ()
    """Policies added to those of the variant it extends."""
    without: tuple[Name, ...] = ()
    """Policies taken from those of the variant it extends."""
    changes: dict[str, Any] = Field(default_factory=dict, alias="set")
    """Fields that have another value in this variant: policy.field: value."""
    scale_cost_to: MoneyPerYear | None = None
    """Public money a year, averaged from the policy date to the end, to scale all doses to."""


class Structure(Schema):
    """Which of several ways the model works, where nobody knows the right one."""

    event: Annotated[str, one_of("A", "M", "Z")] = "A"
    """How meetings lead to joint work: adding to its chance, multiplying it, or by small groups."""
    output: Annotated[str, one_of("reduced", "ces")] = "reduced"
    """How inputs make papers: each with its own effect, or as partial substitutes."""
    diversion: Annotated[str, one_of("on", "off")] = "on"
    """Whether institutions slowly turn to partners with whom work goes well."""
    knowledge: Annotated[str, one_of("on", "off")] = "off"
    """Whether ability passes on in teams, and peers feel who returns and which star leaves."""


class Assumption(Schema):
    """A value that a scenario sets in place of the central value of a card."""

    value: Reading
    """The value, in the unit of the card."""
    source: Text | None = None
    """Where it is from; needed outside the range of the card."""


class Range(Schema):
    """The range in which an uncertain fact lies, where a scenario has its own."""

    low: Reading = Field(alias="from")
    """Lowest value, in the unit of the card."""
    high: Reading = Field(alias="to")
    """Highest value, in the unit of the card."""
    source: Text
    """Where the range is from."""


class Runs(Schema):
    """How often the world is run."""

    replicates: Annotated[int, whole(1, 10_000)]
    """Draws of chance."""
    samples: Annotated[int, whole(1, 10_000)] = 1
    """Draws of the uncertain facts."""
    seed: Annotated[int, whole(0, LARGEST_SEED)]
    """Where all draws begin: the same seed gives the same runs."""


class Compare(Schema):
    """What the table and the charts set side by side."""

    to: Name = BASELINE
    """The variant that the others are compared to."""
    at: tuple[CalendarYear, ...] = ()
    """Years to show. Left out: 3, 5 and 10 years after the policy date, and the end."""
    interval: Interval = 0.9
    """Share of the draws inside the interval that is shown."""
    cost_per: OutcomeName | None = None
    """The outcome whose cost per additional unit is shown."""


def _which_uncertain(value: Any) -> str:  # noqa: ANN401 -- before it is checked
    return "own" if isinstance(value, dict) else "word"


Uncertain = Annotated[
    Annotated[Annotated[str, one_of("cards", "none")], Tag("word")]
    | Annotated[dict[str, Range], Tag("own")],
    Discriminator(_which_uncertain),
]
Assumed = Annotated[Assumption, BeforeValidator(_as_block), WithJsonSchema(_ASSUMED)]


class Scenario(Schema):
    """A question, the policies it is about, and the variants to compare."""

    format: Annotated[
        Literal[1], Written(_format, _same, {"type": "integer", "const": FORMAT}, "1")
    ]
    """The version of this file format: 1."""
    name: Name
    """Its name, which is the name of the file without .yaml."""
    question: Text
    """What it is to answer, in plain words."""
    says: tuple[Said, ...] = ()
    """Which claims of the source documents it expresses."""
    world: Annotated[str, one_of(*WORLDS)] = "ai"
    """Who lives in it: AI researchers one to one, or all sciences as a sample."""
    scale: Scale | None = None
    """Size of the world, with doses and capacities along; left out: that of the world."""
    corridor: Annotated[tuple[PlaceCode, ...], Field(min_length=2, max_length=2)]
    """The two places in focus; all others are third countries."""
    horizon: Horizon
    """From when to when."""
    policies: dict[Name, AnyPolicy] = Field(default_factory=dict)
    """Proposals by name; none is on until a variant names it."""
    variants: Annotated[dict[Name, Variant], Field(min_length=1)]
    """What is compared, by name; one is the baseline."""
    futures: Annotated[tuple[Future, ...], Field(min_length=1)] = ("status_quo",)
    """The courses of politics under which all variants are run."""
    structure: Structure = Structure()
    """Structural switches."""
    parameters: dict[str, Assumed] = Field(default_factory=dict)
    """Cards with another value than their central one."""
    uncertain: Uncertain = "cards"
    """Facts that nobody knows: drawn from the ranges of cards, from own ranges, or not at all."""
    runs: Runs
    """How often the world is run."""
    outcomes: Annotated[tuple[OutcomeName, ...], Field(min_length=1)] = tuple(BY_NAME)
    """What is recorded."""
    compare: Compare = Compare()
    """What is set side by side."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two places in focus."""
        first, second = self.corridor
        return first, second

    @property
    def dates(self) -> tuple[int, ...]:
        """The years to show."""
        if self.compare.at:
            return self.compare.at
        begin, end = self.horizon.policy // 4, self.horizon.end
        return (*(begin + years for years in (3, 5, 10) if begin + years < end), end)
