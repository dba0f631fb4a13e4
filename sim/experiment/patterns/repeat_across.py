"""Whether partnerships across borders last as long as those at home."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.watch import Watch


class RepeatAcross(Pattern):
    """Share of pairs seen before among those across borders, over the share at home."""

    name = "repeat_across"
    level = "pair"
    fails = "International partnerships are renewed too often or too seldom against those at home."

    def value(self, past: Past, target: Target) -> float:
        """Ratio of the two shares."""

        def ratio(watch: Watch) -> float:
            c = watch.pairs.over(target.years)
            home = c.pairs - c.across
            if min(c.across, home, c.seen - c.seen_across) == 0:
                return float("nan")
            return c.seen_across / c.across * home / (c.seen - c.seen_across)

        return past.watched(ratio)
