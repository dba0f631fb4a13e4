"""The agents one can talk to: places and institutions as Mesa agents over the world's arrays."""

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

import mesa

from sim.world.named import bearers, named_institutions

if TYPE_CHECKING:
    from sim.model.model import PolicyModel


class Numbers(WeakKeyDictionary[mesa.Model, Iterator[int]]):
    """The next number of an agent in each living model; Mesa's own would keep every model alive."""

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        """The numbers of a model, from 1."""
        return self.setdefault(model, count(1))


class Place(mesa.Agent):
    """A country or bloc: it admits doctoral students and renews its computing."""

    model: "PolicyModel"
    _ids: ClassVar[Numbers] = Numbers()

    def __init__(self, model: "PolicyModel", index: int) -> None:
        super().__init__(model)
        self.index = index
        self.code = model.drivers.places[index]

    @property
    def heads(self) -> int:
        """Researchers now in the place."""
        return int(self.model.state.places["count"][self.index])

    @property
    def institutions(self) -> list["Institution"]:
        """Its institutions, the largest first."""
        return [i for i in self.model.institution_agents if i.place_index == self.index]

    def hire(self) -> int:
        """Admit this quarter's doctoral students; returns how many."""
        return self.model.admit(self.index)


class Institution(mesa.Agent):
    """A university, institute or company: members, computing, and whom it works with."""

    model: "PolicyModel"
    _ids: ClassVar[Numbers] = Numbers()

    def __init__(self, model: "PolicyModel", index: int) -> None:
        super().__init__(model)
        self.index = index
        self.place_index = int(model.state.institutions["place"][index])

    @property
    def name(self) -> str:
        """The name that it bears, of the documents; empty for all others."""
        bears = bearers(self.model.drivers, self.model.spec.values["world.size_exponent"])
        found = {bears[one.id]: one.name for one in named_institutions() if one.id in bears}
        return found.get(self.index, "")

    @property
    def members(self) -> int:
        """Researchers on its roster."""
        return int(self.model.state.institutions["count"][self.index])

    @property
    def compute(self) -> float:
        """GPU-hours that it can lend to one project."""
        return float(self.model.state.institutions["compute"][self.index])

    @property
    def partner_weights(self) -> dict[str, float]:
        """How much more (above 1) or less it seeks partners in each place than at the start."""
        return dict(
            zip(
                self.model.drivers.places,
                map(float, self.model.state.partners[self.index]),
                strict=True,
            )
        )
