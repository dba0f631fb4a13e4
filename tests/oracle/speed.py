"""How much faster the arrays are than one agent a researcher, measured side by side."""

import gc
from dataclasses import dataclass
from time import process_time

from tests.oracle.conditions import conditions_of
from tests.oracle.model import OracleModel
from tests.oracle.worlds import recorded_model

SCALE, YEAR = 0.3, 2018
"""About thirty thousand researchers: enough for what a quarter costs anyway to weigh little."""


@dataclass(frozen=True)
class Speed:
    """Nanoseconds that one researcher takes for one quarter in either model, on one thread,
    and how many researchers there were on average.
    """

    researchers: int
    quarters: int
    arrays: float
    objects: float

    @property
    def ratio(self) -> float:
        """How many times faster the arrays are."""
        return self.objects / self.arrays


def measure(quarters: int = 4, scale: float = SCALE, year: int = YEAR) -> Speed:
    """Let both models live the same quarters in turn, from the same start in the same world.

    The time of the arrays includes everything that a quarter of a run does: the rates, the
    record, the yearly ledger. The oracle is given the rates and only lives.
    """
    model = recorded_model(scale, year)
    oracle = OracleModel(model.state, model.drivers.place_key.tolist())
    arrays = objects = 0.0
    lived = 0
    gc.collect()
    for _ in range(quarters):
        lived += int(model.state.places["count"].sum())
        arrays += timed(model.step)
        now = conditions_of(model)
        objects += timed(lambda now=now: oracle.live(now))
    return Speed(lived // quarters, quarters, 1e9 * arrays / lived, 1e9 * objects / lived)


def timed(step) -> float:
    """Seconds of one processor that a step takes."""
    start = process_time()
    step()
    return process_time() - start
