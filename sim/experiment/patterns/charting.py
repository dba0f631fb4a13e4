"""The chart of the network of co-authors by window: the record, and the run beside it."""

from collections.abc import Sequence

from sim.experiment.patterns.windows import WHOLE, Beside, Mark
from sim.report.chart import Chart
from sim.report.panels import Caption
from sim.report.spans import Bar, Spans, spans_chart

FIRST_YEAR = 2005
NAME = "ai-network"
TITLE = (
    "Co-authors in the world of AI by window of years. Black dots: all AI conferences of the "
    "record. Pale bars: groups of them. Blue squares: the run, with the range of its replicates."
)


def network_chart(found: Sequence[Beside], source: str) -> Chart:
    """Windows of the network and years of repetition, a panel for each statistic."""
    panels = [
        Spans(
            beside.statistic.says,
            beside.statistic.unit,
            _bars(beside.record[WHOLE]),
            {name: _bars(marks) for name, marks in beside.record.items() if name != WHOLE},
            _bars(beside.run),
            WHOLE,
        )
        for beside in found
    ]
    return spans_chart(panels, FIRST_YEAR, Caption(NAME, TITLE, "", source))


def _bars(marks: Sequence[Mark]) -> tuple[Bar, ...]:
    return tuple((*mark.years, mark.value, mark.low, mark.high) for mark in marks)
