"""All that a result says, read once: the tables, the charts and the words are made from it."""

from dataclasses import dataclass

from sim.analysis.additional import Additionality, additionality
from sim.analysis.compare import Comparison, compare
from sim.analysis.cost import CostRow, costs
from sim.analysis.reading import Readable, Request, request_of
from sim.analysis.surety import Noise, Seen, Versus, noises, sightings, versus
from sim.analysis.thirds import Displacement, displacements


@dataclass(frozen=True, slots=True)
class Findings:
    """A comparison with everything that belongs beside it."""

    comparison: Comparison
    main: str
    """The outcome that cost and surety are about."""
    costs: tuple[CostRow, ...]
    versus: tuple[Versus, ...]
    noises: tuple[Noise, ...]
    sightings: tuple[Seen, ...]
    additionality: tuple[Additionality, ...]
    displacements: tuple[Displacement, ...]


def find(results: Readable, request: Request | None = None) -> Findings:
    """Check the pairs, then read everything that the request asks for."""
    wanted = request or request_of(results.manifest)
    comparison = compare(results, wanted)
    main = _main(wanted)
    return Findings(
        comparison=comparison,
        main=main,
        costs=costs(results, wanted),
        versus=versus(results, wanted, main),
        noises=noises(results, wanted, main),
        sightings=sightings(results, wanted, main),
        additionality=additionality(results, wanted),
        displacements=displacements(results, wanted),
    )


def _main(request: Request) -> str:
    """The outcome the question is about: the one that cost is set against."""
    return request.cost_per or request.outcomes[0]
