"""The model on years that nothing was fitted to, from the shipped summary and what is kept."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sim.evidence.hindcast import Hindcast, read_hindcast
from sim.experiment.hindcast import holdout
from sim.handbook import kept
from sim.handbook.markdown import bullets, code, link, section, table

FOLDER = "hindcast"
SIDES = {"given": "given national margins", "free": "free"}
NO_HINDCAST = "No hindcast is shipped: `sim validate --hindcast --ship` makes one."
NO_ACCOUNT = (
    "Its charts and its scores against every naive forecast are not kept yet; "
    "`sim validate --hindcast --ship` keeps them."
)
OF_ANOTHER = (
    "🔴 What follows was kept of another hindcast than the one above: run "
    "`sim validate --hindcast --ship` again, which writes both."
)
UNREAD = "The world was too small to read it."
BANDS = (
    "A band that keeps its word holds half of the values, or nine in ten. Below that it is too "
    "narrow and claims to know too much; far above, too wide to say much."
)
RANKS = f"{FOLDER}-ranks"


def held_out() -> str:
    """The whole section."""
    found = read_hindcast()
    if found is None:
        return section(2, "Years that the model has not seen", what_is_held_out(), NO_HINDCAST)
    account = kept.account(f"{FOLDER}/hindcast.json")
    return section(
        2,
        "Years that the model has not seen",
        what_is_held_out(),
        found.limit(),
        families_table(found),
        _made(found),
        section(3, "Bands", BANDS, _bands(found)),
        *(_told(account, found) if account else [NO_ACCOUNT]),
    )


def _told(account: Mapping[str, Any], found: Hindcast) -> Iterator[str]:
    """What is kept beside the summary, and whether it is of the same hindcast."""
    if account["summary"] != found.model_dump(mode="json"):
        yield OF_ANOTHER
    yield _against_all(account)
    yield section(3, "A pair that was never seen", bullets(account["transfer_words"]) or UNREAD)
    yield _mind(account)
    yield _charts(found)


def what_is_held_out() -> str:
    """Which years and series nothing that fits may read."""
    count, first, last = holdout.what_is_held_out()
    return (
        f"Held out are {count:,} values of {first} to {last} "
        f"({link(code('seeds/tables/targets_holdout.csv'), '../seeds/tables/targets_holdout.csv')}"
        "). Given national margins, a forecast is told how many researchers and articles each "
        "place had; free, it is told nothing after 2016."
    )


def families_table(found: Hindcast) -> str:
    """The model against the best naive forecast; errors are root mean squares on logarithms."""
    headings = ("family", "kind", "error", "best naive forecast", "its error", "p", "beaten",
                "inside 50 %", "inside 90 %")  # fmt: skip
    rows = [
        (
            row.says, SIDES[row.kind], f"{row.error:.3f}", row.naive, f"{row.naive_error:.3f}",
            "below 0.01" if row.p < 0.01 else f"{row.p:.2f}", "yes" if row.beaten else "🔴 no",
            f"{row.covered_50:.0%}", f"{row.covered_90:.0%}",
        )
        for row in found.families
    ]  # fmt: skip
    return table(headings, rows)


def stamp_of(found: Hindcast) -> dict[str, str]:
    """How a hindcast was made."""
    return {
        "made": found.made.isoformat(),
        "command": found.command,
        "model_sha256": found.model_sha256,
        "evidence_sha256": found.evidence_sha256,
    }


def _made(found: Hindcast) -> str:
    size = (
        f"World {code(found.world)}, scale {found.scale:g}, draws of the uncertain facts "
        f"{found.samples}, draws of chance {found.replicates}, seed {found.seed}."
    )
    return f"{size} {kept.made(stamp_of(found))}"


def _bands(found: Hindcast) -> str:
    """In words, what each band did."""
    return bullets(
        f"{row.says}, {SIDES[row.kind]}: {row.covered_50:.0%} in the 50 % band "
        f"({_kept_word(row.covered_50, 0.5)}), {row.covered_90:.0%} in the 90 % band "
        f"({_kept_word(row.covered_90, 0.9)})"
        for row in found.families
    )


def _kept_word(share: float, claimed: float, slack: float = 0.05) -> str:
    if share < claimed - slack:
        return "🔴 too narrow"
    return "too wide" if share > claimed + slack else "as claimed"


def _against_all(account: Mapping[str, Any]) -> str:
    """The scores of every forecast, family by family; the lowest error is in bold."""
    summary = account["summary"]["families"]
    says = {family["family"]: family["says"] for family in summary}
    scores = [score for score in account["scores"] if score["period"] == "all"]
    tables = [
        f"{says[family].capitalize()}:\n\n{_score_table(list(rows))}"
        for family, rows in groupby(scores, lambda score: score["family"])
    ]
    more = f"Periods and single corridors: {link('page of the hindcast', _page())}."
    return section(3, "Against every naive forecast", *tables, more)


def _page() -> str:
    return kept.linked(FOLDER, "page.md")


def _score_table(scores: Sequence[Mapping[str, Any]]) -> str:
    least = min(score["log_rmse"] for score in scores)
    rows = [
        (
            score["forecast"],
            f"**{score['log_rmse']:.3f}**" if score["log_rmse"] == least
            else f"{score['log_rmse']:.3f}",
            f"{score['crps']:,.4g}", f"{score['covered_50']:.0%}", f"{score['covered_90']:.0%}",
        )
        for score in scores
    ]  # fmt: skip
    return table(("forecast", "error on logarithms", "CRPS", "inside 50 %", "inside 90 %"), rows)


def _mind(account: Mapping[str, Any]) -> str:
    return section(3, "What to mind", bullets(account["caveats"]), account["pattern"])


def _charts(found: Hindcast) -> str:
    """Observed against simulated, family by family, and the ranks."""
    shown = list(kept.pictures(FOLDER))
    if not shown:
        return ""
    parts = [
        section(4, title, *(picture.text() for picture in some))
        for title, some in _grouped(found, shown)
    ]
    return section(3, "Observed against simulated", *parts)


def _grouped(
    found: Hindcast, shown: Sequence[kept.Picture]
) -> Iterator[tuple[str, list[kept.Picture]]]:
    for family in dict.fromkeys((row.family, row.says) for row in found.families):
        some = [p for p in shown if p.name.startswith(f"{FOLDER}-{family[0]}-")]
        if some:
            yield family[1].capitalize(), some
    ranks = [picture for picture in shown if picture.name == RANKS]
    if ranks:
        yield "Ranks of the record in the bands", ranks
