"""How many authors never lead a paper."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target, Years
from sim.experiment.patterns.watch import Watch


class NeverLeads(Pattern):
    """Share of authors with a first paper in the years who have led none by the end of the run."""

    name = "never_leads"
    level = "individual"
    fails = (
        "Projects are begun by too many or too few; programmes for leads reach a wrong share "
        "of people."
    )

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""
        return past.watched(lambda watch: never_leads(watch, target.years))


def never_leads(watch: Watch, years: Years) -> float:
    """Share of the cohort of these years who have led no paper yet; nan without a cohort."""
    led = watch.authors.of_cohort(years).led
    return float(1.0 - led.mean()) if len(led) else float("nan")
