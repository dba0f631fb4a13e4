"""The model fitted to the record to 2016: `sim calibrate`."""

from pathlib import Path

import numpy as np

from sim.analysis.numbers import decimals, number, percent
from sim.calibration.calibrate import Report, Wanted, calibrate, ship
from sim.calibration.fitting import CANDIDATES
from sim.calibration.history import NOT_BLIND
from sim.calibration.recovery import LEVELS, Recovery
from sim.calibration.result import Estimate
from sim.cli.layout import entries, paragraph, rows_text
from sim.cli.names import known
from sim.cli.progress import Bar, spoken
from sim.cli.screen import Shown, Voice
from sim.cli.shipping import UNSEEN
from sim.experiment.worlds import SCALES
from sim.store.fits import stored_fit
from sim.store.reference import keep

WORST = 10


def calibrated(wanted: Wanted, out: Path, voice: Voice, *, shipped: bool) -> Shown:
    """Fit what is missing of a fit, keep it, and tell what it has found."""
    known(SCALES, wanted.world, "worlds")
    bar = Bar(quiet=voice.quiet)
    try:
        report = calibrate(wanted, out, bar)
    finally:
        bar.close()
    voice.say(f"fitted in {spoken(report.seconds)}; everything is in {report.folder}")
    if wanted.world in NOT_BLIND:
        voice.say(f"warning: {NOT_BLIND[wanted.world]}")
    if shipped:
        kept = keep("calibration", stored_fit(report.folder).tables())
        voice.say(f"its account is kept in {kept.parent.name}/{kept.name}")
        voice.say(f"the posterior is evidence now: {ship(report)}")
        voice.say(UNSEEN)
    return Shown("\n\n".join(filter(None, _parts(report))), _data(report))


def _parts(report: Report) -> list[str]:
    learnt = [estimate for estimate in report.estimates if estimate.identified]
    headings = ("card", "prior 5, 50, 95 %", "posterior", "contraction")
    return [
        paragraph(_opening(report)),
        rows_text(headings, [_row(e) for e in learnt]) if learnt else "",
        paragraph(_rest(report.estimates)),
        _reach(report),
        _misfits(report),
        _recovered(report.recovery) if report.recovery else "",
    ]


def _opening(report: Report) -> str:
    """What was fitted to what, in one paragraph."""
    fitted, drawn = report.fitted, report.drawn
    last = fitted.end
    told = (
        f"World {report.made['world']} at scale {report.made['scale']}: {len(fitted.parameters)} "
        f"cards against {len(drawn.statistics)} statistics of the record to 2016 "
        f"({drawn.unused} targets are weighted 0, {len(drawn.too_few)} series are too small to be "
        f"read at this scale). {sum(w.runs for w in fitted.waves) + fitted.check.runs} runs in "
        f"{len(fitted.waves)} waves and a check; {sum(w.failed for w in fitted.waves)} failed. "
        f"{percent(last.left)} of the prior is not ruled out at implausibility {last.cut:.2f}. "
        f"Of the runs drawn from the posterior, {percent(fitted.check.within_two)} of the "
        f"statistics lie within two standard deviations of what the emulator said."
    )
    if last.widened:
        told += " Almost nothing is left at the declared cut: the least implausible part is kept."
    return told


def _row(estimate: Estimate) -> tuple[str, ...]:
    places = decimals([*estimate.prior, *estimate.posterior])
    before, after = (
        ", ".join(number(value, places) for value in points)
        for points in (estimate.prior, estimate.posterior)
    )
    return (estimate.name, before, after, percent(estimate.contraction))


def _rest(estimates: tuple[Estimate, ...]) -> str:
    """The cards about which the record says nothing."""
    loose = sorted(estimate.name for estimate in estimates if not estimate.identified)
    if not loose:
        return ""
    return f"Not identified, so the prior stays ({len(loose)} cards): {', '.join(loose)}."


def _reach(report: Report) -> str:
    names = report.fitted.end.out_of_reach
    if not names:
        return ""
    told = (
        f"Out of reach at every one of {CANDIDATES:,} points of the prior, and set aside: "
        f"{', '.join(names)}."
    )
    return paragraph(told)


def _misfits(report: Report) -> str:
    """Where the fitted model is furthest from the record."""
    misfit = report.fitted.check.misfit
    order = np.argsort(-np.abs(misfit), kind="stable")[:WORST]
    rows = [(report.problem.statistics[at], f"{misfit[at]:+.1f}") for at in order]
    return "furthest from the record after the fit, in standard deviations\n" + entries(rows)


def _recovered(recovery: Recovery) -> str:
    """The table of coverage."""
    rows = [("all that moved something", *_coverage(recovery, None))]
    rows += [
        (name, *_coverage(recovery, at))
        for at, name in enumerate(recovery.parameters)
        if recovery.moved[at]
    ]
    title = f"self-test: known values inside the central part, {len(recovery.ranks)} known points"
    return f"{title}\n{rows_text(('card', '50 %', '90 %'), rows)}"


def _coverage(recovery: Recovery, parameter: int | None) -> tuple[str, str]:
    half, most = (percent(recovery.coverage(level, parameter)) for level in LEVELS)
    return half, most


def _data(report: Report) -> object:
    """The same for a program."""
    fitted, recovery = report.fitted, report.recovery
    return {
        "folder": str(report.folder),
        **report.made,
        "waves": [wave.said() for wave in fitted.waves],
        "check": {**fitted.end.said(), "within_two": fitted.check.within_two},
        "too_few": list(report.drawn.too_few),
        "weighted_0": report.drawn.unused,
        "parameters": [
            {name: getattr(estimate, name) for name in estimate.__slots__}
            for estimate in report.estimates
        ],
        "statistics": [
            {"name": name, "observed": float(z), "misfit": float(off)}
            for name, z, off in zip(
                report.problem.statistics,
                report.problem.declared.observed,
                fitted.check.misfit,
                strict=True,
            )
        ],
        "recovery": recovery and {
            "cases": len(recovery.ranks),
            "coverage": {f"{level:g}": recovery.coverage(level) for level in LEVELS},
            "error": {f"{level:g}": recovery.error(level) for level in LEVELS},
        },
    }  # fmt: skip
