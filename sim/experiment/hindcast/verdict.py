"""What the hindcast allows to be claimed, in words and as the summary that is shipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sim.evidence.hindcast import FamilyResult, Hindcast
from sim.experiment.hindcast.board import LUCK, POOLED, WHOLE, Contest, Score
from sim.experiment.hindcast.ensemble import Ensemble
from sim.experiment.hindcast.horizons import ByHorizon
from sim.experiment.hindcast.judged import CONSTANT, MODEL, Judged
from sim.experiment.hindcast.known import DYADS, MOVES, PAPERS, SHARE
from sim.experiment.hindcast.series import Unit
from sim.experiment.hindcast.transfer import Transfer
from sim.experiment.hindcast.unseen import caveat
from sim.experiment.hindcast.ways import FREE, GIVEN

SAYS = {
    PAPERS: "joint papers",
    MOVES: "moves between countries and groups",
    DYADS: "moves between single countries",
    SHARE: "international shares",
}
UNITS = {
    PAPERS: "works a year",
    MOVES: "scholars a year",
    DYADS: "scholars a year",
    SHARE: "share of articles",
}
KINDS = {"given": MODEL[GIVEN], "free": MODEL[FREE]}


@dataclass(frozen=True, slots=True)
class Finding:
    """One family in one kind: the model, the best naive forecast of that kind, and who won."""

    family: str
    kind: str
    period: str
    model: Score
    best: Score
    contest: Contest

    def words(self) -> str:
        """The finding as a sentence."""
        contest = self.contest
        way = "given national margins" if self.kind == "given" else "free"
        verb = "does not beat"
        if contest.won:
            verb = "beats"
        elif contest.log_difference < 0.0:
            verb = "errs less than, but not by more than luck,"
        elif contest.log_p < LUCK:
            verb = "is worse than"
        name = contest.baseline.removesuffix(", margins given")
        return (
            f"{SAYS[self.family]}, {way}: the model {verb} {name} "
            f"(error on logarithms {self.model.log_rmse:.3f} against {self.best.log_rmse:.3f}, "
            f"{_luck(contest.log_p)}, {contest.corridors} pairs or places)"
        )

    def result(self) -> FamilyResult:
        """The finding as it is shipped."""
        return FamilyResult(
            family=self.family,
            says=SAYS[self.family],
            kind="given" if self.kind == "given" else "free",
            error=round(self.model.log_rmse, 4),
            naive=self.contest.baseline,
            naive_error=round(self.best.log_rmse, 4),
            p=round(self.contest.log_p, 4),
            beaten=self.contest.won,
            covered_50=round(self.model.covered_50, 3),
            covered_90=round(self.model.covered_90, 3),
        )


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a hindcast found."""

    ensemble: Ensemble
    families: tuple[Judged, ...]
    transfers: tuple[Transfer, ...]
    horizons: tuple[ByHorizon, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The model against the best naive forecast, all held-out years."""
        return findings(self.families)

    def summary(self, command: str) -> Hindcast:
        """What is shipped of it."""
        about, asked = self.ensemble.about, self.ensemble.asked
        return Hindcast(
            made=datetime.now(UTC).date(),
            command=command,
            sim=str(about["sim"]),
            world=asked.world,
            scale=asked.scale,
            samples=asked.samples,
            replicates=asked.replicates,
            seed=asked.seed,
            model_sha256=str(about["model_sha256"]),
            evidence_sha256=str(about["evidence_sha256"]),
            families=tuple(finding.result() for finding in self.findings),
        )


def _luck(p: float) -> str:
    """A p-value as a reader wants it."""
    return "p below 0.01" if p < 0.01 else f"p {p:.2f}"


def findings(families: Sequence[Judged], period: str = WHOLE) -> tuple[Finding, ...]:
    """For every family and both kinds, the model against the best naive forecast of the kind."""
    return tuple(_finding(judged, kind, period) for judged in families for kind in KINDS)


def _finding(judged: Judged, kind: str, period: str) -> Finding:
    pooled = {s.forecast: s for s in judged.scores if s.unit == POOLED and s.period == period}
    naive = [f.name for f in judged.baselines if kind == "given" or f.name != CONSTANT]
    best = min(naive, key=lambda name: pooled[name].log_rmse)
    contest = next(
        found
        for found in judged.contests
        if (found.model, found.baseline, found.period) == (KINDS[kind], best, period)
    )
    return Finding(judged.family, kind, period, pooled[KINDS[kind]], pooled[best], contest)


def named(unit: Unit) -> str:
    """A pair, or a place, as a reader writes it."""
    return unit[0] if unit[1] == "all" else f"{unit[0]}-{unit[1]}"


def opening(found: Sequence[Finding]) -> list[str]:
    """The first lines of every account: where the model loses, before anything else."""
    lost = [finding for finding in found if not finding.contest.won]
    won = [finding for finding in found if finding.contest.won]
    lines = []
    if lost:
        lines.append("On years it has not seen the model does not beat naive forecasts of:")
        lines += [f"- {finding.words()}" for finding in lost]
        lines.append(
            "There its levels are no forecast. Differences between variants of one run may still "
            "be read: they rest on mechanisms, not on the level."
        )
    if won:
        lines.append("It beats the best naive forecast of:")
        lines += [f"- {finding.words()}" for finding in won]
    return lines


THREE = (PAPERS, MOVES, SHARE)
HARDEST = "damped trend"


def families_won(families: Sequence[Judged], kind: str) -> tuple[str, ...]:
    """Families of three whose CRPS beats damped trend by more than luck; two make a pattern."""
    return tuple(
        judged.family
        for judged in families
        for c in judged.contests
        if judged.family in THREE
        and (c.model, c.baseline, c.period) == (KINDS[kind], HARDEST, WHOLE)
        and c.crps_difference < 0.0
        and c.crps_p < LUCK
    )


def pattern(families: Sequence[Judged]) -> str:
    """The pattern of held-out skill (P30) as a sentence."""
    given, free = (families_won(families, kind) for kind in KINDS)
    verdict = "in band" if len(given) >= 2 else "not in band"
    return (
        f"P30, CRPS beats damped trend in two of the families papers, moves and shares: {verdict} "
        f"({len(given)} of 3 given national margins, {len(free)} free)."
    )


OF_KNOWLEDGE = (
    (
        "Sizes of the shocks of 2022 (cards friction.*) were read from works of 2021 and 2023, the "
        "very years that are held out: forecasts that know the shock are not blind to it, only to "
        "everything else. Forecasts that do not know it are."
    ),
    (
        "Histories given the margins know national heads and articles of all years, as the model "
        "runs by default; free ones know neither after 2016."
    ),
    (
        "Only changes are forecast: the level is the record's mean of the last three years. A "
        "change in few simulated counts of a pair is mostly luck; it is shrunk towards what the "
        "simulated totals of the two places make of it, by as many counts as served best up to "
        "2016. Where that number is large, the forecast holds the model's places, not its pairs."
    ),
    (
        "Nothing was fitted to these years, but those who chose the mechanisms knew patterns of "
        "them (sim validate, P11 to P14, P28, P29), so the choice was not blind."
    ),
)
OF_NUMBERS = (
    "Pairs share countries and years share shocks, so p is a lower bound.",
    (
        "CRPS of naive forecasts depends on their bands. The bar for all 1,788 pairs of "
        "countries that was set before this test was made is a damped trend with 6.18, 7.69, "
        "10.13, 12.00 and 14.36 from one to five years ahead; how its bands were made was not "
        "written down, and no way that was tried gives all of these numbers. "
        "Here bands are as wide as errors of pairs of like size were: one width for all pairs (a "
        "normal of 0.25 to 0.3 on the logarithm) gives 6.0 to 6.5 one year ahead, with 70 to 80% "
        "of pairs inside of 90% bands. From the second year on fourteen pairs, large ones among "
        "them, are held back and missing here. The bar here is the lower number, hence the harder."
    ),
)


def caveats(account: Account) -> tuple[str, ...]:
    """What to mind when an account is read."""
    return (*OF_KNOWLEDGE, caveat(account.ensemble.about), *OF_NUMBERS)
