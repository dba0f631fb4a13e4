"""How much two places came to write together."""

from sim.experiment.patterns.growth import Growth


class Rise(Growth):
    """Joint papers of two places, yearly mean of the years over that of the earlier years."""

    name = "rise"
    level = "country"
    fails = (
        "The baseline of the pair grows at a wrong pace, and with it every number of "
        "additional papers that is a share of it."
    )
