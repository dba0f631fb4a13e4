"""The hindcast on disk: tables, data, charts and a page, beside the histories they rest on."""

import json
from collections.abc import Mapping
from pathlib import Path

from sim.evidence.hindcast import Hindcast
from sim.experiment.hindcast import tidy
from sim.experiment.hindcast.board import POOLED
from sim.experiment.hindcast.charting import charts
from sim.experiment.hindcast.ensemble import Ensemble
from sim.experiment.hindcast.horizons import by_horizon
from sim.experiment.hindcast.judged import every_family
from sim.experiment.hindcast.page import page, transfer_words
from sim.experiment.hindcast.transfer import transfers
from sim.experiment.hindcast.verdict import Account, caveats, opening, pattern
from sim.report.plain import Plain, plain
from sim.report.save import picture
from sim.store.disk import place, refusal
from sim.store.table import table_bytes

FORECASTS = "forecasts.csv"


def account_of(ensemble: Ensemble) -> Account:
    """Everything that the histories say about the held-out years."""
    families = every_family(ensemble)
    return Account(ensemble, families, transfers(ensemble), by_horizon(families))


def kept(account: Account, files: Mapping[str, bytes]) -> Path:
    """Write the account beside its histories and say where; made again, it is replaced whole."""
    asked = account.ensemble.asked
    folder = account.ensemble.path / f"{asked.samples}x{asked.replicates}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            place(folder / name, data)
    except OSError as error:
        raise refusal(error, folder, "The histories are kept.") from error
    return folder


def shippable(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What of it is evidence: all but the single forecasts, which charts and scores sum up."""
    return {name: data for name, data in files.items() if name != FORECASTS}


def files_of(account: Account, summary: Hindcast) -> dict[str, bytes]:
    """Every file by its name."""
    families = account.families
    found = tuple(charts(account))
    data = json.dumps(as_data(account, summary), indent=1, ensure_ascii=False)
    files = {
        FORECASTS: table_bytes(tidy.FORECASTS, tidy.forecast_rows(families)),
        "scores.csv": table_bytes(tidy.SCORES, tidy.score_rows(families)),
        "contests.csv": table_bytes(tidy.CONTESTS, tidy.contest_rows(families)),
        "transfer.csv": table_bytes(tidy.TRANSFERS, tidy.transfer_rows(account.transfers)),
        "hindcast.json": data.encode() + b"\n",
        "page.md": page(account, found).encode(),
    }
    for chart in found:
        files[f"{chart.name}.svg"] = picture(chart, "svg")
        files[f"{chart.name}.csv"] = table_bytes(chart.header, chart.rows)
        files[f"{chart.name}.txt"] = f"{chart.alt}\n".encode()
    return files


def as_data(account: Account, summary: Hindcast) -> dict[str, Plain]:
    """The account for a program."""
    return {
        "about": plain(account.ensemble.about),
        "summary": plain(summary.model_dump(mode="json")),
        "opening": plain(opening(account.findings)),
        "pattern": plain(pattern(account.families)),
        "caveats": plain(caveats(account)),
        "scores": plain([s for f in account.families for s in f.scores if s.unit == POOLED]),
        "contests": plain([contest for f in account.families for contest in f.contests]),
        "shrinkage": plain({family.family: family.shrinkage for family in account.families}),
        "chance": plain({family.family: family.chance for family in account.families}),
        "horizons": plain([
            {"forecast": h.forecast, "pairs": h.pairs, "crps": h.crps.tolist()}
            for h in account.horizons
        ]),
        "transfer_words": plain(transfer_words(account)),
        "transfer": plain([dict(zip(tidy.TRANSFERS, row, strict=True))
                           for row in tidy.transfer_rows(account.transfers)]),
    }  # fmt: skip
