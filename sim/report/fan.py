"""Fan charts: the level of an outcome year by year, one panel for each variant."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from sim.analysis.amounts import Amounts, load
from sim.analysis.cells import THIRD
from sim.analysis.intervals import covered
from sim.analysis.numbers import factor_of, percent
from sim.analysis.reading import Readable, policy_year, reference_of
from sim.analysis.words import few
from sim.report.alt import fan_alt
from sim.report.chart import Chart, axis_unit, cautioned, file_name, source_of
from sim.report.sheet import (
    MARGIN,
    Sheet,
    label_room,
    limits,
    line_height,
    set_values,
    set_years,
    text_width,
    ticks,
    wrap,
)
from sim.report.style import DOTTED, GREY, INK, LABEL, TICK, Look, drawing, looks
from sim.store.manifest import Manifest, OutcomeInfo
from sim.store.table import Cell as Value

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
BEFORE = 10
PANEL = (2.0, 1.45)
GAP = 0.45
YEARS_ROOM = 0.28
MOST_ACROSS = 4
MOST_PARTS = 6
HEADER = ("where", "variant", "year", "unit", "runs", "q05", "q25", "q50", "q75", "q95")

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fan:
    """Quantiles over runs by year of one part of an outcome."""

    where: str
    years: tuple[int, ...]
    quantiles: dict[str, Array]
    """(quantile, year) of each variant."""
    runs: int


def fan_chart(results: Readable, outcome: str, to: str | None = None) -> Chart:
    """One panel for each variant and part: median, middle half and 90 % of runs."""
    manifest = results.manifest
    amounts = load(results, outcome)
    fans = fan_data(results, amounts)
    title = cautioned(manifest, words(results, amounts.info.title, to or manifest.compare.to))
    with drawing():
        source = source_of(manifest, third=any(THIRD in fan.where for fan in fans))
        sheet = Sheet(_width(len(manifest.variant_names), fans), title, source)
        _draw(sheet, fans, results, axis_unit(amounts.info))
    name = file_name("fan", outcome)
    alt = fan_words(manifest, amounts.info, fans)
    return Chart(name, sheet.figure, alt, HEADER, tuple(plotted(fans, amounts.info.unit)))


def words(results: Readable, what: str, reference: str) -> str:
    """What stands above a fan."""
    return (
        f"{what}: median, middle 50% and 90% of {_runs(results.manifest)}. Dotted: {reference}. "
        f"Line: {policy_year(results.manifest)}, from when on variants may differ."
    )


def fan_words(manifest: Manifest, info: OutcomeInfo, fans: Sequence[Fan]) -> str:
    """The same in words, with what has to be known before."""
    return cautioned(manifest, fan_alt(info, fans, policy_year(manifest), _runs(manifest)))


def _runs(manifest: Manifest) -> str:
    """How many runs a band is of, and what so few draws of what is not known hold.

    Replicates of one sample are alike in all that is not known: they add nothing to it.
    """
    count, share = manifest.samples * manifest.replicates, QUANTILES[-1] - QUANTILES[0]
    if count == 1:
        return "one run, which has no band"
    drawn = manifest.samples if manifest.samples > 1 else manifest.replicates
    held = f", which hold about {percent(covered(drawn, share))} of what may be"
    return f"{count:,} runs{held if few(drawn, share) else ''}"


def fan_data(results: Readable, amounts: Amounts) -> tuple[Fan, ...]:
    """Quantiles by year of every headline part that is not nothing throughout."""
    manifest = results.manifest
    first = max(manifest.horizon.years[0], policy_year(manifest) - BEFORE)
    years = tuple(year for year in manifest.horizon.years if year >= first)
    factor = factor_of(amounts.info.unit)
    fans = []
    for cell in [cell for cell in amounts.cells if cell.headline]:
        quantiles = {}
        for name in manifest.variant_names:
            runs = amounts.yearly(name, cell)[..., -len(years) :].reshape(-1, len(years))
            quantiles[name] = factor * _quantiles(runs)
        moving = any(np.nan_to_num(found).any() for found in quantiles.values())
        if moving and _measured(next(iter(quantiles.values()))).sum() > 1:
            fans.append(Fan(cell.name, years, quantiles, manifest.samples * manifest.replicates))
    return tuple(fans[:MOST_PARTS])


def _quantiles(runs: Array) -> Array:
    """(quantile, year); a year in which any run is not measured has none."""
    found: Array = np.full((len(QUANTILES), runs.shape[1]), np.nan)
    whole = ~np.isnan(runs).any(axis=0)
    if whole.any():
        found[:, whole] = np.quantile(runs[:, whole], QUANTILES, axis=0)
    return found


def _measured(found: Array) -> npt.NDArray[np.bool_]:
    """Years in which every run is measured."""
    return np.asarray(np.isfinite(found).all(axis=0), dtype=np.bool_)


def _across(count: int) -> int:
    """Panels beside each other, so that rows are filled evenly."""
    return ceil(count / ceil(count / MOST_ACROSS))


def value_range(fan: Fan) -> tuple[float, float]:
    """Range of the value axis of a part, the same in all its panels."""
    values = np.concatenate([found.ravel() for found in fan.quantiles.values()])
    return limits(values.tolist())


def _left(fans: Sequence[Fan]) -> float:
    """Room for the widest value labels and the name of the part."""
    widest = max((label_room(ticks(*value_range(fan))[1]) for fan in fans), default=0.5)
    return MARGIN + widest + line_height(LABEL) + 0.06


def _width(variants: int, fans: Sequence[Fan]) -> float:
    """Width of the figure."""
    across = _across(variants)
    last_year = text_width("2040", TICK) / 2
    return max(5.5, _left(fans) + across * PANEL[0] + (across - 1) * GAP + last_year + MARGIN)


def _draw(sheet: Sheet, fans: Sequence[Fan], results: Readable, unit: str) -> None:
    """All panels: a band of rows for each part, the variants in it from left to right."""
    names = results.manifest.variant_names
    across, left = _across(len(names)), _left(fans)
    heads = {name: wrap(name, PANEL[0], LABEL) for name in names}
    head = max(len(lines) for lines in heads.values()) * line_height(LABEL) + 0.06
    row = head + PANEL[1] + YEARS_ROOM
    deep = ceil(len(names) / across)
    band = deep * row + line_height(LABEL) + 0.12
    sheet.open(band * len(fans))
    seen = looks(results.manifest)
    for k, fan in enumerate(fans):
        sheet.words(MARGIN, k * band, [f"{fan.where}, {unit}"], LABEL, INK)
        for i, name in enumerate(names):
            x = left + (i % across) * (PANEL[0] + GAP)
            y = k * band + line_height(LABEL) + 0.06 + (i // across) * row
            sheet.words(x, y, heads[name], LABEL, seen[name].ink)
            axes = sheet.axes(x, y + head, *PANEL)
            to = reference_of(results.manifest, name, results.manifest.compare.to)
            panel(axes, fan, (name, to), seen[name])
            axes.axvline(policy_year(results.manifest), color=GREY, linewidth=0.7, zorder=1)
            if i % across:
                axes.tick_params(labelleft=False)


def panel(axes: Axes, fan: Fan, names: tuple[str, str], look: Look, wide: float = PANEL[0]) -> None:
    """Two bands and a median, over the median of the reference, so many inches wide."""
    there = _measured(fan.quantiles[names[0]]) & _measured(fan.quantiles[names[1]])
    years, found = np.array(fan.years)[there], fan.quantiles[names[0]][:, there]
    axes.fill_between(years, found[0], found[4], color=look.colour, alpha=0.2, linewidth=0)
    axes.fill_between(years, found[1], found[3], color=look.colour, alpha=0.35, linewidth=0)
    over: Any = {"clip_on": False, "zorder": 3}
    axes.plot(years, found[2], color=look.colour, linewidth=1.4, **over)
    if names[0] != names[1]:
        base = fan.quantiles[names[1]][2, there]
        axes.plot(years, base, color="black", linestyle=DOTTED, linewidth=1.0, **over)
    axes.set_xlim(fan.years[0], fan.years[-1])
    set_values(axes, *value_range(fan))
    set_years(axes, fan.years[0], fan.years[-1], wide)


def plotted(fans: Sequence[Fan], unit: str) -> list[tuple[Value, ...]]:
    """The plotted numbers."""
    shown = "%" if factor_of(unit) > 1 else unit
    return [
        (fan.where, name, year, shown, fan.runs, *(float(q) for q in found[:, i]))
        for fan in fans
        for name, found in fan.quantiles.items()
        for i, year in enumerate(fan.years)
    ]
