"""Researchers as a set that answers in Mesa's verbs; nobody can be changed through it.

A model has arrays of researchers and no object for each. An object is made only for somebody who
is looked at, and reads the arrays when it is asked.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from sim.world.state import CHANNELS, DOMAINS, STAGES, TIES

if TYPE_CHECKING:
    from sim.model.model import PolicyModel

Slots = NDArray[np.int64]
Result = TypeVar("Result")
EVERYBODY: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Tie:
    """Joint work remembered: with whom, how strongly by now, and how the two first met."""

    partner: "Researcher"
    strength: float
    channel: str


@dataclass(frozen=True)
class Researcher:
    """One researcher of a model, as the world now has them."""

    model: "PolicyModel" = field(repr=False)
    slot: int = field(repr=False)
    identity: int

    @property
    def is_active(self) -> bool:
        """Whether this researcher has not left research."""
        state = self.model.state
        return bool(state.people["stage"][self.slot] >= 0 and state.ids[self.slot] == self.identity)

    @property
    def place(self) -> str:
        """Code of the place of work."""
        return str(self._asked("place"))

    @property
    def institution(self) -> int:
        """Index of the institution of work."""
        return int(self._asked("institution"))

    @property
    def stage(self) -> str:
        """Career stage: phd, postdoc, mid or senior."""
        return str(self._asked("stage"))

    @property
    def origin(self) -> str:
        """Code of the place where this researcher began."""
        return str(self._asked("origin"))

    @property
    def papers(self) -> int:
        """Papers so far, indexed or not."""
        return int(self._asked("papers"))

    @property
    def quality(self) -> float:
        """Logarithm of the appeal as a partner; the mean of all entrants is 0."""
        return float(self._asked("quality"))

    @property
    def productivity(self) -> float:
        """Projects begun relative to the mean of all entrants."""
        return float(self._asked("productivity"))

    @property
    def academic_age(self) -> float:
        """Years since the doctorate was begun."""
        return float(self._asked("academic_age"))

    @property
    def topics(self) -> dict[str, float]:
        """Weight of each domain; the squares sum to 1."""
        self._here()
        weights = self.model.state.people["topic"][self.slot]
        return dict(zip(DOMAINS, map(float, weights), strict=True))

    @property
    def ties(self) -> list[Tie]:
        """Ties to those still in research, the strongest first."""
        self._here()
        found = (self._tie(x) for x in range(TIES))
        return sorted((tie for tie in found if tie), key=lambda tie: -tie.strength)

    def _tie(self, x: int) -> Tie | None:
        state = self.model.state
        tie = state.ties[self.slot, x]
        partner = int(tie["slot"])
        person = state.people[partner]
        if tie["weight"] <= 0 or person["stage"] < 0 or person["born"] > tie["last"]:
            return None
        decay = self.model.almanac.tables.decay[tie["strands"]]
        left = decay[min(state.t - int(tie["last"]), len(decay) - 1)]
        other = Researcher(self.model, partner, int(state.ids[partner]))
        return Tie(other, float(tie["weight"] * left), CHANNELS[tie["channel"]])

    def _asked(self, name: str) -> str | float:
        self._here()
        value: str | float = ATTRIBUTES[name](self.model, np.array([self.slot])).item()
        return value

    def _here(self) -> None:
        if not self.is_active:
            message = "this researcher has left research; ask the set again for those who are there"
            raise LookupError(message)


def _codes(model: "PolicyModel", column: str, slots: Slots) -> NDArray[Any]:
    return np.asarray(np.array(model.drivers.places)[model.state.people[column][slots]])


def _ages(model: "PolicyModel", slots: Slots) -> NDArray[Any]:
    born = model.state.people["born"][slots].astype(float)
    return np.asarray(np.maximum(0.0, model.state.t - born) / 4.0)


ATTRIBUTES: Final[Mapping[str, Callable[["PolicyModel", Slots], NDArray[Any]]]] = {
    "identity": lambda model, slots: model.state.ids[slots],
    "place": lambda model, slots: _codes(model, "place", slots),
    "institution": lambda model, slots: model.state.people["institution"][slots],
    "stage": lambda model, slots: np.array(STAGES)[model.state.people["stage"][slots]],
    "origin": lambda model, slots: _codes(model, "origin", slots),
    "papers": lambda model, slots: model.state.people["papers"][slots],
    "quality": lambda model, slots: model.state.people["quality"][slots],
    "productivity": lambda model, slots: model.state.people["rate"][slots],
    "academic_age": _ages,
}


class ResearcherSet:
    """Everybody in research, or a selection of them that shrinks as people leave.

    The order in which they come is that of the memory and means nothing.
    """

    def __init__(self, model: "PolicyModel", chosen: Slots | None = None) -> None:
        self.model = model
        self._chosen = chosen
        self._known = None if chosen is None else model.state.ids[chosen].copy()

    def __len__(self) -> int:
        return len(self._slots())

    def __iter__(self) -> Iterator[Researcher]:
        slots = self._slots()
        for slot, identity in zip(slots, self.model.state.ids[slots], strict=True):
            yield Researcher(self.model, int(slot), int(identity))

    def __contains__(self, researcher: object) -> bool:
        if not isinstance(researcher, Researcher) or researcher.model is not self.model:
            return False
        return researcher.is_active and bool((self._slots() == researcher.slot).any())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)}>"

    def select(
        self,
        filter_func: Callable[[Researcher], bool] | None = None,
        at_most: float = EVERYBODY,
        place: str | None = None,
        stage: str | None = None,
    ) -> "ResearcherSet":
        """Those of one place or stage for whom ``filter_func`` holds, at most so many.

        A fraction up to 1.0 stands for that share of the set; which of them is not defined.
        """
        slots = self._slots()
        people = self.model.state.people
        if place is not None:
            code = _position(self.model.drivers.places, place, "place")
            slots = slots[people["place"][slots] == code]
        if stage is not None:
            slots = slots[people["stage"][slots] == _position(STAGES, stage, "stage")]
        limit = _limit(at_most, len(self))
        if filter_func is not None:
            wanted = (r.slot for r in ResearcherSet(self.model, slots) if filter_func(r))
            slots = np.fromiter(islice(wanted, limit), np.int64)
        return ResearcherSet(self.model, slots[:limit])

    def get(self, attr_names: str | Sequence[str]) -> list[Any]:
        """One attribute of everybody, or a list of several for each."""
        slots = self._slots()
        if isinstance(attr_names, str):
            return self._column(attr_names, slots)
        columns = [self._column(name, slots) for name in attr_names]
        return [list(row) for row in zip(*columns, strict=True)]

    @overload
    def agg(self, attribute: str, func: Callable[[list[Any]], Result]) -> Result: ...

    @overload
    def agg(
        self, attribute: str, func: Iterable[Callable[[list[Any]], Result]]
    ) -> list[Result]: ...

    def agg(
        self,
        attribute: str,
        func: Callable[[list[Any]], Result] | Iterable[Callable[[list[Any]], Result]],
    ) -> Result | list[Result]:
        """One attribute of everybody, put together by one function or by several."""
        values = self.get(attribute)
        return func(values) if callable(func) else [each(values) for each in func]

    def shuffle(self, inplace: bool = False) -> NoReturn:  # noqa: ARG002, FBT001, FBT002 -- Mesa's verb
        """Refused: there is no order to change."""
        message = (
            "researchers have no order to shuffle: they decide on the same start of the quarter, "
            "and every draw is keyed by who draws; to take some of them use select(at_most=...)"
        )
        raise TypeError(message)

    def do(self, method: object, *arguments: object) -> NoReturn:  # noqa: ARG002 -- Mesa's verb
        """Refused: researchers act in the model's own step alone."""
        raise TypeError(UNCHANGED)

    def set(self, attr_name: str, value: object) -> NoReturn:  # noqa: ARG002 -- Mesa's verb
        """Refused: researchers are changed by the model's own step alone."""
        raise TypeError(UNCHANGED)

    def _slots(self) -> Slots:
        state = self.model.state
        if self._chosen is None or self._known is None:
            return np.flatnonzero(state.living)
        there = state.living[self._chosen] & (state.ids[self._chosen] == self._known)
        return np.asarray(self._chosen[there])

    def _column(self, name: str, slots: Slots) -> list[Any]:
        if name in ATTRIBUTES:
            return list(ATTRIBUTES[name](self.model, slots).tolist())
        if name in {"topics", "ties"}:
            return [getattr(researcher, name) for researcher in self]
        raise AttributeError(_unknown(name, [*ATTRIBUTES, "topics", "ties"], "attribute"))


UNCHANGED: Final = (
    "researchers can be read here and not changed: they act in model.step(), and what is done to "
    "them is done by a policy; read them with get or agg, or by going through the set"
)


def _limit(at_most: float, everybody: int) -> int:
    """How many that is: a whole number of people, or a share written as a fraction."""
    whole = isinstance(at_most, int) or at_most > 1.0
    return int(min(at_most, everybody) if whole else at_most * everybody)


def _position(known: Sequence[str], word: str, kind: str) -> int:
    if word not in known:
        raise ValueError(_unknown(word, known, kind))
    return list(known).index(word)


def _unknown(word: str, known: Sequence[str], kind: str) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    remedy = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known)}"
    return f"researchers have no {kind} '{word}'; {remedy}"
