"""Whether papers lost with some partners reappear with others."""

from sim.experiment.patterns.growth import Growth


class Diversion(Growth):
    """Joint papers of a place with a group of partners after a break, over those before it."""

    name = "diversion"
    level = "response"
    fails = (
        "Shocks act too hard or too softly on joint work; effects under the futures of "
        "escalation and thaw are then off."
    )
