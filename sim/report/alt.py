"""What a chart shows, in words written from its numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.numbers import decimals, factor_of, number, signed, span
from sim.store.manifest import OutcomeInfo

if TYPE_CHECKING:
    from sim.analysis.cost import CostRow
    from sim.report.difference import Gap
    from sim.report.fan import Fan
    from sim.report.flow import Flow

UNSEEN = 0.005
"""Share of the height of a panel that no eye tells from nothing."""


def fan_alt(info: OutcomeInfo, fans: "Sequence[Fan]", policy: int, runs: str) -> str:
    """Medians at the end, with the 90 % of runs around them; `runs` says how many there are."""
    unit = "%" if factor_of(info.unit) > 1 else f" {info.unit}"
    when = f"variants may differ from {policy} on"
    parts = [f"Fan chart of {runs}. {info.title} by year and variant; {when}."]
    for fan in fans:
        said = []
        for name, found in fan.quantiles.items():
            last = found[:, -1]
            places = decimals(last)
            if np.isnan(last).any():
                continue
            around = span(float(last[0]), float(last[4]), places)
            said.append(f"{name} {number(float(last[2]), places)}{unit} ({around})")
        if said:
            when = f"{fan.where} in {fan.years[-1]}, median and 90% of runs"
            parts.append(f"{when}: {'; '.join(said)}.")
    return " ".join(parts)


def difference_alt(info: OutcomeInfo, gaps: "Sequence[Gap]", to: str, over: str) -> str:
    """Differences at the end, with their intervals; `over` says what these run over."""
    unit = " points" if factor_of(info.unit) > 1 else f" {info.unit}"
    parts = [f"Line chart. {info.title}, difference from {to} by year, same draws."]
    for gap in gaps:
        if not gap.lines:
            parts.append(f"{gap.head}: no difference in any run.")
            continue
        said = []
        for name, found in gap.lines.items():
            last = found[:, -1]
            places = decimals(last)
            around = span(float(last[1]), float(last[2]), places)
            said.append(f"{name} {signed(float(last[0]), places)}{unit} ({around})")
        when = f"{gap.head} in {gap.years[-1]}, mean and {over}"
        parts.append(f"{when}: {'; '.join(said)}.")
    return " ".join(parts)


def still_words(gaps: "Sequence[Gap]") -> str:
    """Where, or in which futures of one part, nothing differs; empty if something does in all."""
    still = [gap for gap in gaps if not gap.lines]
    if not still:
        return ""
    if not still[0].future:
        return f"No difference in any run: {', '.join(gap.where for gap in still)}."
    if len(still) == len(gaps):
        return f"{still[0].where}: no difference in any run of any future."
    futures = ", ".join(gap.future for gap in still)
    return f"{still[0].where}: no difference in any run of the futures {futures}."


def note_words(gaps: "Sequence[Gap]", many: int) -> str:
    """What a reader may miss: nothing that differs, lines over each other, markers without a bar.

    Bars are drawn where there are more than so many lines.
    """
    said = [
        still_words(gaps),
        *(f"{gap.head}: {'; '.join(over)}." for gap in gaps if (over := [*_covered(gap)])),
    ]
    last = [found[:, -1] for gap in gaps if len(gap.lines) > many for found in gap.lines.values()]
    if any(not end[2] > end[1] for end in last):
        said.append("A marker without a bar: the same in every draw, or one draw only.")
    return " ".join(filter(None, said))


def _covered(gap: "Gap") -> Iterator[str]:
    """Lines that the eye cannot part from one that is drawn too."""
    low, high = gap.bounds
    under: dict[str, list[str]] = {}
    for name, line in gap.lines.items():
        for first, over in under.items():
            if np.nanmax(np.abs(line[0] - gap.lines[first][0])) <= UNSEEN * (high - low):
                over.append(name)
                break
        else:
            under[name] = []
    for first, over in under.items():
        if over:
            yield f"{', '.join(over)} {'lies' if len(over) == 1 else 'lie'} on {first}"


def flow_alt(info: OutcomeInfo, flow: "Flow", names: tuple[str, str], when: str) -> str:
    """The corridor in both variants, and the largest gains and losses."""
    first, second = flow.places[:2]
    base, other = float(flow.base[0, 1]), float(flow.other[0, 1])
    places = decimals([base, other])
    both = f"{names[0]} {number(base, places)}, {names[1]} {number(other, places)} {info.unit}"
    parts = [
        f"Two chord diagrams drawn to one scale and a table of differences. {info.title}, {when}.",
        f"{first} to {second}: {both}.",
    ]
    extra = flow.extra if flow.directed else np.triu(flow.extra)
    digits = decimals(extra.ravel())
    order = np.argsort(-np.abs(extra), axis=None, kind="stable")[:5]
    cells = [divmod(int(i), len(flow.places)) for i in order]
    said = [
        f"{flow.places[i]}-{flow.places[j]} {signed(float(extra[i, j]), digits)}"
        f"{'' if flow.sure[i, j] else ' (may be chance)'}"
        for i, j in cells
        if extra[i, j]
    ]
    if not flow.differs:
        return " ".join([*parts, "Nothing differs in any run."])
    parts.append(f"Largest differences: {', '.join(said)}." if said else "No mean differs.")
    drawn = int(flow.drawn.sum())
    parts.append(
        f"Of {drawn} cells {int((flow.drawn & flow.sure).sum())} are told from chance: Student's t "
        f"at 5%, for {first} and {second} by themselves and for all others together, by Holm; "
        "what is not is pale and in italics."
    )
    return " ".join(parts)


def frontier_alt(
    info: OutcomeInfo, rows: "Sequence[CostRow]", beaten: Mapping[str, str], over: str
) -> str:
    """Cost and effect of every variant; `over` says what intervals run over."""
    parts = [
        f"Scatter chart of extra public cost against extra {info.title.lower()}: mean and {over}."
    ]
    for row in rows:
        cost, gain = row.price.above, row.price.below
        figures = decimals([cost.mean]), decimals([gain.mean, gain.low, gain.high])
        around = span(gain.low, gain.high, figures[1])
        worse = f", no better than {beaten[row.variant]}" if beaten[row.variant] else ""
        parts.append(
            f"{row.variant}: {number(cost.mean, figures[0])} MUSD, "
            f"{signed(gain.mean, figures[1])} {info.unit} ({around}){worse}."
        )
    return " ".join(parts)
