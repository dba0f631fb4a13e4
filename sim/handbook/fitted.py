"""The fit: what was fitted to which data, what each card learnt, and how far it may be trusted."""

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

from sim.evidence.tables import read_table
from sim.experiment.sources import history_digest
from sim.handbook import kept
from sim.handbook.cards import card_link, shelf
from sim.handbook.markdown import bullets, code, link, section, table
from sim.handbook.reading import sentence, tests_in

FOLDER = "calibration"
NO_FIT = "No fit is kept: `sim calibrate --ship` makes one."
NO_ACCOUNT = (
    "How this fit was made, with how many runs and how much computing, was not kept with its "
    "tables; `sim calibrate --ship`, or `sim calibrate --stored FOLDER` for a finished fit, keeps "
    "it."
)
NO_SELF_TEST = "No self-test is kept: `sim calibrate --self-test N --ship` makes one."
MODE = (
    "The central value is the peak of a range that is mostly triangular, and need not lie in its "
    "middle; `uncertain: cards` draws from the whole range."
)
NO_POSTERIOR = f"No posterior ships: every number in use is the central value of its card. {MODE}"
EARLIER = "It was made with other sources of the model than those of today."
OFF = (
    "Runs drawn from the posterior less the record, in standard deviations of what is allowed for "
    "errors of the record and of the model's form."
)
BLIND = "tests/calibration/test_history.py"
WORST = 12
BAR = 20
LEVELS = (1.0, 2.0)
Row = Mapping[str, str]


def fitted() -> str:
    """What was fitted, to what, and by how much computing."""
    return section(
        2, "What was fitted, and to which data", _made(), _targets(), _blind(), _left_out(), _run()
    )


def learnt() -> str:
    """What the fit says of every card."""
    cards = kept.rows(f"{FOLDER}/cards.csv")
    if not cards:
        return section(2, "How sure each parameter is", in_use(), NO_FIT)
    return section(
        2,
        "How sure each parameter is",
        in_use(),
        section(3, "What the record taught", _card_table([c for c in cards if known(c)])),
        section(3, "What the record says nothing about", _silent(cards)),
        section(3, "Where the fitted model is off", _misfits()),
        section(3, "Known values found again", _recovered()),
    )


def known(card: Row) -> bool:
    """Whether a fit has identified a card."""
    return card["identified"] == "yes"


def in_use() -> str:
    """Whether the model runs on a fit."""
    posterior = shelf().posterior
    if posterior is None:
        return NO_POSTERIOR
    day = max(fitted.checked for fitted in posterior.cards.values())
    return (
        f"A posterior ships ({day}): {len(posterior.cards)} cards run on it, and "
        f"`uncertain: cards` draws them together, one of {len(posterior.draws)} draws at a time; "
        f"all others run on the central value of their card. {MODE}"
    )


def _made() -> str:
    """How the fit that is kept was made."""
    account, cards = kept.account(f"{FOLDER}/fit.json"), kept.rows(f"{FOLDER}/cards.csv")
    misfits = kept.rows(f"{FOLDER}/misfits.csv")
    if not cards:
        return NO_FIT
    size = f"{len(cards)} cards were fitted to {len(misfits)} statistics"
    if not account:
        return f"{size}. {NO_ACCOUNT}"
    made = account["made"]
    told = (
        f"{size} of the world {code(made['world'])} at scale {made['scale']}, {made['runs']} "
        f"points a wave, seed {made['seed']}; finished {account['finished']}, model "
        f"{code(made['model_sha256'][:12])}, targets {code(made['targets_sha256'][:12])}."
    )
    return told if made["model_sha256"] == history_digest() else f"{told} {EARLIER}"


def _targets() -> str:
    """What a fit may see, kind by kind."""
    rows = read_table("targets_fit")
    weights, years = rows.numbers("weight"), [int(year) for year in rows.numbers("last")]
    counts: dict[str, list[int]] = {}
    for name, weight in zip(rows.words("indicator"), weights, strict=True):
        found = counts.setdefault(str(name), [0, 0])
        found[0] += 1
        found[1] += weight == 0.0
    listed = [(name.replace("_", " "), str(n), str(n - out)) for name, (n, out) in counts.items()]
    said = (
        f"A fit sees {len(years):,} numbers of the record, none after {max(years)} "
        f"({_table_link('targets_fit')}); a row of weight 0 is not used. Yearly rows are read in "
        "spans of years, and what is too small to be read at the scale of a fit is left out, so "
        "that there are fewer statistics than rows."
    )
    return f"{said}\n\n{table(('what', 'rows', 'used'), listed)}"


def _blind() -> str:
    tests = bullets(sentence(test.name) for test in tests_in(BLIND))
    return f"That it sees nothing later is tested ({link(code(BLIND), f'../{BLIND}')}):\n\n{tests}"


def _left_out() -> str:
    """Known artefacts, and the reason for each."""
    rows = read_table("artefacts")
    named = ("family", "unit_a", "unit_b", "why")
    columns = [rows.words(name) for name in named]
    years = rows.numbers("year")
    listed = [
        f"{family} {'of every pair' if a == '-' else f'{a}-{b}'} {year:.0f}: {why}"
        for *_, year, (family, a, b, why) in (
            (year, row) for year, row in zip(years, zip(*columns, strict=True), strict=True)
        )
    ]
    return f"Known artefacts that forecasts leave out ({_table_link('artefacts')}):\n\n" + bullets(
        listed
    )


def _run() -> str:
    """Waves, check, and the computing that they took."""
    account = kept.account(f"{FOLDER}/fit.json")
    if not account:
        return ""
    rows = [
        (
            name, str(wave["runs"]), str(wave["failed"]), f"{wave['cut']:.2f}",
            f"{wave['left']:.1%}", "yes" if wave["widened"] else "no",
            ", ".join(wave["out_of_reach"]) or "none",
        )
        for name, wave in _stages(account)
    ]  # fmt: skip
    headings = ("wave", "runs", "failed", "cut", "of the prior not ruled out", "cut widened",
                "out of reach at every parameter")  # fmt: skip
    check = account["check"]
    told = (
        f"{account['runs']:,} runs in all. Of {check['runs']} runs drawn from the posterior, "
        f"{check['within_two']:.0%} of the statistics lie within two standard deviations of what "
        f"the emulator said. {_hours(account)}"
    )
    return section(3, "Waves", table(headings, rows), told)


def _stages(account: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Waves by their numbers, then what is left with all runs; fits of before did not ask."""
    for wave in account["waves"]:
        yield str(wave["number"]), wave
    if "cut" in account["check"]:
        yield "check", account["check"]


def _hours(account: Mapping[str, Any]) -> str:
    if account["core_hours"] is not None:
        return f"The runs took {figures(account['core_hours'])} core-hours."
    if account["clock_hours"] is not None:
        return (
            "Its runs did not note their computing time; by the clock "
            f"{figures(account['clock_hours'])} hours passed from begin to end, pauses included."
        )
    return "How much computing it took was not noted."


def figures(hours: float) -> str:
    """Hours with two figures that count, and no fraction where there are many."""
    return f"{hours:.2g}" if hours < 10 else f"{hours:,.0f}"


def effort() -> str:
    """Runs and computing of the fit that is kept, for a summary; "" where it is not known."""
    account = kept.account(f"{FOLDER}/fit.json")
    return f" {account['runs']:,} runs. {_hours(account)}" if account else ""


def _card_table(cards: Sequence[Row]) -> str:
    if not cards:
        return "No card contracts by a fifth or more: the record has taught nothing at this size."
    return table(HEADINGS, map(_card_row, cards))


HEADINGS = ("card", "before: 5, 50, 95 %", "after", "in use", "contraction", "")


def _card_row(card: Row) -> tuple[str, ...]:
    before, after = (
        ", ".join(f"{float(card[f'{when}_{share}']):.3g}" for share in (5, 50, 95))
        for when in ("prior", "posterior")
    )
    name, share = card["card"], float(card["contraction"])
    there = name in shelf().cards
    value = f"{shelf().values()[name]:.3g}" if there else "no such card today"
    return (card_link(name) if there else code(name), before, after if known(card) else "the same",
            value, f"{max(share, 0.0):.0%}", bar(share))  # fmt: skip


def bar(share: float) -> str:
    """A share as a bar that reads in plain text too."""
    full = round(BAR * min(max(share, 0.0), 1.0))
    return code("█" * full + "░" * (BAR - full))


def _silent(cards: Sequence[Row]) -> str:
    """Cards that contract by less than a fifth, and those that no fit reaches."""
    silent = [card for card in cards if not known(card)]
    named = {card["card"] for card in cards}
    beyond = [name for name in shelf().names() if name not in named]
    said = (
        f"{len(silent)} of the {len(cards)} fitted cards contract by less than a fifth and keep "
        f"their range. {len(beyond)} more cards are in no fit: they act through policies or events "
        "only, are fixed, or describe the record itself; history before 2017 cannot speak of them."
    )
    return f"{said}\n\n{table(HEADINGS, map(_card_row, silent))}"


def _misfits() -> str:
    """How far the fitted model is from the record, kind by kind, and where most."""
    rows = kept.rows(f"{FOLDER}/misfits.csv")
    kinds: dict[str, list[float]] = {}
    for row in rows:
        kinds.setdefault(row["statistic"].partition(" ")[0], []).append(float(row["misfit"]))
    by_kind = [
        (
            kind.replace("_", " "), str(len(off)),
            *(f"{sum(abs(x) <= level for x in off) / len(off):.0%}" for level in LEVELS),
            f"{sum(off) / len(off):+.1f}",
        )
        for kind, off in kinds.items()
    ]  # fmt: skip
    worst = sorted(rows, key=lambda row: -abs(float(row["misfit"])))[:WORST]
    return "\n\n".join([
        OFF,
        table(("what", "statistics", "within one", "within two", "mean"), by_kind),
        "Furthest off:",
        bullets(f"{row['statistic']}: {_direction(float(row['misfit']))}" for row in worst),
    ])  # fmt: skip


def _direction(off: float) -> str:
    mark = "🔴 " if abs(off) > LEVELS[1] else ""
    return f"{mark}{abs(off):.1f} too {'high' if off > 0 else 'low'}"


def _recovered() -> str:
    """The self-test: how often known values lie where the method says."""
    rows = kept.rows(f"{FOLDER}/coverage.csv")
    if not rows:
        return NO_SELF_TEST
    listed = [
        (row["card"], row["known_points"], *(_coverage(row, level) for level in ("0.5", "0.9")))
        for row in rows
    ]
    said = (
        "Runs of the fit are taken for the record, one after the other, and their known values are "
        "looked for. A method that claims what it delivers finds half of them inside its 50 % "
        "interval and nine in ten inside its 90 % interval. 🔴 lies below that by more than two "
        "standard errors of so many points."
    )
    return f"{said}\n\n{table(('card', 'known points', 'inside 50 %', 'inside 90 %'), listed)}"


def _coverage(row: Row, level: str) -> str:
    """A share of known values found, marked where the method claims to know too much."""
    share, claimed = float(row[f"inside_{level}"]), float(level)
    error = sqrt(claimed * (1.0 - claimed) / int(row["known_points"]))
    return f"{'🔴 ' if share < claimed - 2.0 * error else ''}{share:.0%}"


def _table_link(name: str) -> str:
    path = f"seeds/tables/{name}.csv"
    return link(code(path), f"../{path}")
